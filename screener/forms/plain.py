"""Numbers and dates as people type them: taken only where they can mean one thing."""

from __future__ import annotations

import re
from decimal import Decimal

from screener.core.calendar import PartialDate
from screener.core.calendar import parse_partial

_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
LONGEST = 30
FEWEST, MOST = 1e-6, 1e21
"""Between these a number of JSON is written without an exponent, as in JavaScript."""
_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")


def plain_number(given: object) -> Decimal | None:
    """The number of plain decimals such as `7.5`; None for anything else, a decimal comma included."""
    if isinstance(given, bool) or not isinstance(given, str | int | float | Decimal):
        return None
    small = isinstance(given, float) and FEWEST <= abs(given) < MOST
    text = format(Decimal(repr(given)), "f") if small else str(given).strip()
    return Decimal(text) if len(text) <= LONGEST and _NUMBER.fullmatch(text) else None


def plain_date(given: object) -> PartialDate | None:
    """The date of `2026-03-09`, `2026-03` or `2026`; None for anything else."""
    text = given.strip() if isinstance(given, str) else ""
    return parse_partial(text) if _DATE.fullmatch(text) else None
