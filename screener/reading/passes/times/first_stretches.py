"""Reads "in the first 24 hours of life" and "of treatment" as so long after birth, or after what begins there."""

from __future__ import annotations

from screener.reading.passes.times.events import anchor_of
from screener.reading.scanning.tag_looks import names_end
from screener.reading.scanning.tag_looks import plays
from screener.reading.scanning.tags import Tag

_EVENTS = frozenset({"PROC", "PROCN", "TREATN", "DRUG", "VACC"})
_PARTS = _EVENTS | {"TEXT", "SEV", "FILL", "DASH", "STUDYREF", "TREAT"}
_MOST = 6


def first_stretches(tags: list[Tag]) -> list[Tag]:
    """The tags with each stretch of time at the beginning of something counted on from it."""
    for at in range(len(tags) - 3):
        head, number, unit, of = tags[at : at + 4]
        if head.type != "WITHIN" or not head.text.lower().endswith("first") or number.type != "NUM" or unit.type != "TU":
            continue
        if of.type == "AGESUF" and of.text.lower() == "of life":
            of.be("ANCHOR", "birth")
            of.state = "compiled"
            since = Tag("AFTER", of.start, of.start, "after", "after")
            return [*tags[: at + 3], since, *first_stretches(tags[at + 3 :])]
        end = _event_end(tags, at + 4) if of.type == "PREP" and of.text.lower() in {"of", "of the"} else 0
        if end:
            of.type, of.value = "AFTER", "after"
            return [*tags[: at + 4], anchor_of(tags[at + 4 : end]), *first_stretches(tags[end:])]
    return tags


def _event_end(tags: list[Tag], first: int) -> int:
    """The place behind the treatment that is named there; 0 where none is, or where a visit of the study is named."""
    if first >= len(tags) or plays(tags[first], "ANCHOR"):
        return 0
    end = names_end(tags, first, _PARTS, _EVENTS, _MOST)
    return end if end > first else 0
