"""Keeps "as determined by medical history and physical examination" with what is so found: neither is asked for by itself."""

from __future__ import annotations

from functools import cache

from screener.core.data import read_toml
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering
from screener.reading.scanning.tags import parts_of

_JOINTS = frozenset({"COMMA", "AND", "OR", "SLASH", "DASH"})
_ENDS = frozenset({"NUM", "CMP", "LP", "RP", "COLON", "SEMI", "STOP", "NEG", "WHICH", "IF", "EXC", "LIMIT"})
_FEWEST = 2


def methods_told(tags: list[Tag]) -> list[Tag]:
    """The tags with each such list and its "as determined by" one set of criteria."""
    for at, tag in enumerate(tags):
        if tag.type != "ACCORD" or not at:
            continue
        end, members = _list_end(tags, at + 1)
        if members >= _FEWEST and (end == len(tags) or tags[end].type in _ENDS - {"NUM", "CMP", "LP"}):
            parts = [part for one in tags[at:end] for part in parts_of(one)]
            return [*tags[:at], covering("SEV", parts, "criteria-set"), *methods_told(tags[end:])]
    return tags


def _list_end(tags: list[Tag], at: int) -> tuple[int, int]:
    """The place behind a list of nothing but methods, and how many it names."""
    end, members, told, look = at, 0, False, at
    while look < len(tags) and tags[look].type not in _ENDS:
        tag = tags[look]
        if tag.type not in _JOINTS:
            said = tag.text.lower().split()
            if not said or not _words().issuperset(said):
                return (end, members) if tag.type in {"DURING", "AT", "ANCHOR", "JUDGE", "PREP"} else (at, 0)
            told = told or not _exams().isdisjoint(said)
            end = look + 1
            members += look == at or tags[look - 1].type in _JOINTS
        look += 1
    return (end, members) if told else (at, 0)


@cache
def _words() -> frozenset[str]:
    return frozenset(_table()["method"])


@cache
def _exams() -> frozenset[str]:
    return frozenset(_table()["exam"])


@cache
def _table() -> dict[str, list[str]]:
    return read_toml("rules", "words", "methods.toml")
