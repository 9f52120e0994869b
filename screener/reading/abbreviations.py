"""Finds what a text itself says its abbreviations stand for: "manual muscle testing (MMT)"."""

from __future__ import annotations

import re

from screener.catalog.words import WORD
from screener.catalog.words import words
from screener.reading.scanning.lexicon import lexicon

_DEFINED = re.compile(r"\(\s*([A-Z][A-Za-z0-9-]{1,9})s?\s*\)")
_CONCEPTS = frozenset({"COND", "DRUG", "PROC", "MEAS", "STATE", "VACC"})


def abbreviations(text: str) -> dict[str, tuple[str, ...]]:
    """Each abbreviation defined in a bracket behind a name that the catalogue knows, with the concepts it stands for."""
    index = lexicon()
    found: dict[str, tuple[str, ...]] = {}
    for match in _DEFINED.finditer(text):
        before = [word.group() for word in WORD.finditer(text, max(0, match.start() - 90), match.start())][-7:]
        for size in range(len(before), 0, -1):
            key = words(" ".join(before[-size:]))
            ids = next((value for kind, value in index.roles.get(key, ()) if kind in _CONCEPTS), None)
            if isinstance(ids, tuple) and _fits(match.group(1), before[-size:]):
                found[match.group(1)] = ids
                break
    return found


def _fits(short: str, name: list[str]) -> bool:
    """Whether the abbreviation starts like the name, so that a bracket with another term does not rename it."""
    return short[0].lower() == name[0][0].lower() or len(short) >= 4
