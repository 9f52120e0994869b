"""Limits that are multiples of a reference limit, or percents of baseline, predicted value or the scale's maximum."""

from __future__ import annotations

from fractions import Fraction
from typing import assert_never

from screener.core.quantity import Conversion
from screener.core.reasons import Reason
from screener.criteria.nodes import Comparison
from screener.criteria.nodes import Limit
from screener.screening.amounts import Range
from screener.screening.amounts import converted
from screener.screening.amounts import recorded_range
from screener.screening.amounts import same_unit
from screener.screening.amounts import shown
from screener.screening.amounts import with_unit
from screener.screening.case import Case
from screener.screening.comparison import judge
from screener.screening.comparison import value_of
from screener.screening.measured import Dated
from screener.screening.measured import latest
from screener.screening.measured import recorded
from screener.screening.options import STAGES
from screener.screening.outcome import Evidence
from screener.screening.outcome import Outcome
from screener.screening.outcome import unknown
from screener.screening.timeline import anchor_day

_HUNDRED = Fraction(100)


def weigh_relative(node: Comparison, label: str, item: Dated, value: Range, case: Case, entry: Evidence) -> Outcome:
    """The value as a multiple or percent, against the limit."""
    match node.relative_to:
        case "ULN" | "LLN":
            return _by_reference(node, label, item, value, case, entry)
        case "baseline":
            return _by_baseline(node, label, item, value, case, entry)
        case "predicted":
            return _by_predicted(node, label, item, value, entry)
        case "scale-maximum":
            return _by_maximum(node, label, value, case, entry)
        case "none":
            raise ValueError("a limit that is relative to nothing is compared as it stands")
        case _:
            assert_never(node.relative_to)


def reference_limit(
    item: Dated, which: str, node_concept: str | None, case: Case
) -> tuple[Range, str | None, str] | None:
    """The upper or lower limit of normal, of the observation itself or else of the site: with unit and origin."""
    own = item.entry.reference_range
    number = None if own is None else (own.high if which == "ULN" else own.low)
    if own is not None and number is not None:
        return recorded_range(number, None), own.unit or item.entry.unit, "the laboratory's own"
    if node_concept is None:
        return None
    patient = case.chart.patient
    found = case.site.range_for(node_concept, patient.sex, patient.birth_date, case.index)
    number = None if found is None else (found.high if which == "ULN" else found.low)
    if found is None or number is None:
        return None
    return recorded_range(number, None), found.unit, "the site profile's"


def _by_reference(node: Comparison, label: str, item: Dated, value: Range, case: Case, entry: Evidence) -> Outcome:
    which = node.relative_to
    found = reference_limit(item, which, node.concept, case)
    missing = f"The {_name(which)} of {label} is not known."
    if found is None:
        return unknown(Reason.NO_REFERENCE_RANGE, missing, (entry,))
    reference, unit, source = found
    limit = converted(reference, unit, item.entry.unit, node.concept)
    if isinstance(limit, Conversion) or limit.low is None or limit.low <= 0:
        return unknown(Reason.NO_REFERENCE_RANGE, missing, (entry,))
    suffix = f" times the {_name(which)} ({source}: {with_unit(shown(limit.low), item.entry.unit)})"
    ratio = value.times(1 / limit.low, Fraction(0))
    return judge(Limit(node.lower, node.upper, "1"), label, ratio, item.entry.unit, entry, suffix)


def _name(which: str) -> str:
    return "upper limit of normal" if which == "ULN" else "lower limit of normal"


def _by_predicted(node: Comparison, label: str, item: Dated, value: Range, entry: Evidence) -> Outcome:
    if not same_unit(item.entry.unit, "%", None):
        sentence = f"{label} is not recorded in percent of the predicted value."
        return unknown(Reason.NO_REFERENCE_RANGE, sentence, (entry,))
    return judge(Limit(node.lower, node.upper, "%"), label, value, item.entry.unit, entry, " of predicted")


def _by_maximum(node: Comparison, label: str, value: Range, case: Case, entry: Evidence) -> Outcome:
    measure = case.measure(node.concept)
    if measure is None or measure.scale_max is None or measure.scale_max <= 0:
        return unknown(Reason.NO_REFERENCE_RANGE, f"The highest possible {label} is not known.", (entry,))
    highest = Fraction(measure.scale_max)
    if node.change == "none":
        share, suffix = value.times(_HUNDRED / highest, Fraction(0)), f" of the scale's maximum {shown(highest)}"
    else:
        share, suffix = value.times(-_HUNDRED / highest, _HUNDRED), f" lost from the scale's maximum {shown(highest)}"
    return judge(
        Limit(node.lower, node.upper, "%"), label, share, entry.recorded.unit if entry.recorded else None, entry, suffix
    )


def _by_baseline(node: Comparison, label: str, item: Dated, value: Range, case: Case, entry: Evidence) -> Outcome:
    before = _baseline(node, label, item, case)
    if before is None:
        if STAGES.index(case.options.stage) < STAGES.index("baseline"):
            return unknown(Reason.DEFERRED, f"The baseline {label} belongs to a later visit.", (entry,))
        return unknown(Reason.NOT_RECORDED, f"The baseline {label} is not recorded.", (entry,))
    start = converted(before, item.entry.unit, item.entry.unit, node.concept)
    if isinstance(start, Conversion) or start.low is None or start.low != start.high or start.low == 0:
        return unknown(Reason.NOT_RECORDED, f"The baseline {label} cannot be used for a change.", (entry,))
    change = value if node.change == "none" else value.times(Fraction(1), -start.low)
    if node.change == "decrease":
        change = change.times(Fraction(-1), Fraction(0))
    if node.change == "either":
        change = _size(change)
    if node.unit == "%":
        share = change.times(_HUNDRED / start.low, Fraction(0))
        return judge(Limit(node.lower, node.upper, "%"), label, share, item.entry.unit, entry, " of the baseline value")
    moved = converted(change, item.entry.unit, node.unit, node.concept)
    if isinstance(moved, Conversion):
        return unknown(moved.problem or Reason.UNIT_UNKNOWN, f"The unit of {label} does not fit the limit.", (entry,))
    return judge(Limit(node.lower, node.upper, node.unit), label, moved, item.entry.unit, entry, " against baseline")


def _size(change: Range) -> Range:
    """The size of a change whatever its direction; open where it is not known exactly."""
    if change.low is not None and change.low == change.high:
        return Range(abs(change.low), abs(change.low))
    return Range(Fraction(0), None)


def _baseline(node: Comparison, label: str, item: Dated, case: Case) -> Range | None:
    """The value of the baseline visit, in the unit of the value that is compared with it."""
    entries = recorded(node.concept, label, case)
    named = [one for one in entries if (one.entry.visit or "").strip().lower() == "baseline"]
    given = case.options.anchors.get("baseline") or case.chart.patient.anchors.get("baseline")
    if not named and given is not None:
        found = anchor_day("baseline", case)
        named = [one for one in entries if isinstance(found, tuple) and one.day.exact and one.day.first == found[0]]
    named = [one for one in named if one.entry is not item.entry]
    if not named:
        return None
    values = set()
    for one in latest(tuple(named)):
        value = value_of(one, case, node.concept)
        if value is not None:
            in_unit = converted(value, one.entry.unit, item.entry.unit, node.concept)
            values.add(None if isinstance(in_unit, Conversion) else in_unit)
    return values.pop() if len(values) == 1 else None
