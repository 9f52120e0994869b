"""Joins the limits of which one stands in for the other in a list that asks all: "creatinine … or clearance …"."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from screener.core.data import read_toml
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Comparison
from screener.criteria.nodes import Demographic
from screener.criteria.nodes import Judgement
from screener.criteria.nodes import Member
from screener.criteria.nodes import Node
from screener.criteria.nodes import Not
from screener.criteria.nodes import Result
from screener.criteria.nodes import walk
from screener.reading.meaning.lists.member import Item
from screener.reading.meaning.lists.member import regrouped


def instead(items: list[Item], conns: list[str]) -> tuple[list[Item], list[str]]:
    """The list of an inclusion with such alternatives as one member.

    So are two limits joined by "or" where a comma goes on with the list: "A, B or C, D" asks A, one of B and C, and D.
    """
    if "or" not in conns or len(items) < 3 or any(item.negation_shared for item in items):
        return items, conns
    limits = all(_only_limits(item.node) for item in items)

    def group(at: int) -> tuple[Item, int]:
        end = at
        while end + 1 < len(items) and conns[end] == "or" and (_stands_in(items[at], items[end + 1]) or _goes_on(end)):
            end += 1
        if end == at:
            return items[at], at
        nodes = tuple(item.node for item in items[at : end + 1])
        whole = AnyOf(nodes, span=nodes[0].span.join(nodes[-1].span))
        return replace(items[at], node=whole, heads=(whole,), shared_limit=False), end

    def _goes_on(at: int) -> bool:
        """Whether commas alone stand around an "or" between limits."""
        around = [*conns[:at], *conns[at + 1 :]]
        return limits and at + 1 < len(conns) and conns[at + 1] == "comma" and "or" not in around

    return regrouped(items, conns, group)


def _stands_in(first: Item, second: Item) -> bool:
    """Whether both limit measures of one thing, and nothing else."""
    one, other = _measured(first.node), _measured(second.node)
    return bool(one and other) and one.isdisjoint(other) and any(one | other <= family for family in _families())


def _measured(node: Node) -> set[str | None]:
    """The concepts that a node limits; nothing where it does more."""
    return {leaf.concept for leaf in walk(node) if isinstance(leaf, Comparison)} if _only_limits(node) else set()


def _only_limits(node: Node) -> bool:
    kinds = Comparison | Member | Result | Demographic | Judgement | AllOf | AnyOf | Not
    leaves = list(walk(node))
    limits = any(isinstance(leaf, Comparison | Member | Result) for leaf in leaves)
    return limits and all(isinstance(leaf, kinds) for leaf in leaves)


@cache
def _families() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(family) for family in read_toml("rules", "words", "instead.toml").values())
