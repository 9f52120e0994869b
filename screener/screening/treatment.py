"""Whether the patient gets, or got, a drug, procedure, device or other therapy, and how."""

from __future__ import annotations

from typing import assert_never

from screener.core.calendar import PartialDate
from screener.core.calendar import on
from screener.core.reasons import Reason
from screener.core.truth import Truth
from screener.core.truth import conjunction
from screener.criteria.nodes import Condition
from screener.criteria.nodes import Treatment
from screener.records.patient import Domain
from screener.records.patient import Treatment as Recorded
from screener.screening.absence import beside
from screener.screening.absence import not_there
from screener.screening.absence import start_of
from screener.screening.case import Case
from screener.screening.chart import IN_PERIOD
from screener.screening.chart import Found
from screener.screening.chart import broad
from screener.screening.chart import named
from screener.screening.chart import texts
from screener.screening.condition import evaluate_condition
from screener.screening.counting import counted
from screener.screening.course import particulars
from screener.screening.outcome import Amount
from screener.screening.outcome import Evidence
from screener.screening.outcome import Outcome
from screener.screening.outcome import decided
from screener.screening.outcome import false
from screener.screening.outcome import gather
from screener.screening.outcome import inverted
from screener.screening.outcome import true
from screener.screening.outcome import unknown
from screener.screening.qualifiers import narrowed
from screener.screening.timeline import Stretch
from screener.screening.timeline import clipped
from screener.screening.timeline import inside
from screener.screening.timeline import lay
from screener.screening.timeline import no_later_than
from screener.screening.timeline import overlap

_UNUSED = frozenset({"planned", "not-done"})


def evaluate_treatment(node: Treatment, case: Case) -> Outcome:
    """TRUE by a fitting entry of it or of its class; FALSE only where its absence is recorded, complete or presumed."""
    label = case.label(node.concept, node.label)
    match node.status:
        case "planned":
            return planned(node, label, case)
        case "needed" | "eligible":
            return unknown(Reason.NEEDS_JUDGEMENT, f"Whether {label} is {node.status} is for a person to say.")
        case "naive":
            return inverted(_received(node, label, case))
        case "current" | "ever" | "started" | "stopped":
            return _received(node, label, case)
        case _:
            assert_never(node.status)


def planned(node: Treatment, label: str, case: Case) -> Outcome:
    """TRUE by an entry that is planned; a plan that is not recorded is asked, never taken as absent."""
    for entry in find(node, case).present:
        if entry.status == "planned":
            return narrowed(
                true(f"{label} is planned.", (evidence(entry, label, None),)), node.qualifiers, texts(entry)
            )
    return unknown(Reason.NEEDS_JUDGEMENT, f"Whether {label} is planned has to be asked.")


def find(node: Treatment, case: Case) -> Found[Recorded]:
    """The recorded entries of the treatment, one of its kinds, or its own words."""
    shelf = case.chart.treatments
    return shelf.find(node.concept) if node.concept is not None else shelf.by_words(node.label)


def domains(node: Treatment, case: Case) -> tuple[Domain, ...]:
    """Which parts of a record hold such a treatment."""
    concept = case.catalog.get(node.concept) if node.concept else None
    match concept.kind if concept is not None else node.treatment:
        case "drug" | "drug-class" | "class" | "vaccine":
            return ("medications",)
        case "procedure" | "device":
            return ("procedures",)
        case _:
            return ("medications", "procedures")


def _received(node: Treatment, label: str, case: Case) -> Outcome:
    stretch = lay(node.window, case) if node.window is not None else None
    if stretch is not None and stretch.problem is not None:
        return unknown(*stretch.problem)
    found = find(node, case)
    used = [entry for entry in found.present if entry.status not in _UNUSED and not ahead(entry, case)]
    judged = [_judge(node, entry, label, stretch, case) for entry in used]
    since = start_of(stretch, case, ever=node.status != "current")
    if node.count is not None:
        flags = [case.complete(domain, since) for domain in domains(node, case)]
        whole = all(complete for complete, _ in flags), frozenset().union(*(presumed for _, presumed in flags))
        return counted(node.count, judged, label, whole)
    held = [outcome for outcome in judged if outcome.truth is Truth.TRUE]
    if held:
        return _against_denial(gather(Truth.TRUE, held[:1]), used, found, label)
    open_ones = [outcome for outcome in judged if outcome.truth is Truth.UNKNOWN]
    if open_ones:
        return gather(Truth.UNKNOWN, open_ones)
    if stretch is not None and stretch.ahead and not found.absent:
        return unknown(Reason.DEFERRED, f"{label} can still be given in the period asked about.")
    return _not_shown(node, label, found, used, judged, stretch, case)


def _as_problem(node: Treatment, label: str, case: Case) -> Outcome | None:
    """TRUE where a problem list tells of it ("kidney transplant status") and the text asks whether it ever was."""
    plain = node.status in ("ever", "naive") and node.window is None and not (node.dose or node.route or node.duration)
    if not plain or node.stable_for or node.response or node.concurrent_with or node.indication or node.concept is None:
        return None
    told = evaluate_condition(Condition(node.concept, node.label, status="ever"), case)
    return narrowed(told, node.qualifiers, ()) if told.truth is Truth.TRUE else None


def _not_shown(
    node: Treatment,
    label: str,
    found: Found[Recorded],
    used: list[Recorded],
    judged: list[Outcome],
    stretch: Stretch | None,
    case: Case,
) -> Outcome:
    if (problem := _as_problem(node, label, case)) is not None:
        return problem
    if node.status == "stopped" and not judged:
        return unknown(Reason.NEEDS_JUDGEMENT, f"{label} is not recorded; whether it was stopped has to be asked.")
    stopped = all(entry.status == "stopped" for entry in used)
    one_drug = node.concept is not None and not broad(node.concept)
    if node.status == "current" and judged and stopped and one_drug and stretch is None and not found.broader:
        return gather(Truth.FALSE, judged[-1:])
    told = [one for entry, one in zip(used, judged, strict=True) if _goes_on(node, entry, label, case)]
    if told and one_drug and stretch is None and not found.broader:
        return gather(Truth.FALSE, told[:1])
    since = start_of(stretch, case, ever=node.status != "current")
    found = found._replace(
        broader=tuple(entry for entry in found.broader if _could_be(node, entry, label, stretch, case))
    )
    outcome = not_there(case, label, node.concept, case.chart.treatments, found, domains(node, case), since)
    if outcome.truth is Truth.FALSE and judged and not found.absent:
        return gather(Truth.FALSE, (judged[0], outcome))
    return beside(outcome, judged)


def _could_be(node: Treatment, entry: Recorded, label: str, stretch: Stretch | None, case: Case) -> bool:
    """Whether a less specific entry would make it true if it were this treatment."""
    if entry.status in _UNUSED or ahead(entry, case):
        return False
    shown = evidence(entry, label, stretch)
    return _in_time(node, entry, label, stretch, case, shown).truth is not Truth.FALSE


def _goes_on(node: Treatment, entry: Recorded, label: str, case: Case) -> bool:
    """Whether the record tells of a current course, so that only its particulars can have failed."""
    if node.status != "current":
        return False
    end = interval(entry, case)[1]
    return _current(entry, label, end, case, evidence(entry, label, None)).truth is Truth.TRUE


def _against_denial(held: Outcome, used: list[Recorded], found: Found[Recorded], label: str) -> Outcome:
    for denial in found.absent:
        said = denial.recorded or denial.start or denial.end
        known = [first for first in (entry.start or entry.recorded for entry in used) if first is not None]
        if said is None or not known or any(said.last >= first.first for first in known):
            shown = (*held.evidence, Evidence(denial.id, label, limit="recorded as absent"))
            return unknown(Reason.CONFLICT, f"The record holds {label} both as given and as not given.", shown)
    return held


def ahead(entry: Recorded, case: Case) -> bool:
    """Whether the entry belongs to a time after the index date."""
    first = entry.start or entry.recorded
    if first is None or first.first <= case.index:
        return False
    case.notice(
        "record-future", f"The treatment {entry.id or 'without id'} starts after the index date and is not used."
    )
    return True


def interval(entry: Recorded, case: Case) -> tuple[PartialDate, PartialDate]:
    """From start to end: a procedure is over on its day, active ones go on, others ended by the index date."""
    known_by = min(entry.recorded.last if entry.recorded is not None else case.index, case.index)
    start = entry.start or no_later_than(known_by)
    if entry.start is not None and entry.recorded is not None and entry.recorded.last <= case.index:
        start = clipped(entry.start, case.index)
    if entry.end is not None:
        doubtful = entry.status == "active" and entry.end.last < case.index
        return start, PartialDate(entry.end.first, type(case.index).max) if doubtful else entry.end
    if entry.status in ("active", "on-hold"):
        return start, on(type(case.index).max)
    if entry.kind == "procedure":
        return start, start
    latest = case.index if entry.status in ("completed", "stopped") else type(case.index).max
    return start, PartialDate(min(start.first, latest), latest)


def evidence(entry: Recorded, label: str, stretch: Stretch | None) -> Evidence:
    """What the entry says, for the report."""
    day = entry.start or entry.recorded or entry.end
    words = next(iter(texts(entry)), label)
    dose = (
        f" {entry.dose} {entry.dose_unit or ''}{'/' + entry.dose_per if entry.dose_per else ''}" if entry.dose else ""
    )
    assumption = stretch.assumption if stretch is not None else ""
    return Evidence(
        entry.id,
        label,
        str(day) if day else None,
        Amount(f"{words}{dose} ({entry.status})", None),
        None,
        "",
        None,
        assumption,
    )


def _judge(node: Treatment, entry: Recorded, label: str, stretch: Stretch | None, case: Case) -> Outcome:
    shown = evidence(entry, label, stretch)
    label = named(label, entry, entry.start or entry.recorded, case.catalog)
    base = _in_time(node, entry, label, stretch, case, shown)
    if base.truth is not Truth.FALSE:
        details = particulars(node, entry, label, interval(entry, case), stretch, case, shown)
        parts = (base, *details)
        base = gather(conjunction(part.truth for part in parts), parts)
    return narrowed(base, node.qualifiers, texts(entry))


def _in_time(
    node: Treatment, entry: Recorded, label: str, stretch: Stretch | None, case: Case, shown: Evidence
) -> Outcome:
    start, end = interval(entry, case)
    if start.last > case.index:
        return unknown(Reason.PARTIAL_DATE, f"The start of {label} is not known closely enough.", (shown,))
    match node.status:
        case "ever" | "naive":
            if stretch is None:
                return true(f"{label} is recorded.", (shown,))
            return dated(overlap(start, end, stretch.days), entry, label, "falls", shown)
        case "started":
            if stretch is None:
                return true(f"{label} is recorded as started.", (shown,))
            return dated(inside(start, stretch.days), entry, label, "started", shown)
        case "stopped":
            return _stopped(entry, label, stretch, end, case, shown)
        case _:
            if stretch is not None:
                return dated(overlap(start, end, stretch.days), entry, label, "falls", shown)
            return _current(entry, label, end, case, shown)


def _current(entry: Recorded, label: str, end: PartialDate, case: Case, shown: Evidence) -> Outcome:
    if entry.end is not None and end.last < case.index:
        return false(f"{label} had ended before the index date.", (shown,))
    if entry.end is not None and end.first >= case.index:
        return true(f"{label} had not ended at the index date.", (shown,))
    if entry.end is not None and entry.status == "active" and entry.end.last < case.index:
        return unknown(Reason.CONFLICT, f"{label} is recorded as active and as ended.", (shown,))
    if entry.end is not None:
        return unknown(Reason.PARTIAL_DATE, f"The end of {label} is not known closely enough.", (shown,))
    match entry.status:
        case "active":
            return true(f"{label} is recorded as active.", (shown,))
        case "completed" | "stopped":
            return false(f"{label} is recorded as {entry.status}.", (shown,))
        case _:
            if entry.kind == "procedure":
                return false(f"{label} was done and is over.", (shown,))
            return unknown(Reason.NOT_RECORDED, f"Whether {label} still goes on is not recorded.", (shown,))


def _stopped(
    entry: Recorded, label: str, stretch: Stretch | None, end: PartialDate, case: Case, shown: Evidence
) -> Outcome:
    over = _current(entry, label, end, case, shown)
    if over.truth is not Truth.FALSE or stretch is None:
        return inverted(over)
    return dated(inside(end, stretch.days), entry, label, "ended", shown)


def dated(truth: Truth, entry: Recorded, label: str, how: str, shown: Evidence) -> Outcome:
    """The outcome of laying recorded dates against a period."""
    yes, no = IN_PERIOD[how]
    if truth is not Truth.UNKNOWN:
        return decided(truth is Truth.TRUE, f"{label} {yes if truth is Truth.TRUE else no}.", (shown,))
    ends = entry.kind == "procedure" or entry.status in ("active", "on-hold")
    missing = entry.start is None or (entry.end is None and not ends)
    reason = Reason.NOT_RECORDED if missing else Reason.PARTIAL_DATE
    return unknown(reason, f"Whether {label} {yes} is not known from the recorded dates.", (shown,))
