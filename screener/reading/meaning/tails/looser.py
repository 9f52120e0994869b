"""Reads "ALT ≤ 3 x ULN. If liver metastases are present, ALT ≤ 5 x ULN": the looser limit stands in for the first, for some.

Taken one by one, a limit for some that everybody keeps who keeps the limit for all would say nothing.
"""

from __future__ import annotations

from dataclasses import replace

from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Comparison
from screener.criteria.nodes import Condition
from screener.criteria.nodes import Judgement
from screener.criteria.nodes import Node
from screener.criteria.nodes import Not
from screener.criteria.nodes import State
from screener.criteria.nodes import Treatment
from screener.criteria.nodes import When
from screener.reading.meaning.lists.combine import all_of
from screener.reading.meaning.lists.combine import any_of

_WHO = (Condition, State, Treatment)


def looser_for_some(node: Node, category: str) -> Node:
    """The node with each limit for some that says nothing beside that for all made what those are held to instead."""
    if not isinstance(node, AllOf | AnyOf) or (isinstance(node, AnyOf) and node.head is not None):
        return node
    parts = node.parts
    for some in parts:
        case = _case(some, category)
        if case is None:
            continue
        who, limits = case
        rest = [_with(one, who, limits, category) for one in parts if one is not some]
        told = [limit for limit in limits for one in rest if _holds(one, limit)]
        if len(told) == len(limits):
            made = rest[0] if len(rest) == 1 else replace(node, parts=tuple(rest))
            return looser_for_some(made, category)
    return node


def _case(node: Node, category: str) -> tuple[Node, tuple[Comparison, ...]] | None:
    """Whom a limit is for and the limits: "if … then" where something is asked, both together where it excludes."""
    if category == "inclusion" and isinstance(node, When) and _names_who(node.condition):
        limits = _limits(node.then)
        return (node.condition, limits) if limits else None
    if category == "exclusion" and isinstance(node, AllOf) and _names_who(node.parts[0]) and len(node.parts) == 2:
        limits = _limits(node.parts[1])
        return (node.parts[0], limits) if limits else None
    return None


def _names_who(node: Node) -> bool:
    """Whether a node names what people have, or several such things of which one is enough."""
    several = isinstance(node, AnyOf) and not node.open and node.head is None
    return all(isinstance(one, _WHO) for one in node.parts) if isinstance(node, AnyOf) and several else isinstance(node, _WHO)


def _limits(node: Node) -> tuple[Comparison, ...]:
    """The limits that a node is made of; none where it holds anything else."""
    parts = node.parts if isinstance(node, AllOf | AnyOf) else (node,)
    return tuple(one for one in parts if isinstance(one, Comparison)) if all(isinstance(one, Comparison) for one in parts) else ()


def _with(node: Node, who: Node, limits: tuple[Comparison, ...], category: str) -> Node:
    """The node with each limit for all that one of the limits for some loosens made to hold for the others."""
    if isinstance(node, Comparison):
        other = next((limit for limit in limits if _loosens(limit, node, category)), None)
        if other is None:
            return node
        if category == "inclusion":
            return any_of([node, all_of([who, other])])
        return all_of([node, any_of([Not(who, who.span), other])])
    defined = isinstance(node, AnyOf) and isinstance(node.head, Judgement) and not node.open and len(node.parts) == 1
    if isinstance(node, AllOf | AnyOf) and (defined or all(isinstance(one, Comparison) for one in node.parts)):
        return replace(node, parts=tuple(_with(one, who, limits, category) for one in node.parts))
    return node


def _holds(node: Node, limit: Comparison) -> bool:
    """Whether that very limit stands somewhere within what has been made."""
    if node is limit:
        return True
    return isinstance(node, AllOf | AnyOf) and any(_holds(one, limit) for one in node.parts)


def _loosens(some: Comparison, every: Comparison, category: str) -> bool:
    """Whether whoever keeps the limit for all keeps that for some; the other way round where it excludes."""
    same = some.concept == every.concept and some.unit == every.unit
    same = same and some.relative_to == every.relative_to and some.change == every.change
    if not same or some.concept is None or every.window not in {some.window, None}:
        return False
    if some.lower is None and every.lower is None and some.upper and every.upper:
        further = some.upper.value - every.upper.value
    elif some.upper is None and every.upper is None and some.lower and every.lower:
        further = every.lower.value - some.lower.value
    else:
        return False
    return further > 0 if category == "inclusion" else further < 0
