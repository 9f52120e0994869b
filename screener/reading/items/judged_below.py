"""Puts to a person what stands below a heading, or what a heading asks that nothing below it tells."""

from __future__ import annotations

import re
from collections.abc import Callable

from screener.core.span import Span
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Comparison
from screener.criteria.nodes import Demographic
from screener.criteria.nodes import Judgement
from screener.criteria.nodes import Node
from screener.criteria.nodes import Not
from screener.criteria.nodes import walk
from screener.reading.layout.item_text import ItemText
from screener.reading.meaning.built import Built
from screener.reading.meaning.context import Context
from screener.reading.meaning.draft import put_to_person
from screener.reading.meaning.lists.combine import all_of
from screener.reading.meaning.lists.combine import any_of
from screener.reading.scanning.scan import scan
from screener.reading.scanning.tags import Tag

_POINTS = re.compile(r"\b(?:following|below|above|these|inclusion|exclusion|eligibility|any of the|all of the)\b", re.IGNORECASE)
"""What leads to a list that stands elsewhere, or to all of the criteria."""


def counts_alone(item: ItemText, built: Built, tags: list[Tag], context: Context, *, label: bool) -> Built:
    """So many of what the words only point at, with no list below ("at least 2 of the 3 Rotterdam criteria"), for a person."""
    if built.node is not None or not built.count or label or _POINTS.search(context.text, item.span.start, item.span.end):
        return built
    put_to_person(tags)
    return Built(Judgement(context.words(*item.span), "unspecified", None, item.span, item.span))


def judged_limits(
    item: ItemText, built: Built, context: Context, tags: list[Tag], read: Callable[[ItemText], tuple[Built, list[Tag]]]
) -> tuple[Built, list[Tag]] | None:
    """Limits below what a person judges, as examples of it that do not decide alone; None where few of the items are limits."""
    asked = built.node is not None and all(isinstance(one, Judgement | AllOf) for one in walk(built.node))
    numbered = sum(any(char.isdigit() for char in context.text[child.span.start : child.span.end]) for child in item.children)
    if built.node is None or built.count or not asked or 2 * numbered < len(item.children):
        return None
    nodes: list[Node] = []
    limited = 0
    for child in item.children:
        nested, more = read(child)
        sets = nested.node is not None and _only_limits(nested.node)
        nodes.append(nested.node if sets and nested.node is not None else _asked_item(item, child, context, tags))
        tags += more if sets else []
        limited += sets
    if 2 * limited < len(nodes):
        return None
    span = Span(built.node.span.start, nodes[-1].span.end)
    listed = (AnyOf(tuple(nodes), True, built.node, span),) if context.category == "exclusion" else tuple(nodes)
    return Built(AllOf((built.node, *listed), span)), tags


def _only_limits(node: Node) -> bool:
    """Whether a node sets limits and nothing else, but for whom."""
    found = walk(node)
    kinds = AllOf | AnyOf | Comparison | Demographic | Not
    return any(isinstance(one, Comparison) and one.coded for one in found) and all(isinstance(one, kinds) for one in found)


def judged_items(item: ItemText, built: Built, context: Context, tags: list[Tag]) -> tuple[Built, list[Tag]]:
    """Items below a heading that only a person can decide are a person's too ("likely to interfere with: …")."""
    nodes: list[Node] = [_asked_item(item, child, context, tags) for child in item.children]
    put_to_person(tags)
    joined = any_of(nodes) if context.category == "exclusion" or built.count == "1" else all_of(nodes)
    return Built(joined), tags


def _asked_item(item: ItemText, child: ItemText, context: Context, tags: list[Tag]) -> Node:
    """The words of a nested item behind those of its heading, for a person; its tags join those of the heading."""
    whole = Span(child.span.start, max([child.span.end, *(below.span.end for below in child.children)]))
    more = scan(context.text, *whole)
    for tag in more:
        tag.state = "judgement" if tag.state == "unread" else tag.state
    tags += more
    return Judgement(f"{context.words(*item.span)} {context.words(*whole)}", "unspecified", None, whole, whole)


def asked_whole(item: ItemText, context: Context, tags: list[Tag]) -> tuple[Built, list[Tag]]:
    """An exception to what stands in another item, with all below it, in words for a person."""
    whole = item.whole
    more = scan(context.text, item.span.end, whole.end)
    for tag in (*tags, *more):
        tag.state = "judgement"
    return Built(Judgement(context.words(*whole), "unspecified", None, whole, whole)), [*tags, *more]
