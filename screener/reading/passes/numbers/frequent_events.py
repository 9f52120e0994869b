"""Brings the number in the bracket behind a frequent event before it: "frequent nosebleeds (> 5) in the past year"."""

from __future__ import annotations

from decimal import Decimal

from screener.reading.scanning.tag_looks import plays
from screener.reading.scanning.tags import Tag

FREQUENT = frozenset({"frequent", "recurrent", "multiple", "repeated", "recurring"})
_MOST = 30
"""More than anybody counts of such events."""


def frequent_events(tags: list[Tag]) -> list[Tag]:
    """The tags with such a number as how many there were, where a time is told in which they were counted."""
    for at in range(1, len(tags) - 5):
        name, left, sign, number, right, within = tags[at : at + 6]
        bracketed = left.type == "LP" and right.type == "RP" and plays(sign, "CMP") and number.type == "NUM"
        if not bracketed or name.type != "COND" or not plays(within, "WITHIN") or not _counts(number):
            continue
        first = at - 1
        while first > 0 and tags[first].type == "SEV" and tags[first].text.lower() not in FREQUENT:
            first -= 1
        if tags[first].text.lower() in FREQUENT:
            left.state = right.state = "compiled"
            return frequent_events([*tags[:first], sign, number, *tags[first : at + 1], within, *tags[at + 6 :]])
    return tags


def _counts(number: Tag) -> bool:
    return isinstance(number.value, Decimal) and number.value == int(number.value) and number.value <= _MOST
