"""The items of a form as plain JSON values."""

from __future__ import annotations

from typing import Any

from screener.forms.item import Item
from screener.forms.item import UnitChoice

Json = dict[str, Any]


def item_to_json(item: Item) -> Json:
    """One item; what does not apply to its type is left out."""
    found: Json = {
        "link_id": item.link_id,
        "type": item.type,
        "key": item.key,
        "text": item.text,
        "short": item.short,
        "help": [{"criterion": help_.criterion, "words": help_.words} for help_ in item.help],
        "criteria": list(item.criteria),
        "concept": item.concept,
        "visit": item.visit or None,
        "stage": item.stage,
        "parent": item.parent,
        "confirm": list(item.confirm),
        "needs": list(item.needs),
        "hide": [{"item": hide.item, "answer": hide.answer} for hide in item.hide],
    }
    if item.type == "number":
        found["units"] = [unit_to_json(unit) for unit in item.units]
        found["low"] = None if item.low is None else str(item.low)
        found["high"] = None if item.high is None else str(item.high)
        found["references"] = list(item.references)
    if item.type in ("number", "choice"):
        found["dated"] = item.dated
    if item.type == "choice":
        found["options"] = [{"value": option.value, "label": option.label} for option in item.options]
    if item.type == "drug":
        found["dose"] = None
        if item.dose is not None:
            units = [unit_to_json(unit) for unit in item.dose.units]
            found["dose"] = {"units": units, "per": list(item.dose.per)}
    return found


def unit_to_json(unit: UnitChoice) -> Json:
    """A unit to pick."""
    return {"code": unit.code, "label": unit.label}
