"""Takes a form, gives a JSON Schema (2020-12) of its answers, with hints for whoever draws the form."""

from __future__ import annotations

from typing import Any

from screener.forms.bundle_items import unit_to_json
from screener.forms.item import Item
from screener.forms.item import Questionnaire

Json = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
NUMBER: Json = {"type": "string", "pattern": r"^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)$", "maxLength": 30}
"""A number as a decimal string, so that nothing is lost on the way."""
DATE: Json = {"type": "string", "pattern": r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"}


def to_json_schema(form: Questionnaire) -> Json:
    """The schema of the answers by link id; nothing is required, and null is "don't know".

    Every property has an `x-ui` annotation: `order`, `widget`, `help`, `confirm`, `group`, `hideWhen`, `units`, `plausible`,
    `visit` and `stage`, as far as they apply.
    """
    protocol = form.protocol
    rank = {link: number for number, link in enumerate(form.order, 1)}
    return {
        "$schema": DIALECT,
        "$id": f"urn:screener:answers:{protocol.id or 'protocol'}",
        "title": f"Answers for {protocol.id}: {protocol.title}" if protocol.title else f"Answers for {protocol.id}",
        "type": "object",
        "properties": {item.link_id: _property(form, item, rank) for item in form.items},
        "additionalProperties": False,
        "x-ui": {"order": list(form.order)},
    }


def _property(form: Questionnaire, item: Item, rank: dict[str, int]) -> Json:
    return {
        "title": item.text,
        "description": "\n".join(f"{help_.criterion}: {help_.words}" for help_ in item.help),
        "type": "object",
        "properties": _fields(item),
        "additionalProperties": False,
        "x-ui": _hints(form, item, rank),
    }


def _fields(item: Item) -> Json:
    match item.type:
        case "birth-date":
            return {"value": _or_null(DATE)}
        case "number":
            beside = dict.fromkeys(item.references, NUMBER) | ({"date": DATE} if item.dated else {})
            return {"value": _or_null(NUMBER), "unit": {"enum": [unit.code for unit in item.units]}, **beside}
        case "choice":
            values = {"value": {"enum": [*(option.value for option in item.options), None]}}
            return values | ({"date": DATE} if item.dated else {})
        case "group":
            return {"value": {"const": "none"}}
        case "note":
            return {"value": {"type": ["string", "null"]}}
        case "yes-no":
            return {"value": {"type": ["boolean", "null"]}}
        case "drug":
            return {"value": {"type": ["boolean", "null"]}, "start": DATE, "end": DATE, **_dose(item)}


def _dose(item: Item) -> Json:
    if item.dose is None:
        return {}
    units = [unit.code for unit in item.dose.units]
    return {"dose": NUMBER, "unit": {"enum": units}, "per": {"enum": list(item.dose.per)}}


def _or_null(schema: Json) -> Json:
    return schema | {"type": [schema["type"], "null"]}


_WIDGETS = {
    "birth-date": "date",
    "number": "number-with-unit",
    "choice": "radio",
    "yes-no": "yes-no-unknown",
    "drug": "yes-no-unknown",
    "group": "any-of-these",
    "note": "textarea",
}


def _hints(form: Questionnaire, item: Item, rank: dict[str, int]) -> Json:
    found: Json = {"widget": _WIDGETS[item.type], "stage": item.stage}
    if item.link_id in rank:
        found["order"] = rank[item.link_id]
    if item.parent is not None:
        found |= {"group": item.parent, "short": item.short}
    if item.type == "group":
        found["members"] = [member.link_id for member in form.members(item.link_id)]
    if item.hide:
        found["hideWhen"] = [{"item": hide.item, "answer": hide.answer} for hide in item.hide]
    if item.confirm:
        found["confirm"] = list(item.confirm)
    if item.visit:
        found["visit"] = item.visit
    if item.options:
        found["labels"] = {option.value: option.label for option in item.options}
    if item.units:
        found["units"] = [unit_to_json(unit) for unit in item.units]
        ends = {"low": item.low, "high": item.high}
        found["plausible"] = {name: str(end) for name, end in ends.items() if end is not None}
    return found
