"""Reads "2 times the site laboratory's upper limit of normal" as twice the upper limit: each result has a range of its own."""

from __future__ import annotations

from functools import cache

from screener.core.data import read_toml
from screener.reading.scanning.tags import Tag

_LIMITS = frozenset({"ULN", "LLN"})
_MOST = 6


def whose_limits(tags: list[Tag]) -> list[Tag]:
    """The tags without the words that tell whose range is meant between "times" and its limit."""
    made: list[Tag] = []
    at = 0
    while at < len(tags):
        made.append(tags[at])
        at += 1
        if tags[at - 1].type != "TIMES" or at < 2 or tags[at - 2].type != "NUM":
            continue
        end = at
        while end < len(tags) and end - at < _MOST and tags[end].type not in _LIMITS and _owner(tags[end]):
            end += 1
        if at < end < len(tags) and tags[end].type in _LIMITS:
            for tag in tags[at:end]:
                tag.state = "compiled"
            at = end
    return made


def _owner(tag: Tag) -> bool:
    """Whether every word of a tag is one that may tell whose range is meant."""
    return _owners().issuperset(tag.text.lower().replace("’", "'").split())


@cache
def _owners() -> frozenset[str]:
    return frozenset(read_toml("rules", "words", "laboratories.toml")["owners"])
