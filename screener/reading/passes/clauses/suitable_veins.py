"""Keeps "veins suitable for cannulation or repeated venipuncture" one thing for a person: no procedure is asked for."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

VEINS = frozenset({"vein", "veins", "venous access", "peripheral veins", "peripheral venous access", "access"})
_FIT = frozenset({"suitable", "adequate", "good", "sufficient", "appropriate", "accessible", "acceptable", "satisfactory"})
_BEFORE = _FIT | {"venous", "peripheral", "upper"}
_ENDS = frozenset({"STOP", "SEMI", "COMMA", "LP", "RP", "IF", "EXC", "NUM", "CMP", "WITHIN"})
_OTHERS = frozenset({"COND", "MEAS", "STATE", "POP", "SEX", "NEG", "HIST"})


def suitable_veins(tags: list[Tag]) -> list[Tag]:
    """The tags with such words, up to the end of what the veins are for, made one judgement."""
    for at in range(len(tags) - 1):
        if tags[at].text.lower() not in VEINS or tags[at].type not in {"TEXT", "PROC", "PROCN"}:
            continue
        first = at
        while first and (tags[first - 1].text.lower() in _BEFORE or tags[first - 1].type == "FILL"):
            first -= 1
        behind = tags[at + 1].text.lower().split()[:1]
        if not any(one.text.lower() in _FIT for one in tags[first:at]) and _FIT.isdisjoint(behind):
            continue
        end = _end(tags, at + 1)
        if end > at + 1 and any(one.text.lower().split()[-1:] == ["for"] for one in tags[at + 1 : end]):
            return [*tags[:first], covering("JUDGED", tags[first:end], "judgement"), *suitable_veins(tags[end:])]
    return tags


def _end(tags: list[Tag], at: int) -> int:
    """The place behind what the veins are for."""
    while at < len(tags) and tags[at].type not in _ENDS:
        if tags[at].type in {"OR", "AND"} and (at + 1 == len(tags) or tags[at + 1].type in _OTHERS):
            break
        at += 1
    return at
