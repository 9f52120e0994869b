"""Gives each count of a rule its place in the text, from the words that say how many to the last of what they count."""

from __future__ import annotations

from dataclasses import replace

from screener.core.span import Span
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import AtLeast
from screener.criteria.nodes import AtMost
from screener.criteria.nodes import Except
from screener.criteria.nodes import Judgement
from screener.criteria.nodes import Node
from screener.criteria.nodes import Not
from screener.criteria.nodes import Unread
from screener.criteria.nodes import When
from screener.criteria.nodes import walk
from screener.reading.meaning.checks.unsaid import left_unread
from screener.reading.meaning.context import Context
from screener.reading.scanning.tags import Tag


def with_count_words(node: Node, tags: list[Tag], context: Context) -> Node:
    """The node, each "at least two of" in it with a span that holds the words of the count before its members.

    A count that found no list to count is asked: what stands in its place would need one, or all.
    """
    counts = [tag for tag in tags if tag.type == "NOF" and (str(tag.value).startswith("most ") or str(tag.value) in _SEVERAL)]
    if not counts:
        return node
    placed = _placed(node, [tag.start for tag in tags if tag.type == "NOF"])
    found = [part.span for part in walk(placed) if isinstance(part, AtLeast | AtMost | Judgement | Unread)]
    lost = [tag for tag in counts if not any(span.start <= tag.start < span.end for span in found)]
    return left_unread(placed, lost, context) if lost else placed


_SEVERAL = frozenset(str(number) for number in range(2, 20))


def _placed(node: Node, starts: list[int]) -> Node:
    match node:
        case AtLeast() | AtMost():
            start = max((start for start in starts if start <= node.span.start), default=node.span.start)
            parts = tuple(_placed(part, starts) for part in node.parts)
            return replace(node, parts=parts, span=Span(start, node.span.end))
        case AllOf() | AnyOf():
            parts = tuple(_placed(part, starts) for part in node.parts)
            return replace(node, parts=parts, span=Span(min(node.span.start, parts[0].span.start), node.span.end))
        case Not():
            part = _placed(node.part, starts)
            return replace(node, part=part, span=Span(min(node.span.start, part.span.start), node.span.end))
        case When():
            return replace(node, condition=_placed(node.condition, starts), then=_placed(node.then, starts))
        case Except():
            return replace(node, base=_placed(node.base, starts), unless=_placed(node.unless, starts))
        case _:
            return node
