"""Plain numbers that can only be an age: "patients < 18", "under 18", with nothing else in the item."""

from __future__ import annotations

from screener.reading.meaning.phrases.limits import limits_of
from screener.reading.meaning.piece import Piece
from screener.reading.scanning.tags import Tag

_YOUNGEST, _OLDEST = 12, 100
_SAYS = ("under", "over")


def bare_age(tag: Tag, pieces: list[Piece]) -> bool:
    """Whether a signed whole number of people, or "under 18" alone, can be nothing but years of age."""
    return like_age(tag) and (tag.text.lower().startswith(_SAYS) or any(piece.population for piece in pieces))


def like_age(tag: Tag) -> bool:
    """Whether a limit is a signed whole number without a unit such as ages of grown people are."""
    found = limits_of(tag.value) if tag.type == "LIMIT" else ()  # type: ignore[arg-type]
    bounds = [bound.value for one in found for bound in (one.lower, one.upper) if bound is not None]
    plain = all(one.unit is None and one.time is None and one.relative == "none" for one in found)
    signed = all(not one.bare and not one.damaged for one in found)
    return plain and signed and bool(bounds) and all(value == int(value) and _YOUNGEST <= value <= _OLDEST for value in bounds)
