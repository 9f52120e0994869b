"""Reads "drop below 9 g/dL" as a level that is reached, not as the size of a change."""

from __future__ import annotations

from screener.reading.scanning.tag_looks import any_plays
from screener.reading.scanning.tag_looks import plays
from screener.reading.scanning.tags import Tag

_PASSED = ("below", "under", "above")
_REACHED = frozenset({*_PASSED, *(f"to {word}" for word in _PASSED), "to less than", "to more than"})
_BETWEEN = frozenset({"PREP", "MEAS", "FILL", "TEXT"})
_FAR = 4


def levels(tags: list[Tag]) -> list[Tag]:
    """The tags without a word of change that only leads up to the level behind it."""
    if not any_plays(tags, "CHANGE"):
        return tags
    kept: list[Tag] = []
    for at, tag in enumerate(tags):
        if plays(tag, "CHANGE") and _reaches(tags, at + 1):
            tag.state = "compiled"
            continue
        kept.append(tag)
    return kept


def _reaches(tags: list[Tag], first: int) -> bool:
    """Whether a level that is passed follows, with nothing but its measure between."""
    for at, tag in enumerate(tags[first : first + _FAR], start=first):
        if plays(tag, "CMP"):
            from_baseline = any(_baseline(later) for later in tags[at : at + _FAR + 2])
            return tag.text.lower() in _REACHED and not from_baseline
        if tag.type not in _BETWEEN:
            return False
    return False


def _baseline(tag: Tag) -> bool:
    return tag.type in {"RELTO", "ANCHOR"} and tag.value == "baseline"
