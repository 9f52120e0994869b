"""Numbers that no node of the rule says, however they were lost on the way: they stay unread, and what they limit stays open."""

from __future__ import annotations

from decimal import Decimal

from screener.core.span import Span
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AtLeast
from screener.criteria.nodes import AtMost
from screener.criteria.nodes import Node
from screener.criteria.nodes import Unread
from screener.criteria.nodes import children
from screener.criteria.nodes import walk
from screener.reading.meaning.context import Context
from screener.reading.meaning.lists.combine import span_of
from screener.reading.meaning.phrases.limits import limits_of
from screener.reading.meaning.phrases.windows import meaning_of
from screener.reading.scanning.tags import Tag

_TIMES = ("window", "duration", "stable_for", "dose")


def with_numbers(node: Node, tags: list[Tag], context: Context) -> Node:
    """The node, and beside it each limit and length of time that was taken as read while nothing in it says so."""
    numbers = [tag for tag in tags if tag.type in {"LIMIT", "WINDOW"} and tag.state == "compiled" and tag.end > tag.start]
    if not numbers:
        return node
    said = _said(node)
    lost = [tag for tag in numbers if not any(start < tag.end and tag.start < end for start, end in said) and _limits(tag)]
    return left_unread(node, lost, context) if lost else node


def left_unread(node: Node, lost: list[Tag], context: Context) -> Node:
    """The node, and beside it each of the tags as unread words, so that what they say stays open."""
    for tag in lost:
        tag.state = "unread"
    spans = [Span(tag.start, tag.end) for tag in lost]
    unread = [Unread(context.words(*span), "unread", span, span) for span in spans]
    return AllOf((node, *unread), span_of([node, *unread]))


def _said(node: Node) -> list[Span]:
    """Where something is tested, narrowed, timed or asked."""
    found: list[Span] = []
    for one in walk(node):
        if not children(one) or isinstance(one, AtLeast | AtMost) or hasattr(one, "mention"):
            found.append(one.span)
        parts = [getattr(one, name, None) for name in _TIMES]
        found += [part.span for part in (*parts, *getattr(one, "qualifiers", ())) if part is not None]
    return found


def _limits(tag: Tag) -> bool:
    """Whether a tag holds a number that says something; "at least one" adds nothing, nor does "at screening"."""
    if tag.type == "WINDOW":
        meaning = meaning_of(tag)
        timed = any(window.value is not None for window in meaning.windows)
        return timed or meaning.duration is not None or bool(meaning.limits)
    return any(
        bound is not None and (bound.value != Decimal(1) or one.unit is not None or one.time is not None)
        for one in limits_of(tag.value)  # type: ignore[arg-type]
        for bound in (one.lower, one.upper)
    )
