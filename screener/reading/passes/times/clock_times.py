"""Takes raw tags, gives the hours of the day behind a limit as what is told of it: "≥ 24 mmHg at 8 AM, ≥ 21 mmHg at 4 PM"."""

from __future__ import annotations

import re

from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import behind

_CLOCK = re.compile(r"[0-2]?\d:[0-5]\d")
_HALVES = frozenset({"am", "pm", "hr", "hrs", "h", "hours", "hour"})
_JOINS = frozenset({"AND", "OR", "COMMA", "SLASH"})
_LIMITS = frozenset({"UNIT", "NUM", "POST"})


def clock_times(tags: list[Tag]) -> list[Tag]:
    """The tags with each "at 8 AM and 4 PM" behind a limit made one qualifier."""
    at = 1
    while at + 1 < len(tags):
        if tags[at].text.lower() == "at" and tags[at - 1].type in _LIMITS:
            end = _hours(tags, at + 1)
            if end > at + 1:
                tags = [*tags[:at], behind(tags[at:end]), *tags[end:]]
        at += 1
    return tags


def _hours(tags: list[Tag], at: int) -> int:
    """The place behind one hour of the day or several; the place itself where none stands there."""
    end, sure = at, False
    while True:
        first = end
        while first > at - 1 and end > at and first < len(tags) and tags[first].type in _JOINS:
            first += 1
        if end > at and first == end:
            break
        behind_one, named = _hour(tags, first)
        if behind_one == first or (end > at and not named):
            break
        end, sure = behind_one, sure or named
    return end if sure else at


def _hour(tags: list[Tag], at: int) -> tuple[int, bool]:
    """The place behind an hour, and whether it can be nothing else ("9 AM", "16:00")."""
    if at >= len(tags):
        return at, False
    clock = _CLOCK.fullmatch(tags[at].text) is not None
    plain = tags[at].type == "NUM" and tags[at].text.isdigit() and len(tags[at].text) <= 2
    if not clock and not plain:
        return at, False
    half = at + 1 < len(tags) and tags[at + 1].text.lower() in _HALVES
    if clock:
        return at + 1 + half, True
    named = half and tags[at + 1].text.lower() in {"am", "pm"}
    return (at + 2, True) if named else (at + 1, False)
