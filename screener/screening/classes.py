"""Ordered and nominal classes as they are written in records: "NYHA Class III", "III", "3"."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from screener.catalog.words import words

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6}
_FILLER = frozenset(
    {
        "class",
        "grade",
        "stage",
        "level",
        "score",
        "type",
        "category",
        "group",
        "status",
        "functional",
        "classification",
        "point",
    }
)


@lru_cache(maxsize=20_000)
def class_key(text: str) -> tuple[str, ...]:
    """A class name without filler words, Roman numerals as digits, so that spellings of one class meet."""
    kept = tuple(str(_ROMAN[word]) if word in _ROMAN else word for word in words(text) if word not in _FILLER)
    return kept or words(text)


@lru_cache(maxsize=20_000)
def find_class(text: str, classes: tuple[str, ...], names: tuple[str, ...] = ()) -> str | None:
    """Which of the classes a recorded text names; None where it names none or more than one."""
    key = class_key(text)
    exact = [name for name in classes if class_key(name) == key]
    if len(exact) == 1:
        return exact[0]
    own = {word for name in names for word in class_key(name)}
    rest = tuple(word for word in key if word not in own)
    found = [name for name in classes if class_key(name) == rest] if rest else []
    return found[0] if len(found) == 1 else None


@lru_cache(maxsize=20_000)
def class_number(text: str, classes: tuple[str, ...], names: tuple[str, ...] = ()) -> Decimal | None:
    """The number of a recorded class or score: its own digits or Roman numeral, None where it has none."""
    if classes:
        name = find_class(text, classes, names)
        key = () if name is None else class_key(name)
    else:
        own = {word for name in names for word in class_key(name)}
        key = tuple(word for word in class_key(text) if word not in own)
    return Decimal(key[0]) if len(key) == 1 and key[0].isdecimal() else None
