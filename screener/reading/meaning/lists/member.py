"""One member of a list: its node, and what bears on how it is joined to its neighbours."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from screener.criteria.nodes import Node


@dataclass(slots=True)
class Item:
    """A member of a list. apart: a comma stands before its "and" or "or". together: it holds with the one before it.

    closes: a semicolon stands before its "and" or "or", which so joins whatever the semicolons part. either: that word opens it.
    """

    node: Node
    slot: str = ""
    shared_limit: bool = False
    negation_shared: bool = False
    population: bool = False
    subgroup: bool = False
    who: bool = False
    trailing: Node | None = None
    apart: bool = False
    heads: tuple[Node, ...] = ()
    last_slot: str = ""
    bare: bool = False
    together: bool = False
    closes: bool = False
    either: bool = False


Members = list[tuple[Item, str]]
"""The members of a list, each with the connective before it."""


def regrouped(items: list[Item], conns: list[str], group: Callable[[int], tuple[Item, int]]) -> tuple[list[Item], list[str]]:
    """The members with some of them made one: `group` gives for a place what stands there now, and the last place it takes."""
    kept: list[Item] = []
    joins: list[str] = []
    at = 0
    while at < len(items):
        item, end = group(at)
        kept.append(item)
        joins += conns[end : end + 1]
        at = end + 1
    return kept, joins
