"""Calendar arithmetic: partial dates as intervals, windows by calendar, ages in completed units."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from datetime import timedelta
from decimal import ROUND_FLOOR
from decimal import Decimal
from typing import Literal

TimeUnit = Literal["minute", "hour", "day", "week", "month", "year", "half-life"]
TIME_UNITS: tuple[TimeUnit, ...] = ("minute", "hour", "day", "week", "month", "year", "half-life")
UNCOUNTED: frozenset[TimeUnit] = frozenset({"minute", "half-life"})
"""Units that recorded dates cannot be counted in; who compares dates asks first."""
DAY_MINUTES = 24 * 60
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:T.*)?$")


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date known to the day, month or year: some day in `[first, last]`."""

    first: date
    last: date

    @property
    def exact(self) -> bool:
        """Whether the day is known."""
        return self.first == self.last

    def __str__(self) -> str:
        if self.exact:
            return self.first.isoformat()
        whole_year = (self.first.month, self.last.month) == (1, 12)
        return f"{self.first:%Y}" if whole_year else f"{self.first:%Y-%m}"


def on(day: date) -> PartialDate:
    """A date known to the day."""
    return PartialDate(day, day)


def parse_partial(text: str) -> PartialDate | None:
    """`2024`, `2024-03` or `2024-03-09` (a time after it is dropped); None for anything else."""
    found = _ISO.match(text.strip())
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    assert year is not None  # the pattern has it
    try:
        if day is not None and month is not None:
            return on(date(year, month, day))
        if month is not None:
            return PartialDate(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
        return PartialDate(date(year, 1, 1), date(year, 12, 31))
    except ValueError:
        return None


def shift(day: date, amount: Decimal, unit: TimeUnit) -> date:
    """The day `amount` units later (earlier if negative); months clip to the month's end.

    A part of a week counts in days (0.5 week is 3 days, rounded towards the anchor's side);
    a part of a month or year counts in whole months. Minutes and hours count as whole days. Nobody knows how many days a
    half-life has: it moves nothing.
    A result outside the calendar is its first or last day.
    """
    try:
        match unit:
            case "minute":
                return day + timedelta(days=_whole(amount / DAY_MINUTES))
            case "hour":
                return day + timedelta(days=_whole(amount / 24))
            case "day":
                return day + timedelta(days=_whole(amount))
            case "week":
                return day + timedelta(days=_whole(amount * 7))
            case "month":
                return _shift_months(day, _whole(amount))
            case "year":
                return _shift_months(day, _whole(amount * 12))
            case "half-life":
                return day
    except (OverflowError, ValueError):
        return date.min if amount < 0 else date.max


def _whole(amount: Decimal) -> int:
    return int(abs(amount).to_integral_value(ROUND_FLOOR)) * (-1 if amount < 0 else 1)


def _shift_months(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def completed(start: date, end: date, unit: TimeUnit) -> int:
    """Completed units from start to end, as ages are counted; negative if end is earlier.

    A 29 February birthday falls on 28 February in common years (DESIGN section 5).
    """
    if end < start:
        return -completed(end, start, unit)
    days = (end - start).days
    match unit:
        case "minute":
            return days * DAY_MINUTES
        case "hour":
            return days * 24
        case "day":
            return days
        case "week":
            return days // 7
        case "month" | "year":
            months = (end.year - start.year) * 12 + end.month - start.month
            if _shift_months(start, months) > end:
                months -= 1
            return months if unit == "month" else months // 12
        case "half-life":
            return 0
