"""Reads visual acuity as a Snellen fraction: "20/40 or better" limits the distance under the line, in a 20-foot chart.

An acuity is the better the smaller that number, so that every sign turns round: at least 20/40 is at most 40. What
"better" and "worse" are for that number, the catalogue says.
"""

from __future__ import annotations

import re
from decimal import Decimal

from screener.reading.better_worse import is_better_worse
from screener.reading.tags import Tag

SNELLEN = ("bcva-snellen",)
_LETTERS = ("bcva-letters",)
_FRACTION = re.compile(r"(20|6)/(\d{1,4}(?:\.\d)?)")
_CHART = 20
_TURNED = {">": "<", ">=": "<=", "<": ">", "<=": ">="}
_NAMES = frozenset({"vision", "acuity", "va", "bcva", "ucva", "cdva"})
_PASSED = frozenset({"PREP", "FILL", "BETW"})


def snellen(tags: list[Tag]) -> list[Tag]:
    """The tags with each Snellen fraction of a visual acuity made a number on the 20-foot chart, its signs turned."""
    if not any(tag.type == "TEXT" and "/" in tag.text and _FRACTION.fullmatch(tag.text) for tag in tags):
        return tags
    owner: Tag | None = None
    numbered = False
    for at, tag in enumerate(tags):
        if tag.type in {"STOP", "SEMI", "COLON"}:
            owner, numbered = (owner if tag.type == "COLON" else None), False
        elif tag.type == "MEAS" or (tag.type == "TEXT" and tag.text.lower() in _NAMES):
            owner = tag if tag.type == "TEXT" or tag.value in {_LETTERS, SNELLEN} else None
        elif tag.type == "NUM":
            numbered = True
        elif tag.type == "TEXT" and owner is not None and not numbered and (found := _FRACTION.fullmatch(tag.text)):
            owner.type, owner.value, owner.others = "MEAS", SNELLEN, ()
            _number(tag, found)
            _turn(tags, at)
    return _rising(tags)


def _number(tag: Tag, found: re.Match[str]) -> None:
    tag.type, tag.others = "NUM", ()
    tag.value = Decimal(found[2]) * _CHART / Decimal(found[1])


def _turn(tags: list[Tag], at: int) -> None:
    """Turns the sign before the number, and the word of a sign behind it."""
    back = at - 1
    while back >= 0 and tags[back].type in _PASSED:
        back -= 1
    for place, kind in ((back, "CMP"), (at + 1, "POST")):
        if 0 <= place < len(tags) and tags[place].type == kind and not is_better_worse(tags[place]):
            tags[place].value = _TURNED.get(str(tags[place].value), tags[place].value)


_JOINS = frozenset({"PREP", "AND", "DASH", "RDASH"})


def _rising(tags: list[Tag]) -> list[Tag]:
    """Fractions from the worse to the better are given the other way round, as ranges of numbers run."""
    for first, join, second in zip(tags, tags[1:], tags[2:], strict=False):
        both = first.type == second.type == "NUM" and "/" in first.text and "/" in second.text
        if both and join.type in _JOINS and first.value > second.value:  # type: ignore[operator]
            first.value, second.value = second.value, first.value
    return tags
