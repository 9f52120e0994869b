"""Reads degrees of an angle, and a share before what it is a share of: "more than 40 degrees", "or > 20 % blasts"."""

from __future__ import annotations

from screener.reading.scanning.tag_looks import plays
from screener.reading.scanning.tags import Tag

_WARM = ("fever", "febrile", "temperature", "temp", "hypothermi", "hypertherm", "warm")
_ENDS = frozenset({"STOP", "COMMA", "SEMI", "RP", "PREP", "AND", "OR", "AT", "PRIOR", "WITHIN"})
_MOST = 3


def degrees(tags: list[Tag]) -> list[Tag]:
    """The tags with the degrees behind a number made its unit; those of a temperature are left to the measure."""
    for at in range(1, len(tags)):
        tag = tags[at]
        if tag.type == "STAGEW" and tags[at - 1].type == "NUM" and tag.text.lower() == "degrees":
            warm = any(word in other.text.lower() for other in tags for word in _WARM)
            if warm:
                tag.be("TEXT", "degrees")
            else:
                tag.be("UNIT", "deg")
    return tags


def share_first(tags: list[Tag]) -> list[Tag]:
    """Brings "… or > 20 % blasts" into the order name, sign, number."""
    at = 1
    while at + 3 < len(tags):
        unit = tags[at + 2]
        if unit.value == "%" and unit.type == "UNIT" and _signed(tags, at) and _begins(tags, at):
            end = at + 3
            while end < len(tags) and end - at - 3 < _MOST and tags[end].type == "TEXT" and tags[end].text.isalpha():
                end += 1
            if end > at + 3 and tags[end - 1].text.endswith("s") and (end == len(tags) or tags[end].type in _ENDS):
                tags = [*tags[:at], *tags[at + 3 : end], *tags[at : at + 3], *tags[end:]]
                at = end
        at += 1
    return tags


def _signed(tags: list[Tag], at: int) -> bool:
    return tags[at + 1].type == "NUM" and plays(tags[at], "CMP")


def _begins(tags: list[Tag], at: int) -> bool:
    """Whether nothing that the share could belong to stands straight before it: a colon, or an amount in another unit."""
    before = tags[at - 1]
    counted = before.type in {"OR", "AND"} and at > 1 and tags[at - 2].type == "UNIT" and tags[at - 2].value != "%"
    return before.type == "COLON" or counted
