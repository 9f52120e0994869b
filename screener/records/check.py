"""Looks over a read record: units that cannot be, values that are not plausible, values that contradict."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from screener.catalog.concept import Measure
from screener.catalog.load import catalog
from screener.core.quantity import convert
from screener.core.quantity import find_unit
from screener.core.quantity import near_units
from screener.core.reasons import Reason
from screener.records.notes import Notes
from screener.records.patient import Observation
from screener.records.patient import Patient


def check(patient: Patient, notes: Notes) -> None:
    """Note what a person should look at before the record is screened; nothing is changed."""
    days: defaultdict[tuple[object, ...], set[tuple[object, ...]]] = defaultdict(set)
    for observation in patient.observations:
        for concept in observation.concepts:
            found = catalog().get(concept)
            if found is None or found.measure is None:
                continue
            place = f"patient {patient.id}, {concept}{f' ({observation.id})' if observation.id else ''}"
            _check_value(observation, found.measure, place, notes)
            dated = observation.date is not None or observation.assumed_date
            if dated and found.kind != "demographic":
                when = (concept, str(observation.date), observation.time, observation.visit)
                days[when].add((observation.value, observation.unit, observation.value_text, observation.result))
    for (name, day, *_), values in days.items():
        if len(values) > 1:
            notes.add("values-conflict", f"patient {patient.id}, {name}: {len(values)} different values on {_on(day)}")


def _on(day: object) -> str:
    return "no date" if day == "None" else "one day"


def _check_value(observation: Observation, measure: Measure, place: str, notes: Notes) -> None:
    if observation.value is None:
        return
    bounds = _plausible(observation.unit, measure)
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
        return probe.problem
    found = [
        None if bound is None else convert(bound, measure.unit, unit, measure).value
        for bound in (measure.low, measure.high)
    ]
    known = [bound for bound in found if bound is not None]
    if len(known) == 2 and known[0] > known[1]:
        found.reverse()
    return found[0], found[1]
