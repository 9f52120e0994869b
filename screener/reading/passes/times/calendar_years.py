"""Tells years of the calendar from counts: "surgery from 2014 to 2017" is when it was, for a person to confirm."""

from __future__ import annotations

from decimal import Decimal

from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import behind

_FIRST, _LAST = 1950, 2049
_OPENS = frozenset({"from", "between", "during", "in", "in the years", "over", "in the period", "in the period of"})
_JOINS = frozenset({"to", "and", "-", "–", "through", "until"})
_MEASURED = frozenset({"MEAS", "MEASN", "CMP", "UNIT"})
_MEASURES = frozenset({"UNIT", "TU", "TIMES", "ULN", "RELTO", "AGEW", "AGESUF", "DRUG"})


def calendar_years(tags: list[Tag]) -> list[Tag]:
    """The tags with two years of the calendar in a row made words that tell of what stands before them."""
    for at in range(2, len(tags) - 2):
        if not _year(tags[at]) or not _year(tags[at + 2]) or tags[at + 1].text.lower() not in _JOINS:
            continue
        opened = tags[at - 1].text.lower() in _OPENS
        first, end = at - opened, at + 3
        after = tags[end].type if end < len(tags) else ""
        if tags[first - 1].type in _MEASURED or after in _MEASURES or not (opened or tags[at + 1].type == "DASH"):
            continue
        parts = tags[first:end]
        for part in parts:
            part.state = "compiled"
        return [*tags[:first], behind(parts), *calendar_years(tags[end:])]
    return tags


def _year(tag: Tag) -> bool:
    """Whether a number is written as a year is."""
    return tag.type == "NUM" and len(tag.text) == 4 and tag.text.isdecimal() and _FIRST <= Decimal(tag.text) <= _LAST
