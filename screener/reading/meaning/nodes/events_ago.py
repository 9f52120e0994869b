"""Tells a length of time behind what happened ("stroke < 2 months", how long ago) from one of what one has."""

from __future__ import annotations

import re

from screener.criteria.nodes import Duration
from screener.criteria.nodes import Window
from screener.reading.meaning.context import Context
from screener.reading.meaning.draft import Draft
from screener.reading.passes.times.events import of_an_event

_NEAR = 2
_LENGTH = re.compile(r"['’]?s?['’]? (?:in |of )?(?:total )?duration\b")
"""How many characters may stand between the event and its time: a blank and a bracket."""


def happened(draft: Draft, length: Duration | None, context: Context) -> Window | None:
    """How long ago it may have been, where an exclusion names an event and, straight behind it, no more than a greatest time."""
    if length is None or length.lower is not None or length.upper is None or context.category != "exclusion":
        return None
    if not 0 <= length.span.start - draft.heads[-1].end <= _NEAR or not names_event(draft) or told_length(length, context):
        return None
    return Window(length.upper.value, length.unit, length.upper.inclusive, "index", "before", span=length.span)


def names_event(draft: Draft) -> bool:
    """Whether the head names what happens and is over."""
    return of_an_event(draft.heads[-1].text)


def told_length(length: Duration, context: Context) -> bool:
    """Whether "duration" stands behind a length of time, so that it is no time ago ("anesthesia of ≤ 4 hours duration")."""
    return _LENGTH.match(context.text, length.span.end) is not None
