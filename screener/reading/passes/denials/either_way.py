"""Takes out what may or may not be there: "migraine with or without aura" asks for migraine alone."""

from __future__ import annotations

from screener.reading.scanning.tag_looks import names_end
from screener.reading.scanning.tags import Tag

_JOINS = frozenset({"OR", "AND", "SLASH"})
_PART = frozenset({
    "TEXT", "COND", "PROC", "DRUG", "VACC", "STATE", "SEV", "CONDN", "TREATN", "PROCN", "FILL", "DASH", "HIST", "CURRENT",
    "ACTIVE", "PREP", "MEAS", "MEASN", "ROUTE", "TREAT", "NEWLY", "KNOWN", "FAMILY", "ROMAN", "PLAN",
})  # fmt: skip
_NAMED = _PART - {"FILL", "DASH", "PREP"}
_COUNTED = frozenset({"CMP", "NUM", "LIMIT", "BETW", "RESULT"})


def either_way(tags: list[Tag]) -> list[Tag]:
    """The tags without "with or without" and what it speaks of; those words count as read, for they ask for nothing."""
    kept: list[Tag] = []
    at = 0
    while at < len(tags):
        size = _size(tags, at) if tags[at].type == "PREP" and at + 2 < len(tags) else 0
        if not size:
            kept.append(tags[at])
            at += 1
            continue
        for tag in tags[at : at + size]:
            tag.state = "compiled"
        at += size
        if kept and kept[-1].type == "COMMA" and (at >= len(tags) or tags[at].type in {"COMMA", "STOP", "SEMI"}):
            kept.pop()
    return kept


def _size(tags: list[Tag], at: int) -> int:
    """How many tags "with or without" and its names take from a place on; 0 where it does not stand there."""
    opens = tags[at].value == "with" and tags[at + 1].type in _JOINS and tags[at + 2].type == "NEG"
    if not opens or not tags[at + 2].text.lower().startswith("without"):
        return 0
    end = names_end(tags, at + 3, _PART, _NAMED)
    if end == at + 3 or (end < len(tags) and tags[end].type in _COUNTED):
        return 0
    while end + 1 < len(tags) and tags[end].type in _JOINS:
        further = names_end(tags, end + 1, _PART, _NAMED)
        if further == end + 1 or (further < len(tags) and tags[further].type in _COUNTED | {"WITHIN", "TU"}):
            break
        end = further
    return end - at
