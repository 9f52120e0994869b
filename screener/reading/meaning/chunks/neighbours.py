"""Tells which of several meanings a name has by the words beside it ("EGFR positive, ALK negative", "class IV (ACR)")."""

from __future__ import annotations

import itertools
import re
from functools import cache

from screener.core.data import read_toml

_NEAR = 60
"""How many characters away a telling word stands at the most."""
_FAR = 240
"""The same for the words that tell it from anywhere in their sentence."""
_EDGE = re.compile(r"[.;:]\s|\n\s*(?:\n|[-*•·●]|\d+[.)])")
_WORD = re.compile(r"[a-z0-9][\w'’-]*", re.IGNORECASE)


def told_by_neighbours(ids: tuple[str, ...], start: int, end: int, text: str) -> str | None:
    """The one of the meanings that words beside the place speak of; None where they speak of several or of none."""
    known = _words("words")
    if not any(ident in known for ident in ids):
        return None
    return told_by_words(ids, _around(text, start, end, _NEAR)) or told_by_words(ids, _around(text, start, end, _FAR), "far")


def _around(text: str, start: int, end: int, most: int) -> str:
    """The words of the same sentence within so many characters of a place."""
    before, behind = text[max(0, start - most) : start], text[end : end + most]
    return f"{_EDGE.split(before)[-1]} {_EDGE.split(behind)[0]}"


def told_by_words(ids: tuple[str, ...], words: str, kind: str = "words") -> str | None:
    """The one of the meanings that words speak of; None where they speak of several or of none."""
    known = _words(kind)
    found = [word.lower() for word in _WORD.findall(words)]
    near = {*found, *(f"{one} {two}" for one, two in itertools.pairwise(found))}
    told = [ident for ident in ids if not near.isdisjoint(known.get(ident, frozenset()))]
    return told[0] if len(told) == 1 else None


@cache
def _words(kind: str) -> dict[str, frozenset[str]]:
    return {ident: frozenset(row.get(kind, ())) for ident, row in read_toml("rules", "words", "neighbours.toml").items()}
