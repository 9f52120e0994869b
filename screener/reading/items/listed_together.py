"""How the items of a list hold together: all of them, as alternatives, so many of them, or each or the next."""

from __future__ import annotations

import re
from collections.abc import Sequence

from screener.criteria.nodes import Comparison
from screener.criteria.nodes import Node
from screener.criteria.nodes import walk
from screener.reading.items.stretch import heads
from screener.reading.layout.item_text import ItemText
from screener.reading.meaning.built import Built
from screener.reading.meaning.context import Context
from screener.reading.meaning.lists.combine import all_of
from screener.reading.meaning.lists.combine import any_of
from screener.reading.meaning.lists.combine import counted
from screener.reading.meaning.lists.denials import affirmed
from screener.reading.meaning.lists.either_sex import each_of_its_sex

_CONNECTS = re.compile(r"[;,.\s](or|and)[\s;,.*-]*$", re.IGNORECASE)


def each_or_next(item: ItemText, context: Context, count: str) -> set[int]:
    """Which items of a list end in "or", where not all before the last do: each of them or the next is enough.

    A small "or" before the last item may end the list ("A; B; or C"), and does no more than number what is counted.
    """
    text, items = context.text, item.children
    joints = _connectives(items[:-1], text)
    ends = {at for at, joint in enumerate(joints) if joint == "OR"}
    if not ends and count in {"", "listed"}:
        small = {at for at, joint in enumerate(joints) if joint.lower() == "or"}
        ends = set() if small == {len(items) - 2} and not _two_limits(item, text) else small
    return ends if 0 < len(ends) < len(items) - 1 else set()


def _connectives(items: Sequence[ItemText], text: str) -> list[str]:
    """The "or" or "and" that each item ends in, as it is written; empty for one that ends otherwise."""
    found = [_CONNECTS.search(text, item.span.start, item.span.end) for item in items]
    return [end.group(1) if end is not None else "" for end in found]


def _two_limits(item: ItemText, text: str) -> bool:
    """Whether the last two items set limits, and none before them ends as a part of one list."""
    *first, one, other = [child.span.text(text).strip() for child in item.children]
    return all(map(_LIMIT.search, (one, other))) and not any(words.endswith((",", ";")) for words in first)


_LIMIT = re.compile(r"(?:[<>=≤≥]|\b(?:than|least|most|above|below|over|under)\b)\s*\d", re.IGNORECASE)


_OPENS = re.compile(r"\beither(?: of (?:the following|these))?[\s:;,.-]*$", re.IGNORECASE)


def opens_either(item: ItemText, text: str) -> bool:
    """Whether the words above a list end in "either", which of its items one is enough for."""
    return _OPENS.search(item.span.text(text)) is not None


def joined_below(nodes: list[Node], built: Built, context: Context, item: ItemText) -> Node:
    """Nested items together: as many as the heading says; without a word of it alternatives, or all for limits to include."""
    if built.count not in {"", "listed"}:
        return counted(nodes, built.count)
    if len(nodes) == 1:
        return nodes[0]
    if opens_either(item, context.text):
        return any_of(nodes)
    if each_of_its_sex(nodes):
        return any_of(nodes)
    said = _said_between(item, context, nodes)
    if built.count and context.category == "inclusion" and said != "or":
        return all_of(nodes)
    if said:
        return any_of(nodes) if said == "or" else all_of(nodes)
    if built.allowed and heads(context.text, item.span):
        return all_of(nodes)  # "is allowed if:", and below it what has to hold
    if context.category == "exclusion":
        return any_of(nodes)
    if all(affirmed(node) is not None for node in nodes):
        return all_of(nodes)
    kinds = {node.kind for node in nodes}
    if kinds <= {"condition"} or kinds <= {"treatment"} or (built.rest is not None and built.rest.scope):
        return any_of(nodes)
    taken = context.choose(
        f"nested-{item.span.start}", ("all", "any"), "the items below may hold together or as alternatives", "default"
    )
    return all_of(nodes) if taken == "all" else any_of(nodes)


def _said_between(item: ItemText, context: Context, nodes: list[Node]) -> str:
    """The "or" or "and" with which the items of a list end; nothing where they end otherwise.

    Before the last of a list with limits it may join no more than the last two.
    """
    joints = [joint.lower() for joint in _connectives(item.children[:-1], context.text)]
    words = {joint for joint in joints if joint}
    if len(words) != 1 or not joints[-1]:
        return ""
    limited = any(isinstance(part, Comparison) for node in nodes for part in walk(node))
    return "" if limited and "" in joints else words.pop()
