"""Finds the note of abbreviations below a list: "Abbreviations: HD, haemodialysis; BMI, body mass index"."""

from __future__ import annotations

import re

from screener.core.span import Span

_LINE = re.compile(
    r"^[ \t]*(?:[*•†‡§-][ \t]*|\d{1,2}\.[ \t]+)?(?P<lead>abbreviations?(?:[ \t]+used)?[ \t]*[:.][ \t]*)?(?P<note>\S.*)$",
    re.MULTILINE | re.IGNORECASE,
)
_ONE = re.compile(r"(?P<short>[A-Z0-9][A-Za-z0-9/-]{1,11}?)s?\s*(?P<sign>[,=:–]|\s-\s|\s)\s*(?P<long>[A-Za-z][^=:<>≥≤()]{3,90})")
_WAYS = (re.compile(r";"), re.compile(r"[;,]"))
"""What parts the abbreviations of a note, in turn."""
_BEGINS = re.compile(r"[A-Z0-9][A-Z0-9a-z/-]*[A-Z0-9]s?\s*[,=:–\s-]\s*[A-Za-z]|[A-Z][a-z]+[A-Z]")
_FEWEST, _FEWEST_BARE = 2, 3
"""How many a note tells of at least, where a sign stands behind each or only a blank."""


def notes(text: str) -> list[Span]:
    """The lines that only say what abbreviations stand for; none of them says anything of a candidate."""
    return [
        Span(*line.span())
        for line in _LINE.finditer(text)
        if (line.group("lead") or _BEGINS.match(line.group("note"))) and _only_says(line.group("note"))
    ]


def _only_says(words: str) -> bool:
    """Whether each part of a line is an abbreviation with its words, and there are several."""
    for way in _WAYS:
        parts = [part for part in (cut.strip(" \t\r.") for cut in way.split(words)) if part]
        found = [match for match in map(_said, parts) if match is not None]
        bare = any(not match.group("sign").strip() for match in found)
        if len(found) == len(parts) >= (_FEWEST_BARE if bare else _FEWEST):
            return True
    return False


def _said(part: str) -> re.Match[str] | None:
    """An abbreviation and its words, where its letters stand in them in their order, the first at their beginning."""
    found = _ONE.fullmatch(part)
    if found is None or found.group("short").islower():
        return None
    letters = iter(found.group("long").lower())
    short = [letter for letter in found.group("short").lower() if letter.isalpha()]
    fits = len(short) >= _FEWEST and found.group("long")[0].lower() == short[0] and all(letter in letters for letter in short)
    return found if fits else None
