"""Puts the names of both blood pressures before their limits: "90-150 mmHg systolic and 50-95 mmHg (diastolic)"."""

from __future__ import annotations

from screener.reading.passes.numbers.pressures import SIDES_OF_PRESSURE
from screener.reading.scanning.tags import Tag

_WHOLE = ("blood-pressure",)
_JOINTS = frozenset({"AND", "OR", "COMMA", "SLASH"})
_SIGNS = frozenset({"CMP", "BETW"})
_TO = frozenset({"to", "-", "–", "and", "through"})
_OF = frozenset({"PREP", "FILL", "AT", "PRIOR", "ANCHOR", "WITHIN", "AGO", "DURING", "EITHER", "MUST"})
_READINGS = frozenset({"value", "values", "reading", "readings", "measurement", "measurements"})
_LONGEST = 7
_REACH = 6


def both_pressures(tags: list[Tag]) -> list[Tag]:
    """The tags with each of two pressures that are named behind their limits named before them; a sign serves both."""
    at = 1
    while at + 2 < len(tags):
        made = (_each(tags, at) or _respectively(tags, at)) if _side(tags, at) else None
        if made is not None:
            tags, at = made
        at += 1
    return tags


def _side(tags: list[Tag], at: int) -> bool:
    return at < len(tags) and tags[at].type == "MEAS" and tags[at].value in SIDES_OF_PRESSURE


def _each(tags: list[Tag], at: int) -> tuple[list[Tag], int] | None:
    """ "> 150 mmHg (systolic) or > 90 mmHg (diastolic)": the tags and the place of the second name; None for others."""
    first, marks, behind = _named(tags, at)
    start = _begin(tags, first)
    join = behind
    while join < len(tags) and tags[join].type in _JOINTS:
        join += 1
    other = _end(tags, join)
    if start is None or join == behind or other is None:
        return None
    place = other + (other < len(tags) and tags[other].type == "LP")
    if not _side(tags, place) or tags[place].value == tags[at].value:
        return None
    _, more, close = _named(tags, place)
    one, two = tags[start:first], tags[join:other]
    if not any(tag.type in _SIGNS or tag.text.lower() in _TO for tag in one):
        return None
    if one[0].type == "CMP" and len(two) <= 2 and two[0].type == "NUM":
        two = [Tag("CMP", two[0].start, two[0].start, one[0].value, one[0].text), *two]
    for mark in (*marks, *more):
        mark.state = "compiled"
    head = _before(tags, start)
    made = [*tags[:head], tags[at], *one, *tags[behind:join], tags[place], *two]
    return [*made, *tags[close:]], len(made) - 1


def _respectively(tags: list[Tag], at: int) -> tuple[list[Tag], int] | None:
    """ "90 to 150 and 50 to 95 mmHg for systolic and diastolic": the first limit is of the first name."""
    if not _side(tags, at + 2) or tags[at + 1].type not in _JOINTS or tags[at].value == tags[at + 2].value:
        return None
    last = at - (tags[at - 1].type == "PREP")
    middle = _begin(tags, last)
    if middle is None or middle < 2 or tags[middle - 1].type not in _JOINTS:
        return None
    start = _begin(tags, middle - 1)
    if start is None:
        return None
    one, two = tags[start : middle - 1], tags[middle:last]
    head = _before(tags, start)
    if head == start:
        return None
    if one[-1].type == "NUM" and two[-1].type == "UNIT":
        one.append(Tag("UNIT", one[-1].end, one[-1].end, two[-1].value, two[-1].text))
    for mark in tags[last:at]:
        mark.state = "compiled"
    tags[at + 1].state = "compiled"
    made = [*tags[:head], tags[at], *one, tags[middle - 1], tags[at + 2], *two]
    return [*made, *tags[at + 3 :]], len(made) - 1


def _named(tags: list[Tag], at: int) -> tuple[int, list[Tag], int]:
    """Where the limit before a name ends, the bracket around the name, and the place behind both."""
    if tags[at - 1].type == "LP" and at + 1 < len(tags) and tags[at + 1].type == "RP":
        return at - 1, [tags[at - 1], tags[at + 1]], at + 2
    return at, [], at + 1


def _begin(tags: list[Tag], end: int) -> int | None:
    """Where the limit begins that ends there; None where none does."""
    for start in range(max(0, end - _LONGEST), end):
        if _end(tags, start) == end:
            return start
    return None


def _end(tags: list[Tag], start: int) -> int | None:
    """The place behind one limit or range that begins there; None where none does."""
    at = start + (start < len(tags) and tags[start].type in _SIGNS)
    for _ in range(2):
        if at >= len(tags) or tags[at].type != "NUM":
            return None
        at += 1
        at += at < len(tags) and tags[at].type == "UNIT"
        ranged = at + 1 < len(tags) and tags[at].text.lower() in _TO and tags[at + 1].type == "NUM"
        if not ranged or (tags[at].type == "AND" and tags[start].type != "BETW"):
            return at
        at += 1
    return None


def _before(tags: list[Tag], start: int) -> int:
    """Where the blood pressure is named that both limits are of, dropped with all up to them; the limit's place if nowhere."""
    at = start - 1
    while at >= max(0, start - _REACH) and (tags[at].type in _OF or tags[at].text.lower() in _READINGS):
        at -= 1
    if at > 2 and tags[at].type == "RP" and tags[at - 1].value == tags[at - 3].value == _WHOLE:
        at -= 3  # "blood pressure (BP)"
    if at < 0 or tags[at].type != "MEAS":
        return start
    head = at if tags[at].value == _WHOLE else at - 2 if at > 1 and _side(tags, at) and _side(tags, at - 2) else start
    kept = [tag for tag in tags[head:start] if tag.type in {"AT", "ANCHOR", "PRIOR", "WITHIN", "DURING", "AGO"}]
    if kept:
        return start if head != at else _without(tags, at)
    for tag in tags[head:start]:
        tag.state = "compiled"
    return head


def _without(tags: list[Tag], at: int) -> int:
    """Takes the name of the whole pressure out, so that a visit behind it stays."""
    tags[at].drop()
    return next(place for place in range(at, len(tags)) if tags[place].type in {"CMP", "NUM", "BETW"})
