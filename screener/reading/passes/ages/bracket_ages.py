"""Reads a bare limit in brackets behind people as their age, and two limits in years: "adults (> 18)", "men (> 18 y, < 65 y)"."""

from __future__ import annotations

from decimal import Decimal

from screener.reading.scanning.tags import Tag

_PEOPLE = frozenset({"POP", "SEX"})
_OLDEST = 120
_INSIDE = frozenset({"CMP", "NUM", "DASH", "RDASH", "BETW", "PREP", "AND"})
_YEARS = _INSIDE | {"AGEW", "TU", "POST", "COMMA", "FILL"}
_WIDE = 9
"""How many tags two limits in years take at most."""


def bracket_ages(tags: list[Tag]) -> list[Tag]:
    """The tags with the age named in brackets that hold only a limit, straight behind a noun for people."""
    for at in range(1, len(tags) - 2):
        if tags[at].type == "LP" and tags[at - 1].type in _PEOPLE and _bare_limit(tags, at + 1):
            place = tags[at].end
            age = Tag("MEAS", place, place, ("age",), "")
            return [*tags[: at + 1], age, *bracket_ages(tags[at + 1 :])]
        if tags[at].type == "LP" and tags[at - 1].type in _PEOPLE and _at_visit(tags, at + 1):
            tags[at].state = tags[at + 6].state = "compiled"
            tags[at + 3].be("AGEW", "old")
            return [*tags[:at], *tags[at + 1 : at + 6], *bracket_ages(tags[at + 7 :])]
        end = _both_in_years(tags, at + 1) if tags[at].type == "LP" and tags[at - 1].type in _PEOPLE else 0
        if end:
            tags[at].state = tags[end].state = "compiled"
            inside = [tag for tag in tags[at + 1 : end] if tag.type != "MEAS"]
            for tag in inside:
                tag.type = "AGEW" if tag.type == "TU" else tag.type
            return [*tags[:at], *inside, *bracket_ages(tags[end + 1 :])]
    return tags


def _bare_limit(tags: list[Tag], first: int) -> bool:
    """Whether a bracket holds one bound or a range of numbers without a unit, none above any age."""
    end = next((at for at in range(first, min(first + 6, len(tags))) if tags[at].type == "RP"), first)
    inside = tags[first:end]
    numbers = [tag.value for tag in inside if tag.type == "NUM"]
    if not numbers or any(tag.type not in _INSIDE for tag in inside):
        return False
    signed = inside[0].type == "CMP" and inside[0].value != "=" and not inside[0].text.lower().startswith("longer")
    fits = all(isinstance(value, Decimal) and value <= _OLDEST for value in numbers)
    return fits and ((len(numbers) == 1 and signed) or len(numbers) == 2)


def _at_visit(tags: list[Tag], first: int) -> bool:
    """Whether a bracket holds one bound in years at a visit ("adults (> 18 years at the time of enrollment)")."""
    run = tags[first : first + 6]
    shape = [tag.type for tag in run]
    bound = shape[:2] == ["CMP", "NUM"] and len(run) == 6 and run[2].type in {"TU", "AGEW"} and shape[4:] == ["ANCHOR", "RP"]
    return bound and run[2].value in {"year", "old"} and (run[3].type == "AT" or run[3].text.lower() == "at")


def _both_in_years(tags: list[Tag], first: int) -> int:
    """Where a bracket ends that holds two limits in years, each with its own sign, and nothing else; 0 for any other."""
    end = next((at for at in range(first, min(first + _WIDE, len(tags))) if tags[at].type == "RP"), first)
    inside = [tag for tag in tags[first:end] if tag.text or tag.value != ("age",)]
    numbers = [tag.value for tag in inside if tag.type == "NUM"]
    years = [tag for tag in inside if tag.type in {"AGEW", "TU"}]
    signs = sum(tag.type in {"CMP", "POST"} and tag.value != "=" for tag in inside)
    plain = all(tag.type in _YEARS for tag in inside) and all(tag.value == "year" for tag in years)
    fits = all(isinstance(value, Decimal) and value <= _OLDEST for value in numbers)
    return end if plain and fits and len(numbers) == len(years) == signs == 2 else 0
