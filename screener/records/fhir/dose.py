"""Dose per time and route out of a FHIR dosage, where they stand there plainly."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from screener.records.doses import stated
from screener.records.fhir.access import Resource
from screener.records.fhir.access import code_of
from screener.records.fhir.access import listed
from screener.records.fhir.access import number_of
from screener.records.fhir.access import part
from screener.records.fhir.access import text_of
from screener.records.fhir.access import unit_of
from screener.records.fhir.access import word
from screener.records.names import bare
from screener.records.names import implied_route
from screener.records.numbers import clinical
from screener.records.vocabulary import vocabulary

_STRENGTH = re.compile(r"(?<![\d.])(\d+(?:\.\d+)?) ?(mg|mcg|g)(?![\w/%])", re.IGNORECASE)
_PIECES = frozenset(
    {
        "tablet",
        "tablets",
        "tab",
        "tabs",
        "capsule",
        "capsules",
        "cap",
        "{tbl}",
        "{tablet}",
        "{capsule}",
        "{tablets}",
        "{capsules}",
        "tbl",
        "{cap}",
        "{tab}",
        "1",
    }
)


@dataclass(frozen=True, slots=True)
class Dosage:
    """A dose, its unit, the time it is spread over, and the route; None for what is not plain."""

    dose: Decimal | None = None
    unit: str | None = None
    per: str | None = None
    route: str | None = None
    unread: bool = False


def dosage(instructions: tuple[Resource, ...], drug: str) -> Dosage:
    """The one dosage of a drug; several instructions (a taper) or a free text leave the dose open."""
    routes = {_route(one) for one in instructions} - {None}
    route = routes.pop() if len(routes) == 1 else implied_route(drug)
    if len(instructions) != 1:
        return Dosage(route=route, unread=len(instructions) > 1)
    only = instructions[0]
    quantity = part(only, "doseAndRate", "doseQuantity") or part(only, "doseQuantity")
    amount, unit = number_of(quantity, "value"), unit_of(quantity)
    times, per = _times(only)
    if amount is None:
        return _written(word(only, "text"), route)
    if unit is None or unit.lower() in _PIECES:
        amount, unit = _pieces(amount, drug)
        if amount is None:
            return Dosage(route=route, unread=True)
    if times is None or only.get("asNeededBoolean") is True:
        return Dosage(amount, unit, None, route)
    return Dosage(amount * times, unit, per, route)


def _route(one: Resource) -> str | None:
    route = one.get("route")
    text = re.sub(r" (?:route|use)$", "", bare(text_of(route)).lower())
    return listed(route, vocabulary().routes) or vocabulary().routes.get(text) or text or None


def _times(one: Resource) -> tuple[Decimal | None, str | None]:
    """How often in one unit of time."""
    timing = part(one, "timing")
    known = vocabulary().timings.get(code_of(timing.get("code")))
    if known:
        return Decimal(known[0]), known[1]
    repeat = part(timing, "repeat")
    period, frequency = number_of(repeat, "period"), number_of(repeat, "frequency")
    unit = word(repeat, "periodUnit")
    if period is None or period <= 0 or "frequencyMax" in repeat or "periodMax" in repeat:
        return None, None
    frequency = Decimal(1) if frequency is None else frequency
    if unit == "h" and 24 % period == 0:
        return frequency * (24 / period), "d"
    if unit not in {"d", "wk", "mo"}:
        return None, None
    times = frequency / period
    return (times, unit) if times * period == frequency else (None, None)


def _pieces(amount: Decimal, drug: str) -> tuple[Decimal | None, str | None]:
    """Tablets times the one strength that the drug's string names."""
    strengths = _STRENGTH.findall(drug)
    if len(strengths) != 1 or " / " in drug:
        return None, None
    strength = clinical(strengths[0][0])
    return (None, None) if strength is None else (amount * strength, strengths[0][1].lower())


def _written(text: str, route: str | None) -> Dosage:
    """A dose that the instruction's text states in full."""
    found = stated(text) if text[:1].isdigit() else None
    if found is None:
        return Dosage(route=route, unread=bool(text))
    return Dosage(found.amount, found.unit, found.per, route)
