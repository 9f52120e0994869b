"""Numbers as they are compared (exact, or known only to lie in a range) and as they are shown."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from screener.catalog.load import catalog
from screener.core.quantity import Conversion
from screener.core.quantity import convert
from screener.core.quantity import find_unit
from screener.core.truth import Truth
from screener.criteria.nodes import Bound


class Range(NamedTuple):
    """A value that lies between low and high (None: open); exact where both are the same and included."""

    low: Fraction | None
    high: Fraction | None
    low_in: bool = True
    high_in: bool = True

    def times(self, factor: Fraction, plus: Fraction) -> Range:
        """The range after `factor * value + plus`, the ends changing places where the factor is negative."""
        low = _line_at(self.low, factor, plus)
        high = low if self.high is self.low else _line_at(self.high, factor, plus)
        return (
            Range(low, high, self.low_in, self.high_in) if factor >= 0 else Range(high, low, self.high_in, self.low_in)
        )


def _line_at(number: Fraction | None, factor: Fraction, plus: Fraction) -> Fraction | None:
    if number is None:
        return None
    return number * factor + plus if plus else number * factor


@lru_cache(maxsize=50_000)
def _fraction(value: Decimal) -> Fraction:
    return Fraction(value)


def recorded_range(value: Decimal, comparator: str | None) -> Range:
    """What a recorded number with FHIR's comparator says ("<5" lies somewhere below 5)."""
    number = _fraction(value)
    match comparator:
        case "<":
            return Range(None, number, high_in=False)
        case "<=":
            return Range(None, number)
        case ">":
            return Range(number, None, low_in=False)
        case ">=":
            return Range(number, None)
        case _:
            return Range(number, number)


_Exact = tuple[Fraction, bool]


def kept(value: Range, lower: Bound | None, upper: Bound | None) -> Truth:
    """Whether the value keeps both limits; UNKNOWN where the range reaches over one."""
    return kept_exactly(value, None if lower is None else _exact(lower), None if upper is None else _exact(upper))


@lru_cache(maxsize=50_000)
def _exact(bound: Bound) -> _Exact:
    return Fraction(bound.value), bound.inclusive


def kept_exactly(value: Range, lower: _Exact | None, upper: _Exact | None) -> Truth:
    """The same for limits given as a fraction with whether it is itself allowed."""
    above = Truth.TRUE if lower is None else _above(value, *lower)
    if above is Truth.FALSE or upper is None:
        return above
    below = _below(value, *upper)
    return above if below is Truth.TRUE else below


def _above(value: Range, limit: Fraction, inclusive: bool) -> Truth:
    low, high = value.low, value.high
    if low is not None and (low > limit or ((inclusive or not value.low_in) and low == limit)):
        return Truth.TRUE
    if high is not None and (low is high or high < limit or (high == limit and not (inclusive and value.high_in))):
        return Truth.FALSE
    return Truth.UNKNOWN


def _below(value: Range, limit: Fraction, inclusive: bool) -> Truth:
    low, high = value.low, value.high
    if high is not None and (high < limit or ((inclusive or not value.high_in) and high == limit)):
        return Truth.TRUE
    if low is not None and (low is high or low > limit or (low == limit and not (inclusive and value.low_in))):
        return Truth.FALSE
    return Truth.UNKNOWN


def distance(value: Range, truth: Truth, lower: Bound | None, upper: Bound | None) -> Fraction | None:
    """How far an exact value lies from the limit it breaks, or from the nearest one where it keeps them."""
    number = value.low
    if number is None or truth is Truth.UNKNOWN or number != value.high:
        return None
    if lower is None or upper is None:
        only = lower or upper
        return None if only is None else abs(number - _exact(only)[0])
    low, high = _exact(lower)[0], _exact(upper)[0]
    if truth is Truth.FALSE:
        return low - number if number <= low else number - high
    return min(number - low, high - number)


@lru_cache(maxsize=50_000)
def shown(number: Fraction) -> str:
    """The number in decimals: exactly where it ends within 12 places, else to six figures."""
    if number.denominator == 1:
        return str(number.numerator)
    rest = number.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    value = Decimal(number.numerator) / Decimal(number.denominator)
    if rest == 1 and -Decimal(value).as_tuple().exponent <= 12:  # type: ignore[operator]  # finite, so an integer
        return format(value.normalize(), "f")
    return format(Decimal(f"{value:.6g}"), "f")


def shown_range(value: Range) -> str:
    """A range in decimals."""
    if value.low is not None and value.low == value.high:
        return shown(value.low)
    if value.low is None:
        return f"{'≤' if value.high_in else '<'}{shown(value.high)}" if value.high is not None else "?"
    if value.high is None:
        return f"{'≥' if value.low_in else '>'}{shown(value.low)}"
    return shown((value.low + value.high) / 2)


@lru_cache(maxsize=10_000)
def unit_label(unit: str | None) -> str:
    """How a unit is printed; an unknown one as it was written."""
    if not unit:
        return ""
    known = find_unit(unit)
    return unit if known is None else known.label


def with_unit(number: str, unit: str | None) -> str:
    """A number with its unit, for a sentence."""
    label = unit_label(unit)
    return f"{number}{label if label == '%' else ' ' + label if label else ''}"


SAME = (Fraction(1), Fraction(0))


@lru_cache(maxsize=50_000)
def _line(source: str | None, target: str | None, concept: str | None) -> tuple[Fraction, Fraction] | Conversion:
    entry = catalog().get(concept) if concept else None
    measure = entry.measure if entry else None
    zero = convert(Fraction(0), source, target, measure)
    if zero.value is None:
        return zero
    one = convert(Fraction(1), source, target, measure)
    assert one.value is not None  # the same units were converted for zero
    return one.value - zero.value, zero.value


def converted(value: Range, source: str | None, target: str | None, concept: str | None) -> Range | Conversion:
    """The range in the target unit, or the conversion that failed; all conversions are straight lines."""
    if source == target and source is not None and known_unit(source, concept):
        return value
    line = _line(source, target, concept)
    if isinstance(line, Conversion):
        return line
    return value if line == SAME else value.times(*line)


@lru_cache(maxsize=100_000)
def plausible(value: Decimal, comparator: str | None, unit: str | None, concept: str) -> bool | Conversion:
    """Whether a recorded number of a measure is possible at all; the failed conversion where its unit does not fit."""
    entry = catalog().get(concept)
    measure = entry.measure if entry is not None else None
    if measure is None:
        return True
    usual = converted(recorded_range(value, comparator), unit, measure.unit, concept)
    if isinstance(usual, Conversion):
        return True if any(same_unit(unit, allowed, concept) for allowed in measure.units) else usual
    too_low = measure.low is not None and usual.high is not None and usual.high < Fraction(measure.low)
    too_high = measure.high is not None and usual.low is not None and usual.low > Fraction(measure.high)
    return not (too_low or too_high)


@lru_cache(maxsize=10_000)
def known_unit(unit: str, concept: str | None) -> bool:
    """Whether the unit is known for that concept."""
    return not isinstance(_line(unit, unit, concept), Conversion)


@lru_cache(maxsize=10_000)
def same_unit(one: str | None, other: str | None, concept: str | None) -> bool:
    """Whether two spellings are the same unit."""
    return one is not None and other is not None and _line(one, other, concept) == SAME


@lru_cache(maxsize=20_000)
def words_for(lower: Bound | None, upper: Bound | None, unit: str | None, suffix: str = "") -> str:
    """A limit in plain words: "at most 85 g/L", "at least 2 and below 18 years"."""
    parts = []
    if lower is not None:
        parts.append(f"{'at least' if lower.inclusive else 'above'} {with_unit(str(lower.value), unit)}{suffix}")
    if upper is not None:
        parts.append(f"{'at most' if upper.inclusive else 'below'} {with_unit(str(upper.value), unit)}{suffix}")
    return " and ".join(parts) or "any value"
