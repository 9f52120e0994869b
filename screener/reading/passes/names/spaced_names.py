"""Joins the parts of a measure's name that dashes with blanks keep apart: "PHQ - 9 ≥ 10", "HAM - D > 17"."""

from __future__ import annotations

from screener.catalog.load import catalog
from screener.reading.scanning.tag_looks import plays
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

_FIRST = frozenset({"MEAS", "TEXT", "COND"})
_MEASURED = frozenset({"is", "of", "score", "scores", "total score", "was"})


def spaced_names(tags: list[Tag]) -> list[Tag]:
    """The tags with an abbreviation in capitals, a dash and what ends the name made that measure, where its limit follows."""
    for at in range(len(tags) - 3):
        first, dash, last, behind = tags[at : at + 4]
        if dash.type != "DASH" or first.type not in _FIRST or not first.text.isupper() or dash.end == last.start:
            continue
        limited = plays(behind, "CMP") or behind.type == "MEASN" or behind.text.lower() in _MEASURED
        name = "".join(last.text.split())
        if not limited or len(name) > 2:
            continue
        known = tuple(catalog().by_text(f"{first.text} {last.text}"))
        if known and all(catalog()[one].measure is not None for one in known):
            return spaced_names([*tags[:at], covering("MEAS", [first, dash, last], known), *tags[at + 3 :]])
    return tags
