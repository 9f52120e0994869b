"""What FHIR says about the record itself: complete domains, consent, visit days."""

from __future__ import annotations

from datetime import date

from screener.records.fhir.access import Resource
from screener.records.fhir.access import code_of
from screener.records.fhir.access import codes_of
from screener.records.fhir.access import listed
from screener.records.fhir.access import moment
from screener.records.fhir.access import part
from screener.records.fhir.access import parts
from screener.records.fhir.access import period
from screener.records.fhir.access import word
from screener.records.fhir.context import Context
from screener.records.fhir.visits import encounter_visit
from screener.records.patient import Answer
from screener.records.patient import Domain
from screener.records.vocabulary import keys
from screener.records.vocabulary import vocabulary

_CODED_IN = {
    "AllergyIntolerance": "code",
    "Condition": "code",
    "MedicationStatement": "medicationCodeableConcept",
    "Procedure": "code",
    "Immunization": "vaccineCode",
}


def none_known(resource: Resource) -> Domain | None:
    """The domain of which an entry says that nothing is known ("no known allergy")."""
    name = _CODED_IN.get(word(resource, "resourceType"))
    if name is None or code_of(resource.get("verificationStatus")) in {"refuted", "entered-in-error"}:
        return None
    if word(resource, "status") in {"entered-in-error", "not-done"}:
        return None
    return listed(part(resource, name), vocabulary().none_known)


def empty_lists(resource: Resource) -> set[Domain]:
    """The domains of which a List or a Composition's section says that there is nothing known (`nilknown`)."""
    if word(resource, "status") in {"entered-in-error", "retired", "superseded"}:
        return set()
    sections = parts(resource, "section") if word(resource, "resourceType") == "Composition" else (resource,)
    domains = vocabulary().list_domains
    return {
        domains[key]
        for section in sections
        if code_of(section.get("emptyReason")) == "nilknown" and not parts(section, "entry")
        for key in keys(codes_of(section.get("code")))
        if key in domains
    }


def consent(resource: Resource, context: Context) -> tuple[Answer | None, date | None]:
    """The answer about informed consent and its day, from a consent to research; other consents say nothing here."""
    if code_of(resource.get("scope")) != "research":
        return None, None
    status, denied = word(resource, "status"), word(part(resource, "provision"), "type") == "deny"
    given = True if status == "active" and not denied else False if status in {"active", "rejected"} else None
    if given is None:
        return None, None
    when = context.date(resource, "dateTime")
    context.notes.add(
        "consent-assumed",
        f"{context.where(resource)}: a research consent is taken as consent to this study",
        "confirm that it names this study and its current version",
    )
    return Answer(value=given, date=when, by="participant"), when.first if given and when and when.exact else None


def visit_day(resource: Resource) -> tuple[str, date] | None:
    """The study visit that an encounter is, and its day."""
    name = encounter_visit(resource)
    start = period(resource, "period")[0] or moment(resource, "date")
    if (
        name is None
        or start is None
        or not start.exact
        or word(resource, "status") in {"cancelled", "entered-in-error"}
    ):
        return None
    return name, start.first
