"""Looks over a read record: units that cannot be, values that are not plausible, values that contradict."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from screener.catalog.concept import Measure
from screener.catalog.load import catalog
from screener.core.calendar import PartialDate
from screener.core.quantity import convert
from screener.core.quantity import find_unit
from screener.core.quantity import near_units
from screener.core.reasons import Reason
from screener.records.notes import Notes
from screener.records.patient import Observation
from screener.records.patient import Patient

Slot = tuple[str, PartialDate | None, str, str | None]
"""A concept with the day, the time and the visit of a value."""


def check(patient: Patient, notes: Notes) -> None:
    """Note what a person should look at before the record is screened; nothing is changed."""
    days: defaultdict[Slot, list[Observation]] = defaultdict(list)
    for observation in patient.observations:
        for concept in observation.concepts:
            found = catalog().get(concept)
            if found is None or found.measure is None:
                continue
            _check_value(observation, found.measure, concept, patient.id, notes)
            if found.kind != "demographic" and (observation.date is not None or observation.assumed_date):
                days[concept, observation.date, observation.time, observation.visit].append(observation)
    for (concept, day, _, _), same_day in days.items():
        measure = catalog()[concept].measure
        if len(same_day) > 1 and measure is not None and len({_said(one, measure) for one in same_day}) > 1:
            when = "without a date" if day is None else "on one day"
            notes.add(
                "values-conflict", f"patient {patient.id}, {concept}: different values {when}", "check which is right"
            )


def _said(observation: Observation, measure: Measure) -> tuple[object, ...]:
    """What an observation says, in one unit where it is a number."""
    if observation.value is None:
        return observation.value_text, observation.result
    number = convert(observation.value, observation.unit, measure.unit, measure).value
    return (number, observation.comparator) if number is not None else (observation.value, observation.unit)


def _check_value(observation: Observation, measure: Measure, concept: str, ident: str, notes: Notes) -> None:
    if observation.value is None:
        return
    bounds = _plausible(observation.unit, measure)
    place = f"patient {ident}, {concept}{f' ({observation.id})' if observation.id else ''}"
    if bounds is Reason.UNIT_UNKNOWN:
        allowed = ", ".join(measure.units)
        if not observation.unit:
            notes.add("unit-missing", f"{place}: has no unit", f"write one of {allowed}")
        elif find_unit(observation.unit) is None:
            near = ", ".join(near_units(observation.unit)) or allowed
            notes.add("unit-unknown", f"{place}: its unit is not known", f"perhaps {near}")
        return
    if isinstance(bounds, Reason):
        notes.add(
            "dimension-mismatch", f"{place}: its unit cannot measure it", f"write one of {', '.join(measure.units)}"
        )
        return
    low, high = bounds
    value = Fraction(observation.value)
    if (low is not None and value < low) or (high is not None and value > high):
        notes.add("value-implausible", f"{place}: lies outside what is plausible", "check the value and its unit")


@lru_cache(maxsize=4096)
def _plausible(unit: str | None, measure: Measure) -> tuple[Fraction | None, Fraction | None] | Reason:
    """The plausible range in the record's unit, or why the unit does not do."""
    probe = convert(Decimal(1), unit, measure.unit, measure)
    if probe.problem is not None:
        known_unit = find_unit(unit) if unit else None
        return (None, None) if known_unit and known_unit.code in measure.units else probe.problem
    found = [
        None if bound is None else convert(bound, measure.unit, unit, measure).value
        for bound in (measure.low, measure.high)
    ]
    known = [bound for bound in found if bound is not None]
    if len(known) == 2 and known[0] > known[1]:
        found.reverse()
    return found[0], found[1]
