"""Gives the second of two limits by sex the sign that only the first has: "QTc > 450 ms for men or 470 ms for women"."""

from __future__ import annotations

from screener.reading.scanning.tag_looks import plays
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

_JOINS = frozenset({"AND", "OR", "COMMA", "SLASH", "SEMI"})
_SEXES = frozenset({"SEX", "FORSEX"})
_BOTH = {"male", "female"}


def signs_by_sex(tags: list[Tag]) -> list[Tag]:
    """The tags with a sign before each of two limits for the two sexes, each straight before the sex that it is for."""
    tags = _respectively(tags)
    at = 0
    while at + 1 < len(tags):
        first = _limit(tags, at) if plays(tags[at], "CMP") else 0
        sex = _sex(tags, first) if first else None
        if sex is not None:
            look = sex[0]
            while look < len(tags) and tags[look].type in _JOINS:
                look += 1
            end = _amount(tags, look)
            second = _sex(tags, end) if end else None
            alike = second is not None and {sex[1], second[1]} == _BOTH and tags[end - 1].value == tags[first - 1].value
            if alike and second is not None and look > sex[0]:
                sign = _copy(tags[at], tags[look].start)
                tags = [
                    *tags[:first], _for_sex(tags, first, sex), *tags[sex[0] : look],
                    sign, *tags[look:end], _for_sex(tags, end, second), *tags[second[0] :],
                ]  # fmt: skip
        at += 1
    return tags


def _limit(tags: list[Tag], at: int) -> int:
    """The place behind the number and unit of a sign; 0 where none stand there."""
    return _amount(tags, at + 1)


def _amount(tags: list[Tag], at: int) -> int:
    plain = at + 1 < len(tags) and tags[at].type == "NUM" and tags[at + 1].type == "UNIT"
    return at + 2 if plain else 0


def _sex(tags: list[Tag], at: int) -> tuple[int, str] | None:
    """The place behind the sex that stands here, bare or in a bracket, and which it is."""
    if at >= len(tags):
        return None
    if tags[at].type in _SEXES:
        return at + 1, str(tags[at].value)
    inside = at + 1 + (at + 1 < len(tags) and tags[at + 1].type == "IF")
    closed = tags[at].type == "LP" and inside + 1 < len(tags) and tags[inside + 1].type == "RP"
    return (inside + 2, str(tags[inside].value)) if closed and tags[inside].type in _SEXES else None


def _for_sex(tags: list[Tag], at: int, sex: tuple[int, str]) -> Tag:
    return covering("FORSEX", tags[at : sex[0]], sex[1], f"for {sex[1]}s")


def _copy(sign: Tag, place: int) -> Tag:
    value = sign.value_as("CMP")
    return Tag("CMP", place, place, value, str(value))


def _respectively(tags: list[Tag]) -> list[Tag]:
    """ "≥ 10 and 12 g/dL in women and men, respectively": each number for its own sex."""
    for at in range(len(tags) - 6):
        if not plays(tags[at], "CMP") or tags[at + 1].type != "NUM":
            continue
        join = at + 2 + (tags[at + 2].type == "UNIT")
        end = _amount(tags, join + 1)
        if tags[join].type != "AND" or not end or end + 2 >= len(tags) or plays(tags[join + 1], "CMP"):
            continue
        one, both, other = tags[end : end + 3]
        if one.type != "FORSEX" or both.type != "AND" or other.type not in _SEXES or {one.value, other.value} != _BOTH:
            continue
        number, unit = tags[join + 1 : end]
        own = Tag("UNIT", tags[at + 1].end, tags[at + 1].end, unit.value, unit.text) if join == at + 2 else tags[at + 2]
        own.value = unit.value
        second = covering("FORSEX", [both, other], other.value, f"for {other.text}")
        sign = _copy(tags[at], number.start)
        return [*tags[: at + 2], own, one, tags[join], sign, number, unit, second, *_respectively(tags[end + 3 :])]
    return tags
