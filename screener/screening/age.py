"""Age in completed calendar units, or against the exact birthday where the text says so."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from screener.core.calendar import PartialDate
from screener.core.calendar import TimeUnit
from screener.core.calendar import completed
from screener.core.quantity import Conversion
from screener.core.reasons import Reason
from screener.core.truth import Truth
from screener.criteria.nodes import Bound
from screener.criteria.nodes import Comparison
from screener.screening.amounts import Range
from screener.screening.amounts import converted
from screener.screening.amounts import kept
from screener.screening.amounts import words_for
from screener.screening.case import Case
from screener.screening.measured import latest
from screener.screening.measured import recorded
from screener.screening.outcome import Amount
from screener.screening.outcome import Because
from screener.screening.outcome import Evidence
from screener.screening.outcome import Outcome
from screener.screening.outcome import gather
from screener.screening.outcome import unknown
from screener.screening.qualifiers import narrowed
from screener.screening.timeline import anchor_day
from screener.screening.timeline import moved

UNITS: dict[str, TimeUnit] = {"a": "year", "mo": "month", "wk": "week", "d": "day", "h": "hour"}
OLDEST = 130
"""Completed years beyond which a date of birth is implausible (the oldest documented person reached 122)."""


def evaluate_age(node: Comparison, case: Case) -> Outcome:
    """The candidate's age at the index date, or at the visit that the text names, between the limits."""
    label = case.label(node.concept, node.label)
    unit = UNITS.get(node.unit or "")
    if unit is None or node.relative_to != "none":
        return unknown(Reason.UNIT_UNKNOWN, f"The unit of the limit on {label} is not a unit of age.")
    day, assumption = case.index, ""
    if node.window is not None:
        found = anchor_day(node.window.anchor, case)
        if isinstance(found, Because):
            return unknown(*found)
        day, assumption = found
    born = case.chart.patient.birth_date
    if born is None:
        return narrowed(_recorded_age(node, label, case), node.qualifiers, ())
    return narrowed(_by_birth(node, label, unit, born, day, assumption), node.qualifiers, ())


def _by_birth(node: Comparison, label: str, unit: TimeUnit, born: PartialDate, day: date, assumption: str) -> Outcome:
    told = words_for(node.lower, node.upper, node.unit)
    if born.first > day or completed(born.last, day, "year") > OLDEST:
        shown = Evidence("birth date", label, limit=told)
        return unknown(Reason.IMPLAUSIBLE, "The recorded date of birth is not plausible.", (shown,))
    oldest = completed(born.first, day, unit)
    youngest = completed(min(born.last, day), day, unit)
    ages = str(oldest) if oldest == youngest else f"{youngest} to {oldest}"
    truths = {_holds(node, birth, day, unit) for birth in _ends(born, day)}
    evidence = Evidence(
        "birth date",
        label,
        str(born),
        Amount(str(born), None),
        Amount(ages, node.unit),
        told,
        _distance(node, youngest, oldest),
        assumption,
    )
    if len(truths) > 1 or (not all(truths) and _spans(node, born, day, unit)):
        return unknown(
            Reason.PARTIAL_DATE, f"The date of birth {born} is not exact enough for {label} {told}.", (evidence,)
        )
    truth = truths.pop()
    sentence = f"Age {ages} {unit}s on {day} is {'' if truth else 'not '}{_years(told, node.unit, unit)}."
    return Outcome(Truth.TRUE if truth else Truth.FALSE, sentence, (), (evidence,))


def _years(told: str, code: str | None, unit: TimeUnit) -> str:
    from screener.screening.amounts import unit_label

    label = unit_label(code)
    return told.replace(f" {label}", f" {unit}s") if label else told


def _ends(born: PartialDate, day: date) -> tuple[date, date]:
    return born.first, min(born.last, day)


def _spans(node: Comparison, born: PartialDate, day: date, unit: TimeUnit) -> bool:
    """Whether the earliest and the latest birth lie on both sides of the limits."""
    if node.lower is None or node.upper is None or born.exact:
        return False
    first, last = _ends(born, day)
    return _over(node.lower, first, day, unit, node.exact) is not _over(node.lower, last, day, unit, node.exact)


def _holds(node: Comparison, born: date, day: date, unit: TimeUnit) -> bool:
    old_enough = node.lower is None or _over(node.lower, born, day, unit, node.exact)
    if node.upper is None or not old_enough:
        return old_enough
    beyond = Bound(node.upper.value, not node.upper.inclusive)
    return not _over(beyond, born, day, unit, node.exact)


def _over(bound: Bound, born: date, day: date, unit: TimeUnit, exact: bool) -> bool:
    """Whether the age has reached the bound (passed it, where the bound itself is not included)."""
    if exact or bound.value != bound.value.to_integral_value():
        birthday = moved(born, bound.value, unit)
        return day >= birthday if bound.inclusive else day > birthday
    years = completed(born, day, unit)
    return years >= bound.value if bound.inclusive else years > bound.value


def _distance(node: Comparison, youngest: int, oldest: int) -> str | None:
    from screener.screening.amounts import distance
    from screener.screening.amounts import shown

    if youngest != oldest:
        return None
    years = Range(Fraction(youngest), Fraction(youngest))
    apart = distance(years, kept(years, node.lower, node.upper), node.lower, node.upper)
    return None if apart is None else shown(apart)


def _recorded_age(node: Comparison, label: str, case: Case) -> Outcome:
    """By an age that the record states for the index date; another day's age leaves a birthday in doubt."""
    ages = (
        [item for item in latest(entries) if item.entry.value is not None]
        if (entries := recorded("age", label, case))
        else []
    )
    if not ages:
        return unknown(Reason.NOT_RECORDED, "The date of birth is not recorded.")
    outcomes = [
        _stated(node, label, item.entry.id, item.entry.value, item.entry.unit, item.day, item.assumption, case)
        for item in ages
    ]
    if len({outcome.truth for outcome in outcomes}) == 1:
        return outcomes[0]
    if any(outcome.truth is Truth.UNKNOWN for outcome in outcomes):
        return gather(Truth.UNKNOWN, outcomes)
    return unknown(Reason.CONFLICT, "Recorded ages disagree about the limit.")


def _stated(
    node: Comparison,
    label: str,
    source: str,
    value: object,
    unit: str | None,
    day: PartialDate,
    assumption: str,
    case: Case,
) -> Outcome:
    number = Fraction(str(value))
    told = words_for(node.lower, node.upper, node.unit)
    shown = Evidence(
        source, label, str(day), Amount(str(value), unit), Amount(str(value), unit), told, None, assumption
    )
    if number < 0 or number > OLDEST * 366:
        return unknown(Reason.IMPLAUSIBLE, "The recorded age is not plausible.", (shown,))
    if UNITS.get(unit or "a") is None or (unit or "a") != node.unit:
        return _other_unit(node, number, unit, told, shown)
    if node.exact or number.denominator != 1:
        return _loosely(node, number, number + 1, told, shown)
    later = completed(day.first, case.index, UNITS[node.unit]) + 1 if day.last < case.index or not day.exact else 0
    if later == 0:
        return _loosely(node, number, number, told, shown)
    return _loosely(node, number, number + later, told, shown)


def _other_unit(node: Comparison, number: Fraction, unit: str | None, told: str, shown: Evidence) -> Outcome:
    """An age in another unit of time decides only where a generous allowance for the calendar does not matter."""
    low = converted(Range(number, number), unit or "a", node.unit, None)
    high = converted(Range(number + 1, number + 1), unit or "a", node.unit, None)
    if isinstance(low, Conversion) or isinstance(high, Conversion) or low.low is None or high.low is None:
        return unknown(Reason.UNIT_UNKNOWN, "The unit of the recorded age is not known.", (shown,))
    return _loosely(node, low.low * Fraction(98, 100) - 1, high.low * Fraction(102, 100) + 1, told, shown)


def _loosely(node: Comparison, low: Fraction, high: Fraction, told: str, shown: Evidence) -> Outcome:
    truth = kept(Range(low, high), node.lower, node.upper)
    if truth is Truth.UNKNOWN:
        return unknown(
            Reason.PARTIAL_DATE, "The recorded age is not exact enough; the date of birth is needed.", (shown,)
        )
    return Outcome(truth, f"The recorded age is {'' if truth is Truth.TRUE else 'not '}{told}.", (), (shown,))


def age_range(day: date, case: Case) -> tuple[int, int] | None:
    """The completed years on that day, youngest and oldest possible; None where no date of birth is recorded."""
    born = case.chart.patient.birth_date
    if born is None or born.last > day:
        return None
    return completed(born.last, day, "year"), completed(born.first, day, "year")
