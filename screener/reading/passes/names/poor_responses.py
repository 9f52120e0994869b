"""Reads "lack of antimanic response to" and "poor treatment response to" as failed, whatever kind of response it is."""

from __future__ import annotations

from functools import cache

from screener.core.data import read_toml
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

_TAKEN = frozenset({"DRUG", "TREATN", "PROC", "TREAT", "NUM", "SEV", "HIST", "DOSE", "ROUTE", "CURRENT", "AFTER"})
_MOST = 2


@cache
def _words(kind: str) -> frozenset[str]:
    """The words of that part."""
    return frozenset(read_toml("rules", "words", "responses.toml")[kind])


RESPONSES = _words("response")


def poor_responses(tags: list[Tag]) -> list[Tag]:
    """The tags with such words before a treatment made the outcome that "failed" is."""
    for at in range(len(tags) - 3, -1, -1):
        end = _end(tags, at)
        if end and end < len(tags) and tags[end].type in _TAKEN:
            tags = [*tags[:at], covering("RESP", tags[at:end], "failed"), *tags[end:]]
    return tags


def _end(tags: list[Tag], at: int) -> int:
    """The place behind such words that begin here; 0 where none do."""
    first = tags[at].text.lower()
    if first not in _words("poor") and not (tags[at].type == "NEG" and first in _words("denied")):
        return 0
    place = at + 1
    while place < min(at + 1 + _MOST, len(tags)) and _tells_kind(tags[place]):
        place += 1
    if place + 1 >= len(tags) or tags[place].text.lower() not in _words("response"):
        return 0
    place += 1 + (tags[place + 1].type == "COMMA" and place + 2 < len(tags))  # "allergy, or lack of effect, of metformin"
    return place + 1 if tags[place].text.lower() in _words("to") else 0


def _tells_kind(tag: Tag) -> bool:
    """Whether a word says what kind of response is meant ("antidepressant", "clinical")."""
    word = tag.text.lower()
    return word in _words("kind") or (word.startswith("anti") and " " not in word)
