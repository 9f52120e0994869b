"""Reads "NYHA class IIIb" as class III whose letter is to be confirmed, where the scale's classes have no letters."""

from __future__ import annotations

import re
from functools import cache

from screener.catalog.load import catalog
from screener.reading.roles import ROMAN
from screener.reading.tags import Tag

_LETTERED = re.compile(r"(I{1,3}|IV|V|VI)-?[a-dA-D]")
_REACH = 6
_BETWEEN = frozenset({"STAGEW", "ROMAN", "NUM", "OR", "AND", "COMMA", "SLASH", "DASH", "RDASH", "PREP", "CMP", "ROUTE", "FILL", "TEXT"})


def sub_classes(tags: list[Tag]) -> list[Tag]:
    """The tags with each such class made the plain one, its own words a qualifier before the scale."""
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


@cache
def _plain() -> frozenset[str]:
    """The ordinals whose classes are plain Roman numbers."""
    concepts = catalog().concepts.items()
    return frozenset(
        ident for ident, one in concepts if one.measure is not None and one.measure.classes and set(one.measure.classes) <= set(ROMAN)
    )
