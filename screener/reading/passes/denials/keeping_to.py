"""Keeps what somebody is asked to keep to in one: "unwilling to limit alcohol to < 14 units" limits nothing that is so today."""

from __future__ import annotations

from screener.reading.scanning.tag_looks import any_of_type
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

KEEPING = frozenset({
    "limit", "restrict", "reduce", "keep", "maintain", "decrease", "lower", "adhere", "adhere to", "limit their",
})  # fmt: skip
_ENDS = frozenset({"STOP", "SEMI", "RP", "COMMA", "AND", "OR", "COLON", "EXC", "IF", "WHICH", "LP"})
_ATTITUDES = frozenset({"willing", "unwilling", "unable-to-participate", "able-to-participate"})


def keeping_to(tags: list[Tag]) -> list[Tag]:
    """The tags with "limit" and a number behind "willing to", up to the end of the clause, made the words of one."""
    for at in range(len(tags) - 3):
        state, to, verb = tags[at : at + 3]
        if state.type != "STATE" or not isinstance(state.value, tuple) or _ATTITUDES.isdisjoint(state.value):
            continue
        if to.text.lower() != "to" or verb.text.lower() not in KEEPING:
            continue
        end = at + 3
        while end < len(tags) and tags[end].type not in _ENDS:
            end += 1
        if any_of_type(tags[at + 3 : end], "NUM"):
            return [*tags[: at + 2], covering("TEXT", tags[at + 2 : end], None), *keeping_to(tags[end:])]
    return tags
