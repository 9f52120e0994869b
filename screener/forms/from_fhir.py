"""Takes a FHIR R4 QuestionnaireResponse to a form of ours, gives its answers and the record that they make."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping
from datetime import date
from typing import Any

from screener.core.issues import Issue
from screener.core.issues import issue
from screener.core.quantity import find_unit
from screener.forms import fhir_words as w
from screener.forms.answers import to_patient
from screener.forms.fhir_words import Json
from screener.forms.item import Item
from screener.forms.item import Questionnaire
from screener.forms.item import UnitChoice
from screener.forms.plain import plain_date
from screener.records.patient import Patient

_DETAILS = ("low", "high", "date", "start", "end", "dose", "per", "none")


def patient_of_response(
    form: Questionnaire, response: Mapping[str, Any], *, as_of: date | None = None
) -> tuple[Patient | None, tuple[Issue, ...]]:
    """The record of a response; its day is `as_of`, else the day it was authored. None where it is no such response."""
    if response.get("resourceType") != "QuestionnaireResponse":
        return None, (issue("record-not-recognised", "This is not a FHIR QuestionnaireResponse."),)
    authored = plain_date(str(response.get("authored") or "")[:10])
    day = as_of or (authored.last if authored is not None else None)
    ident = _subject(response)
    if day is None:
        hint = "Give the day on which the questions were answered."
        return None, (issue("answer-unclear", "The response has no day.", field=ident, hint=hint),)
    patient, issues = to_patient(form, answers_of_response(form, response), as_of=day, ident=ident)
    told = str(response.get("questionnaire") or "").partition("|")[0]
    if told and told != w.form_url(form.protocol.id):
        message = "The response belongs to another questionnaire; only items of the same link id are used."
        issues = (issue("answer-unknown-item", message, field=ident), *issues)
    return patient, issues


def answers_of_response(form: Questionnaire, response: Mapping[str, Any]) -> dict[str, Json]:
    """The answers by link id, as the form keeps them."""
    found: dict[str, Json] = {}
    for link, value in _told(response):
        base, _, detail = link.rpartition(".")
        if base in form.by_id and detail in _DETAILS:
            _add_detail(form.by_id[base], detail, value, found.setdefault(base, {}))
        else:
            found.setdefault(link, {}).update(_answer(form.by_id.get(link), value))
    return {link: answer for link, answer in found.items() if answer}


def _subject(response: Mapping[str, Any]) -> str:
    subject = response.get("subject")
    told = str(subject.get("reference") or "") if isinstance(subject, Mapping) else ""
    return told.rpartition("/")[2] or str(response.get("id") or "") or "response"


def _told(held: Mapping[str, Any]) -> Iterator[tuple[str, Json]]:
    """Every link id that has an answer, with its first one, at any depth."""
    for item in _list(held.get("item")):
        answers = _list(item.get("answer"))
        if answers and isinstance(item.get("linkId"), str):
            yield item["linkId"], answers[0]
        yield from _told(item)
        for answer in answers:
            yield from _told(answer)


def _list(value: object) -> list[Json]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _answer(item: Item | None, value: Json) -> Json:
    coding = value.get("valueCoding")
    if isinstance(coding, dict):
        return {"value": _coded(item, coding)}
    quantity = value.get("valueQuantity")
    if isinstance(quantity, dict):
        return {"value": quantity.get("value"), "unit": _unit(item.units if item is not None else (), quantity)}
    given = next((told for name, told in value.items() if name.startswith("value")), None)
    if item is not None and item.type == "number" and not isinstance(given, dict):
        return {"value": given, "unit": item.units[0].code}
    return {"value": given}


def _coded(item: Item | None, coding: Json) -> object:
    code = coding.get("code")
    if code == w.ASKED_UNKNOWN["code"]:
        return None
    if item is not None and item.type in ("yes-no", "drug"):
        return {"Y": True, "N": False}.get(str(code), code)
    return code


def _unit(offered: tuple[UnitChoice, ...], quantity: Json) -> str | None:
    """The offered unit that the quantity is in, by its code or its printed form; else what it says itself."""
    codes = [unit.code for unit in offered]
    for told in (quantity.get("code"), quantity.get("unit")):
        known = find_unit(told) if isinstance(told, str) and told else None
        if told in codes:
            return str(told)
        if known is not None and known.code in codes:
            return known.code
    return quantity.get("code") or quantity.get("unit")


def _add_detail(item: Item, detail: str, value: Json, answer: Json) -> None:
    """A part of an answer that stands in an item of its own."""
    told = _answer(None, value)
    match detail:
        case "none":
            if told["value"] is True:
                answer["value"] = "none"
        case "dose":
            answer["dose"] = told["value"]
            offered = item.dose.units if item.dose is not None else ()
            quantity = value.get("valueQuantity")
            answer["unit"] = _unit(offered, quantity) if isinstance(quantity, dict) else None
        case _:
            answer[detail] = told["value"]
