"""Which way "better" and "worse" point: a better ECOG is a lower one, a better Karnofsky a higher one."""

from __future__ import annotations

from functools import cache

from screener.core.data import read_toml

_BETTER = frozenset({"better"})
_WORSE = frozenset({"worse", "poorer"})
_NOT = frozenset({"no", "not"})


def above(words: frozenset[str], rising: bool) -> bool:
    """Whether such words mean what lies above their number, where more is better (`rising`) or less is."""
    worse = bool(words & _WORSE) != bool(words & _NOT)
    return worse != rising


def valued(words: frozenset[str]) -> bool:
    """Whether words tell better from worse."""
    return bool(words & (_BETTER | _WORSE))


def rises(concept: str | None, label: str = "") -> bool | None:
    """Whether more of a measure is better; None where nobody said."""
    more, less, words = _directions()
    if concept is not None:
        return True if concept in more else False if concept in less else None
    return False if set(label.lower().split()) & words else None


@cache
def _directions() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    found = read_toml("rules", "words", "better.toml")
    return frozenset(found["more-is-better"]), frozenset(found["less-is-better"]), frozenset(found["less-is-better-words"])
