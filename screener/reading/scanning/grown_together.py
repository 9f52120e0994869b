"""Parts a scale from the class written against it: "ECOG0", "NYHA2", "ASAIII"."""

from __future__ import annotations

import re
from decimal import Decimal

from screener.catalog.load import catalog
from screener.catalog.words import fold
from screener.reading.scanning.lexicon import Lexicon
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tokens import Token

_GLUED = re.compile(r"([A-Z]{3,6}?)(\d|I{1,3}|IV|VI?)")
_ROMAN = {"I": "1", "II": "2", "III": "3", "IV": "4", "V": "5", "VI": "6"}
_ARABIC = {arabic: roman for roman, arabic in _ROMAN.items()}


def class_of(token: Token, behind: str, index: Lexicon) -> tuple[Tag, ...]:
    """The scale and its class as two tags where an unknown word is an ordinal's abbreviation with a class; else nothing.

    behind: the two characters behind it, which may go on with a number ("RECIST1.1").
    """
    word = token.text
    if not 4 <= len(word) <= 9 or not word[:3].isupper() or not (word[-1].isdigit() or word[-1] in "IV"):
        return ()
    if behind[:1] == "." and behind[1:].isdigit():
        return ()
    found = _GLUED.fullmatch(word)
    while found is not None:
        name, end = found[1], found[2]
        ids = _ordinals(name, {end, _ROMAN.get(end, end), _ARABIC.get(end, end)}, index)
        if ids:
            middle = token.start + len(name)
            kind, value = ("NUM", Decimal(end)) if end.isdigit() else ("ROMAN", _ROMAN[end])
            return Tag("MEAS", token.start, middle, ids, name), Tag(kind, middle, token.end, value, end)
        longer = len(name) + 1
        found = re.fullmatch(rf"([A-Z]{{{longer},6}}?)(\d|I{{1,3}}|IV|VI?)", word) if longer <= 6 else None
    return ()


def _ordinals(name: str, spellings: set[str], index: Lexicon) -> tuple[str, ...]:
    """The ordinals with such a class that an abbreviation names, where it names no other measure."""
    roles = (*index.cased.get((name,), ()), *index.roles.get((fold(name),), ()))
    measures = dict.fromkeys(ident for kind, value in roles if kind == "MEAS" for ident in value)  # type: ignore[attr-defined]
    for ident in measures:
        measure = catalog()[ident].measure
        if catalog()[ident].kind != "ordinal" or measure is None or not spellings & set(measure.classes):
            return ()
    return tuple(measures)
