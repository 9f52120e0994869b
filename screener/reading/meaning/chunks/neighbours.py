"""Tells which of several meanings an abbreviation has by the words beside it ("EGFR positive, ALK negative", "DM on insulin")."""

from __future__ import annotations

import itertools
import re
from functools import cache

from screener.core.data import read_toml

_NEAR = 60
"""How many characters away a telling word stands at the most."""
_EDGE = re.compile(r"[.;:]\s|\n\s*(?:\n|[-*•·●]|\d+[.)])")
_WORD = re.compile(r"[a-z0-9][\w'’-]*", re.IGNORECASE)


def told_by_neighbours(ids: tuple[str, ...], start: int, end: int, text: str) -> str | None:
    """The one of the meanings that words beside the place speak of; None where they speak of several or of none."""
    known = _words()
    if not any(ident in known for ident in ids):
        return None
    before, behind = text[max(0, start - _NEAR) : start], text[end : end + _NEAR]
    before = _EDGE.split(before)[-1]
    behind = _EDGE.split(behind)[0]
    found = [word.lower() for part in (before, behind) for word in _WORD.findall(part)]
    near = {*found, *(f"{one} {two}" for one, two in itertools.pairwise(found))}
    told = [ident for ident in ids if not near.isdisjoint(known.get(ident, frozenset()))]
    return told[0] if len(told) == 1 else None


@cache
def _words() -> dict[str, frozenset[str]]:
    return {ident: frozenset(row["words"]) for ident, row in read_toml("rules", "words", "neighbours.toml").items()}
