"""Reads "at least 2 of 3 of the following": the second number tells how many there are."""

from __future__ import annotations

from screener.reading.tags import Tag


def of_how_many(tags: list[Tag]) -> list[Tag]:
    """The tags without the number of things that stands behind the number of those that have to hold."""
    for at in range(len(tags) - 1):
        first, second = tags[at : at + 2]
        if first.type == second.type == "NOF" and str(first.value).isdigit() and str(second.value).isdigit():
            if int(str(first.value)) <= int(str(second.value)):
                second.state = "compiled"
                return [*tags[: at + 1], *tags[at + 2 :]]
    return tags
