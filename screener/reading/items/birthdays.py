"""Ages whose limit may mean the exact birthday instead of completed years."""

from __future__ import annotations

from dataclasses import replace

from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Comparison
from screener.criteria.nodes import Node
from screener.criteria.nodes import Not
from screener.criteria.nodes import walk


def exact_birthday(node: Node) -> Node | None:
    """The node with its "older than" and "at most" ages counted to the exact birthday; None where it has none."""
    ages = [one for one in walk(node) if isinstance(one, Comparison) and _birthday_matters(one)]
    return _with_exact(node) if ages else None


def _birthday_matters(one: Comparison) -> bool:
    if one.concept != "age" or one.unit != "a" or one.exact:
        return False
    older = one.lower is not None and not one.lower.inclusive
    return older or (one.upper is not None and one.upper.inclusive and one.lower is None)


def _with_exact(node: Node) -> Node:
    match node:
        case Comparison(concept="age", unit="a"):
            single = node.lower is None or node.upper is None
            open_side = (node.lower is not None and not node.lower.inclusive) or (node.upper is not None and node.upper.inclusive)
            return replace(node, exact=True) if single and open_side else node
        case AllOf() | AnyOf():
            return replace(node, parts=tuple(_with_exact(part) for part in node.parts))
        case Not():
            return replace(node, part=_with_exact(node.part))
        case _:
            return node
