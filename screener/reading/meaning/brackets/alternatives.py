"""A bracket that begins with "or": what holds instead of the term before it ("hemoglobin ≥ 9 g/dL (or hematocrit ≥ 27 %)")."""

from __future__ import annotations

import re
from dataclasses import replace

from screener.core.span import Span
from screener.criteria.nodes import Allergy
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Comparison
from screener.criteria.nodes import Condition
from screener.criteria.nodes import Node
from screener.criteria.nodes import Result
from screener.criteria.nodes import Treatment
from screener.criteria.nodes import Unread
from screener.criteria.nodes import walk
from screener.reading.meaning.asked import judgement
from screener.reading.meaning.bracket_tags import everything
from screener.reading.meaning.bracket_tags import flat
from screener.reading.meaning.bracket_tags import tails_of
from screener.reading.meaning.chunks.chunk_signs import timed
from screener.reading.meaning.context import Context
from screener.reading.meaning.lists.heads import like_head
from screener.reading.syntax.trees import Paren

_OR = re.compile(r"[(\[]\s*(?:and\s*/\s*)?or\b", re.IGNORECASE)


def begins_with_or(paren: Paren, context: Context) -> bool:
    """Whether a bracket begins with "or"."""
    return _OR.match(context.text, paren.start) is not None


def alternative(node: Node, inner: Node, paren: Paren, context: Context) -> Node:
    """Either of the two, the one in the bracket taken, had or measured as the one before it.

    What is not plainly another thing goes to a person with its words: a second limit of the same measure, which is of some
    only, another time for some, and what somebody allergic does with a drug.
    """
    span = Span(node.span.start, paren.end)
    instead = _like(inner, node)
    if _of_some(node, inner) or _timed_for_some(paren) or (isinstance(node, Allergy) and not isinstance(instead, Allergy)):
        words = everything(paren)
        instead = judgement(words[0].start, paren.end - 1, context, words)
    return AnyOf((node, instead), span=span)


def _of_some(node: Node, inner: Node) -> bool:
    """Whether a bracket limits the same measure once more, or does so with words that nothing says whose limit it is."""
    if not isinstance(node, Comparison):
        return False
    parts = list(walk(inner))
    again = any(isinstance(part, Comparison) and (part.concept == node.concept or not part.coded) for part in parts)
    return again or any(isinstance(part, Unread) for part in parts)


def _timed_for_some(paren: Paren) -> bool:
    """Whether a bracket tells another time, and for whom ("(or 14 days if the drug is long-acting)")."""
    times = any(tag.type == "WINDOW" or (tag.type == "LIMIT" and timed(tag)) for tag in flat(paren))
    return times and "if" in tails_of(paren)


def _like(inner: Node, node: Node) -> Node:
    """What stands in the bracket at the time of what stands before it, where it has none of its own."""
    match inner, node:
        case (Comparison(window=None) | Result(window=None)), (Comparison() | Result() | Condition()):
            return replace(inner, window=node.window)
        case (Treatment(window=None) | Condition(window=None)), _:
            return like_head(inner, node)
        case (AllOf(parts=parts) | AnyOf(parts=parts, head=None)), _:
            return replace(inner, parts=tuple(_like(part, node) for part in parts))
        case _:
            return inner
