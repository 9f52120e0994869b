"""Reads "eosinophils ≥ 300/µL and at least 1 exacerbation" as a limit and a count of another thing, not as two limits."""

from __future__ import annotations

from decimal import Decimal

from screener.reading.scanning.tags import Tag

APART = ("APART", True)
"""Marks a connective that joins no two limits."""
_MEASURED = frozenset({"UNIT", "ULN", "RELTO"})
_COUNTED = frozenset({"COND", "CONDN", "PROC", "PROCN", "DRUG", "TREATN", "VACC", "STATE", "TEXT", "SEV", "HIST"})
PLUS = frozenset({"plus"})
_SAYS_NO_COUNT = frozenset({"inclusive", "inclusively", "both", "respectively", "points", "each"})
_MOST = 12
"""No more things than that are counted beside a limit; a greater number is a second limit whose unit is left out."""


def counts_beside(tags: list[Tag]) -> list[Tag]:
    """The tags with each connective between a limit with its unit and the least count of something else marked."""
    for at in range(1, len(tags) - 3):
        joint, before = tags[at], tags[at - 1]
        if before.type == "COMMA" and at > 1:
            before = tags[at - 2]
        joins = joint.type in {"AND", "OR"} or (joint.type == "POST" and joint.text.lower() in PLUS)
        if not joins or before.type not in _MEASURED or not _counts(tags, at + 1):
            continue
        if joint.type not in {"AND", "OR"}:
            joint.be("AND", "and")
        joint.others = (*joint.others, APART)
    return tags


def _counts(tags: list[Tag], at: int) -> bool:
    """Whether "at least one" of something that is no unit stands there."""
    sign, number, thing = tags[at], tags[at + 1], tags[at + 2]
    if sign.type != "CMP" or str(sign.value)[:1] != ">" or number.type != "NUM" or not isinstance(number.value, Decimal):
        return False
    whole = number.value == int(number.value) and 0 < number.value <= _MOST
    return whole and thing.type in _COUNTED and thing.text.lower() not in _SAYS_NO_COUNT
