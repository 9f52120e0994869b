"""Finds headings that name a part of the trial beside "Inclusion" or "Exclusion", where the text has both lists of that part."""

from __future__ import annotations

import re
from collections.abc import Iterator

from screener.reading.layout.other_headings import Mark

_PART = re.compile(
    r"""
    [ \t#*_>|-]*
    (?P<title>
      (?P<before>(?:(?!clusion)[^\n.;]){0,60}?)\b(?P<side>in|ex)clusion\b(?:[ \t]+(?:criteria|criterion))?
      (?P<after>(?:(?!clusion)[^\n:.;]){0,60}?)
      (?:[ \t]+(?:are|were|include|includes|as[ \t]+follows)){0,2}[ \t]*[:：]?
    )
    [ \t*_]*\r?$
    """,
    re.MULTILINE | re.IGNORECASE | re.VERBOSE,
)
_SIDE = re.compile("clusion", re.IGNORECASE)
_LONGEST = 200
_LETTER = re.compile(r"[^\W\d_]")
_TELLS = re.compile(r"\b(?:may|might|can|could|must|will|shall|should|is|not|appl(?:y|ies|ied)|following)\b", re.IGNORECASE)
"""What makes a sentence of a line ("Other inclusion criteria may apply")."""


def paired_headings(text: str, start: int, end: int) -> list[Mark]:
    """A mark for each "Pilot Inclusion" and "Exclusion, Cohort A:" on a line of its own; none where only one of a pair stands."""
    found = [(_part(match), match) for match in _titles(text, start, end)]
    sides: dict[str, set[str]] = {}
    for part, match in found:
        sides.setdefault(part, set()).add(match.group("side").lower())
    return [
        Mark(match.start("title"), match.end("title"), "exclusion" if match.group("side").lower() == "ex" else "inclusion", False)
        for part, match in found
        if _LETTER.search(part) and not _TELLS.search(part) and len(sides[part]) == 2
    ]


def _titles(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The lines that name one side and a part beside it."""
    for side in _SIDE.finditer(text, start, end):
        first, last = text.rfind("\n", 0, side.start()) + 1, text.find("\n", side.end(), end)
        last = end if last < 0 else last
        match = _PART.match(text, first, last) if first >= start and last - first <= _LONGEST else None
        if match is not None:
            yield match


def _part(match: re.Match[str]) -> str:
    """What a heading says besides the name of its list, in small letters."""
    return " ".join(f"{match.group('before')} | {match.group('after')}".lower().split())


def with_paired(marks: list[Mark], paired: list[Mark]) -> list[Mark]:
    """The headings with these; one that was found within a pair's line is a piece of it, one that begins there stands."""
    known = [pair for pair in paired if not any(mark.start <= pair.start < mark.end for mark in marks)]
    kept = [mark for mark in marks if not any(pair.start < mark.start < pair.end for pair in known)]
    return sorted([*kept, *known])
