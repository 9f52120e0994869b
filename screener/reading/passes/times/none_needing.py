"""Reads "no infection requiring antibiotics for at least 4 weeks before baseline" as none of these within the 4 weeks."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

_OPENS = frozenset({"STOP", "SEMI", "MARK", "COLON"})
_NAMED = frozenset({"COND", "CONDN", "PROC", "PROCN"})
_PARTS = frozenset({"COMMA", "STOP", "SEMI", "COLON", "LP", "NEG", "EXC", "IF", "AND"})


def none_needing(tags: list[Tag]) -> list[Tag]:
    """The tags with the length behind a denied finding and what it needs made the time in which there was none."""
    for at, tag in enumerate(tags):
        if tag.type != "NEG" or (at and tags[at - 1].type not in _OPENS) or not tag.text.lower().startswith("no"):
            continue
        place = _length(tags, at + 1)
        if place:
            within = covering("WITHIN", tags[place : place + 2], "last", "within")
            return [*tags[:place], within, *none_needing(tags[place + 2 :])]
    return tags


def _length(tags: list[Tag], first: int) -> int:
    """Where "for at least" stands behind a finding and what it needs; 0 where the statement has none."""
    found = needing = False
    for at in range(first, len(tags) - 3):
        if tags[at].type in _PARTS:
            return 0
        if needing and tags[at].text.lower() == "for" and tags[at + 1].type == "CMP":
            sign, number, unit = tags[at + 1 : at + 4]
            return at if str(sign.value)[:1] == ">" and number.type == "NUM" and unit.type == "TU" else 0
        needing = needing or (found and tags[at].type == "NEED")
        found = found or tags[at].type in _NAMED
    return 0
