"""Windows of the text as intervals of days, and how recorded intervals lie to them."""

from __future__ import annotations

from datetime import date
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import NamedTuple
from typing import assert_never

from screener.core.calendar import UNCOUNTED
from screener.core.calendar import PartialDate
from screener.core.calendar import TimeUnit
from screener.core.calendar import on
from screener.core.calendar import shift
from screener.core.reasons import Reason
from screener.core.truth import Truth
from screener.criteria.nodes import Bound
from screener.criteria.nodes import Duration
from screener.criteria.nodes import Window
from screener.screening.options import STAGES
from screener.screening.outcome import Because
from screener.screening.words import anchor_rank
from screener.screening.words import anchors

if TYPE_CHECKING:
    from screener.screening.case import Case

FAR = Decimal(4_000_000)
"""More of any time unit than the calendar holds."""


class Days(NamedTuple):
    """The days from first to last, both included; none if first is later than last."""

    first: date
    last: date


class Stretch(NamedTuple):
    """A window laid on the calendar.

    `problem` says why it cannot be laid (deferred to a later visit, or its anchor is not known). `visit` is the visit
    that the text names by "at". `ahead` tells that a part lies after the index date, where nothing is recorded yet.
    """

    days: Days
    assumption: str = ""
    visit: str = ""
    ahead: bool = False
    problem: Because | None = None


ALL_DAYS = Days(date.min, date.max)


def lay(window: Window, case: Case) -> Stretch:
    """The window as days for this patient, at this index date and stage."""
    visit = window.anchor if window.direction in ("at", "during") else ""
    if visit and anchor_rank(visit) > STAGES.index(case.options.stage):
        return Stretch(ALL_DAYS, problem=Because(Reason.DEFERRED, f"This belongs to a later visit ({visit})."))
    found = anchor_day(window.anchor, case)
    if isinstance(found, Because):
        return Stretch(ALL_DAYS, problem=found)
    day, assumption = found
    if window.unit in UNCOUNTED and window.value is not None:
        return Stretch(ALL_DAYS, problem=_uncounted(window.unit))
    days = _days(window, day)
    index = case.options.index_date
    if days.first > index:
        return Stretch(days, assumption, problem=Because(Reason.DEFERRED, "This lies after the index date."))
    return Stretch(days, assumption, "screening" if visit == "index" else visit, days.last > index)


def _uncounted(unit: TimeUnit) -> Because:
    if unit == "half-life":
        return Because(Reason.QUALIFIER, "How long the half-life is has to be confirmed.")
    return Because(Reason.PARTIAL_DATE, "Recorded dates do not tell minutes.")


def anchor_day(name: str, case: Case) -> tuple[date, str] | Because:
    """The day of an anchor and the assumption made, or why it is not known."""
    if name == "index":
        return case.options.index_date, ""
    given = case.options.anchors.get(name) or case.chart.patient.anchors.get(name)
    if given is not None:
        return given, ""
    if name == "screening":
        return case.options.index_date, ""
    if name == "birth":
        born = case.chart.patient.birth_date
        if born is not None and born.exact:
            return born.first, ""
        return Because(Reason.NOT_RECORDED, "The date of birth is not recorded to the day.")
    if name in anchors("own_past"):
        return Because(Reason.NOT_RECORDED, f"The date of {name} is not recorded.")
    if name in anchors("future"):
        return Because(Reason.DEFERRED, f"This is about the time of the {name}, which lies ahead.")
    assumption = f"{name} taken at the index date"
    case.assume(assumption)
    return case.options.index_date, assumption


def _days(window: Window, day: date) -> Days:
    near = window.value
    if near is None:
        return _unmeasured(window, day)
    far = near if window.value2 is None else max(near, window.value2)
    near = near if window.value2 is None else min(near, window.value2)
    strict = 0 if window.inclusive else 1
    match window.direction:
        case "before":
            last = day if window.value2 is None else moved(day, -near, window.unit)
            return Days(_plus(moved(day, -far, window.unit), strict), last)
        case "until":
            return Days(date.min, _plus(moved(day, -near, window.unit), -strict))
        case "after":
            first = day if window.value2 is None else moved(day, near, window.unit)
            return Days(first, _plus(moved(day, far, window.unit), -strict))
        case "from":
            return Days(_plus(moved(day, near, window.unit), strict), date.max)
        case "around" | "at" | "during":
            return Days(_plus(moved(day, -far, window.unit), strict), _plus(moved(day, far, window.unit), -strict))
        case _:
            assert_never(window.direction)


def _unmeasured(window: Window, day: date) -> Days:
    match window.direction:
        case "before" | "until":
            return Days(date.min, day)
        case "after" | "from":
            return Days(day, date.max)
        case "around" | "at" | "during":
            return Days(day, day)
        case _:
            assert_never(window.direction)


def moved(day: date, amount: Decimal, unit: TimeUnit) -> date:
    """`calendar.shift`, safe for any number."""
    if not -FAR < amount < FAR:
        return date.min if amount < 0 else date.max
    return shift(day, amount, unit)


def _plus(day: date, days: int) -> date:
    if (days > 0 and day == date.max) or (days < 0 and day == date.min):
        return day
    return day + timedelta(days=days)


def overlap(start: PartialDate, end: PartialDate, days: Days) -> Truth:
    """Whether something that went on from start to end shares a day with the window."""
    if start.first > days.last or end.last < days.first or days.first > days.last:
        return Truth.FALSE
    if start.last <= days.last and end.first >= days.first:
        return Truth.TRUE
    return Truth.UNKNOWN


def inside(day: PartialDate, days: Days) -> Truth:
    """Whether a day lies in the window."""
    return overlap(day, day, days)


def lasted(start: PartialDate, end: PartialDate, duration: Duration) -> Truth:
    """Whether the time from start to end keeps the bounds, in calendar units."""
    if duration.unit in UNCOUNTED:
        return Truth.UNKNOWN
    shortest = _within(start.last, end.first, duration)
    longest = _within(start.first, end.last, duration)
    if shortest is longest and not _crosses(start, end, duration):
        return Truth.TRUE if shortest else Truth.FALSE
    return Truth.UNKNOWN


def _within(start: date, end: date, duration: Duration) -> bool:
    lower, upper = duration.lower, duration.upper
    return (lower is None or _reached(start, end, lower, duration.unit)) and (
        upper is None or not _reached(start, end, Bound(upper.value, not upper.inclusive), duration.unit)
    )


def _reached(start: date, end: date, bound: Bound, unit: TimeUnit) -> bool:
    limit = moved(start, bound.value, unit)
    return end >= limit if bound.inclusive else end > limit


def _crosses(start: PartialDate, end: PartialDate, duration: Duration) -> bool:
    """Whether the shortest and the longest time lie on both sides of a two-sided limit."""
    if duration.lower is None or duration.upper is None:
        return False
    reached = [
        _reached(a, b, duration.lower, duration.unit) for a, b in ((start.last, end.first), (start.first, end.last))
    ]
    return reached[0] is not reached[1]


def no_later_than(day: date) -> PartialDate:
    """Some day up to that one."""
    return PartialDate(date.min, day)


def clipped(day: PartialDate, index: date) -> PartialDate:
    """The day, knowing that it is not after the index date."""
    return on(index) if day.first >= index else PartialDate(day.first, min(day.last, index))
