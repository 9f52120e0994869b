"""Whether a recorded dose keeps its limits."""

from __future__ import annotations

from fractions import Fraction

from screener.core.quantity import Conversion
from screener.core.quantity import convert
from screener.core.reasons import Reason
from screener.core.truth import Truth
from screener.criteria.nodes import Dose
from screener.records.patient import Treatment as Recorded
from screener.screening.amounts import Range
from screener.screening.amounts import kept
from screener.screening.amounts import shown
from screener.screening.amounts import with_unit
from screener.screening.amounts import words_for
from screener.screening.case import Case
from screener.screening.chart import kinship
from screener.screening.derive import weight_in_kg
from screener.screening.outcome import Amount
from screener.screening.outcome import Evidence
from screener.screening.outcome import Outcome
from screener.screening.outcome import unknown

_TIMES = {"h": Fraction(1, 24), "d": Fraction(1), "wk": Fraction(7)}
"""Time units of a dosing rate in days; months have no fixed length and are not converted."""


def evaluate_dose(dose: Dose, entry: Recorded, label: str, case: Case, shown_entry: Evidence) -> Outcome:
    """The recorded dose in the unit of the limit, against the limit."""
    if entry.dose is None:
        return unknown(Reason.NOT_RECORDED, f"The dose of {label} is not recorded.", (shown_entry,))
    if dose.equivalent_of is not None and not _is_itself(dose.equivalent_of, entry, case):
        sentence = f"The dose of {label} would have to be counted in {dose.equivalent_of}; there is no table for that."
        return unknown(Reason.QUALIFIER, sentence, (shown_entry,))
    value = Fraction(entry.dose)
    if dose.per != entry.dose_per:
        rate = _rate(entry.dose_per, dose.per)
        if rate is None:
            return unknown(
                Reason.NOT_RECORDED, f"How often {label} is given is not recorded in a way that fits.", (shown_entry,)
            )
        value *= rate
    unit = entry.dose_unit
    if dose.per_weight:
        scaled = _by_weight(value, unit, dose.unit, label, case, shown_entry)
        if isinstance(scaled, Outcome):
            return scaled
        value, unit = scaled
    target = dose.unit.removesuffix("/kg") if dose.per_weight else dose.unit
    moved = convert(value, unit, target)
    if moved.value is None:
        return _failed(moved, label, shown_entry)
    return _judged(dose, moved.value, target, label, shown_entry)


def _judged(dose: Dose, value: Fraction, target: str, label: str, shown_entry: Evidence) -> Outcome:
    per = ("/kg" if dose.per_weight else "") + (f"/{dose.per}" if dose.per else "")
    told = words_for(dose.lower, dose.upper, target, per)
    truth = kept(Range(value, value), dose.lower, dose.upper)
    here = with_unit(shown(value), target) + per
    evidence = shown_entry._replace(compared=Amount(shown(value), target + per), limit=told)
    negated = "" if truth is Truth.TRUE else "not "
    return Outcome(truth, f"{label} at {here} is {negated}{told}.", (), (evidence,))


def _is_itself(equivalent: str, entry: Recorded, case: Case) -> bool:
    return any(concept == equivalent or kinship(concept, equivalent) == "below" for concept in entry.concepts) or any(
        case.label(concept, "").lower() == equivalent.lower() for concept in entry.concepts
    )


def _rate(recorded: str | None, asked: str | None) -> Fraction | None:
    if recorded not in _TIMES or asked not in _TIMES:
        return None
    return _TIMES[asked] / _TIMES[recorded]


def _by_weight(
    value: Fraction, unit: str | None, asked: str, label: str, case: Case, shown_entry: Evidence
) -> tuple[Fraction, str | None] | Outcome:
    """The dose per kilogram: as recorded, else over the latest current weight."""
    if unit is not None and unit.endswith("/kg"):
        return value, unit.removesuffix("/kg")
    weight = weight_in_kg(case)
    if weight is None:
        return unknown(
            Reason.NOT_RECORDED, f"The weight that the dose of {label} is counted by is not recorded.", (shown_entry,)
        )
    return value / weight, unit


def _failed(conversion: Conversion, label: str, shown_entry: Evidence) -> Outcome:
    problem = conversion.problem or Reason.UNIT_UNKNOWN
    return unknown(problem, f"The recorded dose of {label} is in a unit that does not fit the limit.", (shown_entry,))
