"""Names the class of an ordinal measure that a record's words say ("NYHA Class III", "grade 2")."""

from __future__ import annotations

from functools import lru_cache

from screener.catalog.load import catalog
from screener.catalog.words import WORD

_ROMAN = ("0", "I", "II", "III", "IV", "V", "VI")


@lru_cache(maxsize=10_000)
def class_of(text: str, concept: str) -> str | None:
    """The one class of the measure that stands in the words, None where there is none or more than one."""
    found = catalog().get(concept)
    classes = found.measure.classes if found and found.measure else ()
    said = [token.casefold() for token in WORD.findall(text.split(" - ")[0])]
    wanted = {name: tuple(token.casefold() for token in WORD.findall(name)) for name in classes}
    hits = [name for name, tokens in wanted.items() if tokens and _stands_in(tokens, said)]
    if not hits:
        hits = [name for name in classes if _other_numeral(name) in said]
    longest = max((len(wanted[name]) for name in hits), default=0)
    hits = [name for name in hits if len(wanted[name]) == longest]
    return hits[0] if len(set(hits)) == 1 else None


def _stands_in(tokens: tuple[str, ...], said: list[str]) -> bool:
    return any(tuple(said[start : start + len(tokens)]) == tokens for start in range(len(said)))


def _other_numeral(name: str) -> str:
    """The Arabic numeral of a Roman class name and the other way round; the name itself for any other."""
    if name.isdecimal() and int(name) < len(_ROMAN):
        return _ROMAN[int(name)].casefold()
    return str(_ROMAN.index(name)) if name in _ROMAN else name.casefold()
