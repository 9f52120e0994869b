"""Takes nothing, gives the one ES module that a site adds to its page to show a form and decide in the browser."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files

from screener.forms.browser.compact import compact

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

_HEADER = "// screener-form (Apache-2.0). No answer leaves the page.\n"
_IMPORT = re.compile(r"^import [^;]*;\n", re.MULTILINE)
_NAMESPACE = re.compile(r"^import \* as (\w+) from '\./(\w+)\.js';\n", re.MULTILINE)
_EXPORTED = re.compile(r"^export (?=const|function|class)", re.MULTILINE)
_NAME = re.compile(r"^export (?:const|function|class) (\w+)", re.MULTILINE)
_SPACES = re.compile(r"\s+")
_AROUND = re.compile(r" ?([{};,]|:(?= )) ?")
INTERNAL = (
    "first",
    "last",
    "patient",
    "problem",
    "convert",
    "converter",
    "measured",
    "evaluate",
    "combined",
    "answered",
    "plausible",
    "loIn",
    "hiIn",
    "element",
    "inputs",
    "sure",
    "hints",
    "foreign",
    "trace",
    "sameDay",
    "adults",
    "members",
    "question",
    "index",
    "present",
    "broader",
    "formula",
    "error",
    "warning",
    "lines",
    "made",
    "entry",
    "known",
    "answerOutcome",
    "having",
    "alone",
)
"""Properties that only the parts themselves use, so that their names may be short."""
PUBLIC = ("SCHEMA_VERSION", "readBundle", "screen", "toPatient", "ScreenerForm")
"""What the module exports for a page that decides without showing a form."""


@cache
def module_text() -> str:
    """The parts as one module, small."""
    return f"{_HEADER}{compact(plain_text(), PUBLIC, INTERNAL)}\nexport {{ {', '.join(PUBLIC)} }};\n"


def plain_text() -> str:
    """The parts one after the other as one script, readable but for the spaces of its style sheet."""
    return "".join(_joined(_styled(part_text(name)) if name == "style.js" else part_text(name)) for name in PARTS)


def _styled(text: str) -> str:
    head, css, tail = text.split("`")
    return f"{head}`{_AROUND.sub(lambda found: found[1], _SPACES.sub(' ', css))}`{tail}"


@cache
def strings() -> dict[str, dict[str, str]]:
    """Every string that the form shows, by language and key; they go to the browser with the rules."""
    found: dict[str, dict[str, str]] = json.loads(part_text("strings.json"))
    return found


def part_text(name: str) -> str:
    """One part as it is kept."""
    return files(__name__).joinpath(name).read_text(encoding="utf-8")


def _joined(text: str) -> str:
    """The part without imports and exports; a namespace becomes an object of what its part exports."""
    gathered = "".join(_namespace(name, part) for name, part in _NAMESPACE.findall(text))
    return gathered + _EXPORTED.sub("", _IMPORT.sub("", text))


def _namespace(name: str, part: str) -> str:
    return f"const {name} = {{ {', '.join(_NAME.findall(part_text(f'{part}.js')))} }};\n"
