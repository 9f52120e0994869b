"""Finds limits that nobody can meet together: those of two groups of people, "age ≥ 18: … Age < 18: …"."""

from __future__ import annotations

from screener.criteria.nodes import AllOf
from screener.criteria.nodes import Comparison
from screener.criteria.nodes import Node


def impossible(node: Node) -> bool:
    """Whether a node asks for a value of one measure above another limit and below it, at the same time."""
    known: dict[tuple[object, ...], list[Comparison]] = {}
    for one in _asked(node):
        if one.concept is not None and one.coded and not one.also and not one.qualifiers:
            known.setdefault((one.concept, one.unit, one.relative_to, one.window), []).append(one)
    return any(_apart(first, second) for same in known.values() for first in same for second in same)


def _asked(node: Node) -> list[Comparison]:
    """The limits that all have to be met."""
    if isinstance(node, AllOf):
        return [one for part in node.parts for one in _asked(part)]
    return [node] if isinstance(node, Comparison) else []


def _apart(first: Comparison, second: Comparison) -> bool:
    upper, lower = first.upper, second.lower
    if first is second or upper is None or lower is None:
        return False
    return upper.value < lower.value or (upper.value == lower.value and not (upper.inclusive and lower.inclusive))
