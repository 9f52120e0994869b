"""Keeps "starting with the screening visit through 120 days after the last dose" as words beside what has to hold that long."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import behind
from screener.reading.scanning.tags import take

STARTING = frozenset({"starting", "beginning", "starting from", "beginning with", "starting with"})
_OPENS = frozenset({"PREP", "AT", "BETW", "AFTER", "FILL", "WITHIN"})
_PARTS = _OPENS | {"ANCHOR", "NUM", "TU", "PRIOR", "DURING", "AND", "CMP", "DASH", "TEXT", "DRUG"}
_PLACES = frozenset({"ANCHOR", "TU"})


def starting_with(tags: list[Tag]) -> list[Tag]:
    """The tags with such words one qualifier of what stands before them."""
    for at in range(1, len(tags) - 2):
        if tags[at].text.lower() not in STARTING or tags[at + 1].type not in _OPENS:
            continue
        end = at + 1
        while end < len(tags) and tags[end].type in _PARTS:
            end += 1
        while end > at and tags[end - 1].type not in _PLACES:
            end -= 1
        if end <= at + 2 or not any(tag.type == "ANCHOR" for tag in tags[at:end]):
            continue
        comma = tags[at - 1].type == "COMMA"
        if comma:
            take(tags[at - 1])
        return [*tags[: at - comma], behind(tags[at:end]), *starting_with(tags[end:])]
    return tags
