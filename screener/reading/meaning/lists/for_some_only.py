"""Weighs a bracket that ends a list and says for whom alone it is: "asthma, COPD or gout (cohort B only)"."""

from __future__ import annotations

import re
from dataclasses import replace

from screener.core.span import Span
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Condition
from screener.criteria.nodes import Demographic
from screener.criteria.nodes import Judgement
from screener.criteria.nodes import Node
from screener.criteria.nodes import State
from screener.criteria.nodes import Treatment
from screener.reading.layout.trial_parts import KINDS
from screener.reading.meaning.context import Context
from screener.reading.meaning.lists.member import Item

_PART = re.compile(rf"(?:for|in)?\s*(?:the\s+)?(?:\w+\s+)?{KINDS}\s.*\bonly", re.IGNORECASE)
_ONLY = re.compile(r"\([^()]*\bonly\.?\s*\)$", re.IGNORECASE)


def for_some_only(items: list[Item], conns: list[str], context: Context) -> tuple[list[Item], list[str]]:
    """The members as one that is asked of those alone; that the bracket is the last one's is kept as the other reading."""
    if len(items) < 2 or set(conns) - {"comma", "or"} or "or" not in conns:
        return items, conns
    last = items[-1]
    told = _apart(last.node, context)
    if told is None:
        return items, conns
    base, whom = told
    why = "a bracket behind a list may say for whom all of it is, or the last alone"
    if context.choose(f"only-{whom.span.start}", ("all", "last"), why) == "last":
        return items, conns
    parts = (*(item.node for item in items[:-1]), base)
    listed = AnyOf(parts, span=Span(items[0].node.span.start, base.span.end))
    node = AllOf((listed, whom), Span(listed.span.start, last.node.span.end))
    return [replace(last, node=node, heads=(node,), bare=False)], []


def _apart(node: Node, context: Context) -> tuple[Node, Node] | None:
    """A member without such a bracket, and whom the bracket tells of; None where it has none."""
    if isinstance(node, AllOf) and len(node.parts) == 2 and isinstance(node.parts[1], Judgement | State | Demographic):
        base, whom = node.parts
        start = context.text.rfind("(", node.span.start, whom.span.start)
        return (base, whom) if start >= 0 and _ONLY.fullmatch(context.text, start, node.span.end) else None
    told = node.qualifiers[-1] if isinstance(node, Condition | Treatment) and node.qualifiers else None
    if told is None or told.type != "description" or not _PART.fullmatch(told.value):
        return None
    assert isinstance(node, Condition | Treatment)
    return replace(node, qualifiers=node.qualifiers[:-1]), Judgement(told.value, "unspecified", None, told.span, told.span)
