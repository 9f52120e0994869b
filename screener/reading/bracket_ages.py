"""Reads a bare limit in brackets behind people as their age: "adults (> 18)"."""

from __future__ import annotations

from decimal import Decimal

from screener.reading.tags import Tag

_PEOPLE = frozenset({"POP", "SEX"})
_OLDEST = 120
_INSIDE = frozenset({"CMP", "NUM", "DASH", "RDASH", "BETW", "PREP", "AND"})


def bracket_ages(tags: list[Tag]) -> list[Tag]:
    """The tags with the age named in brackets that hold only a limit, straight behind a noun for people."""
    for at in range(1, len(tags) - 2):
        if tags[at].type == "LP" and tags[at - 1].type in _PEOPLE and _bare_limit(tags, at + 1):
            place = tags[at].end
            age = Tag("MEAS", place, place, ("age",), "")
            return [*tags[: at + 1], age, *bracket_ages(tags[at + 1 :])]
    return tags


def _bare_limit(tags: list[Tag], first: int) -> bool:
    """Whether a bracket holds one bound or a range of numbers without a unit, none above any age."""
    end = next((at for at in range(first, min(first + 6, len(tags))) if tags[at].type == "RP"), first)
    inside = tags[first:end]
    numbers = [tag.value for tag in inside if tag.type == "NUM"]
    if not numbers or any(tag.type not in _INSIDE for tag in inside):
        return False
    signed = inside[0].type == "CMP" and inside[0].value != "="
    fits = all(isinstance(value, Decimal) and value <= _OLDEST for value in numbers)
    return fits and ((len(numbers) == 1 and signed) or len(numbers) == 2)
