"""One member of a list: its node, and what bears on how it is joined to its neighbours."""

from __future__ import annotations

from dataclasses import dataclass

from screener.criteria.nodes import Node


@dataclass(slots=True)
class Item:
    """A member of a list. apart: a comma stands before its "and" or "or". together: it holds with the one before it."""

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


Members = list[tuple[Item, str]]
"""The members of a list, each with the connective before it."""
