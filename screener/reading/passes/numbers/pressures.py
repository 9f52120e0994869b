"""Blood pressures that are named behind their limits: "> 150 systolic or > 90 diastolic"."""

from __future__ import annotations

from screener.reading.scanning.tag_looks import JOINS
from screener.reading.scanning.tags import Tag


def named_behind(tags: list[Tag], at: int) -> None:
    """ "Blood pressure > 150 systolic or > 90 diastolic": each pressure is named behind its own limit, in a bracket or not."""
    side = tags[at]
    if side.value not in SIDES_OF_PRESSURE or at < 2 or (at + 1 < len(tags) and tags[at + 1].type in {"CMP", "NUM"}):
        return
    bracket = tags[at - 1].type == "LP" and at + 1 < len(tags) and tags[at + 1].type == "RP"
    linked = tags[at - 1].text.lower() in {"for", "for the"}  # "< 140 mmHg for systolic blood pressure"
    end = at - bracket - linked
    first = end - 1
    while first >= 0 and tags[first].type in {"UNIT", "NUM"}:
        first -= 1
    if first < 0 or first == end - 1 or tags[first].type != "CMP":
        return
    before = tags[first - 1] if first else None
    pressure = _pressure_before(tags, first)
    if before is not None and (before.type in JOINS or pressure is not None):
        for mark in (*tags[end:at], *tags[at + 1 : at + 1 + bracket]):
            mark.state = "compiled"
        tags[first : at + 1 + bracket] = [side, *tags[first:end]]
        if pressure is not None:
            pressure.drop()


_OF_PRESSURE = frozenset({"PREP", "FILL", "AT", "PRIOR", "ANCHOR", "WITHIN", "AGO", "DURING"})


def _pressure_before(tags: list[Tag], first: int) -> Tag | None:
    """The blood pressure that a sign belongs to, with no more than "of" or a visit between them."""
    for tag in reversed(tags[max(0, first - _NEAR) : first]):
        if tag.value == ("blood-pressure",) and tag.type == "MEAS":
            return tag
        if tag.type not in _OF_PRESSURE and tag.text.lower() not in _POSITIONS:
            return None
    return None


_NEAR = 6
_POSITIONS = frozenset({"rest", "seated", "sitting", "supine", "standing"})
SIDES_OF_PRESSURE = (("systolic-blood-pressure",), ("diastolic-blood-pressure",))
