"""FHIR Patient to demographics."""

from __future__ import annotations

from typing import Any
from typing import Literal

from screener.core.calendar import PartialDate
from screener.records.fhir.access import Resource
from screener.records.fhir.access import part
from screener.records.fhir.access import parts
from screener.records.fhir.access import word
from screener.records.fhir.context import Context

_US_CORE = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-"
_BIRTH_SEX = {"M": "male", "F": "female", "248153007": "male", "248152002": "female"}
_SEXES = frozenset({f"{_US_CORE}birthsex", f"{_US_CORE}sex", f"{_US_CORE}individual-sex"})
Sex = Literal["male", "female", "other"]


def sex_of(resource: Resource, context: Context) -> Sex | None:
    """Administrative gender, or sex at birth where that alone is given; none where the two differ."""
    gender: Any = word(resource, "gender")
    told: Any = gender if gender in {"male", "female", "other"} else None
    birth: Any = next(
        (
            _BIRTH_SEX.get(word(one, "valueCode") or word(part(one, "valueCoding"), "code"))
            for one in parts(resource, "extension")
            if word(one, "url") in _SEXES
        ),
        None,
    )
    if told and birth and told != birth:
        context.notes.add(
            "demographics-conflict",
            f"{context.where(resource)}: gender and sex at birth differ",
            "ask which the study means",
        )
        return None
    sex: Sex | None = told or birth
    return sex


def demographics_of(resource: Resource) -> dict[str, str]:
    """Race and ethnicity where the US Core extensions give them."""
    found = {}
    for extension in parts(resource, "extension"):
        name = word(extension, "url").removeprefix(_US_CORE)
        if name in {"race", "ethnicity"}:
            inner = parts(extension, "extension")
            texts = [word(one, "valueString") for one in inner if word(one, "url") == "text"]
            displays = [word(part(one, "valueCoding"), "display") for one in inner]
            if text := next(filter(None, (*texts, *displays)), ""):
                found[name] = text
    return found


def deceased_of(resource: Resource) -> bool | None:
    """Whether the patient has died."""
    flag = resource.get("deceasedBoolean")
    if isinstance(flag, bool):
        return flag
    return True if word(resource, "deceasedDateTime") else None


def birth_of(resource: Resource, context: Context) -> PartialDate | None:
    """The birth date, which may be known to the month or year only."""
    return context.date(resource, "birthDate")
