"""Whether a compiled number says what the hand-judged sample expects."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from benchmarks.reading.claims import Claim
from benchmarks.reading.expected import Number
from benchmarks.reading.match import agreeing
from benchmarks.reading.match import same_time
from benchmarks.reading.match import same_unit
from benchmarks.reading.units import time_unit
from screener.criteria.nodes import Bound
from screener.criteria.nodes import Not


def half(claim: Claim, number: Number) -> bool:
    """One side of an expected range, where the range was compiled as two limits."""
    whole = number.interval
    if not (whole.lower and whole.upper) or (claim.lower and claim.upper) or not fits(claim, number):
        return False
    return claim.lower == whole.lower if claim.lower else claim.upper == whole.upper


def says(claim: Claim, number: Number) -> bool:
    """Whether a compiled number says an expected one: bounds, unit and what it is a multiple of."""
    if number.kind in ("window", "for") and time_unit(claim.unit):
        return _says_time(claim, number)
    if number.kind in ("window", "for"):
        return False
    if not agreeing(number.interval, [claim]) and not _same_count(claim, number):
        return False
    return fits(claim, number)


def _same_count(claim: Claim, number: Number) -> bool:
    """ "More than one" and "two or more" are one count."""
    least, said = number.interval.lower, claim.lower
    if number.kind != "count" or least is None or said is None or claim.upper:
        return False
    return _least_whole(least) == _least_whole(said)


def _least_whole(bound: Bound) -> Decimal:
    return bound.value if bound.inclusive else bound.value + 1


def fits(claim: Claim, number: Number) -> bool:
    """Whether unit and reference agree as far as both are known."""
    if claim.kind in ("limit", "also") and number.interval.relative not in ("none", claim.relative):
        return False
    bare = claim.unit in ("", "1")
    if claim.kind == "dose":
        return bare or same_unit(replace(claim, unit=claim.unit.split("/")[0]), number.interval.unit) is not False
    if time_unit(number.interval.unit) and not time_unit(claim.unit):
        return bare
    return bare or same_unit(claim, number.interval.unit) is not False


def _says_time(claim: Claim, number: Number) -> bool:
    interval = number.interval
    unit = time_unit(interval.unit) or ""
    wanted = [bound.value for bound in (interval.lower, interval.upper) if bound]
    have = [bound.value for bound in (claim.lower, claim.upper) if bound]
    if len(wanted) != len(have) and claim.kind != "limit":
        return False
    if not all(any(same_time(value, unit, said, claim.unit) for said in have) for value in wanted):
        return False
    if number.kind == "for" or _nothing_since(claim, number):
        return True
    return claim.kind == "limit" or not number.sense or claim.sense == number.sense or claim.kind == "duration"


def _nothing_since(claim: Claim, number: Number) -> bool:
    """Whether "not X within less than N before" says "at least N since X": the same in meaning, bounds turned."""
    above, node = claim.placed.above, claim.placed.node
    window = getattr(node, "window", None)
    if claim.kind != "window" or not above or not isinstance(above[-1], Not) or window is None:
        return False
    least = number.interval.lower
    return (
        number.sense == "beyond" and window.direction == "before" and window.value2 is None
        and least is not None and least.inclusive != window.inclusive
    )  # fmt: skip
