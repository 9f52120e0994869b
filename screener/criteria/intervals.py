"""Stretches of numbers with exact ends, and the limits of comparisons as such stretches."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from screener.catalog.load import catalog
from screener.core.quantity import convert
from screener.criteria import nodes as n

_YEARS = {"a": Fraction(1), "mo": Fraction(1, 12)}


@dataclass(frozen=True, slots=True)
class Interval:
    """The numbers between two ends; None is no end."""

    low: Fraction | None = None
    low_in: bool = False
    high: Fraction | None = None
    high_in: bool = False

    @property
    def empty(self) -> bool:
        """Whether no number lies in it."""
        if self.low is None or self.high is None:
            return False
        return self.low > self.high or (self.low == self.high and not (self.low_in and self.high_in))


EVERYTHING = (Interval(),)


def meet(one: Interval, other: Interval) -> Interval:
    """The numbers in both."""
    low, low_in = one.low, one.low_in
    if low is None or (other.low is not None and (other.low, not other.low_in) > (low, not low_in)):
        low, low_in = other.low, other.low_in
    high, high_in = one.high, one.high_in
    if high is None or (other.high is not None and (other.high, other.high_in) < (high, high_in)):
        high, high_in = other.high, other.high_in
    return Interval(low, low_in, high, high_in)


def common(one: Iterable[Interval], other: Iterable[Interval]) -> tuple[Interval, ...]:
    """The numbers in one of the first and one of the second."""
    others = tuple(other)
    met = (meet(left, right) for left in one for right in others)
    return tuple(interval for interval in met if not interval.empty)


def outside(interval: Interval) -> tuple[Interval, ...]:
    """The numbers below and above."""
    parts = []
    if interval.low is not None:
        parts.append(Interval(high=interval.low, high_in=not interval.low_in))
    if interval.high is not None:
        parts.append(Interval(low=interval.high, low_in=not interval.high_in))
    return tuple(parts)


def interval_of(node: n.Comparison) -> Interval | None:
    """The values that a comparison allows, in its concept's default unit; None where they cannot be compared.

    Ages that count completed years are rewritten to what is exact: at most 18 is less than 19.
    """
    lower = _end(node, node.lower, upper=False)
    upper = _end(node, node.upper, upper=True)
    if (node.lower is not None and lower is None) or (node.upper is not None and upper is None):
        return None
    low, low_in = lower or (None, False)
    high, high_in = upper or (None, False)
    return Interval(low, low_in, high, high_in)


def _end(node: n.Comparison, bound: n.Bound | None, *, upper: bool) -> tuple[Fraction, bool] | None:
    if bound is None:
        return None
    if node.concept == "age":
        return _age_end(node, bound, upper=upper)
    value = Fraction(bound.value)
    concept = None if node.concept is None else catalog().get(node.concept)
    if node.relative_to == "none" and concept is not None and concept.measure is not None:
        converted = convert(bound.value, node.unit, concept.measure.unit, concept.measure).value
        return None if converted is None else (converted, bound.inclusive)
    return value, bound.inclusive


def _age_end(node: n.Comparison, bound: n.Bound, *, upper: bool) -> tuple[Fraction, bool] | None:
    years = _YEARS.get(node.unit or "")
    if years is None:
        return None
    value = Fraction(bound.value)
    if node.exact or value.denominator != 1:
        return value * years, bound.inclusive
    if upper:
        return (value + 1 if bound.inclusive else value) * years, False
    return (value if bound.inclusive else value + 1) * years, True
