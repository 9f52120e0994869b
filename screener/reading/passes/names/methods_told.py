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
FOUND = frozenset({"identified", "detected", "found", "revealed", "noted", "seen", "observed", "shown"})


def methods_told(tags: list[Tag]) -> list[Tag]:
    """The tags with each such list and its "as determined by" one set of criteria."""
    for at, tag in enumerate(tags):
        found = _found_by(tags, at)
        if (tag.type != "ACCORD" and not found) or not at:
            continue
        end, members = _list_end(tags, at + 1 + found)
        if members >= _FEWEST and (end == len(tags) or tags[end].type in _ENDS - {"NUM", "CMP", "LP"} or _told_on(tags, end)):
            parts = [part for one in tags[at:end] for part in parts_of(one)]
            return [*tags[:at], covering("SEV", parts, "criteria-set"), *methods_told(tags[end:])]
    return tags


def _found_by(tags: list[Tag], at: int) -> bool:
    """Whether "identified by", "detected on" stands there, behind what was found."""
    if tags[at].text.lower() not in FOUND or at + 1 >= len(tags) or tags[at + 1].type not in {"PREP", "AT", "DURING"}:
        return False
    return bool(at) and tags[at - 1].type in {"COND", "CONDN", "SEV", "MEASN", "RESULT"}


def _told_on(tags: list[Tag], at: int) -> bool:
    """Whether a comma stands there before a clause that tells of what was found ("…, which, in the judgment of …")."""
    return tags[at].type == "COMMA" and at + 1 < len(tags) and tags[at + 1].type in {"WHICH", "JUDGE", "JUDGED"}


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
