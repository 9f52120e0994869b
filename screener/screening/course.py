"""The particulars of one recorded course: dose, route, duration, stability, response, company, indication."""

from __future__ import annotations

from collections.abc import Iterator

from screener.core.calendar import PartialDate
from screener.core.calendar import on
from screener.core.reasons import Reason
from screener.core.truth import Truth
from screener.core.truth import disjunction
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Duration
from screener.criteria.nodes import Node
from screener.criteria.nodes import Treatment
from screener.records.patient import Treatment as Recorded
from screener.screening.case import Case
from screener.screening.chart import folded
from screener.screening.chart import kinship
from screener.screening.dose import evaluate_dose
from screener.screening.outcome import Evidence
from screener.screening.outcome import Outcome
from screener.screening.outcome import decided
from screener.screening.outcome import false
from screener.screening.outcome import gather
from screener.screening.outcome import true
from screener.screening.outcome import unknown
from screener.screening.routes import by_route
from screener.screening.routes import misplaced
from screener.screening.timeline import Days
from screener.screening.timeline import Stretch
from screener.screening.timeline import lasted
from screener.screening.timeline import overlap

Interval = tuple[PartialDate, PartialDate]


def particulars(
    node: Treatment,
    entry: Recorded,
    label: str,
    lasting: Interval,
    stretch: Stretch | None,
    case: Case,
    shown: Evidence,
) -> Iterator[Outcome]:
    """The outcome of each particular that the text asks for."""
    if node.dose is not None:
        yield evaluate_dose(node.dose, entry, label, case, shown)
    if node.route is not None:
        yield by_route(node.route, entry, label, shown)
    elif node.concept is not None and (doubt := misplaced(node.concept, entry, label, case, shown)) is not None:
        yield doubt
    if node.duration is not None:
        yield _duration(node.duration, entry, label, lasting, case, shown)
    if node.stable_for is not None:
        yield _stable(node.stable_for, entry, label, case, shown)
    if node.response:
        yield _response(node.response, entry, label, shown)
    for other in node.concurrent_with:
        yield _together(other, lasting, stretch, label, case)
    if node.indication is not None:
        yield _indication(node.indication, entry, label, shown)


def _duration(
    duration: Duration, entry: Recorded, label: str, lasting: Interval, case: Case, shown: Evidence
) -> Outcome:
    start, end = lasting
    until = PartialDate(min(end.first, case.index), min(end.last, case.index))
    match lasted(start, until, duration):
        case Truth.TRUE:
            return true(f"{label} lasted as long as asked.", (shown,))
        case Truth.FALSE:
            return false(f"{label} did not last as long as asked.", (shown,))
        case Truth.UNKNOWN if entry.start is None:
            return unknown(Reason.NOT_RECORDED, f"The start of {label} is not recorded.", (shown,))
        case Truth.UNKNOWN:
            return unknown(
                Reason.PARTIAL_DATE, f"How long {label} lasted is not known from the recorded dates.", (shown,)
            )


def _stable(duration: Duration, entry: Recorded, label: str, case: Case, shown: Evidence) -> Outcome:
    today = on(case.index)
    if entry.stable_since is not None:
        truth = lasted(entry.stable_since, today, duration)
        if truth is Truth.UNKNOWN:
            return unknown(Reason.PARTIAL_DATE, f"Since when {label} is stable is not known closely enough.", (shown,))
        return decided(truth is Truth.TRUE, f"{label} has been stable since {entry.stable_since}.", (shown,))
    if entry.start is not None and duration.upper is None and lasted(entry.start, today, duration) is Truth.FALSE:
        return false(f"{label} was started too recently to be stable for that long.", (shown,))
    return unknown(Reason.QUALIFIER, f"Whether the dose of {label} was stable is not recorded.", (shown,))


def _response(asked: tuple[str, ...], entry: Recorded, label: str, shown: Evidence) -> Outcome:
    told = entry.response
    if told is None:
        return unknown(
            Reason.NEEDS_JUDGEMENT, f"The response to {label} is not recorded and has to be judged.", (shown,)
        )
    if told in asked or (told == "failed" and "none" in asked):
        return true(f"The response to {label} is recorded as {told}.", (shown,))
    if told == "responded":
        return false(f"The record says that {label} worked.", (shown,))
    return unknown(Reason.NEEDS_JUDGEMENT, f"The recorded response to {label} is another one than asked.", (shown,))


def _together(other: Node, lasting: Interval, stretch: Stretch | None, label: str, case: Case) -> Outcome:
    """Whether the other treatment was given at the same time as this course (and in the same period)."""
    match other:
        case AnyOf(parts=parts) if parts:
            outcomes = [_together(part, lasting, stretch, label, case) for part in parts]
            truth = disjunction(outcome.truth for outcome in outcomes)
            if other.open and truth is Truth.FALSE:
                return unknown(Reason.OPEN_LIST, f"Something else than the examples may go together with {label}.")
            return gather(truth, outcomes)
        case AllOf(parts=parts) if parts:
            outcomes = [_together(part, lasting, stretch, label, case) for part in parts]
            if any(outcome.truth is Truth.FALSE for outcome in outcomes):
                return gather(Truth.FALSE, outcomes)
            return gather(
                Truth.UNKNOWN if any(outcome.truth is Truth.UNKNOWN for outcome in outcomes) else Truth.TRUE, outcomes
            )
        case Treatment():
            return _overlapping(other, lasting, stretch, label, case)
        case _:
            from screener.screening.evaluate import evaluate_alone

            return evaluate_alone(other, case)


def _overlapping(other: Treatment, lasting: Interval, stretch: Stretch | None, label: str, case: Case) -> Outcome:
    from screener.screening.treatment import ahead
    from screener.screening.treatment import evaluate_treatment
    from screener.screening.treatment import evidence
    from screener.screening.treatment import find
    from screener.screening.treatment import interval

    alone = evaluate_treatment(other, case)
    if alone.truth is not Truth.TRUE:
        return alone
    name = case.label(other.concept, other.label)
    within = stretch.days if stretch is not None else Days(lasting[0].first, min(lasting[1].last, case.index))
    maybe: tuple[Evidence, ...] = ()
    for entry in find(other, case).present:
        if entry.status in ("planned", "not-done") or ahead(entry, case):
            continue
        start, end = interval(entry, case)
        sure = Days(lasting[0].last, min(lasting[1].first, case.index))
        shown = evidence(entry, name, stretch)
        if sure.first <= sure.last and overlap(start, end, sure) is Truth.TRUE:
            return true(f"{name} was given together with {label}.", (shown,))
        if (
            overlap(start, end, within) is not Truth.FALSE
            and overlap(start, end, Days(lasting[0].first, lasting[1].last)) is not Truth.FALSE
        ):
            maybe = (*maybe, shown)
    if maybe:
        return unknown(Reason.PARTIAL_DATE, f"Whether {name} went together with {label} is not known.", maybe)
    return unknown(Reason.NOT_RECORDED, f"{name} together with {label} is not recorded.", alone.evidence)


def _indication(indication: Node, entry: Recorded, label: str, shown: Evidence) -> Outcome:
    asked = getattr(indication, "concept", None)
    named = getattr(indication, "label", "")
    for recorded in entry.indication:
        if (asked is not None and kinship(recorded, asked) in ("same", "below")) or folded(recorded) == folded(named):
            return true(f"{label} is given for {named}.", (shown,))
    return unknown(Reason.QUALIFIER, f"What {label} is given for is not recorded as {named or 'asked'}.", (shown,))
