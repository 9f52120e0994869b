"""Numbers as records write them: exact, of clinical size, and never guessed where a comma stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from decimal import InvalidOperation
from typing import Literal

Comparator = Literal["<", "<=", ">=", ">"]
_SIGNS: dict[str, Comparator | None] = {
    "": None,
    "=": None,
    "<": "<",
    "<=": "<=",
    "=<": "<=",
    "≤": "<=",
    ">": ">",
    ">=": ">=",
    "=>": ">=",
    "≥": ">=",
}
_NUMBER = re.compile(
    r"(?P<sign><=|>=|=<|=>|[<>≤≥=]?)\s*(?P<number>[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d{1,3})?)(?P<rest>.*)", re.DOTALL
)
_COMMA = re.compile(r"[<>≤≥=]*\s*[+-]?\d[\d.]*,\d")
_LARGEST_EXPONENT = 30
_MOST_DIGITS = 40


@dataclass(frozen=True, slots=True)
class Written:
    """A number as written: its comparator, and what stood behind it (a unit or nothing)."""

    value: Decimal
    comparator: Comparator | None
    rest: str


def clinical(value: object) -> Decimal | None:
    """The exact number, None for what is no number or far beyond any that is measured in a person."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal | str):
        return None
    if isinstance(value, str) and (len(value) > _MOST_DIGITS * 2 or "_" in value):
        return None
    try:
        number = Decimal(value.strip() if isinstance(value, str) else value)
    except (InvalidOperation, ValueError):
        return None
    if not number.is_finite() or len(number.as_tuple().digits) > _MOST_DIGITS:
        return None
    exponent = number.as_tuple().exponent
    if abs(number.adjusted()) > _LARGEST_EXPONENT or not isinstance(exponent, int) or abs(exponent) > _MOST_DIGITS:
        return None
    return number


def has_comma(text: str) -> bool:
    """Whether the text is a number with a comma in it, which may part decimals or thousands."""
    return _COMMA.match(text.strip()) is not None


def written(text: str) -> Written | None:
    """`<5`, `7.5`, `>= 3 mg/dL` taken apart; None where the text does not start as a number does."""
    found = _NUMBER.fullmatch(text.strip())
    if not found or has_comma(text):
        return None
    value = clinical(found["number"])
    rest = found["rest"].strip()
    return None if value is None or rest[:1].isdigit() else Written(value, _SIGNS[found["sign"]], rest)


def quantity(text: str) -> Written | None:
    """A number alone or with a known unit behind it; None for anything else that starts with a number."""
    from screener.core.quantity import find_unit

    found = written(text)
    return found if found and (not found.rest or find_unit(found.rest) is not None) else None
