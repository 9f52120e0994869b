"""Whether the patient has, or had, a disease."""

from __future__ import annotations

from typing import assert_never

from screener.core.calendar import PartialDate
from screener.core.calendar import on
from screener.core.reasons import Reason
from screener.core.truth import Truth
from screener.criteria.nodes import Condition
from screener.records.patient import Condition as Recorded
from screener.screening.absence import beside
from screener.screening.absence import not_there
from screener.screening.absence import start_of
from screener.screening.case import Case
from screener.screening.chart import IN_PERIOD
from screener.screening.chart import Found
from screener.screening.chart import broad
from screener.screening.chart import folded
from screener.screening.chart import named
from screener.screening.chart import texts
from screener.screening.counting import counted
from screener.screening.outcome import Amount
from screener.screening.outcome import Evidence
from screener.screening.outcome import Outcome
from screener.screening.outcome import decided
from screener.screening.outcome import false
from screener.screening.outcome import gather
from screener.screening.outcome import true
from screener.screening.outcome import unknown
from screener.screening.qualifiers import narrowed
from screener.screening.timeline import Stretch
from screener.screening.timeline import clipped
from screener.screening.timeline import inside
from screener.screening.timeline import lasted
from screener.screening.timeline import lay
from screener.screening.timeline import no_later_than
from screener.screening.timeline import overlap
from screener.screening.words import single_words

ONGOING = frozenset({"active", "recurrence", "relapse"})
OVER = frozenset({"inactive", "resolved"})


def evaluate_condition(node: Condition, case: Case) -> Outcome:
    """TRUE by a confirmed entry of it or a kind of it; FALSE only where it is recorded, declared or presumed absent."""
    if node.who not in ("patient", "family"):
        return unknown(Reason.NEEDS_JUDGEMENT, f"{node.label} of the {node.who} is not part of the record.")
    stretch = lay(node.window, case) if node.window is not None else None
    if stretch is not None and stretch.problem is not None:
        return unknown(*stretch.problem)
    label = case.label(node.concept, node.label)
    shelf = case.chart.family if node.who == "family" else case.chart.conditions
    found = shelf.find(node.concept) if node.concept is not None else shelf.by_words(node.label)
    judged = [_judge(node, entry, label, stretch, case) for entry in found.present if not _ahead(entry, case)]
    if node.count is not None:
        whole = case.complete("conditions", start_of(stretch, case, ever=node.status != "present"))
        return counted(node.count, judged, label, whole)
    held = [outcome for outcome in judged if outcome.truth is Truth.TRUE]
    if held:
        return _against_denial(gather(Truth.TRUE, held[:1]), found, label, case)
    open_ones = [outcome for outcome in judged if outcome.truth is Truth.UNKNOWN]
    if open_ones:
        return gather(Truth.UNKNOWN, open_ones)
    return _not_shown(node, label, stretch, found, judged, case)


def _ahead(entry: Recorded, case: Case) -> bool:
    """Whether the entry belongs to a time after the index date."""
    first = entry.onset or entry.recorded
    if first is None or first.first <= case.index:
        return False
    case.notice(
        "record-future", f"The condition {entry.id or 'without id'} starts after the index date and is not used."
    )
    return True


def interval(entry: Recorded, case: Case) -> tuple[PartialDate, PartialDate]:
    """From onset to abatement; a missing onset is no later than the recorded date, a missing end by the status."""
    known_by = entry.recorded.last if entry.recorded is not None else case.index
    start = entry.onset or no_later_than(min(known_by, case.index))
    if entry.onset is not None and entry.recorded is not None and entry.recorded.last <= case.index:
        start = clipped(entry.onset, case.index)
    if entry.abated is not None:
        doubtful = entry.status in ONGOING and entry.abated.last < case.index
        return start, PartialDate(entry.abated.first, type(case.index).max) if doubtful else entry.abated
    if entry.status in OVER or entry.status == "remission":
        return start, PartialDate(min(start.first, case.index), case.index)
    return start, on(type(case.index).max)


def _judge(node: Condition, entry: Recorded, label: str, stretch: Stretch | None, case: Case) -> Outcome:
    shown = _evidence(entry, label, stretch)
    label = named(label, entry, entry.onset or entry.recorded, case.catalog)
    base = _standing(node, entry, label, stretch, case, shown)
    if base.truth is Truth.TRUE and entry.verification != "confirmed" and node.status != "suspected":
        base = unknown(Reason.NEEDS_JUDGEMENT, f"{label} is recorded as {entry.verification}, not confirmed.", (shown,))
    if base.truth is Truth.TRUE and node.duration is not None:
        base = _long_enough(node, entry, label, case, base, shown)
    words = (*entry.qualifiers, *texts(entry), *(("active",) if entry.status in ONGOING else ()))
    return narrowed(base, node.qualifiers, words, entry.severity or "")


def _evidence(entry: Recorded, label: str, stretch: Stretch | None) -> Evidence:
    day = entry.onset or entry.recorded
    words = next(iter(texts(entry)), label)
    assumption = stretch.assumption if stretch is not None else ""
    return Evidence(
        entry.id,
        label,
        str(day) if day else None,
        Amount(f"{words} ({entry.status})", None),
        None,
        "",
        None,
        assumption,
    )


def _standing(
    node: Condition, entry: Recorded, label: str, stretch: Stretch | None, case: Case, shown: Evidence
) -> Outcome:
    start, end = interval(entry, case)
    match node.status:
        case "ever":
            return _overlapping(entry, label, stretch, case, start, end, shown)
        case "present":
            if stretch is not None:
                return _overlapping(entry, label, stretch, case, start, end, shown)
            return _present(entry, label, case, start, end, shown)
        case "active":
            now = _present(entry, label, case, start, end, shown)
            told = {word for text in texts(entry) for word in folded(text)}
            if now.truth is Truth.TRUE and (
                entry.status not in ONGOING or not single_words("not_surely_active").isdisjoint(told)
            ):
                return unknown(Reason.QUALIFIER, f"The record does not say whether {label} is active.", (shown,))
            if now.truth is Truth.TRUE and stretch is not None:
                return _overlapping(entry, label, stretch, case, start, end, shown)
            return false(f"{label} is in remission.", (shown,)) if entry.status == "remission" else now
        case "suspected":
            if entry.verification != "confirmed":
                return true(f"{label} is recorded as {entry.verification}.", (shown,))
            return _present(entry, label, case, start, end, shown)
        case "newly-diagnosed":
            if stretch is None:
                return unknown(Reason.QUALIFIER, f"The text does not say how recent {label} has to be.", (shown,))
            return _dated(inside(start, stretch.days), entry, label, "found", shown)
        case "resolved":
            return _resolved(entry, label, stretch, case, end, shown)
        case _:
            assert_never(node.status)


def _present(entry: Recorded, label: str, case: Case, start: PartialDate, end: PartialDate, shown: Evidence) -> Outcome:
    if start.last > case.index:
        return unknown(Reason.PARTIAL_DATE, f"The onset of {label} is not known closely enough.", (shown,))
    if entry.abated is not None and end.first > case.index:
        return true(f"{label} is recorded and had not ended.", (shown,))
    if entry.status in OVER:
        return false(f"{label} is recorded as {entry.status}.", (shown,))
    if entry.status == "remission":
        return unknown(Reason.QUALIFIER, f"{label} is in remission; whether that counts has to be confirmed.", (shown,))
    if entry.abated is None:
        return true(f"{label} is recorded.", (shown,))
    if entry.status in ONGOING:
        return unknown(Reason.CONFLICT, f"{label} is recorded as {entry.status} and as ended.", (shown,))
    if end.last < case.index:
        return false(f"{label} had ended before the index date.", (shown,))
    return unknown(Reason.PARTIAL_DATE, f"The end of {label} is not known closely enough.", (shown,))


def _overlapping(
    entry: Recorded,
    label: str,
    stretch: Stretch | None,
    case: Case,
    start: PartialDate,
    end: PartialDate,
    shown: Evidence,
) -> Outcome:
    if stretch is None:
        if start.last <= case.index:
            return true(f"{label} is recorded.", (shown,))
        return unknown(Reason.PARTIAL_DATE, f"The onset of {label} is not known closely enough.", (shown,))
    return _dated(overlap(start, end, stretch.days), entry, label, "falls", shown)


def _dated(truth: Truth, entry: Recorded, label: str, how: str, shown: Evidence) -> Outcome:
    yes, no = IN_PERIOD[how]
    if truth is Truth.UNKNOWN:
        missing = entry.onset is None or (entry.abated is None and entry.status not in ONGOING)
        reason = Reason.NOT_RECORDED if missing else Reason.PARTIAL_DATE
        return unknown(reason, f"Whether {label} {yes} is not known from the recorded dates.", (shown,))
    return decided(truth is Truth.TRUE, f"{label} {yes if truth is Truth.TRUE else no}.", (shown,))


def _resolved(
    entry: Recorded, label: str, stretch: Stretch | None, case: Case, end: PartialDate, shown: Evidence
) -> Outcome:
    over = entry.status in OVER or (entry.abated is not None and entry.abated.last <= case.index)
    if entry.status == "remission":
        return unknown(Reason.QUALIFIER, f"{label} is in remission; whether that counts has to be confirmed.", (shown,))
    if not over or entry.status in ONGOING:
        return decided(False, f"{label} is not recorded as resolved.", (shown,))
    if stretch is None:
        return true(f"{label} is recorded as resolved.", (shown,))
    return _dated(inside(end, stretch.days), entry, label, "ended", shown)


def _long_enough(node: Condition, entry: Recorded, label: str, case: Case, base: Outcome, shown: Evidence) -> Outcome:
    assert node.duration is not None  # asked only where the text has one
    match lasted(interval(entry, case)[0], on(case.index), node.duration):
        case Truth.TRUE:
            return base
        case Truth.FALSE:
            return false(f"The time since the onset of {label} is outside the limit.", (shown,))
        case Truth.UNKNOWN if entry.onset is None:
            return unknown(Reason.NOT_RECORDED, f"The onset of {label} is not recorded.", (shown,))
        case Truth.UNKNOWN:
            return unknown(Reason.PARTIAL_DATE, f"The onset of {label} is not known closely enough.", (shown,))


def _against_denial(held: Outcome, found: Found[Recorded], label: str, case: Case) -> Outcome:
    """A confirmed entry stands unless another entry denies the same thing later or at an unknown time."""
    for denial in found.absent:
        if denial.verification != "confirmed":
            continue
        said = denial.recorded or denial.onset or denial.abated
        firsts = [entry.onset or entry.recorded for entry in found.present if not _ahead(entry, case)]
        known = [first for first in firsts if first is not None]
        if said is None or not known or any(said.last >= first.first for first in known):
            shown = (*held.evidence, Evidence(denial.id, label, limit="recorded as absent"))
            return unknown(Reason.CONFLICT, f"The record holds {label} both as present and as absent.", shown)
    return held


def _not_shown(
    node: Condition,
    label: str,
    stretch: Stretch | None,
    found: Found[Recorded],
    judged: list[Outcome],
    case: Case,
) -> Outcome:
    if node.status == "suspected" and not found.absent:
        return unknown(Reason.NEEDS_JUDGEMENT, f"Whether {label} is suspected is for a person to say.")
    if node.who == "family" and not found.absent:
        return unknown(Reason.NOT_RECORDED, f"{label} in the family is not recorded.")
    if judged and (settled := _told_over(node, label, stretch, found, judged, case)) is not None:
        return settled
    if stretch is not None and stretch.ahead and not found.absent:
        return unknown(Reason.DEFERRED, f"{label} can still occur in the period asked about.")
    ever = node.status in ("ever", "newly-diagnosed", "resolved")
    since = start_of(stretch, case, ever=ever)
    if found.broader:
        broader = tuple(entry for entry in found.broader if _could_be(node, entry, label, stretch, case))
        found = found._replace(broader=broader)
    outcome = not_there(case, label, node.concept, case.chart.conditions, found, ("conditions",), since)
    if outcome.truth is Truth.FALSE and judged and not found.absent:
        return gather(Truth.FALSE, (*judged[:1], outcome))
    return beside(outcome, judged)


def _could_be(node: Condition, entry: Recorded, label: str, stretch: Stretch | None, case: Case) -> bool:
    """Whether a less specific entry would make it true if it were this disease."""
    shown = _evidence(entry, label, stretch)
    return not _ahead(entry, case) and _standing(node, entry, label, stretch, case, shown).truth is not Truth.FALSE


def _told_over(
    node: Condition, label: str, stretch: Stretch | None, found: Found[Recorded], judged: list[Outcome], case: Case
) -> Outcome | None:
    """FALSE where the record itself tells of exactly this disease, and what it tells does not fit.

    A broad disease ("infection") that is over may still be there in another form, so only a narrow one is settled by
    being over; a severity or duration that does not fit settles the disease that is recorded under its own name.
    An episode long ago says nothing about another one inside a window.
    """
    if found.broader or node.concept is None:
        return None
    if (
        node.window is None
        and any(node.concept in entry.concepts for entry in found.present)
        and not broad(node.concept)
    ):
        return gather(Truth.FALSE, judged[-1:])
    for entry, outcome in zip((one for one in found.present if not _ahead(one, case)), judged, strict=True):
        held = node.concept in entry.concepts and (node.qualifiers or node.duration is not None)
        if held and _standing(node, entry, label, stretch, case, _evidence(entry, label, stretch)).truth is Truth.TRUE:
            return outcome
    return None
