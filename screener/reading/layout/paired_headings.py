"""Finds headings that name a part of the trial before a bare "Inclusion" or "Exclusion", where the text has both of that part."""

from __future__ import annotations

import re

from screener.reading.layout.other_headings import Mark

_PART = re.compile(r"^[ \t#*_>|-]*(?P<title>(?P<part>[A-Z][^\n:.;]{1,50}?)[ \t]+(?P<side>In|Ex)clusion)[ \t]*\r?$", re.MULTILINE)


def paired_headings(text: str, start: int, end: int) -> list[Mark]:
    """A mark for each "Pilot Inclusion" and "Pilot Exclusion" on a line of its own; none where only one of the two stands."""
    found = list(_PART.finditer(text, start, end))
    sides: dict[str, set[str]] = {}
    for match in found:
        sides.setdefault(match.group("part").lower(), set()).add(match.group("side"))
    return [
        Mark(match.start("title"), match.end("title"), "exclusion" if match.group("side") == "Ex" else "inclusion", False)
        for match in found
        if len(sides[match.group("part").lower()]) == 2
    ]
