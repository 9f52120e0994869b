"""How a clinical number is written, in JSON and in notation alike."""

from __future__ import annotations

from decimal import Decimal


def number_text(value: Decimal) -> str:
    """The shortest plain spelling that keeps every digit; an exponent only where plain would be long."""
    text = str(value)
    if "E" in text and -10 < value.adjusted() < 16:
        return format(value, "f")
    return text
