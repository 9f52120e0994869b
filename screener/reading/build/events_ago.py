"""Tells a length of time behind what happened ("stroke < 2 months", how long ago) from one of what one has."""

from __future__ import annotations

from functools import cache

from screener.catalog.words import words
from screener.core.data import read_toml
from screener.criteria.nodes import Duration
from screener.criteria.nodes import Window
from screener.reading.build.context import Context
from screener.reading.build.draft import Draft

_NEAR = 2
"""How many characters may stand between the event and its time: a blank and a bracket."""


def happened(draft: Draft, length: Duration | None, context: Context) -> Window | None:
    """How long ago it may have been, where an exclusion names an event and, straight behind it, no more than a greatest time."""
    if length is None or length.lower is not None or length.upper is None or context.category != "exclusion":
        return None
    if not 0 <= length.span.start - draft.heads[-1].end <= _NEAR or not _names_event(draft):
        return None
    return Window(length.upper.value, length.unit, length.upper.inclusive, "index", "before", span=length.span)


def _names_event(draft: Draft) -> bool:
    return not _events().isdisjoint(words(draft.heads[-1].text))


@cache
def _events() -> frozenset[str]:
    """The nouns folded as names are, so that singular and plural are one."""
    return frozenset(word for noun in read_toml("rules", "words", "events.toml")["nouns"] for word in words(noun))
