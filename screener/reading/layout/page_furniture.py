"""Finds what a page carries besides its text: "CONFIDENTIAL  Protocol ABC-1, Version 2.0  Page 23 of 87" amid a list."""

from __future__ import annotations

import re

from screener.core.span import Span

_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_NAMED = (
    rf"(?:confidential|proprietary|protocol|clinical|study|trial|version|amendment|final|draft|dated?|no|number|and|of|the"
    rf"|(?:{_MONTHS})[a-z]*|v?\d[\d./-]*|[A-Z0-9]+(?:-[A-Z0-9]+)+)"
)
_FURNITURE = re.compile(
    rf"""
    ^[ \t]* (?:
        (?:{_NAMED}[ \t.,:|©-]+){{0,16}} page[ \t]+\d{{1,4}} (?:[ \t]*(?:of|/)[ \t]*\d{{1,4}})? (?:[ \t.,:|©-]+{_NAMED}){{0,16}}
      | (?:company[ \t]+|strictly[ \t]+|sponsor[ \t]+|proprietary[ \t]+and[ \t]+)?confidential (?:[ \t]+(?:information|document))?
      | \d{{1,4}}[ \t]*\|[ \t]*p[ \t]*a[ \t]*g[ \t]*e
    ) [ \t.]*$
    """,
    re.VERBOSE | re.MULTILINE | re.IGNORECASE,
)
_SEEN = re.compile(r"\bpage\b|\bconfidential\b|p a g e", re.IGNORECASE)


def furniture(text: str) -> list[Span]:
    """The lines that head or foot a page; none of them says anything of a candidate."""
    return [Span(*match.span()) for match in _FURNITURE.finditer(text)] if _SEEN.search(text) else []


def unfurnished(text: str, lines: list[Span]) -> str:
    """The text with blanks for those lines, character for character, so that what they cut goes on."""
    for line in lines:
        text = text[: line.start] + " " * (line.end - line.start) + text[line.end :]
    return text
