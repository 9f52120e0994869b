"""Reads parts of a FHIR resource without trusting its shape: a wrong type is as good as absent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from typing import TypeVar

from screener.core.calendar import PartialDate
from screener.core.calendar import parse_partial
from screener.records import coding
from screener.records.names import bare
from screener.records.numbers import clinical
from screener.records.patient import Code
from screener.records.vocabulary import keys
from screener.records.vocabulary import vocabulary

Resource = dict[str, Any]
S = TypeVar("S", bound=str)

_UCUM = frozenset({"http://unitsofmeasure.org", "https://unitsofmeasure.org", "urn:oid:2.16.840.1.113883.6.8"})


def part(value: object, *path: str) -> Resource:
    """The object at that path below, empty where there is none; of a list the first object."""
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
        if isinstance(value, list):
            value = next((one for one in value if isinstance(one, dict)), None)
    return value if isinstance(value, dict) else {}


def parts(value: object, key: str) -> tuple[Resource, ...]:
    """The objects under a key, whether one or a list."""
    found = value.get(key) if isinstance(value, dict) else None
    if isinstance(found, dict):
        return (found,)
    return tuple(one for one in found if isinstance(one, dict)) if isinstance(found, list) else ()


def word(value: object, key: str) -> str:
    """The text under a key, trimmed; empty where there is none."""
    found = value.get(key) if isinstance(value, dict) else None
    return found.strip() if isinstance(found, str) else ""


def codes_of(concept: object) -> tuple[Code, ...]:
    """The codings of a CodeableConcept (or of a lone Coding) that have a code."""
    found = parts(concept, "coding")
    if not found and isinstance(concept, dict) and "code" in concept and "coding" not in concept:
        found = (concept,)
    return tuple(
        coding.code(word(one, "system"), word(one, "code"), word(one, "display")) for one in found if word(one, "code")
    )


def text_of(concept: object) -> str:
    """The words of a CodeableConcept: its text, else a display."""
    text = word(concept, "text")
    return text or next((word(one, "display") for one in parts(concept, "coding") if word(one, "display")), "")


def code_of(concept: object) -> str:
    """The plain code of a status-like CodeableConcept (or of a code given as a string)."""
    if isinstance(concept, str):
        return concept.strip().lower()
    for one in parts(concept, "coding"):
        if word(one, "code"):
            return word(one, "code").lower()
    return word(concept, "text").lower()


def reference_of(value: object, key: str) -> str:
    """The reference under a key, without its version; empty where there is none."""
    return word(part(value, key), "reference").split("/_history/")[0]


def moment(value: object, key: str) -> PartialDate | None:
    """The date under a key."""
    found = word(value, key)
    return parse_partial(found) if found else None


def period(value: object, key: str) -> tuple[PartialDate | None, PartialDate | None]:
    """Start and end of a Period under a key."""
    found = part(value, key)
    return moment(found, "start"), moment(found, "end")


def unit_of(quantity: Resource) -> str | None:
    """The unit of a Quantity: its UCUM code where it has one, else its printed unit."""
    code, unit = word(quantity, "code"), word(quantity, "unit")
    if code and (word(quantity, "system") in _UCUM or not unit):
        return code
    return unit or None


def number_of(value: object, key: str) -> Decimal | None:
    """The exact number under a key, None where there is none or it is no clinical number."""
    return clinical(value.get(key)) if isinstance(value, dict) else None


def listed(concept: object, table: Mapping[str, S]) -> S | None:
    """What a small table of `system|code` and words says for a CodeableConcept."""
    for key in keys(codes_of(concept)):
        if key in table:
            return table[key]
    text = bare(text_of(concept)).lower()
    return table.get(text)


def severity_of(concept: object) -> str | None:
    """The severity in plain words."""
    return listed(concept, vocabulary().severities) or bare(text_of(concept)).lower() or None


def years_after(birth: PartialDate | None, age: Resource) -> PartialDate | None:
    """The stretch in which somebody born then had that age (completed units)."""
    from screener.core.calendar import shift

    units = {"a": "year", "mo": "month", "wk": "week", "d": "day"}
    value, unit = number_of(age, "value"), units.get(word(age, "code") or word(age, "unit"))
    if birth is None or value is None or unit is None or value < 0:
        return None
    first: date = shift(birth.first, value, unit)  # type: ignore[arg-type]
    last: date = shift(birth.last, value + 1, unit)  # type: ignore[arg-type]
    return PartialDate(first, last)
