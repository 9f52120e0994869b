"""Reads "only one prior regimen" as exactly one."""

from __future__ import annotations

from itertools import pairwise

from screener.reading.scanning.tags import Tag

ONLY = frozenset({"only"})
_COUNTED = frozenset({"TREATN", "PROC", "DRUG", "COND", "CONDN"})
_BETWEEN = frozenset({"HIST", "SEV", "TREAT", "TEXT"})
_REACH = 3


def only_so_many(tags: list[Tag]) -> list[Tag]:
    """The tags with "only" before a number that counts treatments or findings made the sign of that number."""
    for at, (only, number) in enumerate(pairwise(tags)):
        if only.text.lower() not in ONLY or number.type != "NUM" or only.type != "FILL":
            continue
        behind = at + 2
        while behind < min(len(tags), at + 2 + _REACH) and tags[behind].type in _BETWEEN:
            behind += 1
        past = any(tag.type == "HIST" for tag in tags[at + 2 : behind])
        if past and behind < len(tags) and tags[behind].type in _COUNTED:
            only.be("CMP", "=")
    return tags
