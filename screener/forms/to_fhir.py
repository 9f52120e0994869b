"""Takes a form, gives a FHIR R4 Questionnaire after the Structured Data Capture guide, as plain JSON values."""

from __future__ import annotations

import re

from screener.catalog.load import catalog
from screener.forms import fhir_words as w
from screener.forms.fhir_words import Json
from screener.forms.item import Hide
from screener.forms.item import Item
from screener.forms.item import Questionnaire
from screener.forms.item import UnitChoice

MOST_RADIO = 10
"""A choice of more options than these is left to the form system, which may make a list of it."""
_NOT_NAME = re.compile(r"[^A-Za-z0-9_]+")


def to_fhir(form: Questionnaire) -> Json:
    """The Questionnaire: every item optional, none answered beforehand, in the order that decides fastest."""
    protocol = form.protocol
    title = protocol.title or protocol.id
    ordered = [form.by_id[link] for link in form.order] + [item for item in form.items if item.type == "note"]
    return {
        "resourceType": "Questionnaire",
        "meta": {"profile": [w.SDC_PROFILE]},
        "url": w.form_url(protocol.id),
        "name": "Screening_" + (_NOT_NAME.sub("_", protocol.id) or "protocol"),
        "title": f"Eligibility: {title}",
        "status": "draft",
        "subjectType": ["Patient"],
        "item": [_item(form, item) for item in ordered],
    }


def _item(form: Questionnaire, item: Item) -> Json:
    found: Json = {"linkId": item.link_id}
    extensions = _extensions(item)
    if extensions:
        found["extension"] = extensions
    if codes := _codes(item):
        found["code"] = codes
    found["text"] = item.text
    found["type"] = _type(item)
    _add_conditions(form, item, found)
    if item.type != "group":
        found["required"] = False
    if item.type in ("choice", "yes-no", "drug"):
        found["answerOption"] = [{"valueCoding": coding} for coding in _codings(item)]
    below = _below(form, item)
    if below:
        found["item"] = below
    return found


def _type(item: Item) -> str:
    match item.type:
        case "birth-date":
            return "date"
        case "number":
            return "quantity" if _has_unit(item) else "decimal"
        case "group":
            return "group"
        case "note":
            return "text"
        case _:
            return "choice"


def _has_unit(item: Item) -> bool:
    return tuple(unit.code for unit in item.units) != ("1",)


def _extensions(item: Item) -> list[Json]:
    if item.type == "number" and _has_unit(item):
        return [_unit(unit) for unit in item.units]
    few = item.type == "choice" and len(item.options) <= MOST_RADIO
    return [w.control("radio-button")] if few or item.type in ("yes-no", "drug") else []


def _unit(unit: UnitChoice) -> Json:
    return {"url": w.UNIT_OPTION, "valueCoding": {"system": w.UCUM, "code": unit.code, "display": unit.label}}


def _codes(item: Item) -> list[Json]:
    """The LOINC codes of what is measured, and of the date of birth."""
    if item.type == "birth-date":
        return [w.BIRTH_DATE]
    concept = catalog().get(item.concept) if item.concept and item.type in ("number", "choice") else None
    codes = concept.codes if concept is not None else ()
    return [{"system": w.LOINC, "code": coding.code} for coding in codes if coding.system == "loinc"][:1]


def _codings(item: Item) -> list[Json]:
    if item.type == "choice":
        own = [w.value_coding(item.concept, option.value, option.label) for option in item.options]
        return [*own, w.ASKED_UNKNOWN]
    return [w.YES, w.NO, w.ASKED_UNKNOWN]


def _add_conditions(form: Questionnaire, item: Item, found: Json) -> None:
    """`enableWhen`: no answer is among those that make the item pointless; not answered yet counts as none.

    A member of a group is not asked once "none of these" is ticked.
    """
    conditions = [_unless(form, hide) for hide in item.hide]
    if item.parent is not None:
        conditions.append({"question": f"{item.parent}.none", "operator": "!=", "answerBoolean": True})
    if conditions:
        found["enableWhen"] = conditions
    if len(conditions) > 1:
        found["enableBehavior"] = "all"


def _unless(form: Questionnaire, hide: Hide) -> Json:
    other = form.by_id[hide.item]
    if other.type == "choice":
        label = next(option.label for option in other.options if option.value == hide.answer)
        coding = w.value_coding(other.concept, hide.answer, label)
    else:
        coding = w.YES if hide.answer == "yes" else w.NO
    return {"question": hide.item, "operator": "!=", "answerCoding": coding}


def _below(form: Questionnaire, item: Item) -> list[Json]:
    """What belongs to an item: its help, the details of a value or a drug, the members of a group."""
    found = [_help(item)] if item.help else []
    if item.type == "number":
        found += [_plain(item, name, text, "decimal") for name, text in _REFERENCES.items() if name in item.references]
    if item.dated:
        found.append(_plain(item, "date", "Day of this value", "date"))
    if item.type == "drug":
        found += _drug(item)
    if item.type == "group":
        found.append(_plain(item, "none", "None of the following", "boolean"))
        found += [_item(form, member) for member in form.members(item.link_id)]
    return found


_REFERENCES = {
    "low": "Lower limit of normal of the laboratory, in the same unit",
    "high": "Upper limit of normal of the laboratory, in the same unit",
}


def _help(item: Item) -> Json:
    words = "\n".join(f"{help_.criterion}: {help_.words}" for help_ in item.help)
    confirm = "".join(f"\nTo be confirmed: {text}" for text in item.confirm)
    return {
        "linkId": f"{item.link_id}.help",
        "extension": [w.control("help")],
        "text": words + confirm,
        "type": "display",
    }


def _plain(item: Item, name: str, text: str, kind: str) -> Json:
    return {"linkId": f"{item.link_id}.{name}", "text": text, "type": kind, "required": False}


def _drug(item: Item) -> list[Json]:
    found = [_plain(item, "start", "Since when", "date"), _plain(item, "end", "Until when, if it has ended", "date")]
    if item.dose is not None:
        dose = _plain(item, "dose", "Dose", "quantity")
        dose["extension"] = [_unit(unit) for unit in item.dose.units]
        per = _plain(item, "per", "Dose per", "choice")
        words = {"d": "day", "wk": "week"}
        per["answerOption"] = [
            {"valueCoding": {"system": w.UCUM, "code": code, "display": words.get(code, code)}} for code in item.dose.per
        ]
        found += [dose, per]
    for detail in found:
        detail["enableWhen"] = [{"question": item.link_id, "operator": "=", "answerCoding": w.YES}]
    return found
