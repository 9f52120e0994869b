"""Reads "LVEF < 50 % or equivalent by echocardiography" as the limit: the examination is another way to find it."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import behind

_BY = frozenset({"by", "on", "with", "using", "by an", "on an", "on other", "by other", "with an"})
_LIMIT = frozenset({"NUM", "UNIT", "ULN"})
_WAY = frozenset({"PROC", "PROCN", "TEXT", "FILL", "SEV", "ABBR"})


def other_ways(tags: list[Tag]) -> list[Tag]:
    """The tags with "or equivalent by" and an examination behind a limit made one description of it."""
    for at in range(2, len(tags) - 2):
        opens = tags[at].type == "EQUIV" and tags[at].text.lower().startswith("or ") and tags[at - 1].type in _LIMIT
        if not opens or tags[at + 1].text.lower() not in _BY:
            continue
        end = at + 2
        while end < len(tags) and tags[end].type in _WAY:
            end += 1
        if any(tag.type == "PROC" for tag in tags[at + 2 : end]):
            return [*tags[:at], behind(tags[at:end], "description"), *other_ways(tags[end:])]
    return tags
