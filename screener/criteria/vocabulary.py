"""What the notation must know of concepts and units; the catalogue by default, a small table in tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from functools import lru_cache

from screener.core.quantity import find_unit
from screener.core.quantity import near_units


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """Looks up names: a concept's label and kind of thing, a unit's code, and what a misspelled one may have been.

    label: the label of a concept id, None if there is none. unit_code: the UCUM code of a unit spelling, None if it is
    not in the vetted table. default_unit: the unit that a concept's numbers need, None where they need none.
    """

    label: Callable[[str], str | None]
    near_concepts: Callable[[str], tuple[str, ...]]
    unit_code: Callable[[str], str | None]
    near_units: Callable[[str], tuple[str, ...]]
    default_unit: Callable[[str], str | None]


@cache
def default_vocabulary() -> Vocabulary:
    """The vocabulary of the project's own catalogue and unit table."""
    from screener.catalog.load import catalog

    known = catalog()

    def label(concept: str) -> str | None:
        found = known.get(concept)
        return None if found is None else found.label

    def near_concepts(name: str) -> tuple[str, ...]:
        exact = known.by_text(name.replace("-", " "))
        close = get_close_matches(name.lower(), known.concepts, n=3, cutoff=0.6)
        return tuple(dict.fromkeys((*exact, *close)))[:3]

    def default_unit(concept: str) -> str | None:
        found = known.get(concept)
        if found is None or found.measure is None or found.measure.unit == "1":
            return None
        return found.measure.unit

    return Vocabulary(label, near_concepts, _unit_code, near_units, default_unit)


@lru_cache(maxsize=4096)
def _unit_code(spelling: str) -> str | None:
    found = find_unit(spelling)
    return None if found is None else found.code
