"""Finds rules that turn away who is able and willing to take part: their sentence was not understood."""

from __future__ import annotations

from functools import cache

from screener.core.data import read_toml
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Except
from screener.criteria.nodes import Node
from screener.criteria.nodes import Not
from screener.criteria.nodes import State
from screener.criteria.nodes import When
from screener.criteria.protocol import Category


def turned_round(node: Node, category: Category) -> bool:
    """Whether somebody is kept out for agreeing to take part, or let in for what hinders it."""
    return bool(turned(node, wanted=category == "inclusion"))


def turned(node: Node, *, wanted: bool) -> list[State]:
    """The states that stand the wrong way round in a node; `wanted`: candidates have to meet it."""
    match node:
        case State(who="patient", concept=str(concept)):
            return [node] if concept in _words("hindering" if wanted else "agreeing") else []
        case Not(part=part):
            return _denied(part, wanted=wanted) or turned(part, wanted=not wanted)
        case When(then=then):
            return turned(then, wanted=wanted)
        case Except(base=base, unless=unless):
            return turned(base, wanted=wanted) + turned(unless, wanted=not wanted)
        case AllOf(parts=parts) | AnyOf(parts=parts):
            head = node.head if isinstance(node, AnyOf) else None
            return [one for part in (*parts, *((head,) if head is not None else ())) for one in turned(part, wanted=wanted)]
        case _:
            return []


def _denied(node: Node, *, wanted: bool) -> list[State]:
    """A refusal that is denied among the exclusions ("who are not unwilling")."""
    return [node] if isinstance(node, State) and not wanted and node.concept in _words("refusing") else []


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(read_toml("rules", "words", "attitudes.toml")[kind])
