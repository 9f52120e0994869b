"""Takes nothing, gives the one ES module that a site adds to its page to show a form and decide in the browser."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

PARTS = (
    "exact.js",
    "words.js",
    "outcome.js",
    "amounts.js",
    "measured.js",
    "history.js",
    "decide.js",
    "answers.js",
    "strings.js",
    "style.js",
    "controls.js",
    "element.js",
)
"""The module's parts; each uses only those before it."""

_HEADER = "// screener-form: an eligibility form that decides in the browser. Apache-2.0. No answer leaves the page.\n"
_IMPORT = re.compile(r"^import (?:[^;]|\n)*?;\n", re.M)
_NAMESPACE = re.compile(r"^import \* as (\w+) from '\./(\w+)\.js';\n", re.M)
_EXPORTED = re.compile(r"^export (?=const|function|class|let|async)", re.M)
_NAME = re.compile(r"^export (?:async )?(?:const|function|class|let) (\w+)", re.M)
_COMMENT = re.compile(r"^\s*(?://[^\n]*|/\*\*(?:[^*]|\*(?!/))*\*/)\n", re.M)
_INDENT = re.compile(r"^ +", re.M)
PUBLIC = ("SCHEMA_VERSION", "readBundle", "screen", "toPatient", "ScreenerForm")
"""What the module exports for a page that decides without showing a form."""


@cache
def module_text() -> str:
    """The parts as one module, without comments and indentation."""
    parts = {name: part_text(name) for name in PARTS}
    body = "".join(_joined(text, parts) for text in parts.values())
    return f"{_HEADER}{body}export {{ {', '.join(PUBLIC)} }};\n"


def part_text(name: str) -> str:
    """One part as it is kept."""
    return files(__name__).joinpath(name).read_text(encoding="utf-8")


def _joined(text: str, parts: dict[str, str]) -> str:
    gathered = "".join(
        f"const {name} = {{ {', '.join(_NAME.findall(parts[f'{part}.js']))} }};\n" for name, part in _NAMESPACE.findall(text)
    )
    text = _IMPORT.sub("", text)
    text = _COMMENT.sub("", text)
    return gathered + _INDENT.sub("", _EXPORTED.sub("", text))
