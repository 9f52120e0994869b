"""What a compiled protocol says in numbers and names, laid flat so that it can be set beside an annotation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from decimal import InvalidOperation
from itertools import pairwise
from typing import Literal

from benchmarks.reading.values import find_limits
from screener.core.span import NOWHERE
from screener.core.span import Span
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import AtLeast
from screener.criteria.nodes import AtMost
from screener.criteria.nodes import Bound
from screener.criteria.nodes import Comparison
from screener.criteria.nodes import Condition
from screener.criteria.nodes import Count
from screener.criteria.nodes import Dose
from screener.criteria.nodes import Duration
from screener.criteria.nodes import Except
from screener.criteria.nodes import Judgement
from screener.criteria.nodes import Member
from screener.criteria.nodes import Node
from screener.criteria.nodes import Not
from screener.criteria.nodes import Result
from screener.criteria.nodes import State
from screener.criteria.nodes import Treatment
from screener.criteria.nodes import Unread
from screener.criteria.nodes import When
from screener.criteria.nodes import Window
from screener.criteria.nodes import children
from screener.criteria.protocol import Criterion
from screener.criteria.protocol import Protocol

ClaimKind = Literal["limit", "also", "member", "window", "duration", "dose", "count"]
Sense = Literal["", "up-to", "beyond"]
WITHOUT = frozenset({"treatment-naive", "non-smoker", "never-smoker", "unwilling", "unable-to-participate", "abstinent"})
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6}


@dataclass(frozen=True, slots=True)
class Placed:
    """A node where it stands: its criterion and the nodes above it, outermost first."""

    node: Node
    above: tuple[Node, ...]
    criterion: Criterion

    @property
    def negated(self) -> bool:
        """Whether an odd number of negations and exceptions stand over it; "never treated" counts as one."""
        turns = turns_of((*self.above, self.node))
        naive = isinstance(self.node, Treatment) and self.node.status == "naive"
        return (turns + naive) % 2 == 1

    @property
    def spoken_of(self) -> bool:
        """Whether a judgement, an unread part or a criterion only speaks of it, so that it decides nothing."""
        root = self.above[0] if self.above else self.node
        about = any(root is one for one in self.criterion.about)
        return about or any(isinstance(node, Judgement | Unread) for node in self.above)

    @property
    def absent(self) -> bool:
        """Whether it says that something is not there: negated, a negative result, over, stopped, or a state of being without."""
        match self.node:
            case Result(outcome="negative") | Condition(status="resolved") | Treatment(status="stopped"):
                return True
            case State(concept=concept) if concept in WITHOUT:
                return True
            case _:
                return self.negated


def turns_of(path: tuple[Node, ...]) -> int:
    """How often the truth turns along a path: each `not`, and each step into what an `except` leaves out."""
    turns = sum(isinstance(node, Not) for node in path)
    return turns + sum(isinstance(node, Except) and below is node.unless for node, below in pairwise(path))


@dataclass(frozen=True, slots=True)
class Claim:
    """One compiled number: its bounds, unit, what it is a multiple of, where it stands and the node that holds it."""

    kind: ClaimKind
    lower: Bound | None
    upper: Bound | None
    unit: str
    relative: str
    span: Span
    placed: Placed
    sense: Sense = ""

    def __str__(self) -> str:
        low = f"{'[' if self.lower.inclusive else '('}{self.lower.value}" if self.lower else "("
        high = f"{self.upper.value}{']' if self.upper.inclusive else ')'}" if self.upper else ")"
        name = getattr(self.placed.node, "label", "")
        relative = "" if self.relative == "none" else f" x{self.relative}"
        return f"{self.kind} {name} {low}, {high} {self.unit}{relative}".strip()


def place(node: Node, criterion: Criterion, above: tuple[Node, ...] = ()) -> Iterator[Placed]:
    """The node and all below it, each with its path."""
    yield Placed(node, above, criterion)
    for child in (*children(node), *spoken_of(node)):
        yield from place(child, criterion, (*above, node))


def spoken_of(node: Node) -> tuple[Node, ...]:
    """The names that a judgement or an unread part holds."""
    return node.about if isinstance(node, Judgement | Unread) else ()


def placed(protocol: Protocol) -> list[Placed]:
    """Every node of the chosen readings, and the names that a criterion holds besides."""
    nodes = ((criterion, node) for criterion in protocol.criteria for node in (criterion.node, *criterion.about))
    return [found for criterion, node in nodes for found in place(node, criterion)]


def placed_readings(protocol: Protocol) -> list[Placed]:
    """Every node of the readings that were kept but not chosen."""
    return [
        found
        for criterion in protocol.criteria
        for reading in criterion.readings
        if not reading.chosen
        for found in place(reading.node, criterion)
    ]


def claims(nodes: list[Placed]) -> list[Claim]:
    """Every number that these nodes say and that decides something."""
    return [claim for found in nodes if not found.spoken_of for claim in _claims(found)]


def spoken_claims(nodes: list[Placed]) -> list[Claim]:
    """Every number that a judgement, an unread part or a criterion only speaks of (`about`)."""
    return [claim for found in nodes if found.spoken_of for claim in _claims(found)]


def _claims(found: Placed) -> Iterator[Claim]:
    node = found.node
    match node:
        case Comparison(lower=None, upper=None):
            pass  # named, not limited
        case Comparison():
            yield Claim("limit", node.lower, node.upper, node.unit or "", node.relative_to, node.span, found)
            for also in node.also:
                yield Claim("also", also.lower, also.upper, also.unit or "", "none", node.span, found)
        case Member(values=values):
            numbers = [number for number in map(_ordinal, values) if number is not None]
            if numbers:
                low, high = Bound(min(numbers), True), Bound(max(numbers), True)
                yield Claim("member", low, high, "", "none", node.span, found)
        case Treatment():
            yield from _dose(node.dose, found)
            yield from _duration(node.duration, found)
            yield from _duration(node.stable_for, found)
            yield from _count(node.count, found)
        case Condition():
            yield from _duration(node.duration, found)
            yield from _count(node.count, found)
        case AtLeast(count=count):
            yield Claim("count", Bound(Decimal(count), True), None, "", "none", node.span, found)
        case AtMost(count=count):
            yield Claim("count", None, Bound(Decimal(count), True), "", "none", node.span, found)
        case _:
            pass
    yield from _stages(found)
    window = getattr(node, "window", None)
    if isinstance(window, Window) and window.value is not None:
        yield _window(window, window.value, found)


def _stages(found: Placed) -> Iterator[Claim]:
    """Grades that stand as a qualifier: "stage III or IV" of a disease; a sign in its words is said too ("> grade 2")."""
    for qualifier in getattr(found.node, "qualifiers", ()):
        if qualifier.type == "stage":
            signed = [one for one in find_limits(_arabic(qualifier.value)) if (one.lower is None) != (one.upper is None)]
            if len(signed) == 1:
                span = _at(qualifier.span, found)
                yield Claim("member", signed[0].lower, signed[0].upper, "", "none", span, found)
                continue
        if qualifier.type not in ("stage", "dose") and not _GRADE.search(qualifier.value):
            continue
        numbers = [number for number in map(_ordinal, re.findall(r"\w+", qualifier.value)) if number is not None]
        if numbers:
            low, high = Bound(min(numbers), True), Bound(max(numbers), True)
            yield Claim("member", low, high, "", "none", _at(qualifier.span, found), found)


_GRADE = re.compile(
    r"\b(?:stages?|grades?|class(?:es)?|types?|levels?|phases?|categor(?:y|ies)|degrees?|fractions?)\b", re.IGNORECASE
)


def _arabic(words: str) -> str:
    """The words with their Roman numbers in figures."""
    return re.sub(r"\w+", lambda word: str(ROMAN.get(word.group().lower(), word.group())), words)


_SUBCLASS = re.compile(r"(?<=[ivx\d])[abc]$")
"""The letter of a class within a class: "IIa" and "3A" are of II and 3."""


def _ordinal(value: str) -> Decimal | None:
    plain = _SUBCLASS.sub("", value.strip().lower().removesuffix("+"))
    if plain in ROMAN:
        return Decimal(ROMAN[plain])
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


def _at(span: Span, found: Placed) -> Span:
    node_span: Span = found.node.span
    return node_span if span == NOWHERE else span


def _window(window: Window, value: Decimal, found: Placed) -> Claim:
    bound = Bound(value, window.inclusive)
    span = _at(window.span, found)
    if window.value2 is not None:
        far = Bound(window.value2, window.inclusive)
        return Claim("window", bound, far, window.unit, "none", span, found, "up-to")
    if window.direction in ("until", "from"):
        return Claim("window", bound, None, window.unit, "none", span, found, "beyond")
    return Claim("window", None, bound, window.unit, "none", span, found, "up-to")


def _duration(duration: Duration | None, found: Placed) -> Iterator[Claim]:
    if duration and (duration.lower or duration.upper):
        sense: Sense = "beyond" if duration.lower and not duration.upper else "up-to"
        span = _at(duration.span, found)
        yield Claim("duration", duration.lower, duration.upper, duration.unit, "none", span, found, sense)


def _dose(dose: Dose | None, found: Placed) -> Iterator[Claim]:
    if dose:
        unit = dose.unit + ("/kg" if dose.per_weight else "") + (f"/{dose.per}" if dose.per else "")
        yield Claim("dose", dose.lower, dose.upper, unit, "none", _at(dose.span, found), found)


def _count(count: Count | None, found: Placed) -> Iterator[Claim]:
    if count:
        yield Claim("count", count.lower, count.upper, "", "none", found.node.span, found)


def is_combination(node: Node) -> bool:
    """Whether the node only joins others."""
    return isinstance(node, AllOf | AnyOf | AtLeast | AtMost | Not | When | Except)
