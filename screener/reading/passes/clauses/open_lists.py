"""Reads "including the following conditions but not limited to: A, B and C" as "including: A, B and C", a list of examples."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag

_POINTS = frozenset({"NOF", "FILL", "EG"})
_NOUNS = frozenset({"TEXT", "CONDN", "TREATN", "PROCN"})
_MOST = 5


def open_lists(tags: list[Tag]) -> list[Tag]:
    """The tags without what stands between two words that open the same list of examples, and without the second."""
    for at, tag in enumerate(tags):
        end, pointed = at + 1, False
        while tag.type == "EG" and end < min(len(tags), at + _MOST) and (
            tags[end].type in _POINTS or (pointed and tags[end].type in _NOUNS)
        ):
            pointed = pointed or tags[end].type == "NOF"
            end += 1
        if pointed and end < len(tags) and tags[end - 1].type == "EG":
            for told in tags[at + 1 : end]:
                told.drop()
    return [tag for tag in tags if tag.type != "DROP"]
