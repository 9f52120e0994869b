"""Finds measures that must lie outside a range: "heart rate outside the range of 40-100 bpm", "not between 40 and 100"."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

_SMALL = frozenset({"of", "the", "a", "range", "ranges", "from", "normal", "in", "in the", "within", "within the"})
_SMALL_KINDS = frozenset({"WITHIN", "PREP", "FILL", "TEXT"})
_MEANS = frozenset({"mean", "average", "median"})
_NUMBERS = frozenset({"NUM", "DASH", "RDASH", "SLASH", "FRACTION", "UNIT", "BETW", "PREP", "FILL", "AND", "AND_N"})
_TO = frozenset({"DASH", "RDASH", "PREP", "AND", "AND_N"})

OUTSIDE = "outside"
"""The words of such a denial, which is the measure's own and no neighbour's."""


def outside(tags: list[Tag]) -> list[Tag]:
    """The tags with "outside" or "not" between a measure and its range made a denial before the measure."""
    at = 1
    while at < len(tags) - 3:
        tag = tags[at]
        said = (tag.type == "TEXT" and tag.text.lower() == "outside") or (tag.type == "NEG" and tag.value == "not")
        if said and tags[at - 1].type == "MEAS":
            number = _range_behind(tags, at + 1, denied=tag.type == "NEG")
            if number:
                between = [one for one in tags[at:number] if one.type == "BETW"]
                told = covering("NEG", [one for one in tags[at:number] if one.type != "BETW"], "not", OUTSIDE)
                first = at - 2 if at > 1 and tags[at - 2].text.lower() in _MEANS else at - 1
                tags = [*tags[:first], told, *tags[first:at], *between, *tags[number:]]
            elif tag.type == "TEXT" and any(one.type == "NUM" for one in tags[at + 1 : at + 4]):
                end = next((place for place in range(at + 1, len(tags)) if tags[place].type not in _NUMBERS), len(tags))
                words = tags[at - 1 : end]  # "outside 90-140/50-90 mmHg" is not to be taken for the inside
                tags = [*tags[: at - 1], covering("JUDGED", words, "judgement"), *tags[end:]]
        at += 1
    return tags


def _range_behind(tags: list[Tag], at: int, *, denied: bool) -> int:
    """Where the first number of a range stands behind small words; 0 where none does, or a pair of two ranges."""
    start = at
    while at < len(tags) and (tags[at].type == "BETW" or (tags[at].type in _SMALL_KINDS and tags[at].text.lower() in _SMALL)):
        at += 1
    if denied and at == start:
        return 0  # "not 40-100" may be no range at all
    numbers = at + 2 < len(tags) and tags[at].type == "NUM" and tags[at + 1].type in _TO and tags[at + 2].type == "NUM"
    paired = at + 3 < len(tags) and tags[at + 3].type in {"SLASH", "FRACTION"}
    return at if numbers and not paired else 0
