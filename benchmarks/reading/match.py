"""Whether a compiled number says what an annotated or written limit says."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Sequence
from decimal import Decimal

from benchmarks.reading.claims import Claim
from benchmarks.reading.units import TIME_IN_HOURS
from benchmarks.reading.units import TIME_IN_MONTHS
from benchmarks.reading.units import time_unit
from benchmarks.reading.units import unit_key
from benchmarks.reading.values import Interval
from benchmarks.reading.values import find_limits
from screener.core.span import Span
from screener.criteria.nodes import Bound


def same(one: Bound | None, two: Bound | None) -> bool:
    """Equal number and inclusiveness, or both absent."""
    if one is None or two is None:
        return one is two
    return one.value == two.value and one.inclusive == two.inclusive


def equal(claim: Claim, gold: Interval) -> bool:
    """Both sides of the limit agree."""
    return same(claim.lower, gold.lower) and same(claim.upper, gold.upper)


def same_grades(claim: Claim, gold: Interval) -> bool:
    """Whether a list of grades says a one-sided limit of whole numbers: 0, 1, 2 for "at most 2" or "below 3"."""
    if claim.kind != "member" or (gold.lower and gold.upper) or claim.lower is None or claim.upper is None:
        return False
    if gold.lower:
        return claim.lower.value == gold.lower.value + (0 if gold.lower.inclusive else 1)
    return gold.upper is not None and claim.upper.value == gold.upper.value - (0 if gold.upper.inclusive else 1)


def agreeing(gold: Interval, near: Sequence[Claim], context: Sequence[Interval] = ()) -> list[Claim]:
    """The claims that say the gold limit: one that equals it, or a pair of one-sided ones that make the range.

    A one-sided gold limit is also said by a range whose other side stands in the text too (`context`).
    """
    exact = [claim for claim in near if equal(claim, gold) or same_grades(claim, gold)]
    if exact:
        return exact
    if gold.lower and gold.upper:
        low = [claim for claim in near if same(claim.lower, gold.lower) and claim.upper is None]
        high = [claim for claim in near if same(claim.upper, gold.upper) and claim.lower is None]
        return [low[0], high[0]] if low and high else []
    ranges = [claim for claim in near if claim.lower and claim.upper and _covers(claim, gold)]
    return [claim for claim in ranges if any(equal(claim, interval) for interval in context)]


def _covers(claim: Claim, gold: Interval) -> bool:
    return same(claim.lower, gold.lower) if gold.lower else same(claim.upper, gold.upper)


def contradicts(claim: Claim, golds: Iterable[Interval], context: Sequence[Interval]) -> bool:
    """Whether the claim equals neither an annotated limit nor any that the words around it spell."""
    annotated = list(golds)
    if claim.kind == "member" and not annotated:
        return False  # "stage 4" sets no limit, and names that very class
    candidates = [*annotated, *context]
    if any(equal(claim, interval) or same_grades(claim, interval) for interval in candidates):
        return False
    lower_written = claim.lower is None or any(same(claim.lower, one.lower) for one in candidates)
    upper_written = claim.upper is None or any(same(claim.upper, one.upper) for one in candidates)
    two_sided = claim.lower is not None and claim.upper is not None
    one_side_of_range = not two_sided and any(one.lower and one.upper for one in candidates)
    return not (lower_written and upper_written and (two_sided or one_side_of_range))


def around(text: str, span: Span, reach: int = 30) -> list[Interval]:
    """The limits that stand in the words of a span or just beside it, within its line."""
    low = max(text.rfind("\n", 0, span.start) + 1, span.start - reach)
    stop = text.find("\n", span.end)
    high = min(len(text) if stop < 0 else stop, span.end + reach)
    return find_limits(text[low:high])


def same_unit(claim: Claim, raw: str) -> bool | None:
    """Whether the units agree; None when the raw words hold no unit that the table knows."""
    gold = unit_key(raw)
    if gold is None:
        return None
    return unit_key(claim.unit or "1") == gold


def same_time(value: Decimal, unit: str, other: Decimal, other_unit: str) -> bool:
    """Whether two stretches of time are the same by exact conversion (hours to weeks, months to years)."""
    name = time_unit(other_unit) or other_unit
    for table in (TIME_IN_HOURS, TIME_IN_MONTHS):
        if unit in table and name in table:
            return value * table[unit] == other * table[name]
    return False


def numbers(claim: Claim) -> tuple[Decimal, ...]:
    """The numbers of a claim, lower first."""
    return tuple(bound.value for bound in (claim.lower, claim.upper) if bound)
