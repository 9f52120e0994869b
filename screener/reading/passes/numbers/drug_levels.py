"""Reads a concentration told in two units as the level of a drug: "vitamin D < 20 ng/mL (50 nmol/L)" is of no dose."""

from __future__ import annotations

from screener.catalog.load import catalog
from screener.reading.scanning.tags import Tag

_SHAPE = ("DRUG", "CMP", "NUM", "UNIT", "LP", "NUM", "UNIT", "RP")


def drug_levels(tags: list[Tag]) -> list[Tag]:
    """The tags with such a drug as the measure of its level, where the catalogue has one in the first unit."""
    for at in range(len(tags) - len(_SHAPE) + 1):
        run = tags[at : at + len(_SHAPE)]
        if tuple(tag.type for tag in run) == _SHAPE and (level := _level_in(run[0], str(run[3].value))):
            run[0].be("MEAS", level)
    return tags


def _level_in(drug: Tag, unit: str) -> tuple[str, ...]:
    """The measure of a drug's level that is counted in a unit; none where there is none."""
    known = catalog()
    labels = [known[ident].label for ident in drug.value] if isinstance(drug.value, tuple) else []
    for name in (drug.text, *labels):
        for ident in known.by_text(f"{name} level"):
            measure = known[ident].measure
            if measure is not None and unit in measure.units:
                return (ident,)
    return ()
