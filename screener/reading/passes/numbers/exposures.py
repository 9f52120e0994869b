"""Reads "exposure to more than 4 investigational drugs" as having received so many; an exposure to anything else is a risk."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag

EXPOSURE = frozenset({"exposure to", "exposed to"})
_BETWEEN = frozenset({"CMP", "NUM", "FILL"})
_NEW = frozenset({"new", "different", "other"})


def exposures(tags: list[Tag]) -> list[Tag]:
    """The tags with each exposure to a number of drugs their receipt."""
    for at in range(len(tags) - 3):
        if tags[at].type != "RISK" or tags[at].text.lower() not in EXPOSURE:
            continue
        end = at + 1
        while end < len(tags) and (tags[end].type in _BETWEEN or tags[end].text.lower() in _NEW):
            end += 1
        counted = any(tag.type == "NUM" for tag in tags[at + 1 : end])
        if counted and end < len(tags) and tags[end].type == "DRUG":
            tags[at].be("TREAT", "ever")
            for tag in tags[at + 1 : end]:
                if tag.type == "TEXT":
                    tag.drop()
    return tags
