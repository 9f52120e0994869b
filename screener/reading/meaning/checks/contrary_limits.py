"""Finds limits that nobody can meet together: those of two groups of people, "age ≥ 18: … Age < 18: …"."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Collection
from dataclasses import replace
from itertools import combinations
from typing import TypeGuard

from screener.core.span import Span
from screener.criteria.nodes import CONFIRMATIONS
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Comparison
from screener.criteria.nodes import Member
from screener.criteria.nodes import Node
from screener.criteria.nodes import Not
from screener.criteria.nodes import walk


def contrary(node: Node) -> bool:
    """Whether a node asks for a value of one measure above another limit and below it, at the same time."""
    known: dict[tuple[object, ...], list[Comparison]] = {}
    for one in _asked(node):
        ticked = one.concept == "age" or all(qualifier.type in CONFIRMATIONS for qualifier in one.qualifiers)
        if one.concept is not None and one.coded and not one.also and ticked:
            known.setdefault((one.concept, one.unit, one.relative_to, one.window), []).append(one)
    limited = any(_apart(first, second) for same in known.values() for first in same for second in same)
    return limited or _of_two_classes(node)


def _of_two_classes(node: Node) -> bool:
    """Whether a node asks for two classes of one scale that have none in common ("NYHA II to ambulatory IV")."""
    known: dict[tuple[object, ...], list[Member]] = {}
    for one in _members(node):
        if one.coded and all(qualifier.type in CONFIRMATIONS for qualifier in one.qualifiers):
            known.setdefault((one.concept, one.window), []).append(one)
    return any(set(one.values).isdisjoint(other.values) for same in known.values() for one, other in combinations(same, 2))


def _members(node: Node) -> list[Member]:
    """The classes that all have to be met."""
    if isinstance(node, AllOf):
        return [one for part in node.parts for one in _members(part)]
    return _members(node.parts[0]) if _defines(node) else [node] if isinstance(node, Member) else []


def contrary_parts(node: Node) -> list[Node]:
    """The smallest parts of a node that hold the limits which nobody meets together, in their order; none where all may hold."""
    if not isinstance(node, AllOf):
        return contrary_parts(node.parts[0]) if _defines(node) else []
    if not contrary(node):
        return []
    for part in node.parts:
        if found := contrary_parts(part):
            return found
    return [part for part in node.parts if any(contrary(AllOf((part, other))) for other in node.parts if other is not part)]


def without(node: Node, parts: list[Node], words: Callable[[Node], Node]) -> Node:
    """The node with each of those parts put as words to a person."""
    if any(node is part for part in parts):
        return words(node)
    if not isinstance(node, AllOf) and not _defines(node):
        return node
    return replace(node, parts=tuple(without(part, parts, words) for part in node.parts))


def says_nothing(node: Node) -> bool:
    """Whether what is denied somewhere is what nobody meets anyway."""
    return any(isinstance(one, Not) and contrary(one.part) for one in walk(node))


def as_alternatives(node: Node, lists: Collection[Collection[Span]]) -> Node:
    """The node with each list made one of alternatives where nobody meets any two of its items ("BMI 35-39; BMI ≥ 40")."""
    if not isinstance(node, AllOf) and not _defines(node):
        return node
    apart = isinstance(node, AllOf) and not any(map(contrary, node.parts))
    if apart and all(contrary(AllOf(pair)) for pair in combinations(node.parts, 2)):
        places = [part.span.start for part in node.parts]
        for items in lists:
            held = [next((at for at, item in enumerate(items) if item.start <= place < item.end), -1) for place in places]
            if -1 not in held and len(set(held)) == len(held):
                return AnyOf(node.parts, span=node.span)
    return replace(node, parts=tuple(as_alternatives(part, lists) for part in node.parts))


def age_groups(node: Node) -> Node | None:
    """The ranges of several groups as alternatives, where a node says no more ("ages 20-39 and 60-79"); None for any other."""
    parts = node.parts if isinstance(node, AllOf) else ()
    ages = [part for part in parts if isinstance(part, Comparison) and part.concept == "age" and part.lower is not None]
    ranged = sum(part.upper is not None for part in ages) >= len(ages) - 1
    if len(ages) < 2 or len(ages) != len(parts) or not ranged or not all(contrary(AllOf(pair)) for pair in combinations(ages, 2)):
        return None
    return AnyOf(tuple(ages), span=node.span)


def _defines(node: Node) -> TypeGuard[AnyOf]:
    """Whether a node only says by what its heading is met ("adequate values: …")."""
    return isinstance(node, AnyOf) and node.head is not None and not node.open and len(node.parts) == 1


def _asked(node: Node) -> list[Comparison]:
    """The limits that all have to be met."""
    if isinstance(node, AllOf):
        return [one for part in node.parts for one in _asked(part)]
    if _defines(node):
        return _asked(node.parts[0])
    return [node] if isinstance(node, Comparison) else []


def _apart(first: Comparison, second: Comparison) -> bool:
    upper, lower = first.upper, second.lower
    if first is second or upper is None or lower is None:
        return False
    return upper.value < lower.value or (upper.value == lower.value and not (upper.inclusive and lower.inclusive))
