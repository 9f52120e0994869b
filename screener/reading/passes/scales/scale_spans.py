"""Takes out how far a scale reaches behind a limit: "at least 4 on a scale of 0 to 10", "3 tender joints (of 68)"."""

from __future__ import annotations

import itertools

from screener.reading.scanning.tag_looks import closing
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

_ON = frozenset({"on", "using", "with", "by", "of", "from", "out of"})
_SCALE = frozenset({"scale", "scales"})
_TO = frozenset({"to", "through"})
_POINT = frozenset({"UNIT", "TEXT", "DASH", "RDASH"})


def scale_spans(tags: list[Tag]) -> list[Tag]:
    """The tags with each "on a 0-10 scale" and "on a scale of 0 to 10" behind a number made a description of the score."""
    made: list[Tag] = []
    at = 0
    while at < len(tags):
        end = _scale(tags, at) if tags[at].type == "PREP" and tags[at].text.lower() in _ON else at
        if end > at and any(tag.type == "NUM" for tag in made[-5:]):
            _of_pain(made, tags[at:end])
            made.append(covering("SEV", tags[at:end], "description"))
            at = end
        else:
            made.append(tags[at])
            at += 1
    return made


def _of_pain(before: list[Tag], scale: list[Tag]) -> None:
    """Makes "pain" before a number that is told of 10 its score ("pain of 2 or higher on a 10-point scale")."""
    owner = next((tag for tag in reversed(before) if tag.type not in _NUMBERS and tag.text.lower() != "of"), None)
    ends = [tag.value for tag in scale if tag.type == "NUM"]
    if owner is not None and owner.type == "COND" and owner.text.lower() == "pain" and ends and ends[-1] in {10, 11}:
        owner.be("MEAS", ("pain-nrs",))


_NUMBERS = frozenset({"NUM", "CMP", "POST", "RDASH", "DASH", "BETW", "LP"})
_COUNTED = frozenset({"TU", "UNIT", "COND", "CONDN", "TEXT", "MEAS", "PROC", "DRUG"})


def out_of(tags: list[Tag]) -> list[Tag]:
    """The tags with the "out of 10" behind a score and its number made a description of the score, with its name again."""
    for at in range(2, len(tags) - 2):
        said = tags[at].text.lower() == "out" and tags[at + 1].text.lower() == "of" and tags[at - 1].type in {"NUM", "MEAS"}
        score = next((tag for tag in tags[max(0, at - 4) : at] if tag.type == "MEAS"), None) if said else None
        if score is None or tags[at + 2].type != "NUM":
            continue
        end = at + 3
        if end < len(tags) and tags[end].type in _COUNTED:
            return tags  # "3 out of 28 days"
        named = end + 1 < len(tags) and tags[end].text.lower() == "on" and tags[end + 1].type == "MEAS"
        if named and tags[end + 1].value == score.value:
            end += 2
        return [*tags[:at], covering("SEV", tags[at:end], "description"), *tags[end:]]
    return tags


def bracket_spans(tags: list[Tag]) -> list[Tag]:
    """The tags with the "(0-100)" behind a score and its number made a description: how far its scale reaches."""
    for at in range(2, len(tags) - 4):
        if tags[at].type != "LP" or tags[at + 1].type != "NUM" or tags[at + 1].value not in {0, 1}:
            continue
        end = _ends(tags, at + 1)
        if end != at + 4 or not _scored(tags, at):
            continue
        while end < len(tags) and (_named(tags, end) or tags[end].text.lower() in _POINTS):
            end += 1
        told = tags[end].type if end < len(tags) else ""
        if told == "RP":
            return [*tags[:at], covering("SEV", tags[at : end + 1], "description"), *bracket_spans(tags[end + 1 :])]
        if told == "SEMI":  # "(0 to 4 scale; 0 = none, 4 = very severe)"
            tags[end].state = "filler"
            return [*tags[:at], covering("SEV", tags[at + 1 : end], "description"), tags[at], *bracket_spans(tags[end + 1 :])]
    return tags


def _scored(tags: list[Tag], at: int) -> bool:
    """Whether a score and its number end before a place, without a time or a unit of anything else."""
    before = tags[max(0, at - 6) : at]
    numbers = [tag.value for tag in before if tag.type == "NUM"]
    named = any(tag.type in {"MEAS", "MEASN"} for tag in before)
    other = any(tag.type == "TU" or (tag.type == "UNIT" and tag.value not in _LINES) for tag in before)
    return named and not other and bool(numbers) and all(one <= tags[at + 3].value for one in numbers)  # type: ignore[operator]


_POINTS = frozenset({"point", "points", "range"})
_LINES = frozenset({"mm", "cm", "1", "{score}"})
_JOINT = frozenset({"joint", "joints"})
_LONGEST = 12


def joint_totals(tags: list[Tag]) -> list[Tag]:
    """The tags with each "(of 66 joints)" behind a number of joints made a description: so many are looked at, not asked for."""
    for at in range(2, len(tags)):
        if tags[at].type != "LP" or not any(_of_joints(tag) for tag in tags[max(0, at - 4) : at]):
            continue
        end = closing(tags, at, _LONGEST)
        inside = tags[at + 1 : end]
        total = any(one.type == "NUM" and _of_joints(two) for one, two in itertools.pairwise(inside))
        if total and sum(tag.type in {"NUM", "CMP"} for tag in inside) == 1:
            return [*tags[:at], covering("SEV", tags[at : end + 1], "description"), *joint_totals(tags[end + 1 :])]
    return tags


def _of_joints(tag: Tag) -> bool:
    return tag.type in {"MEAS", "UNIT", "TEXT"} and not _JOINT.isdisjoint(tag.text.lower().split())


def _scale(tags: list[Tag], at: int) -> int:
    """The place behind the scale that a preposition names with its ends; the same place where it names none."""
    first = at + 1
    if _named(tags, first) and first + 1 < len(tags) and tags[first + 1].type == "PREP":
        end = _ends(tags, first + 2)
        return end if end > first + 2 else at
    end = _ends(tags, first)
    if end == first:
        return at
    if end < len(tags) and tags[end].type in _POINT and not _named(tags, end):
        end += 1
    return end + 1 if _named(tags, end) else at


def _ends(tags: list[Tag], at: int) -> int:
    """The place behind "0 to 10", "0-10" or a single number; the same place where no number stands."""
    if at >= len(tags) or tags[at].type != "NUM":
        return at
    joined = at + 2 < len(tags) and (tags[at + 1].type in {"DASH", "RDASH"} or tags[at + 1].text.lower() in _TO)
    return at + 3 if joined and tags[at + 2].type == "NUM" else at + 1


def _named(tags: list[Tag], at: int) -> bool:
    return at < len(tags) and tags[at].text.lower() in _SCALE
