"""Reads "between, and including, 6 and 12 weeks": both ends belong to a range anyway."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag

_AROUND = frozenset({"COMMA", "AND", "EG", "LP", "RP"})
_ENDS = frozenset({"NUM", "FRACTION", "CMP"})


def both_ends(tags: list[Tag]) -> list[Tag]:
    """The tags without the words that say of a range that its ends belong to it."""
    for at, tag in enumerate(tags):
        if tag.type != "BETW":
            continue
        end = at + 1
        while end < len(tags) and tags[end].type in _AROUND:
            end += 1
        said = tags[at + 1 : end]
        if end < len(tags) and tags[end].type in _ENDS and any(one.type == "EG" and "inclu" in one.text.lower() for one in said):
            for one in said:
                one.state = "compiled"
            return [*tags[: at + 1], *both_ends(tags[end:])]
    return tags
