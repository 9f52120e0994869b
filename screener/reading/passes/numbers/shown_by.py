"""Reads a finding of the urine by the measure in its bracket: "proteinuria (UPCR > 0.5 g/g)" asks for the ratio alone."""

from __future__ import annotations

from screener.reading.scanning.tag_looks import plays
from screener.reading.scanning.tags import Tag

FINDINGS = frozenset({"proteinuria", "albuminuria", "microalbuminuria", "macroalbuminuria"})
_ENDS = frozenset({"STOP", "SEMI", "COMMA", "AND", "OR", "RP", "EXC", "WITHIN", "AT", "PRIOR"})
_LIMIT = frozenset({"CMP", "NUM", "UNIT", "BETW", "AND", "DASH", "MEASN", "PREP", "TIMES", "ULN"})
_LONGEST = 14


def shown_by(tags: list[Tag]) -> list[Tag]:
    """The tags with such a finding and the marks of its bracket taken out, where nothing but the limit stands in it."""
    for at in range(len(tags) - 4):
        finding, left, measure = tags[at : at + 3]
        if finding.type != "MEAS" or finding.text.lower() not in FINDINGS or left.type != "LP" or measure.type != "MEAS":
            continue
        end = at + 3
        while end < min(len(tags), at + _LONGEST) and (tags[end].type in _LIMIT or plays(tags[end], "CMP")):
            end += 1
        closed = end < len(tags) and tags[end].type == "RP" and any(tag.type == "NUM" for tag in tags[at + 3 : end])
        if closed and measure.value != finding.value and (end + 1 == len(tags) or _ends(tags[end + 1])):
            for tag in (finding, left, tags[end]):
                tag.state = "compiled"
            return [*tags[:at], *tags[at + 2 : end], *shown_by(tags[end + 1 :])]
    return tags


def _ends(tag: Tag) -> bool:
    return tag.type in _ENDS or any(kind in _ENDS for kind, _ in tag.others)
