"""What a condition asks of several treatments whose doses have to stay as they are: of each that is taken, and of no other."""

from __future__ import annotations

from dataclasses import replace

from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Node
from screener.criteria.nodes import Not
from screener.criteria.nodes import Treatment
from screener.criteria.nodes import is_list
from screener.criteria.nodes import walk
from screener.reading.scanning.tags import State
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import parts_of
from screener.reading.syntax.trees import Paren


def stays_so(node: Node) -> bool:
    """Whether a treatment in it is one whose dose stays as it is."""
    treated = [part for part in walk(node) if isinstance(part, Treatment)]
    return any(part.stable_for is not None or any(one.type == "activity" for one in part.qualifiers) for part in treated)


def each_steady(node: Node) -> Node:
    """ "Statins and fibrates are allowed on a stable dose": each either not taken or steady; any other node as it is."""
    if not is_list(node):
        return node
    parts = [part for part in node.parts if isinstance(part, Treatment) and part.stable_for is not None]
    if len(parts) < len(node.parts):
        return node
    return AllOf(tuple(AnyOf((Not(_taken(part), part.span), part), span=part.span) for part in parts), node.span)


def states_of(elements: list[Tag | Paren]) -> list[tuple[Tag, State]]:
    """What the ledger says of the words now, to be restored where a reading of them is given up."""
    tags = [element for element in elements if isinstance(element, Tag)]
    return [(part, part.state) for tag in tags for part in (tag, *parts_of(tag))]


def restore(states: list[tuple[Tag, State]]) -> None:
    """Puts those words back as they were."""
    for tag, state in states:
        tag.state = state


def _taken(part: Treatment) -> Treatment:
    return replace(part, status="current", stable_for=None, window=None)
