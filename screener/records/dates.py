"""Dates as spreadsheets write them: taken where only one day can be meant."""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

from screener.core.calendar import PartialDate
from screener.core.calendar import on
from screener.core.calendar import parse_partial

_NUMERIC = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?:[ T]\d{1,2}:\d{2}.*)?", re.ASCII)
_NAMED = re.compile(
    r"(\d{1,2})[ .-]*([A-Za-z]{3,9})[ .,-]*(\d{4})|([A-Za-z]{3,9})[ .-]*(\d{1,2}),?[ ]+(\d{4})", re.ASCII
)
_ISO_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})[ T].*", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)

SOME_DAY = PartialDate(date.min, date.max)
"""The end of what a record tells as history: whether and when it ended is not known."""

DateProblem = Literal["date-ambiguous", "date-unreadable"]


def table_date(text: str) -> PartialDate | DateProblem:
    """The date of a cell: ISO, day first or month first where only one can be meant, or with the month's name."""
    text = text.strip()
    with_time = _ISO_TIME.fullmatch(text)
    iso = parse_partial(with_time[1] if with_time else text)
    if iso is not None:
        return iso
    if compact := _COMPACT.fullmatch(text):
        return parse_partial("-".join(compact.groups())) or "date-unreadable"
    if numeric := _NUMERIC.fullmatch(text):
        first, second, year = (int(part) for part in numeric.groups())
        orders = {day for day in (_day(year, second, first), _day(year, first, second)) if day}
        if len(orders) > 1:
            return "date-ambiguous"
        return on(orders.pop()) if orders else "date-unreadable"
    if named := _NAMED.fullmatch(text):
        on_day, name, in_year = (named[1], named[2], named[3]) if named[1] else (named[5], named[4], named[6])
        found = _day(int(in_year), _month(name.lower()), int(on_day))
        return on(found) if found else "date-unreadable"
    return "date-unreadable"


def _month(name: str) -> int:
    return next((number for number, full in enumerate(_MONTHS, 1) if full.startswith(name)), 0)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
