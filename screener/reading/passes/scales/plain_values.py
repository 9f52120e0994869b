"""Puts the value of a scale straight behind its name: "ECOG performance status, 0 or 1", "Child-Pugh class c"."""

from __future__ import annotations

from screener.catalog.load import catalog
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import take

_VALUES = frozenset({"NUM", "ROMAN"})
_JOINS = frozenset({"OR", "AND", "DASH", "COMMA", "SLASH"})
_ENDS = frozenset({"STOP", "SEMI", "RP"})


def plain_values(tags: list[Tag]) -> list[Tag]:
    """The tags without the comma between a scale and its values, and with the small letter of a class as a great one."""
    for at in range(len(tags) - 1):
        classes = _classes(tags[at])
        if not classes:
            continue
        behind = tags[at + 1]
        if behind.type == "TEXT" and len(behind.text) == 1 and behind.text.islower() and behind.text.upper() in classes:
            behind.text = behind.text.upper()
        if behind.type == "COMMA" and only_values(tags, at + 2, _ENDS, ranged=True):
            take(behind)
            return [*tags[: at + 1], *plain_values(tags[at + 2 :])]
    return tags


def _classes(tag: Tag) -> tuple[str, ...]:
    """The classes of the scale that a tag names; empty for all others."""
    ids = tag.value if tag.type == "MEAS" and isinstance(tag.value, tuple) else ()
    known = catalog().get(ids[0]) if len(ids) == 1 else None
    return known.measure.classes if known is not None and known.measure is not None else ()


def only_values(tags: list[Tag], at: int, ends: frozenset[str], *, ranged: bool) -> bool:
    """Whether numbers and what joins them follow, up to the end of what is said; ranged: "to" may join them too."""
    count = 0
    while at < len(tags) and tags[at].type not in ends:
        if tags[at].type in _VALUES:
            count += 1
        elif tags[at].type not in _JOINS and not (ranged and tags[at].text.lower() == "to"):
            return False
        at += 1
    return count > 0
