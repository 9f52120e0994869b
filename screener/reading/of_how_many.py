"""Reads "at least 2 of 3 of the following": the second number tells how many there are."""

from __future__ import annotations

from screener.reading.tags import Tag


def of_how_many(tags: list[Tag]) -> list[Tag]:
    """The tags without the number of things that stands behind the number of those that have to hold."""
    for at in range(len(tags) - 1):
        first, second = tags[at : at + 2]
        if first.type == second.type == "NOF" and 0 < _number(first) <= _number(second):
            second.state = "compiled"
            return [*tags[: at + 1], *tags[at + 2 :]]
    return tags


def _number(tag: Tag) -> int:
    """The number that the words say; 0 for "all" and "none"."""
    return int(str(tag.value)) if str(tag.value).isdigit() else 0
