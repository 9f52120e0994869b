"""Puts "≤ 3 seconds above the upper limit of normal" to a person: a number that lies so far past it is no limit of its own."""

from __future__ import annotations

from screener.reading.scanning.tag_looks import any_of_type
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

_PAST = frozenset({"above", "over", "beyond", "below", "under", "longer than", "greater than", "more than", "higher than"})

_BEYOND = ("above ", "below ", "over ", "beyond ")
CONTROLS = frozenset({"control", "controls", "the control", "control value", "normal control"})
_BETWEEN = frozenset({"MEAS", "MEASN", "LP", "RP", "TEXT", "PREP", "MUST", "FILL"})


def past_the_end(tags: list[Tag]) -> list[Tag]:
    """The tags with a measure, its limit and "above the upper limit of normal" made one judgement.

    Where no measure stands before the limit, the words behind it describe it.
    """
    for at in range(2, len(tags)):
        end = _end(tags, at)
        if end == at or tags[at - 1].type != "UNIT" or tags[at - 1].text == "%" or tags[at - 2].type != "NUM":
            continue
        signed = at - 3 if at > 2 and tags[at - 3].type == "CMP" else at - 2
        first = _measure(tags, signed)
        first = at if first == signed else first
        kind, value = ("SEV", "description") if first == at else ("JUDGED", "judgement")
        return [*tags[:first], covering(kind, tags[first:end], value), *past_the_end(tags[end:])]
    return tags


def _end(tags: list[Tag], at: int) -> int:
    """The place behind "above the upper limit", "below normal" or "above control"; the place itself where none stands there."""
    word, behind = tags[at].text.lower(), tags[at + 1] if at + 1 < len(tags) else None
    if tags[at].type == "RESULT":
        alone = not any_of_type(tags, "COMMA", "AND", "OR")  # in a list "3 mm above normal for age and sex" may go on
        return at + 1 if alone and word.startswith(_BEYOND) else at
    if word not in _PAST or behind is None:
        return at
    past = (tags[at].type == "CMP" and behind.type == "ULN") or behind.text.lower() in CONTROLS
    return at + 2 if past else at


def _measure(tags: list[Tag], end: int) -> int:
    """Where the measure of a limit begins, over its abbreviation in a bracket and "must be"; the limit's place for none."""
    first = at = end
    while at and tags[at - 1].type in _BETWEEN:
        at -= 1
        if tags[at].type == "MEAS":
            first = at
    return first
