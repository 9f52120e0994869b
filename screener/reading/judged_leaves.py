"""Puts to a person what names nothing that a record holds, where it stands: what is asked beside it stays as it is."""

from __future__ import annotations

from dataclasses import replace

from screener.core.span import Span
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import AtLeast
from screener.criteria.nodes import AtMost
from screener.criteria.nodes import Comparison
from screener.criteria.nodes import Condition
from screener.criteria.nodes import Except
from screener.criteria.nodes import Judgement
from screener.criteria.nodes import Member
from screener.criteria.nodes import Node
from screener.criteria.nodes import Not
from screener.criteria.nodes import Plan
from screener.criteria.nodes import Treatment
from screener.criteria.nodes import When
from screener.criteria.nodes import walk
from screener.reading.build.asked import judgement
from screener.reading.build.context import Context
from screener.reading.build.unmeasured import UNMEASURED
from screener.reading.build.unmeasured import undated
from screener.reading.tags import Tag

_LONGEST = 7
"""How many words a scale without a code is called by at the most."""


def judged_leaves(node: Node, tags: list[Tag], context: Context) -> Node:
    """The node with each such limit, finding and treatment as the words that a person reads."""
    places = [leaf.span for leaf in walk(node) if _names_nothing(leaf)]
    if not places:
        return node
    for tag in tags:
        if tag.state == "compiled" and any(place.start <= tag.start and tag.end <= place.end for place in places):
            tag.state = "judgement"
    return _judged(node, context)


def _judged(node: Node, context: Context) -> Node:
    match node:
        case AllOf(parts=parts):
            asked = tuple(dict.fromkeys(_judged(part, context) for part in parts))
            return asked[0] if len(asked) == 1 else replace(node, parts=asked)
        case AtLeast(parts=parts) | AtMost(parts=parts):
            return replace(node, parts=tuple(_judged(part, context) for part in parts))
        case AnyOf(parts=parts, head=head):
            made = tuple(_judged(part, context) for part in parts)
            return replace(node, parts=made, head=None if head is None else _judged(head, context))
        case Not(part=part):
            return replace(node, part=_judged(part, context))
        case When(condition=given, then=then):
            return replace(node, condition=_judged(given, context), then=_judged(then, context))
        case Except(base=base, unless=unless):
            return replace(node, base=_judged(base, context), unless=_judged(unless, context))
        case Plan(action=action) if action is not None:
            return replace(node, action=_judged(action, context))
        case _:
            return _words(node, node.span, context) if _names_nothing(node) else node


def _words(node: Node, span: Span, context: Context) -> Judgement:
    return replace(judgement(span.start, span.end, context, []), window=getattr(node, "window", None))


def _names_nothing(node: Node) -> bool:
    match node:
        case Comparison(qualifiers=told):
            return any(one.type == UNMEASURED for one in told)
        case Member(coded=False):
            return len(node.label.split()) > _LONGEST
        case Condition() | Treatment() if not node.coded:
            dated = node.window is not None and node.window.value is not None
            return (dated or node.duration is not None or node.count is not None) and undated(node.label)
        case _:
            return False
