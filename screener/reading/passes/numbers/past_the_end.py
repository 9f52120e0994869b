"""Puts "≤ 3 seconds above the upper limit of normal" to a person: a number that lies so far past it is no limit of its own."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

_PAST = frozenset({"above", "over", "beyond", "below", "under", "longer than", "greater than", "more than", "higher than"})

_BETWEEN = frozenset({"MEAS", "MEASN", "LP", "RP", "TEXT", "PREP", "MUST", "FILL"})


def past_the_end(tags: list[Tag]) -> list[Tag]:
    """The tags with a measure, its limit and "above the upper limit of normal" made one judgement.

    Where no measure stands before the limit, the words behind it describe it.
    """
    for at in range(2, len(tags) - 1):
        if tags[at].type != "CMP" or tags[at].text.lower() not in _PAST or tags[at + 1].type != "ULN":
            continue
        if tags[at - 1].type == "UNIT" and tags[at - 1].text != "%" and tags[at - 2].type == "NUM":
            signed = at - 3 if at > 2 and tags[at - 3].type == "CMP" else at - 2
            first = _measure(tags, signed)
            first = at if first == signed else first
            kind, value = ("SEV", "description") if first == at else ("JUDGED", "judgement")
            return [*tags[:first], covering(kind, tags[first : at + 2], value), *past_the_end(tags[at + 2 :])]
    return tags


def _measure(tags: list[Tag], end: int) -> int:
    """Where the measure of a limit begins, over its abbreviation in a bracket and "must be"; the limit's place for none."""
    first = at = end
    while at and tags[at - 1].type in _BETWEEN:
        at -= 1
        if tags[at].type == "MEAS":
            first = at
    return first
