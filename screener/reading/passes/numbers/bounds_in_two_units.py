"""Brings bounds that each stand in two units into one limit and one bracket: "≥ 7 % (53 mmol/mol) and ≤ 9 % (75 mmol/mol)"."""

from __future__ import annotations

from dataclasses import dataclass

from screener.reading.scanning.tag_looks import plays
from screener.reading.scanning.tags import Tag

_BESIDE = frozenset({"PREP", "BETW", "MEASN", "FILL", "COLON", "TEXT", "RESULT", "SEV"})
_FARTHEST = 6
_ENDS = frozenset({"STOP", "SEMI", "COMMA", "RP"})


@dataclass(frozen=True, slots=True)
class _Bound:
    """One bound: where it begins and its bracket ends, its sign, number and unit, and what its bracket holds."""

    first: int
    end: int
    sign: Tag | None
    number: Tag
    unit: Tag
    inside: list[Tag]


def bounds_in_two_units(tags: list[Tag]) -> list[Tag]:
    """The tags with two such bounds beside one another and their brackets made one; behind "or" the measure stands again."""
    for at in range(1, len(tags) - 9):
        first = _bound(tags, at)
        second = _bound(tags, first.end + 1) if first is not None else None
        if first is None or second is None or first.unit.value != second.unit.value:
            continue
        measure = _measure(tags, at)
        join = tags[first.end]
        ends = second.end == len(tags) or tags[second.end].type in _ENDS
        if measure is None or not _joined(first, second, join, ends):
            continue
        if join.type == "OR":
            return [*tags[: first.end + 1], measure.again(), *tags[first.end + 1 :]]
        left, right = tags[first.end - 1], tags[second.end - 1]
        for tag in (left, tags[first.end - len(first.inside) - 2]):
            tag.state = "compiled"
        opened = tags[second.end - len(second.inside) - 2]
        if first.sign is not None:
            join.be("AND", None)
        start = second.inside[0].start
        between = Tag("PREP", start, start, "to", "to") if first.sign is None else Tag("AND", start, start, None, "and")
        bracket = [opened, *_told(first), between, *_told(second), right]
        rest = _behind_inclusive(tags[second.end :])
        return [*tags[:at], *_plain(first), join, *_plain(second), *bracket, *rest]
    return tags


def _behind_inclusive(behind: list[Tag]) -> list[Tag]:
    """What stands behind the second bracket, without the "inclusive" that any range is."""
    at = 1 if behind and behind[0].type == "COMMA" else 0
    if at >= len(behind) or not behind[at].text.lower().startswith("inclusi"):
        return behind
    for tag in behind[: at + 1]:
        tag.state = "compiled"
    return behind[at + 1 :]


def _plain(bound: _Bound) -> list[Tag]:
    return [*([bound.sign] if bound.sign is not None else []), bound.number, bound.unit]


def _told(bound: _Bound) -> list[Tag]:
    """What the bracket of a bound holds, with the bound's sign where it has none."""
    if bound.sign is None or plays(bound.inside[0], "CMP"):
        return bound.inside
    start = bound.inside[0].start
    return [Tag("CMP", start, start, bound.sign.value_as("CMP"), bound.sign.text), *bound.inside]


def _bound(tags: list[Tag], at: int) -> _Bound | None:
    """The bound with a bracket in another unit that begins there; None where none does."""
    signed = at < len(tags) and plays(tags[at], "CMP")
    number = at + signed
    run = tags[number : number + 7]
    inside = 3 + (len(run) > 3 and plays(run[3], "CMP"))
    shape = [tag.type for tag in (*run[:3], *run[inside : inside + 3])]
    if shape != ["NUM", "UNIT", "LP", "NUM", "UNIT", "RP"] or run[1].value == run[inside + 1].value:
        return None
    end = number + inside + 3
    return _Bound(at, end, tags[at] if signed else None, run[0], run[1], tags[number + 3 : end - 1])


def _joined(first: _Bound, second: _Bound, join: Tag, ends: bool) -> bool:
    """Whether a word joins two limits with their signs, or the ends of a range without any."""
    if first.sign is not None and second.sign is not None:
        return join.type == "AND" or (join.type == "OR" and ends) or join.text.lower() in {"to", "but"}
    ranged = join.type in {"AND", "DASH"} or join.text.lower() == "to"
    return first.sign is second.sign is None and ranged and bool(first.number.value < second.number.value)  # type: ignore[operator]


def _measure(tags: list[Tag], at: int) -> Tag | None:
    """The measure before a bound, with nothing but small words and its abbreviation between them."""
    for place in range(at - 1, max(-1, at - 1 - _FARTHEST), -1):
        tag = tags[place]
        if tag.type == "MEAS":
            return tag
        if tag.type not in _BESIDE and tag.type not in {"LP", "RP"}:
            return None
    return None
