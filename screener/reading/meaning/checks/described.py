"""Tells words of a node that it names last, as its description: nothing is tested by them."""

from __future__ import annotations

from dataclasses import replace

from screener.core.span import Span
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import AtLeast
from screener.criteria.nodes import AtMost
from screener.criteria.nodes import Demographic
from screener.criteria.nodes import Except
from screener.criteria.nodes import Judgement
from screener.criteria.nodes import Node
from screener.criteria.nodes import Not
from screener.criteria.nodes import Plan
from screener.criteria.nodes import Qualifier
from screener.criteria.nodes import Unread
from screener.criteria.nodes import When
from screener.criteria.nodes import children
from screener.criteria.nodes import walk
from screener.reading.meaning.context import Context


def with_words(node: Node, words: Span, context: Context) -> Node:
    """The node with words told of the finding that it names last."""
    target = last_leaf(node)

    def told(one: Node) -> Node:
        if one is target:
            return _described(one, words, context)
        below = children(one)
        if not any(target is leaf for part in below for leaf in walk(part)):
            return one
        match one:
            case AllOf(parts=parts):
                return replace(one, parts=tuple(map(told, parts)), span=one.span.join(words))
            case AnyOf(parts=parts, head=head):
                made = None if head is None else told(head)
                return replace(one, parts=tuple(map(told, parts)), head=made, span=one.span.join(words))
            case Not(part=part):
                return replace(one, part=told(part), span=one.span.join(words))
            case When(then=then, condition=given):
                return replace(one, condition=told(given), then=told(then))
            case Except(base=base, unless=unless):
                return replace(one, base=told(base), unless=told(unless))
            case _:
                return one

    return told(node)


def _described(leaf: Node, words: Span, context: Context) -> Node:
    if isinstance(leaf, Judgement | Unread):
        span = leaf.span.join(words)
        return replace(leaf, label=context.words(*span), span=span, mention=span)
    if isinstance(leaf, Demographic):
        return leaf
    assert not isinstance(leaf, AllOf | AnyOf | AtLeast | AtMost | Not | When | Except | Plan)
    kept = tuple(one for one in leaf.qualifiers if not one.span.overlaps(words))
    for one in leaf.qualifiers:
        words = words.join(one.span) if one.span.overlaps(words) and one.type == "description" else words
    text = context.words(*words).strip(" ,(")
    return replace(leaf, qualifiers=(*kept, Qualifier("description", text, words)), span=leaf.span.join(words))


def last_leaf(node: Node) -> Node:
    """What a node names last."""
    leaves = [leaf for leaf in walk(node) if not children(leaf)]
    return max(leaves, key=lambda leaf: _mention(leaf).end)


def end_of(node: Node) -> int:
    """Where the name of what a node names last ends."""
    return _mention(last_leaf(node)).end


def _mention(leaf: Node) -> Span:
    mention = getattr(leaf, "mention", leaf.span)
    return mention if mention.end else leaf.span
