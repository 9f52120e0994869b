"""Takes a limit phrase, gives plain limits: bounds with value and inclusiveness, unit, and what they are multiples of."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from decimal import Decimal
from typing import cast

from screener.core.calendar import TimeUnit
from screener.criteria.nodes import Bound
from screener.criteria.nodes import RelativeTo
from screener.reading.passes.numbers.pairs import low_of
from screener.reading.scanning.tags import Tag
from screener.reading.syntax.trees import Amount
from screener.reading.syntax.trees import BoundPhrase
from screener.reading.syntax.trees import LimitPhrase

_LARGER: dict[tuple[str, str], int] = {("week", "day"): 7, ("day", "hour"): 24, ("year", "month"): 12}


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds in one unit (UCUM code or calendar unit), perhaps multiples of a reference.

    age: the words say so ("years old"). damaged: a sign was lost. bare: a number without any sign. diastolic: the
    limits of the lower pressures where the numbers are pairs.
    """

    lower: Bound | None = None
    upper: Bound | None = None
    unit: str | None = None
    time: TimeUnit | None = None
    relative: RelativeTo = "none"
    age: bool = False
    damaged: bool = False
    bare: bool = False
    times: bool = False
    diastolic: Limits | None = None


def limits_of(phrase: LimitPhrase) -> tuple[Limits, ...]:
    """The limits that a phrase sets: one where its bounds hold together, several where they are alternatives."""
    found: tuple[Limits, ...] | None = phrase.limits
    if found is None:
        found = _limits_of(phrase)
        if any(low_of(bound.amount.number) is not None for bound in phrase.bounds if bound.amount is not None):
            lows = _limits_of(replace(phrase, bounds=[_lower_pressure(bound) for bound in phrase.bounds]))
            found = tuple(replace(one, diastolic=low) for one, low in zip(found, lows, strict=False))
        found = tuple([_of_normal(one) if one.unit == "%" else one for one in found])
        phrase.limits = found
    return found


def _of_normal(limits: Limits) -> Limits:
    """ "150 % of the upper limit of normal" is 1.5 times that limit."""
    if limits.relative not in {"ULN", "LLN"}:
        return limits
    lower, upper = (end and Bound(end.value / 100, end.inclusive) for end in (limits.lower, limits.upper))
    return replace(limits, lower=lower, upper=upper, unit=None)


def _lower_pressure(bound: BoundPhrase) -> BoundPhrase:
    """The bound with the lower number of its pair."""
    low = low_of(bound.amount.number) if bound.amount is not None else None
    return bound if low is None or bound.amount is None else replace(bound, amount=replace(bound.amount, number=low))


def _limits_of(phrase: LimitPhrase) -> tuple[Limits, ...]:
    if phrase.ranged:
        return _range(phrase)
    found = [_bound(bound) for bound in phrase.bounds]
    if len(found) == 1:
        only = found[0]
        if phrase.between is not None and only.bare:
            only = replace(only, lower=only.lower and Bound(only.lower.value, True), upper=None, bare=False)
            return (replace(only, damaged=phrase.between.value == "between"),)
        if only.bare and phrase.post is not None:
            return (_posted(_told_old(only, phrase.post), str(phrase.post.value)),)
        return (only,)
    found = _share_units(found)
    if phrase.join == "or":
        return tuple(found)
    if (phrase.between is not None or phrase.join == "to") and (len(found) > 2 or not _both_ends(*found)):
        return (replace(found[0], damaged=True),)  # "from > 50 to < 20" falls, and is no range
    merged = found[0]
    for further in found[1:]:
        if (
            crossed(merged, further)
            or (merged.lower and further.lower)
            or (merged.upper and further.upper)
            or merged.time != further.time
            or merged.unit != further.unit
        ):
            return tuple(found)
        merged = replace(
            merged, lower=merged.lower or further.lower, upper=merged.upper or further.upper,
            age=merged.age or further.age, damaged=merged.damaged or further.damaged,
        )  # fmt: skip
    return (merged,)


def _both_ends(one: Limits, two: Limits) -> bool:
    """Whether two bounds are the lower and the upper end of a range."""
    return (one.lower is None) != (two.lower is None) and not crossed(one, two)


def lengths_of(phrase: LimitPhrase) -> tuple[Limits, ...]:
    """The limits of a phrase; both ends of a time in the smaller of two units, where exact ("≥ 6 months but < 5 years")."""
    limits = limits_of(phrase)
    if phrase.join == "or" or len(limits) != 2 or crossed(*limits) or (limits[0].lower is None) == (limits[1].lower is None):
        return limits
    one, other = limits
    ends = [end for limit in limits for end in (limit.lower, limit.upper) if end is not None]
    first, second = one.time, other.time
    if len(ends) != 2 or first is None or second is None or one.damaged or other.damaged:
        return limits
    if factor := _LARGER.get((first, second)):
        one = _times(one, factor, second)
    elif factor := _LARGER.get((second, first)):
        other = _times(other, factor, first)
    if one.time != other.time:
        return limits
    return (replace(one, lower=one.lower or other.lower, upper=one.upper or other.upper),)


def two_lengths(phrase: LimitPhrase) -> str:
    """How two lengths of time that make no range belong together: `or`, or `all` for two ends in unlike units; else nothing."""
    found = lengths_of(phrase)
    if len(found) != 2 or any(one.time is None or one.bare or one.damaged or one.age for one in found):
        return ""
    first, second = found
    if (first.lower is None) == (second.lower is None):
        return ""
    return "or" if phrase.join == "or" or crossed(first, second) else "all"


def _times(limits: Limits, factor: int, time: TimeUnit) -> Limits:
    lower, upper = (end and Bound(_plain(end.value * factor), end.inclusive) for end in (limits.lower, limits.upper))
    return replace(limits, lower=lower, upper=upper, time=time)


def _plain(value: Decimal) -> Decimal:
    """The number without a point where it is whole."""
    whole = value.to_integral_value()
    return whole if whole == value else value


_SECONDS = {"s": 1, "min": 60, "hour": 3600, "day": 86_400, "week": 604_800, "month": 2_628_000, "year": 31_557_600}


def crossed(first: Limits, second: Limits) -> bool:
    """Whether no number lies between the two ("under 2 and over 18 years"), so that they are alternatives."""
    low, high = (first, second) if first.lower is not None else (second, first)
    if low.lower is None or high.upper is None:
        return False
    one, two = _SECONDS.get(low.time or low.unit or "", 0), _SECONDS.get(high.time or high.unit or "", 0)
    return low.lower.value * (one or two or 1) > high.upper.value * (two or one or 1)


def _share_units(found: list[Limits]) -> list[Limits]:
    """A bound without a unit takes that of its neighbour ("< 4 or > 11 mmol/L")."""
    unit = next((one.unit for one in found if one.unit), None)
    time = next((one.time for one in found if one.time), None)
    relative = next((one.relative for one in found if one.relative != "none"), "none")
    return [
        one if one.unit or one.time or one.relative != "none"
        else replace(one, unit=unit, time=time, relative=cast(RelativeTo, relative))
        for one in found
    ]


_COUNTED_DOWN = frozenset({"{letters}"})
"""Units whose ranges are as often written from the better to the worse ("78 to 24 letters")."""


def _lowest(limit: Limits) -> Decimal:
    return limit.lower.value if limit.lower is not None else Decimal(0)


def _range(phrase: LimitPhrase) -> tuple[Limits, ...]:
    first, second = (_bound(bound) for bound in phrase.bounds)
    first, second = _share_units([first, second])
    exclusive = phrase.post is not None and phrase.post.value == "exclusive"
    if first.lower and second.lower and second.bare and second.lower.value < first.lower.value < 0:
        first, second = second, first  # "between -1.0 and -2.5" goes down
    if first.bare and second.bare and second.unit in _COUNTED_DOWN and first.lower and second.lower:
        first, second = sorted((first, second), key=_lowest)
    low = first.lower or first.upper
    high = (second.upper or second.lower) if second.bare else second.upper
    if low is None or high is None:
        return (replace(first, damaged=True),)
    if not second.bare and second.upper is None:
        return (replace(first, damaged=True),)
    lower = Bound(low.value, not exclusive and (first.bare or low.inclusive))
    upper = Bound(high.value, not exclusive and (second.bare or high.inclusive))
    age = first.age or second.age
    merged = replace(second, lower=lower, upper=upper, age=age, bare=False, damaged=first.damaged or second.damaged)
    if first.time == second.time:
        return (merged,) if lower.value <= upper.value else (replace(merged, damaged=True),)
    return _mixed_times(first, second, merged, lower, upper)


def _mixed_times(first: Limits, second: Limits, merged: Limits, lower: Bound, upper: Bound) -> tuple[Limits, ...]:
    """A range in two calendar units in the smaller one where that is exact, else a limit for each."""
    factor = _LARGER.get((second.time or "", first.time or ""))
    if factor:
        return (replace(merged, upper=Bound(upper.value * factor, upper.inclusive), time=first.time),)
    factor = _LARGER.get((first.time or "", second.time or ""))
    if factor:
        return (replace(merged, lower=Bound(lower.value * factor, lower.inclusive), time=second.time),)
    return replace(merged, upper=None, time=first.time), replace(merged, lower=None)


def _posted(limits: Limits, post: str) -> Limits:
    value = limits.lower or limits.upper
    if value is None or post not in {">=", "<="}:
        return limits
    bound = Bound(value.value, True)
    return replace(limits, lower=bound if post == ">=" else None, upper=bound if post == "<=" else None, bare=False)


def _bound(phrase: BoundPhrase) -> Limits:
    amount = phrase.amount
    sign = str(phrase.sign.value) if phrase.sign is not None else ""
    if amount is None:
        return Limits(damaged=True)
    value, limits = _amount(amount)
    limits = _told_old(_told_old(limits, phrase.sign), phrase.post)
    if phrase.sign is None:
        if phrase.post is not None:
            return _posted(replace(limits, lower=Bound(value, True), upper=Bound(value, True)), str(phrase.post.value))
        return replace(limits, lower=Bound(value, True), upper=Bound(value, True), bare=True)
    match sign:
        case ">=" | ">":
            return replace(limits, lower=Bound(value, sign == ">="))
        case "<=" | "<":
            return replace(limits, upper=Bound(value, sign == "<="))
        case "=" if phrase.sign.text[:1].isalpha():
            return replace(limits, lower=Bound(value, True), upper=Bound(value, True))
        case _:
            return replace(limits, damaged=True)


def _told_old(limits: Limits, tag: Tag | None) -> Limits:
    """The limits as an age where a word beside them says so ("older than 18", "18 years or younger")."""
    yearly = limits.time == "year" or (limits.time is None and limits.unit is None and limits.relative == "none")
    return replace(limits, age=True) if yearly and _tells_age(tag) else limits


def _tells_age(tag: Tag | None) -> bool:
    """Whether a sign's words speak of an age ("older than", "or younger")."""
    return tag is not None and any(word.startswith(("old", "young", "elder")) for word in tag.text.lower().split())


def _amount(amount: Amount) -> tuple[Decimal, Limits]:
    value = amount.number.value if amount.number is not None else Decimal(1)
    assert isinstance(value, Decimal)  # the scan makes NUM values so
    unit: str | None = None
    time: TimeUnit | None = None
    relative: RelativeTo = "none"
    age = times = False
    for tag in amount.measures:
        match tag.type:
            case "UNIT":
                unit = str(tag.value) if unit is None else unit
            case "TU" if tag.value != "minute":
                time = cast(TimeUnit, tag.value)
            case "TU":
                unit = "min"
            case "AGEW":
                time, age = time or _age_unit(tag.text), True
            case "AGESUF":
                age = True
            case "ULN" | "RELTO":
                relative = cast(RelativeTo, tag.value)
            case "TIMES":
                times = True
    return value, Limits(unit=unit, time=time, relative=relative, age=age, times=times)


def _age_unit(text: str) -> TimeUnit:
    low = text.lower()
    units: tuple[TimeUnit, ...] = ("month", "week", "day", "hour")
    return next((unit for unit in units if low.startswith(unit)), "year")
