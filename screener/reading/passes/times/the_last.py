"""Reads "for at least the last 3 months" as for at least 3 months: the length goes on to now."""

from __future__ import annotations

from screener.reading.scanning.tag_looks import plays
from screener.reading.scanning.tags import Tag

LAST = frozenset({"the last", "the past", "last", "past", "the previous", "the preceding", "previous", "preceding", "the prior"})
_FOR = frozenset({"for", "over", "during", "throughout"})


def the_last(tags: list[Tag]) -> list[Tag]:
    """The tags without "the last" between a sign and its time, where "for" stands before the sign."""
    for at in range(2, len(tags) - 2):
        word = tags[at]
        if word.text.lower() not in LAST or not plays(tags[at - 1], "CMP") or tags[at - 2].text.lower() not in _FOR:
            continue
        if tags[at + 1].type == "NUM" and plays(tags[at + 2], "TU"):
            if tags[at - 1].type != "CMP":
                tags[at - 1].become("CMP")
            word.drop()
            return [*tags[:at], *the_last(tags[at + 1 :])]
    return tags
