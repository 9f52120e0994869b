"""Kleene's three-valued logic (as in CQL): UNKNOWN is neither yes nor no."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Truth(StrEnum):
    """The truth of a node for one patient."""

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"


def negation(truth: Truth) -> Truth:
    """TRUE and FALSE change places; UNKNOWN stays."""
    match truth:
        case Truth.TRUE:
            return Truth.FALSE
        case Truth.FALSE:
            return Truth.TRUE
        case Truth.UNKNOWN:
            return Truth.UNKNOWN


def conjunction(truths: Iterable[Truth]) -> Truth:
    """FALSE as soon as one is FALSE, TRUE when all are TRUE (so TRUE for none at all)."""
    return at_least(truths := tuple(truths), len(truths))


def disjunction(truths: Iterable[Truth]) -> Truth:
    """TRUE as soon as one is TRUE, FALSE when all are FALSE (so FALSE for none at all)."""
    return at_least(truths, 1)


def at_least(truths: Iterable[Truth], count: int) -> Truth:
    """TRUE when `count` are TRUE, FALSE when that can no longer happen, else UNKNOWN."""
    true = possible = 0
    for truth in truths:
        true += truth is Truth.TRUE
        possible += truth is not Truth.FALSE
    if true >= count:
        return Truth.TRUE
    return Truth.FALSE if possible < count else Truth.UNKNOWN


def at_most(truths: Iterable[Truth], count: int) -> Truth:
    """TRUE when no more than `count` can be TRUE, FALSE when more already are."""
    return negation(at_least(truths, count + 1))


def of(value: bool | None) -> Truth:
    """The truth of a Python answer; None is UNKNOWN."""
    if value is None:
        return Truth.UNKNOWN
    return Truth.TRUE if value else Truth.FALSE
