"""Keeps what somebody agrees to, or refuses, with the agreement: "willing to comply with all visits, including blood tests".

Who has the tests has not agreed by that, and who needs them has not refused.
"""

from __future__ import annotations

import re
from dataclasses import replace

from screener.core.span import Span
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Condition
from screener.criteria.nodes import Except
from screener.criteria.nodes import Node
from screener.criteria.nodes import Not
from screener.criteria.nodes import Plan
from screener.criteria.nodes import State
from screener.criteria.nodes import Treatment
from screener.criteria.nodes import When
from screener.criteria.nodes import children
from screener.criteria.nodes import walk
from screener.reading.meaning.checks.described import end_of
from screener.reading.meaning.checks.described import last_leaf
from screener.reading.meaning.checks.described import with_words
from screener.reading.meaning.context import Context

_AGREED = frozenset({"willing", "unwilling", "informed-consent", "assent", "guardian-consent"})
_ABLE = frozenset({"able-to-participate", "unable-to-participate"})
_TO = re.compile(
    r"(?:\s+(?:and|or|and/or)\s+(?:able|capable|willing|agrees?))?\s+(?:to|that|for)\s"
    r"(?:(?!\b(?:before|prior|after|while|when|if|who|whose|is|are|and|or|at|from)\b)[^,;.:()\n])*",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\s*(?:/|,|and|or|and/or)\s*(?:(?:the|a|an|any|to)\s+)?", re.IGNORECASE)
_ASKED = (Condition, Plan, Treatment)


def agreed_to(node: Node, context: Context) -> Node:
    """The node with each list that tells what is agreed to made words of the agreement."""
    match node:
        case AllOf(parts=parts):
            kept = _behind(tuple(agreed_to(part, context) for part in parts), context)
            return kept[0] if len(kept) == 1 < len(parts) else replace(node, parts=kept)
        case AnyOf(parts=parts, head=None):
            return replace(node, parts=tuple(agreed_to(part, context) for part in parts))
        case AnyOf(parts=parts, head=head) if head is not None:
            if _agreed(node, head) and ":" not in context.text[end_of(head) : max(part.span.end for part in parts)]:
                return with_words(head, Span(end_of(head), max(part.span.end for part in parts)), context)
            return replace(node, parts=tuple(agreed_to(part, context) for part in parts), head=agreed_to(head, context))
        case Not(part=part):
            return replace(node, part=agreed_to(part, context))
        case When(condition=given, then=then):
            return replace(node, condition=agreed_to(given, context), then=agreed_to(then, context))
        case Except(base=base):
            return replace(node, base=agreed_to(base, context))
        case _:
            return node


def _behind(parts: tuple[Node, ...], context: Context) -> tuple[Node, ...]:
    """The parts without the treatments that the words of an agreement before them name ("willing to undergo biopsies")."""
    kept: list[Node] = []
    told = -1
    for part in parts:
        leaves = [leaf for leaf in walk(part) if not children(leaf)]
        state = last_leaf(kept[-1]) if kept else None
        if isinstance(state, State) and state.concept in _AGREED | _ABLE and all(map(_done, leaves)):
            start = told if told >= 0 else end_of(kept[-1])
            begins = min(leaf.mention.start for leaf in leaves if isinstance(leaf, Treatment | State))
            goes_on = _JOINED if told >= 0 else _TO
            if start <= begins and goes_on.fullmatch(context.text, start, begins):
                told = max(leaf.span.end for leaf in leaves)
                kept[-1] = with_words(kept[-1], Span(end_of(kept[-1]), told), context)
                continue
        told = -1
        kept.append(part)
    return tuple(kept)


def _done(leaf: Node) -> bool:
    """Whether somebody may agree to it."""
    return isinstance(leaf, Treatment) or (isinstance(leaf, State) and leaf.concept == "lactating")


def _agreed(node: AnyOf, head: Node) -> bool:
    """Whether a list tells what is agreed to, or, behind an ability, names what is done and no state or disease."""
    told = last_leaf(head)
    leaves = [leaf for part in node.parts for leaf in walk(part) if not children(leaf)]
    if not isinstance(told, State) or min(leaf.span.start for leaf in leaves) < end_of(head):
        return False
    if not any(isinstance(leaf, _ASKED) for leaf in leaves):
        return False
    if told.concept in _AGREED and (told.concept != "unwilling" or not any(map(_is_reason, leaves))):
        return True
    done = all(not getattr(leaf, "coded", False) or isinstance(leaf, Treatment) for leaf in leaves)
    return node.open and told.concept in _ABLE and done


def _is_reason(leaf: Node) -> bool:
    """Whether it is a disease or a state, by which somebody may refuse ("refusal for any reason, including dementia")."""
    return isinstance(leaf, Condition | State) and leaf.coded
