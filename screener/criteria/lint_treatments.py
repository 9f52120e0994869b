"""A check across criteria: a treatment that an inclusion permits and an exclusion forbids."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from screener.catalog.load import catalog
from screener.catalog.words import words
from screener.core.issues import Issue
from screener.core.issues import issue
from screener.criteria import nodes as n
from screener.criteria.intervals import Interval
from screener.criteria.intervals import meet
from screener.criteria.protocol import Criterion
from screener.criteria.protocol import Protocol

_DAYS = {
    "minute": Fraction(1, 24 * 60), "hour": Fraction(1, 24), "day": Fraction(1), "week": Fraction(7), "month": Fraction(30),
    "year": Fraction(365), "half-life": Fraction(0),
}  # fmt: skip
_NOW = Interval(Fraction(0), True, Fraction(0), True)
_PAST = Interval(high=Fraction(0), high_in=True)
_FUTURE = Interval(low=Fraction(0), low_in=True)
_TAKEN = frozenset({"current", "ever", "started", "stopped", "planned"})
_Permitted = tuple[n.Treatment, ...]
_Forbidden = tuple[tuple[n.Treatment, _Permitted], ...]


def permitted_and_forbidden(protocol: Protocol) -> Iterator[Issue]:
    """Pairs of an inclusion and an exclusion about one treatment at overlapping times."""
    allowing = [(one, tuple(permits(one.node))) for one in protocol.criteria if one.category == "inclusion"]
    if not any(permitted for _, permitted in allowing):
        return
    forbidding = [(one, tuple(forbids(one.node))) for one in protocol.criteria if one.category == "exclusion"]
    for inclusion, permitted in allowing:
        for exclusion, forbidden in forbidding:
            clash = _clash(inclusion, permitted, exclusion, forbidden) if permitted and forbidden else None
            if clash is not None:
                yield clash


def _clash(inclusion: Criterion, allowed: _Permitted, exclusion: Criterion, forbidding: _Forbidden) -> Issue | None:
    for permitted in allowed:
        for forbidden, exempt in forbidding:
            if not _is_kind_of(permitted, forbidden) or any(_is_kind_of(permitted, each) for each in exempt):
                continue
            if _apart(permitted, forbidden):
                continue
            message = f"{inclusion.id} permits {permitted.label}, which {exclusion.id} forbids ({forbidden.label})"
            place = forbidden.span if forbidden.span.end else exclusion.span
            hint = "the exclusion decides; an investigator has to rule"
            return issue("criteria-conflict", message, place, field=exclusion.field, hint=hint)
    return None


def permits(node: n.Node) -> Iterator[n.Treatment]:
    """The treatments that a patient who meets the node may have had."""
    match node:
        case n.Treatment(status=status) if status in _TAKEN:
            yield node
        case n.AllOf(parts=parts) | n.AtLeast(parts=parts) | n.AnyOf(parts=parts):
            for part in parts:
                yield from permits(part)
            if isinstance(node, n.AnyOf) and node.head is not None:
                yield from permits(node.head)
        case n.Except(base=base):
            yield from permits(base)
        case n.When(then=then):
            yield from permits(then)
        case _:
            return


def forbids(node: n.Node) -> Iterator[tuple[n.Treatment, tuple[n.Treatment, ...]]]:
    """The treatments that meet the node by themselves, each with those that an exception lets through."""
    match node:
        case n.Treatment(status=status) if status in _TAKEN:
            yield node, ()
        case n.AnyOf(parts=parts, head=head):
            for part in parts if head is None else (head, *parts):
                yield from forbids(part)
        case n.AllOf(parts=(part,)):
            yield from forbids(part)
        case n.Except(base=base, unless=unless):
            exempt = tuple(permits(unless))
            for treatment, more in forbids(base):
                yield treatment, (*more, *exempt)
        case _:
            return


def _is_kind_of(one: n.Treatment, other: n.Treatment) -> bool:
    if one.concept is not None and other.concept is not None:
        return catalog().is_a(one.concept, other.concept)
    return one.concept == other.concept and words(one.label) == words(other.label)


def _apart(one: n.Treatment, other: n.Treatment) -> bool:
    """Whether the two cannot be true of one treatment: other times, other doses or another route."""
    if meet(_when(one), _when(other)).empty or (one.route and other.route and one.route != other.route):
        return True
    if one.dose is None or other.dose is None:
        return False
    return _units(one.dose) == _units(other.dose) and meet(_amounts(one.dose), _amounts(other.dose)).empty


def _units(dose: n.Dose) -> tuple[str, str | None, bool]:
    return dose.unit, dose.per, dose.per_weight


def _amounts(dose: n.Dose) -> Interval:
    lower, upper = dose.lower, dose.upper
    return Interval(
        None if lower is None else Fraction(lower.value),
        lower is not None and lower.inclusive,
        None if upper is None else Fraction(upper.value),
        upper is not None and upper.inclusive,
    )


def _when(node: n.Treatment) -> Interval:
    """The days, counted from the index date, at which the treatment may have been given; months as 30 days."""
    window = node.window
    if window is None:
        return {"current": _NOW, "planned": _FUTURE}.get(node.status, _PAST)
    if window.value is None:
        return _open_when(window)
    near = Fraction(window.value) * _DAYS[window.unit]
    far = near if window.value2 is None else Fraction(window.value2) * _DAYS[window.unit]
    start = Fraction(0) if window.value2 is None else min(near, far)
    end = max(near, far)
    match window.direction:
        case "before":
            return Interval(-end, window.inclusive, -start, True)
        case "after":
            return Interval(start, True, end, window.inclusive)
        case "around":
            return Interval(-end, True, end, True)
        case "until":
            return Interval(high=-near, high_in=window.inclusive)
        case "from":
            return Interval(low=near, low_in=window.inclusive)
        case "at" | "during":
            return Interval(-near, True, near, True)


def _open_when(window: n.Window) -> Interval:
    match window.direction:
        case "before" | "until":
            return _PAST
        case "after" | "from" | "during":
            return _FUTURE
        case "around" | "at":
            return _NOW
