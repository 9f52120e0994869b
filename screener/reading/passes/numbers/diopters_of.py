"""Reads what diopters are of with their number: "more than 8 diopters of myopia" is a refraction below -8, no other disease."""

from __future__ import annotations

from decimal import Decimal

from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import behind

DIOPTERS = frozenset({"diopters", "diopter", "d", "dioptres", "dioptre"})
_OF = frozenset({"of", "of spherical", "of the"})
_ENDS = frozenset({"COMMA", "SEMI", "STOP", "COLON", "AND", "OR", "LP", "RP", "SLASH"})
_REFRACTION = ("spherical-equivalent",)
_TURNED = {">": "<", ">=": "<=", "<": ">", "<=": ">="}


def diopters_of(tags: list[Tag]) -> list[Tag]:
    """The tags with "of myopia" behind diopters made what is said of them, where a measure stands before the number."""
    for at in range(2, len(tags) - 1):
        found = tags[at - 1].type == "UNIT" and tags[at - 1].value == "[diop]" and tags[at].text.lower() in _OF
        measure = _measure(tags, at - 1) if found and tags[at + 1].type == "COND" else None
        if measure is None:
            continue
        if measure.value == _REFRACTION and tags[at + 1].value == ("myopia",) and not _turned(tags[at - 3 : at - 1]):
            continue
        return [*tags[:at], behind(tags[at : at + 2], "description"), *diopters_of(tags[at + 2 :])]
    return tags


MYOPIA = frozenset({"myopia", "high myopia", "severe myopia", "pathologic myopia", "degenerative myopia", "pathological myopia"})
_BETWEEN = frozenset({"PREP", "FILL", "LP", "IE", "SEV", "TEXT"})
_NEAR = 5


def myopic(tags: list[Tag]) -> list[Tag]:
    """The tags with a refraction behind "myopia of" or "myopia (" below zero: "myopia with a spherical equivalent of > 8 D"."""
    for at, tag in enumerate(tags):
        if tag.type != "MEAS" or tag.value != _REFRACTION:
            continue
        first = at - 1
        while first > 0 and at - first < _NEAR and tags[first].type in _BETWEEN:
            first -= 1
        sign = at + 1
        while sign < len(tags) and tags[sign].type in {"PREP", "FILL"}:
            sign += 1
        named = first >= 0 and first < at - 1 and tags[first].type == "COND" and tags[first].text.lower() in MYOPIA
        limited = [one.type for one in tags[sign : sign + 3]] == ["CMP", "NUM", "UNIT"] and tags[sign + 2].value == "[diop]"
        above = limited and isinstance(number := tags[sign + 1].value, Decimal) and number > 0
        if named and above and str(tags[sign].value).startswith(">"):
            _turned(tags[sign : sign + 2])
    return tags


def _turned(tags: list[Tag]) -> bool:
    """Makes a sign and its number those of a refraction, which is below zero in myopia; whether they stand there."""
    sign, number = tags
    if sign.type != "CMP" or sign.value not in _TURNED or not isinstance(number.value, Decimal):
        return False
    sign.be("CMP", _TURNED[sign.value])
    number.be("NUM", -abs(number.value))
    return True


def _measure(tags: list[Tag], at: int) -> Tag | None:
    """The measure whose number a unit ends, in its own clause."""
    for tag in reversed(tags[:at]):
        if tag.type == "MEAS" or tag.type in _ENDS:
            return tag if tag.type == "MEAS" else None
    return None
