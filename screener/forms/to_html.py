"""Takes a protocol, gives its form as one HTML file that works offline, from disk, and sends nothing anywhere."""

from __future__ import annotations

import base64
import hashlib
import html
import json
from typing import Any

from screener.core.errors import ScreenerError
from screener.criteria.protocol import Protocol
from screener.forms.browser import module_text
from screener.forms.bundle import bundle

_STYLE = """
:root { color-scheme: light; color: #1c1f23; background: #fff; font-family: system-ui, sans-serif; line-height: 1.5; }
body { max-width: 78rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.4rem; }
.tools { display: flex; flex-wrap: wrap; gap: 0.75rem; align-items: center; margin: 1rem 0; }
.tools button, .tools label { font: inherit; padding: 0.5rem 0.9rem; border: 1px solid currentColor; border-radius: 0.4rem;
  background: transparent; color: inherit; cursor: pointer; }
.tools input { position: absolute; opacity: 0; width: 1px; height: 1px; }
.tools input:focus-visible + span, .tools button:focus-visible { outline: 3px solid; outline-offset: 2px; }
@media print { .tools { display: none; } }
"""
_TOOLS = """
const form = document.querySelector('screener-form');
const told = document.getElementById('told');
document.getElementById('save').addEventListener('click', () => {
  const day = form.verdict?.index_date;
  const rules = { protocol: form.getAttribute('data-id'), rules_hash: form.bundle?.rules_hash };
  const saved = { ...rules, index_date: day, answers: form.answers };
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([JSON.stringify(saved, null, 1)], { type: 'application/json' }));
  link.download = `answers-${form.getAttribute('data-id')}.json`;
  link.click();
  URL.revokeObjectURL(link.href);
});
document.getElementById('open').addEventListener('change', async (event) => {
  try {
    const saved = JSON.parse(await event.target.files[0].text());
    if (saved.protocol !== form.getAttribute('data-id')) throw new Error('other protocol');
    form.answers = saved.answers;
    told.textContent = 'The saved answers are back.';
  } catch {
    told.textContent = 'This file does not hold answers of this form.';
  }
  event.target.value = '';
});
document.getElementById('print').addEventListener('click', () => window.print());
"""


def to_html(protocol: Protocol) -> str:
    """The page: the form's module, the rules as JSON, and buttons to save, open and print the answers."""
    script = module_text()
    _refuse_ending(script)
    title = protocol.title or protocol.id or "Eligibility"
    policy = (
        f"default-src 'none'; script-src {_hash(script)} {_hash(_TOOLS)}; style-src {_hash(_STYLE)}; "
        "connect-src 'none'; form-action 'none'; base-uri 'none'; img-src data:"
    )
    ident = html.escape(protocol.id)
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="referrer" content="no-referrer">
<title>{html.escape(f"{protocol.id}: eligibility" if protocol.id else "Eligibility")}</title>
<link rel="icon" href="data:,">
<style>{_STYLE}</style>
</head>
<body>
<main>
<h1>{html.escape(title)}</h1>
<p>{f"{ident}. " if ident else ""}This form supports a decision; a person confirms it. No answer leaves this page.</p>
<noscript><p>The form needs JavaScript, which this browser does not run.</p></noscript>
<screener-form protocol="#rules" data-id="{ident}" autosave></screener-form>
<div class="tools">
<button type="button" id="save">Save the answers to a file</button>
<label><input type="file" id="open" accept="application/json,.json"><span>Open saved answers</span></label>
<button type="button" id="print">Print</button>
<span id="told" role="status"></span>
</div>
</main>
<script type="application/json" id="rules">{_inline(bundle(protocol))}</script>
<script type="module">{script}</script>
<script type="module">{_TOOLS}</script>
</body>
</html>
"""


def _inline(data: dict[str, Any]) -> str:
    """JSON that stays inside its script element whatever the protocol's text holds."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    escaped = text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return escaped.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _hash(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
    return f"'sha256-{digest}'"


def _refuse_ending(script: str) -> None:
    """A module that would end its own element is a defect of the program, not of the protocol."""
    lower = script.lower()
    if "</script" in lower or "<!--" in lower:
        raise ScreenerError("The form's module holds an end tag and cannot stand inside a page.")
