"""Makes what stands behind "autoimmune disease, including:" the examples that the word before the colon says they are."""

from __future__ import annotations

from dataclasses import replace

from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Condition
from screener.criteria.nodes import Immunization
from screener.criteria.nodes import Node
from screener.criteria.nodes import Treatment
from screener.reading.syntax.trees import Clause

_NAMED = (Condition, Treatment, Immunization)
_POINTS = frozenset({"NOF", "FILL", "PREP"})


def opens_examples(clause: Clause) -> bool:
    """Whether a clause ends in a word for examples, which stand behind its colon."""
    tail = clause.tails[-1] if clause.tails else None
    if tail is None or tail.kind != "examples":
        return False
    return all(tag.type in _POINTS for chunk in tail.listing.chunks for tag in chunk)


def as_examples(node: Node) -> Node:
    """A plain list of things as examples, of which one is enough; limits are asked one and all, and left as they are."""
    listed = isinstance(node, AllOf) or (isinstance(node, AnyOf) and node.head is None)
    if isinstance(node, AllOf | AnyOf) and listed and all(_names(part) for part in node.parts):
        return AnyOf(node.parts, open=True, span=node.span) if isinstance(node, AllOf) else replace(node, open=True)
    return node


def _names(node: Node) -> bool:
    """Whether a node names a thing, or things of which one is enough."""
    return isinstance(node, _NAMED) or (isinstance(node, AnyOf) and all(_names(part) for part in node.parts))
