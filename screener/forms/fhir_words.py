"""The code systems and extensions of FHIR R4 and its Structured Data Capture guide that questionnaires use."""

from __future__ import annotations

from typing import Any

from screener.forms.keys import link_id

Json = dict[str, Any]

SDC_PROFILE = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire"
UNIT_OPTION = "http://hl7.org/fhir/StructureDefinition/questionnaire-unitOption"
ITEM_CONTROL = "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl"
CONTROLS = "http://hl7.org/fhir/questionnaire-item-control"
UCUM = "http://unitsofmeasure.org"
LOINC = "http://loinc.org"
YES_NO = "http://terminology.hl7.org/CodeSystem/v2-0136"
ABSENT = "http://terminology.hl7.org/CodeSystem/data-absent-reason"
SEX = "http://hl7.org/fhir/administrative-gender"
OWN = "urn:screener:value:"
FORM = "urn:screener:form:"

YES: Json = {"system": YES_NO, "code": "Y", "display": "Yes"}
NO: Json = {"system": YES_NO, "code": "N", "display": "No"}
ASKED_UNKNOWN: Json = {"system": ABSENT, "code": "asked-unknown", "display": "Don't know"}
BIRTH_DATE: Json = {"system": LOINC, "code": "21112-8", "display": "Birth date"}


def form_url(protocol_id: str) -> str:
    """The canonical address of a protocol's questionnaire."""
    return FORM + (link_id(protocol_id.lower()) or "protocol")


def control(code: str) -> Json:
    """The extension that asks a renderer for a kind of control."""
    coding = {"system": CONTROLS, "code": code}
    return {"url": ITEM_CONTROL, "valueCodeableConcept": {"coding": [coding]}}


def value_coding(concept: str | None, value: str, label: str) -> Json:
    """A choice's value as a coding: the administrative gender for sex, else a system of the concept's own."""
    system = SEX if concept == "sex" else f"{OWN}{concept}"
    return {"system": system, "code": value, "display": label}
