"""Reads "left ventricular ejection fraction (LVEF < 40 %)" as its limit: the bracket names the measure again."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag

_LIMITS = frozenset({"CMP", "NUM", "BETW"})


def named_twice(tags: list[Tag]) -> list[Tag]:
    """The tags without the name of a measure behind the bracket that opens right behind the same one."""
    made: list[Tag] = []
    for at, tag in enumerate(tags):
        again = at > 1 and tag.type == "MEAS" and tags[at - 1].type == "LP" and tags[at - 2].type == "MEAS"
        if again and tag.value == tags[at - 2].value and at + 1 < len(tags) and tags[at + 1].type in _LIMITS:
            tag.state = "compiled"
            continue
        made.append(tag)
    return made
