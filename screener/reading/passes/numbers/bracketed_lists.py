"""Opens the bracket around all of a list behind a colon ("as follows: (ANC < 500; hemoglobin < 10 g/dL)")."""

from __future__ import annotations

from screener.reading.scanning.tag_looks import closing
from screener.reading.scanning.tags import Tag

_BEHIND = frozenset({"STOP", "FILL", "MARK"})


def bracketed_lists(tags: list[Tag]) -> list[Tag]:
    """The tags without such a bracket, where it holds more than one thing and a limit."""
    for at in range(1, len(tags) - 3):
        if tags[at].type != "COLON" or tags[at + 1].type != "LP":
            continue
        end = closing(tags, at + 1)
        inside = {tag.type for tag in tags[at + 2 : end]}
        if end and "SEMI" in inside and "CMP" in inside and all(tag.type in _BEHIND for tag in tags[end + 1 :]):
            for mark in (tags[at + 1], tags[end]):
                mark.state = "filler"
            return [*tags[: at + 1], *tags[at + 2 : end], *tags[end + 1 :]]
    return tags
