"""Puts the tests that a bracket lists in the place of the group named before it: "liver enzymes (ALT, AST) > 3 x ULN"."""

from __future__ import annotations

from screener.reading.scanning.tag_looks import plays
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import take

_JOINS = frozenset({"COMMA", "OR", "AND", "SLASH"})
_INSIDE = _JOINS | {"MEAS", "EITHER", "FILL"}
_FEWEST = 2


def named_members(tags: list[Tag]) -> list[Tag]:
    """The tags without the group and the brackets, where its members are listed before one limit."""
    for at in range(len(tags) - 4):
        group, opening = tags[at], tags[at + 1]
        if group.type != "MEAS" or opening.type != "LP":
            continue
        end = next((place for place in range(at + 2, len(tags)) if tags[place].type not in _INSIDE), len(tags))
        members = {tag.value for tag in tags[at + 2 : end] if tag.type == "MEAS"}
        if end == len(tags) or tags[end].type != "RP" or len(members) < _FEWEST or group.value in members:
            continue
        if _limited(tags, end + 1):
            take([group, opening, tags[end]])
            return [*tags[:at], *tags[at + 2 : end], *named_members(tags[end + 1 :])]
    return tags


def _limited(tags: list[Tag], at: int) -> bool:
    """Whether a sign stands there, behind a noun for values."""
    while at < len(tags) and tags[at].type in {"MEASN", "FILL"}:
        at += 1
    return at < len(tags) and plays(tags[at], "CMP")
