"""FHIR Immunization and AllergyIntolerance to their records."""

from __future__ import annotations

from typing import Any

from screener.records.fhir.access import Resource
from screener.records.fhir.access import code_of
from screener.records.fhir.access import listed
from screener.records.fhir.access import moment
from screener.records.fhir.access import part
from screener.records.fhir.access import parts
from screener.records.fhir.access import severity_of
from screener.records.fhir.access import text_of
from screener.records.fhir.access import word
from screener.records.fhir.context import Context
from screener.records.made import made
from screener.records.names import SUBSTANCE_KINDS
from screener.records.names import TREATMENT_KINDS
from screener.records.names import VACCINE_KINDS
from screener.records.names import allergen
from screener.records.patient import Allergy
from screener.records.patient import Immunization
from screener.records.vocabulary import vocabulary

_RANK = ("mild", "moderate", "severe")


def immunizations(resource: Resource, context: Context) -> list[Immunization]:
    """A vaccine given, or expressly not given."""
    status = word(resource, "status")
    if status == "entered-in-error":
        return []
    concepts, codes, text = context.coded(part(resource, "vaccineCode"), VACCINE_KINDS, resource)
    context.missed(resource, concepts)
    return [
        made(
            Immunization,
            id=word(resource, "id"),
            concepts=concepts,
            codes=codes,
            text=text,
            presence="absent" if status == "not-done" else "present",
            date=context.date(resource, "occurrenceDateTime", "occurrenceString"),
            status="not-done" if status == "not-done" else "completed",
        )
    ]


def allergies(resource: Resource, context: Context) -> list[Allergy]:
    """An allergy or intolerance to a substance; a denial of a kind of substance is an absent one."""
    verification = code_of(resource.get("verificationStatus"))
    if verification == "entered-in-error":
        return []
    concepts, codes, text = _substance(resource, context)
    if not codes and not text:
        context.nothing_read(resource)
        return [made(Allergy, id=word(resource, "id"), verification="unconfirmed")]
    denied = listed(part(resource, "code"), vocabulary().none_known_partly)
    if denied:
        concepts, text = context.coded({"text": denied}, SUBSTANCE_KINDS, resource)[0], denied
    context.missed(resource, concepts)
    kind: Any = "intolerance" if word(resource, "type") == "intolerance" else "allergy"
    status: Any = code_of(resource.get("clinicalStatus"))
    verified: Any = verification
    return [
        made(
            Allergy,
            id=word(resource, "id"),
            concepts=concepts,
            codes=codes,
            text=text,
            presence="absent" if denied or verification == "refuted" else "present",
            kind=kind,
            status=status if status in {"inactive", "resolved"} else "active",
            verification=verified if verified in {"unconfirmed", "presumed"} else "confirmed",
            recorded=context.date(resource, "recordedDate") or moment(resource, "onsetDateTime"),
            severity=_severity(resource),
        )
    ]


def _substance(resource: Resource, context: Context) -> tuple[tuple[str, ...], Any, str]:
    """The concepts, codes and words of the substance, from the code or, without one, from the reactions."""
    code = part(resource, "code")
    if not code:
        code = next((one for each in parts(resource, "reaction") if (one := part(each, "substance"))), {})
    concepts, codes, text = context.coded(code, SUBSTANCE_KINDS, resource)
    substance = allergen(text)
    if not concepts and substance != text:
        concepts, _, _ = context.coded({"text": substance}, TREATMENT_KINDS, resource)
    return concepts, codes, substance if concepts or text_of(code) else text


def _severity(resource: Resource) -> str | None:
    """The worst severity among the reactions."""
    told = [severity_of({"text": word(one, "severity")}) for one in parts(resource, "reaction")]
    ranked = [_RANK.index(one) for one in told if one in _RANK]
    return _RANK[max(ranked)] if ranked else None
