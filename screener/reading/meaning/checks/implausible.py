"""Knows a limit that lies wholly outside what its measure can be: a slip of its unit, or the number of something else."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from screener.catalog.concept import Measure
from screener.catalog.load import catalog
from screener.core.quantity import convert
from screener.criteria.lint_values import plausible
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Comparison
from screener.criteria.nodes import Judgement
from screener.criteria.nodes import Limit
from screener.criteria.nodes import Node


def implausible(limit: Comparison) -> bool:
    """Whether no end of a limit, in none of its units, is a value that its measure can have.

    "Hemoglobin < 10 mg/dL", "prothrombin time ≤ 3 s above the upper limit": everybody or nobody would meet it. An age has
    no such range.
    """
    concept = None if limit.concept is None else catalog().get(limit.concept)
    if concept is None or concept.measure is None or limit.change != "none" or limit.relative_to != "none":
        return False
    bounds = [(bound, one.unit) for one in _spellings(limit) for bound in (one.lower, one.upper)]
    spelled = [(bound.value, unit) for bound, unit in bounds if bound is not None]
    return limit.concept != "age" and bool(spelled) and all(_outside(value, unit, concept.measure) for value, unit in spelled)


def beside_words(limit: Comparison, asked: Judgement) -> Node:
    """An impossible limit as it is written and its words for a person, whose answer decides: all values meet it, or none does."""
    together = (limit, asked)
    return AllOf(together, limit.span) if _met_by_all(limit) else AnyOf(together, span=limit.span)


def _met_by_all(limit: Comparison) -> bool:
    """Whether every value that its measure can have meets an impossible limit: its ends lie on the far sides of all of them."""
    concept = catalog()[limit.concept or ""]
    measure = concept.measure
    assert measure is not None  # what is implausible has a measure
    return not any(
        bound is not None and _beyond(bound.value, limit.unit, measure, upwards=upwards)
        for bound, upwards in ((limit.lower, True), (limit.upper, False))
    )


def _beyond(value: Decimal, unit: str | None, measure: Measure, *, upwards: bool) -> bool:
    """Whether a value lies above all that the measure can be, or below it."""
    made = convert(value, unit, measure.unit, measure).value if unit is not None else None
    edge = measure.high if upwards else measure.low
    return made is not None and edge is not None and (made > edge if upwards else made < edge)


def without_slips(limit: Comparison) -> Comparison:
    """The limit without those of its spellings that cannot be, where another can ("> 180 mmol/L (> 2.03 mg/dL)")."""
    if not limit.also or implausible(limit):
        return limit
    spelled = _spellings(limit)
    kept = [one for one in spelled if not implausible(replace(limit, lower=one.lower, upper=one.upper, unit=one.unit, also=()))]
    if len(kept) == len(spelled) or not kept:
        return limit
    first, *also = kept
    return replace(limit, lower=first.lower, upper=first.upper, unit=first.unit, also=tuple(also))


def _spellings(limit: Comparison) -> list[Limit]:
    """The limit in each unit in which it is spelled."""
    return [Limit(limit.lower, limit.upper, limit.unit), *limit.also]


def _outside(value: Decimal, unit: str | None, measure: Measure) -> bool:
    """Whether a value is outside the measure's range; one that cannot be converted is not known to be."""
    made = convert(value, unit, measure.unit, measure).value if unit is not None else None
    return made is not None and not plausible(made, measure)
