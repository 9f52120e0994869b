"""Brings a measure before its own limit in a row of limits: "< 4,000/mm3 or > 10 % bands", "or > 1 g/day of proteinuria"."""

from __future__ import annotations

from screener.catalog.load import catalog
from screener.core.quantity import find_unit
from screener.reading.scanning.tags import Tag

_JOINS = frozenset({"OR", "COMMA", "SEMI", "SLASH"})


def own_measures(tags: list[Tag]) -> list[Tag]:
    """The tags with each measure behind a further limit, in whose unit the one before cannot be given, before that limit."""
    for at in range(4, len(tags) - 2):
        if tags[at].type != "CMP" or tags[at - 1].type not in _JOINS or tags[at + 1].type != "NUM" or tags[at + 2].type != "UNIT":
            continue
        named = at + 3 + (at + 4 < len(tags) and tags[at + 3].text.lower() == "of")
        if named >= len(tags) or tags[named].type != "MEAS" or _limited(tags, named + 1):
            continue
        before = next((tag for tag in reversed(tags[: at - 1]) if tag.type == "MEAS"), None)
        if before is not None and tags[at - 2].type in {"NUM", "UNIT", "POST"} and _only(tags[named], before, tags[at + 2].value):
            for small in tags[at + 3 : named]:
                small.state = "filler"
            return own_measures([*tags[:at], tags[named], *tags[at : at + 3], *tags[named + 1 :]])
    return tags


def _limited(tags: list[Tag], at: int) -> bool:
    """Whether a measure has a limit of its own behind it."""
    return at < len(tags) and tags[at].type in {"CMP", "NUM", "BETW"}


def _only(own: Tag, before: Tag, unit: object) -> bool:
    """Whether a unit is one of a measure's, and none of the measure's before it."""
    known = find_unit(unit) if isinstance(unit, str) else None
    return known is not None and known.dimension in _dimensions(own) and known.dimension not in _dimensions(before)


def _dimensions(tag: Tag) -> set[object]:
    measures = [catalog()[ident].measure for ident in tag.value] if isinstance(tag.value, tuple) else []
    units = [find_unit(unit) for measure in measures if measure is not None for unit in measure.units]
    return {unit.dimension for unit in units if unit is not None}
