"""What is given up: "discontinued breastfeeding 2 weeks ago", "planned discontinuation of clopidogrel"."""

from __future__ import annotations

from dataclasses import replace

from screener.criteria.nodes import AllOf
from screener.criteria.nodes import Duration
from screener.criteria.nodes import Node
from screener.criteria.nodes import Not
from screener.criteria.nodes import State
from screener.criteria.nodes import Window
from screener.reading.meaning.chunks.standing import since_of
from screener.reading.meaning.draft import Draft


def is_stopped(draft: Draft) -> bool:
    """Whether the words before a head say that it is or was given up."""
    verb = draft.lead.scope.get("TREAT")
    return verb is not None and verb.value == "stopped"


def given_up(node: State, window: Window | None, duration: Duration | None) -> Node:
    """What giving up a state means: it is not there, and was not for the time named; an end of late, that it just was."""
    until = since_of(duration, window) or (window if window is not None and window.direction == "until" else None)
    if until is not None:
        return Not(replace(node, window=replace(until, direction="before", inclusive=not until.inclusive)), node.span)
    now = Not(replace(node, window=None), node.span)
    late = _of_late(window, duration)
    return AllOf((replace(node, window=late), now), node.span) if late is not None else now


def _of_late(window: Window | None, duration: Duration | None) -> Window | None:
    """The time in which the end lies: "within 1 month after stopping", "less than 1 month since stopping"."""
    if window is not None and window.direction == "after" and window.anchor == "index":
        return replace(window, direction="before")  # counted from the end, so the end lies that long ago at most
    if window is not None and window.direction == "before":
        return window
    if duration is None or duration.upper is None or duration.lower is not None:
        return None
    return Window(duration.upper.value, duration.unit, duration.upper.inclusive, "index", "before", None, duration.span)
