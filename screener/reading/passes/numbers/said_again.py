"""Takes out brackets that only spell a sign, number, unit or time again: "less than (≤) 10 mg", "4 weeks (28 days)"."""

from __future__ import annotations

from decimal import Decimal

from screener.core.quantity import find_unit
from screener.reading.scanning.tags import Tag

_LONGEST = 6


def said_again(tags: list[Tag]) -> list[Tag]:
    """The tags without brackets whose content the tag before them has just said; what they hold counts as read."""
    if not any(_inside(tags, at) for at, tag in enumerate(tags) if tag.type == "LP" and at):
        return tags
    kept: list[Tag] = []
    at = 0
    while at < len(tags):
        inside = _inside(tags, at) if kept and tags[at].type == "LP" else []
        if len(inside) == 2 and len(kept) > 1 and _same_time(kept[-2:], inside):
            _told_twice(kept, inside)
            at += 4
            continue
        if inside and _same(kept[-1], inside):
            for tag in inside:
                tag.state = "compiled"
            at += len(inside) + 2
            if inside[0].type == "CMP" and at < len(tags) and tags[at].text.lower() in {"to", "than"}:
                tags[at].state = "compiled"
                at += 1  # "greater than or equal (≥) to 27"
            continue
        kept.append(tags[at])
        at += 1
    return kept


def numbers_again(tags: list[Tag]) -> list[Tag]:
    """The tags without a bracket that gives the number before it in figures ("four (4) weeks")."""
    for at in range(len(tags) - 4):
        number, _, again, _, unit = run = tags[at : at + 5]
        told = [tag.type for tag in run[:4]] == ["NUM", "LP", "NUM", "RP"] and unit.type == "TU"
        if told and number.value == again.value:
            for tag in run[1:4]:
                tag.state = "compiled"
            return [*tags[: at + 1], *numbers_again(tags[at + 4 :])]
    return tags


_HOURS = {"hour": 1, "day": 24, "week": 168, "month": 730, "year": 8766}
_EXACT = {("year", "month"): 12, ("week", "day"): 7, ("day", "hour"): 24, ("week", "hour"): 168}
_LIKE = Decimal("0.05")


def _same_time(amount: list[Tag], inside: list[Tag]) -> bool:
    """Whether a bracket gives a length of time again in another unit, as near as months and days can be the same."""
    number, time = amount
    again, other = inside
    if not number.type == again.type == "NUM" or time.type not in {"TU", "AGEW"} or other.type not in {"TU", "AGEW"}:
        return False
    if time.value == other.value or time.value not in _HOURS or other.value not in _HOURS:
        return False
    one, two = number.value * _HOURS[str(time.value)], again.value * _HOURS[str(other.value)]  # type: ignore[operator]
    return bool(one > 0 and abs(one - two) <= _LIKE * one)


def _told_twice(kept: list[Tag], inside: list[Tag]) -> None:
    """Days or weeks in the bracket say exactly what months or years before it mean; else the bracket says the same again."""
    number, time = kept[-2:]
    again, other = inside
    factor = _EXACT.get((str(time.value), str(other.value)), 0)
    exact = factor > 0 and number.value * factor == again.value  # type: ignore[operator]
    finer = _HOURS[str(other.value)] < _HOURS[str(time.value)] and time.type == other.type == "TU"
    if not exact and finer:
        kept[-2:] = [again, other]
        again, other = number, time
    again.state = other.state = "compiled"


def _inside(tags: list[Tag], at: int) -> list[Tag]:
    """The tags between a short bracket that opens here and its end."""
    for end in range(at + 1, min(at + _LONGEST + 2, len(tags))):
        if tags[end].type == "RP":
            return tags[at + 1 : end]
        if tags[end].type == "LP":
            break
    return []


def _same(before: Tag, inside: list[Tag]) -> bool:
    only = inside[0]
    if len(inside) == 1 and only.type == before.type == "CMP":
        return True
    if len(inside) == 1 and only.type == before.type == "NUM":
        return only.value == before.value
    if len(inside) == 1 and only.type == before.type == "ULN":
        return only.value == before.value
    if before.type != "UNIT":
        return False
    if len(inside) == 1 and only.type in {"UNIT", "TEXT"} and len(only.text) <= _LONGEST:
        return True
    unit = find_unit("".join(tag.text for tag in inside))
    return unit is not None and unit.code == before.value
