"""Reads "NYHA class IIIb" as class III whose letter is to be confirmed, where the scale's classes have no letters."""

from __future__ import annotations

import re
from functools import cache

from screener.catalog.load import catalog
from screener.reading.passes.clauses.roles import ROMAN
from screener.reading.scanning.tags import Tag

_LETTERED = re.compile(r"(I{1,3}|IV|V|VI)-?[a-dA-D]")
_REACH = 6
_BETWEEN = frozenset({
    "STAGEW", "ROMAN", "NUM", "OR", "AND", "COMMA", "SLASH", "DASH", "RDASH", "PREP", "CMP", "ROUTE", "FILL", "TEXT",
})  # fmt: skip


def sub_classes(tags: list[Tag]) -> list[Tag]:
    """The tags with each such class made the plain one, its own words a qualifier before the scale."""
    _before_a_name(tags)
    made: list[Tag] = []
    scale = -1
    for tag in tags:
        found = _LETTERED.fullmatch(tag.text) if tag.type == "TEXT" and scale >= 0 and len(made) - scale < _REACH else None
        if found is not None:
            letter = Tag("SEV", tag.start, tag.end, "stage", tag.text, state="compiled")
            tag.type, tag.value, tag.text, tag.others = "ROMAN", ROMAN[found[1]], found[1], ()
            made.insert(scale, letter)
            scale += 1
        elif tag.type == "MEAS":
            scale = len(made) if isinstance(tag.value, tuple) and any(one in _plain() for one in tag.value) else -1
        elif tag.type not in _BETWEEN:
            scale = -1
        made.append(tag)
    return made


_NAMES = frozenset({"COND", "CONDN", "PROC", "SEV", "ACTIVE"})
_JOINS = frozenset({"OR", "COMMA", "SLASH", "AND"})
_FIGURES = {str(value): roman for roman, value in ROMAN.items()}


def _before_a_name(tags: list[Tag]) -> None:
    """ "NYHA class 3 or 4 heart failure": the numbers of such a scale before a name are all its classes."""
    for at, tag in enumerate(tags):
        if tag.type != "MEAS" or not isinstance(tag.value, tuple) or not any(one in _plain() for one in tag.value):
            continue
        first = at + 1
        while first < len(tags) and tags[first].type in {"STAGEW", "FILL"}:
            first += 1
        end = first
        while end + 2 < len(tags) and tags[end].type == "NUM" and tags[end + 1].type in _JOINS and tags[end + 2].type == "NUM":
            end += 2
        numbers = tags[first : end + 1 : 2]
        named = end > first and end + 1 < len(tags) and tags[end + 1].type in _NAMES
        if named and all(str(one.value) in _FIGURES for one in numbers):
            for one in numbers:
                one.type, one.text, one.others = "ROMAN", _FIGURES[str(one.value)], ()
                one.value = ROMAN[one.text]


@cache
def _plain() -> frozenset[str]:
    """The ordinals whose classes are plain Roman numbers."""
    measures = ((ident, one.measure) for ident, one in catalog().concepts.items() if one.measure is not None)
    return frozenset(ident for ident, one in measures if one.classes and set(one.classes) <= set(ROMAN))
