"""Reads "liver biopsy older than 6 months" and "infarction older than a year" as done or happened so long ago."""

from __future__ import annotations

from screener.reading.passes.times.events import of_an_event
from screener.reading.scanning.tags import Tag

OLDER = frozenset({"older than", "older that"})


def done_long_ago(tags: list[Tag]) -> list[Tag]:
    """The tags with "older than" behind an operation or an event made how long ago that was."""
    for at in range(1, len(tags) - 2):
        thing, timed = tags[at - 1], tags[at + 1].type == "NUM" and tags[at + 2].type == "TU"
        if tags[at].type != "CMP" or tags[at].text.lower() not in OLDER or not timed:
            continue
        if thing.type == "PROC" or (thing.type == "COND" and of_an_event(thing.text)):
            place = tags[at + 2].end
            return [*tags[: at + 3], Tag("AGO", place, place, "before", "ago"), *done_long_ago(tags[at + 3 :])]
    return tags
