"""Checks of limits against each other: no value left, gaps and overlaps, the structured age against the text."""

from __future__ import annotations

from collections.abc import Hashable
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from screener.core.issues import Issue
from screener.core.issues import issue
from screener.criteria import nodes as n
from screener.criteria.intervals import EVERYTHING
from screener.criteria.intervals import Interval
from screener.criteria.intervals import common
from screener.criteria.intervals import interval_of
from screener.criteria.intervals import outside
from screener.criteria.protocol import Criterion
from screener.criteria.protocol import Protocol

FIELD_AGE = "FIELD-AGE"


class Literal(NamedTuple):
    """A comparison that every patient who passes has to meet, or with `wanted` False must not meet."""

    criterion: Criterion
    node: n.Comparison
    wanted: bool
    interval: Interval

    @property
    def allowed(self) -> tuple[Interval, ...]:
        """The values that pass."""
        return (self.interval,) if self.wanted else outside(self.interval)


def must_hold(node: n.Node, *, wanted: bool) -> Iterator[tuple[n.Comparison, bool]]:
    """The comparisons that decide by themselves: parts of an all-of that must hold, of an any-of that must not."""
    match node:
        case n.Comparison():
            yield node, wanted
        case n.Not(part=part):
            yield from must_hold(part, wanted=not wanted)
        case n.AllOf(parts=parts) if wanted or len(parts) == 1:
            for part in parts:
                yield from must_hold(part, wanted=wanted)
        case n.AnyOf(parts=parts, head=head) if not wanted or (len(parts) == 1 and head is None):
            for part in parts:
                yield from must_hold(part, wanted=wanted)
        case n.Except(base=base, unless=unless) if wanted:
            yield from must_hold(base, wanted=True)
            yield from must_hold(unless, wanted=False)
        case _:
            return


def by_measure(protocol: Protocol) -> dict[Hashable, list[Literal]]:
    """The comparisons that decide by themselves, those of one measure at one time together."""
    groups: dict[Hashable, list[Literal]] = {}
    for criterion in protocol.criteria:
        for node, wanted in must_hold(criterion.node, wanted=criterion.category == "inclusion"):
            interval = interval_of(node)
            if interval is not None and node.policy == "latest" and interval != Interval():
                unit = node.unit if node.concept is None or node.relative_to != "none" else ""
                key = (node.concept or node.label, node.relative_to, node.change, node.window, node.qualifiers, unit)
                groups.setdefault(key, []).append(Literal(criterion, node, wanted, interval))
    return groups


def contradictions(protocol: Protocol) -> Iterator[Issue]:
    """Measures of which no value passes every criterion."""
    for literals in by_measure(protocol).values():
        left: tuple[Interval, ...] = EVERYTHING
        for literal in literals:
            left = common(left, literal.allowed)
        if not left:
            last = literals[-1]
            ids = " and ".join(dict.fromkeys(literal.criterion.id for literal in literals))
            message = f"no value of {last.node.label} passes {ids}"
            yield told("no-patient-can-pass", message, last, "correct one of the limits, or its sign")


def gaps_and_overlaps(protocol: Protocol) -> Iterator[Issue]:
    """Inclusion and exclusion limits that face each other and do not fit exactly."""
    for literals in by_measure(protocol).values():
        for one in literals:
            for other in literals:
                if one.criterion.category == "inclusion" and other.criterion.category == "exclusion":
                    yield from _facing(one, other)


def _facing(one: Literal, other: Literal) -> Iterator[Issue]:
    """The issue of an inclusion limit and an exclusion limit on the same side of a measure."""
    if len(one.allowed) != 1 or len(other.allowed) != 1:
        return
    inside, excluded = one.allowed[0], outside(other.allowed[0])
    if len(excluded) != 1:
        return
    outer = excluded[0]
    if inside.low is not None and outer.low is None and outer.high is not None:
        gap = _step(outer.high, outer.high_in, inside.low, inside.low_in)
    elif inside.high is not None and outer.high is None and outer.low is not None:
        gap = _step(inside.high, inside.high_in, outer.low, outer.low_in)
    else:
        return
    ids = f"{one.criterion.id} and {other.criterion.id}"
    if gap > 0:
        message = f"{ids} leave values of {one.node.label} that are neither included nor excluded"
        yield told("limits-gap", message, other, "they do not pass the inclusion; make the two limits meet")
    elif gap < 0:
        message = f"{ids} overlap: some values of {one.node.label} are included and excluded"
        yield told("limits-overlap", message, other, "the exclusion decides; make the two limits meet")


def _step(below: Fraction, below_in: bool, above: Fraction, above_in: bool) -> int:
    """1 where numbers lie between the two stretches, -1 where they share some, 0 where they meet."""
    if below == above:
        return {0: 1, 1: 0, 2: -1}[below_in + above_in]
    return 1 if below < above else -1


def age_fields(protocol: Protocol) -> Iterator[Issue]:
    """The registry's structured age limits against those of the text, each side for itself."""
    every = (literal for literals in by_measure(protocol).values() for literal in literals)
    ages = [literal for literal in every if literal.node.concept == "age"]
    field = [literal for literal in ages if literal.criterion.id == FIELD_AGE]
    for literal in ages:
        if literal.criterion.id == FIELD_AGE or len(literal.allowed) != 1:
            continue
        for structured in field:
            if _differ(structured.allowed[0], literal.allowed[0]):
                message = f"{literal.criterion.id} and the structured age {FIELD_AGE} have different limits"
                hint = "a patient has to pass both; correct the one that is wrong"
                yield told("field-text-mismatch", message, literal, hint)


def _differ(one: Interval, other: Interval) -> bool:
    low = one.low is not None and other.low is not None and (one.low, one.low_in) != (other.low, other.low_in)
    high = one.high is not None and other.high is not None and (one.high, one.high_in) != (other.high, other.high_in)
    return low or high


def told(code: str, message: str, literal: Literal, hint: str) -> Issue:
    """An issue at a comparison, or at its criterion where it stands in no text."""
    place = literal.node.span if literal.node.span.end else literal.criterion.span
    return issue(code, message, place, field=literal.criterion.field, hint=hint)
