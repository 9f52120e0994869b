"""Takes "recent" off what has a time of its own: "recent stroke (within 3 months)" asks no more than that time."""

from __future__ import annotations

from dataclasses import replace

from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import AtLeast
from screener.criteria.nodes import AtMost
from screener.criteria.nodes import Condition
from screener.criteria.nodes import Except
from screener.criteria.nodes import Immunization
from screener.criteria.nodes import Node
from screener.criteria.nodes import Not
from screener.criteria.nodes import Treatment
from screener.criteria.nodes import When

_RECENT = frozenset({"recent", "recently"})


def recent_by_time(node: Node) -> Node:
    """The node with a recent finding or treatment told by its time alone, wherever it has one."""
    match node:
        case Condition() | Treatment() | Immunization():
            return _plain(node)
        case AllOf() | AtLeast() | AtMost():
            return replace(node, parts=tuple(map(recent_by_time, node.parts)))
        case AnyOf():
            head = recent_by_time(node.head) if node.head is not None else None
            return replace(node, parts=tuple(map(recent_by_time, node.parts)), head=head)
        case Not():
            return replace(node, part=recent_by_time(node.part))
        case When():
            return replace(node, condition=recent_by_time(node.condition), then=recent_by_time(node.then))
        case Except():
            return replace(node, base=recent_by_time(node.base), unless=recent_by_time(node.unless))
        case _:
            return node


def _plain(node: Condition | Treatment | Immunization) -> Node:
    window = node.window
    if window is None or window.value is None or window.direction != "before":
        return node
    told = [one for one in node.qualifiers if one.type == "course" and one.value.lower() in _RECENT]
    if not told or any(one.value.lower() == "most" for one in node.qualifiers):
        return node
    return replace(node, qualifiers=tuple(one for one in node.qualifiers if one not in told))
