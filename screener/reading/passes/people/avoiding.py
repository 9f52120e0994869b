"""Keeps "avoid pregnancy" as words: who is to avoid it is not asked for one."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

AVOIDING = frozenset({"avoid", "avoids", "avoiding"})
_BETWEEN = frozenset({"TEXT", "FILL", "SEV"})
_STATES = frozenset({"pregnant", "trying-to-conceive"})
_MOST = 3


def avoiding(tags: list[Tag]) -> list[Tag]:
    """The tags with a pregnancy behind "avoid", or behind "avoid becoming", part of these words."""
    for at, tag in enumerate(tags):
        if tag.text.lower() not in AVOIDING:
            continue
        end = at + 1
        while end < min(len(tags), at + _MOST) and tags[end].type in _BETWEEN:
            end += 1
        state = tags[end].value if end < len(tags) and tags[end].type == "STATE" else ()
        if isinstance(state, tuple) and not _STATES.isdisjoint(state):
            whole = covering("TEXT", tags[at : end + 1], " ".join(one.text.lower() for one in tags[at : end + 1]))
            return [*tags[:at], whole, *avoiding(tags[end + 1 :])]
    return tags
