"""Reads the plus on a number as its sign: "between -6.00 and +3.00 D"."""

from __future__ import annotations

from screener.catalog.load import catalog
from screener.reading.scanning.tags import Tag

_BEFORE = frozenset({"CMP", "AND", "DASH", "BETW", "WITHIN"})
_JOINS = frozenset({"to", "of", "through", "from"})


def plus_first(tags: list[Tag]) -> list[Tag]:
    """The tags with each plus that stands on the number behind it, and off what is before it, made part of that number."""
    made: list[Tag] = []
    for tag in tags:
        if tag.type == "NUM" and made and made[-1].type == "PLUS" and made[-1].end == tag.start and _signs(made):
            tag.start, tag.text = made[-1].start, f"+{tag.text}"
            made.pop()
        made.append(tag)
    return made


def _signs(before: list[Tag]) -> bool:
    """Whether the plus that stands last begins a number: behind a sign, between two ends, behind what can lie below zero."""
    if len(before) < 2 or before[-2].end == before[-1].start:
        return False
    tag = before[-2]
    return tag.type in _BEFORE or tag.text.lower() in _JOINS or _below_zero(tag)


def _below_zero(tag: Tag) -> bool:
    """Whether a tag is a measure whose values can lie below zero."""
    ids = tag.value if tag.type == "MEAS" and isinstance(tag.value, tuple) else ()
    lows = [measure.low for one in ids if one in catalog() and (measure := catalog()[one].measure) is not None]
    return bool(lows) and all(low is not None and low < 0 for low in lows)
