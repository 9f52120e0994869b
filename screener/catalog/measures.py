"""Turns the records of `rules/measures/` and `rules/states.toml` into concepts."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from screener.catalog.concept import Coding
from screener.catalog.concept import Concept
from screener.catalog.concept import Measure
from screener.catalog.tables import codings

_UNLIMITED = 0
"""How a data file writes that a value stays current for ever."""


def measure(record: Mapping[str, Any]) -> Measure:
    """How the record's concept is counted; a score or class without a unit counts in `1`."""
    unit = record.get("unit", "1")
    low, high = record.get("plausible", (None, None))
    scale_low, scale_high = record.get("scale", (None, None))
    days = record.get("current_for", 90)
    affine, sized = record.get("affine"), record.get("unit_by_size")
    return Measure(
        unit=unit,
        units=tuple(record.get("units", (unit,))),
        low=_number(low if low is not None else scale_low),
        high=_number(high if high is not None else scale_high),
        current_for=None if days == _UNLIMITED else days,
        molar_mass=_number(record.get("molar_mass")),
        valence=record.get("valence"),
        equals=tuple((Decimal(a), one, Decimal(b), other) for a, one, b, other in record.get("equals", ())),
        u_is_iu=record.get("u_is_iu", False),
        unit_by_size=None if sized is None else (Decimal(sized[0]), Decimal(sized[1])),
        scale_min=_number(scale_low),
        scale_max=_number(scale_high),
        classes=tuple(record.get("classes", ())),
        grades=tuple(record.get("grades", ())),
        affine=None if affine is None else (affine[0], Decimal(affine[1]), Decimal(affine[2])),
    )


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def measured(ident: str, record: Mapping[str, Any]) -> Concept:
    """The concept of one entry of a measures file."""
    return Concept(
        id=ident,
        kind=record["kind"],
        label=record["label"],
        synonyms=tuple(record.get("synonyms", ())),
        codes=tuple(Coding("loinc", code) for code in record.get("loinc", ())) + codings(record.get("codes", "")),
        parents=tuple(record.get("parents", ())),
        closed=record.get("closed", True),
        question=record["question"],
        source=record["source"],
        measure=measure(record),
    )


def state(ident: str, record: Mapping[str, Any]) -> Concept:
    """The concept of one entry of the states file; the values of a nominal demographic are its measure's classes."""
    codes = record.get("codes", "")
    return Concept(
        id=ident,
        kind=record["kind"],
        label=record["label"],
        synonyms=tuple(record.get("synonyms", ())),
        codes=codings(codes if isinstance(codes, str) else " ".join(codes)),
        parents=tuple(record.get("parents", ())),
        closed=record.get("closed", True),
        stage=record.get("stage", "prescreen"),
        question=record.get("question", ""),
        source=record.get("source", ""),
        measure=_nominal(record.get("values", ())),
    )


def value_spellings(record: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """Each value of a nominal demographic with its spellings."""
    return {value: tuple(names) for value, names in record["values"].items()}


def _nominal(values: Iterable[str]) -> Measure | None:
    return Measure(unit="1", units=("1",), current_for=None, classes=tuple(values)) if values else None
