"""Joins what is asked of women and what is asked of men: nobody is both."""

from __future__ import annotations

from dataclasses import replace
from functools import reduce
from itertools import groupby
from typing import TypeGuard

from screener.catalog.implications import ruled_out
from screener.core.span import Span
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Comparison
from screener.criteria.nodes import Condition
from screener.criteria.nodes import Demographic
from screener.criteria.nodes import Node
from screener.criteria.nodes import Not
from screener.criteria.nodes import State
from screener.criteria.nodes import When
from screener.criteria.nodes import walk


def either_sex(node: Node) -> Node:
    """ "Women of childbearing potential and men" are people of either kind; what is said of neither is asked of both.

    So is an age behind the last of them ("men or non-pregnant women aged 18 to 60 years").
    """
    if not isinstance(node, AllOf | AnyOf) or not {_sex(part) for part in node.parts} >= {"male", "female"}:
        return node
    rest = [part for part in node.parts if not _sex(part)]
    if isinstance(node, AnyOf) and (rest or node.head is not None):
        return node
    *first, last = (_all(list(same)) for _, same in groupby((part for part in node.parts if _sex(part)), _sex))
    first[0], healthy = _healthy(_flat(first[0]))
    rest = [*healthy, *rest]
    own, of_both = _parted(first, _flat(last), rest)
    last, rest = (own, [*rest, *of_both]) if of_both else (last, rest)
    people = AnyOf((*first, last), span=node.span)
    return AllOf((people, *rest), node.span) if rest else people


def _healthy(node: Node) -> tuple[Node, list[Node]]:
    """What is asked of those named first, without that they are healthy, which opens a sentence for both ("healthy men or …")."""
    parts = node.parts if isinstance(node, AllOf) else (node,)
    told: list[Node] = [part for part in parts[:1] if isinstance(part, State) and part.concept == "healthy-volunteer"]
    return (_all(list(parts[1:])), told) if told and len(parts) > 1 else (node, [])


def is_sex(node: Node) -> TypeGuard[Demographic]:
    """Whether a node asks for one sex ("women with endometriosis or adenomyosis")."""
    return isinstance(node, Demographic) and node.concept == "sex"


def each_of_its_sex(nodes: list[Node]) -> bool:
    """Whether each of several rules demands one sex, and both are there: nobody can meet them together."""
    demanded = {
        part.values
        for node in nodes
        for part in (node.parts if isinstance(node, AllOf) else (node,))
        if is_sex(part)
    }
    return demanded == {("male",), ("female",)} and all(_sex(node) and not isinstance(node, When) for node in nodes)


def _parted(first: list[Node], last: Node, rest: list[Node]) -> tuple[Node, list[Node]]:
    """What is asked of the people named last alone, and what stands behind them for both."""
    of_both: list[Node] = []
    others, ages = parted_age(last)
    if others is not None and ages and not any(is_age(part) for one in (*first, *rest) for part in walk(one)):
        last = others
        of_both += ages
    if isinstance(last, AllOf) and all(map(only_states, first)):
        behind = [part for part in last.parts if isinstance(part, Condition | Comparison)]
        if behind and len(behind) < len(last.parts):  # "male or non-pregnant female with asthma"
            last = _all([part for part in last.parts if part not in behind])
            of_both += behind
    last, other = _other_limits(first, last)
    return last, [*of_both, *other]


def _other_limits(first: list[Node], last: Node) -> tuple[Node, list[Node]]:
    """Limits of other measures behind those that differ by sex: "weight ≥ 50 kg for men and ≥ 45 kg for women and BMI ≥ 18"."""
    told = {part.concept for one in first for part in walk(one) if isinstance(part, Comparison)}
    parts = last.parts if isinstance(last, AllOf) else ()
    own = {part.concept for part in parts if isinstance(part, Comparison)}
    if not told or not told < own:
        return last, []
    other: list[Node] = [part for part in parts if isinstance(part, Comparison) and part.concept not in told]
    return _all([part for part in parts if part not in other]), other


def _flat(node: Node) -> Node:
    """The node with conditions within conditions in one."""
    if not isinstance(node, AllOf) or not any(isinstance(part, AllOf) for part in node.parts):
        return node
    inner = [one for part in map(_flat, node.parts) for one in (part.parts if isinstance(part, AllOf) else (part,))]
    return replace(node, parts=tuple(inner))


def only_states(node: Node) -> bool:
    """Whether a node says of which sex people are, or besides only in what state they have to be."""
    leaves = [part for part in walk(node) if not isinstance(part, AllOf | AnyOf | Not)]
    return all(isinstance(part, Demographic | State) for part in leaves)


def _all(nodes: list[Node]) -> Node:
    return nodes[0] if len(nodes) == 1 else AllOf(tuple(nodes), reduce(Span.join, (node.span for node in nodes)))


def parted_age(node: Node) -> tuple[Node | None, list[Node]]:
    """What a node asks besides age (None where that is all), and its age limits."""
    parts = node.parts if isinstance(node, AllOf) else (node,)
    others = [part for part in parts if not is_age(part)]
    return (_all(others) if others else None), [part for part in parts if is_age(part)]


def is_age(node: Node) -> bool:
    """Whether a node is an age limit."""
    return isinstance(node, Comparison) and node.concept == "age"


def _sexes(node: Node) -> set[str]:
    found: set[str] = set()
    for part in walk(node):
        if is_sex(part):
            found.update(part.values)
        elif isinstance(part, State) and part.who == "patient" and part.concept in ruled_out("sex", "male"):
            found.add("female")
    return found


def _sex(node: Node) -> str:
    """The one sex that a node speaks of; nothing where it speaks of none or of both."""
    found = _sexes(node)
    return found.pop() if len(found) == 1 else ""


def only_people(node: Node) -> bool:
    """Whether a node says of what age or sex people are, and nothing else."""
    leaves = [part for part in walk(node) if not isinstance(part, AllOf | AnyOf)]
    return all(isinstance(part, Demographic) or is_age(part) for part in leaves)


def names_sex(node: Node) -> bool:
    """Whether a node says anything of a sex, in which an age may belong to that sex alone."""
    return bool(_sexes(node))
