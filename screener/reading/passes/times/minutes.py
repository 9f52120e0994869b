"""Reads "Apgar score ≤ 5 at 10 minutes" as the score of that minute: the name of the score holds the minute."""

from __future__ import annotations

from screener.catalog.load import catalog
from screener.reading.scanning.tags import Tag

_SCORE = "apgar-"
_REACH = 6
_BETWEEN = frozenset({"CMP", "NUM", "POST", "DASH", "RDASH", "PREP", "FILL", "MEASN", "AT", "OR"})


def minutes(tags: list[Tag]) -> list[Tag]:
    """The tags with the minute behind such a score put into its name; a minute that has no score of its own stays words."""
    for at, tag in enumerate(tags):
        if tag.type != "MEAS" or not isinstance(tag.value, tuple) or not str(tag.value[0]).startswith(_SCORE):
            continue
        place = _told(tags, at)
        own = f"{_SCORE}{tags[place + 1].value}" if place else ""
        if own in catalog():
            tag.value, tag.others = (own,), ()
            for part in tags[place : place + 3]:
                part.state = "compiled"
            return [*tags[:place], *minutes(tags[place + 3 :])]
    return tags


def _told(tags: list[Tag], at: int) -> int:
    """Where "at 10 minutes" stands behind a score, with nothing but its limit between them; 0 where it does not."""
    for place in range(at + 1, min(at + _REACH, len(tags) - 2)):
        if tags[place].text.lower() == "at" and tags[place + 1].type == "NUM" and tags[place + 2].value == "minute":
            return place
        if tags[place].type not in _BETWEEN:
            return 0
    return 0
