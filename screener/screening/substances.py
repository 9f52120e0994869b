"""Vaccines given, allergies and contraindications."""

from __future__ import annotations

from screener.core.calendar import PartialDate
from screener.core.reasons import Reason
from screener.core.truth import Truth
from screener.criteria.nodes import Allergy
from screener.criteria.nodes import Contraindication
from screener.criteria.nodes import Immunization
from screener.records.patient import Allergy as RecordedAllergy
from screener.records.patient import Immunization as RecordedImmunization
from screener.records.patient import Treatment as RecordedTreatment
from screener.screening.absence import not_there
from screener.screening.absence import start_of
from screener.screening.case import Case
from screener.screening.chart import Found
from screener.screening.chart import most_specific
from screener.screening.chart import named
from screener.screening.chart import texts
from screener.screening.outcome import Amount
from screener.screening.outcome import Evidence
from screener.screening.outcome import Outcome
from screener.screening.outcome import false
from screener.screening.outcome import gather
from screener.screening.outcome import true
from screener.screening.outcome import unknown
from screener.screening.qualifiers import narrowed
from screener.screening.timeline import Stretch
from screener.screening.timeline import inside
from screener.screening.timeline import lay
from screener.screening.timeline import no_later_than

LIVE = frozenset({"live-vaccine", "live-attenuated-vaccine"})
"""The catalogue's concepts of live vaccines, which a record may also mark without naming the vaccine."""


def evaluate_immunization(node: Immunization, case: Case) -> Outcome:
    """TRUE by a vaccine of that kind given in the window; a plan that is not recorded is asked."""
    label = case.label(node.concept, node.label)
    found = _vaccines(node, case)
    if node.status == "planned":
        for entry in found.present:
            if isinstance(entry, RecordedImmunization) and entry.status == "planned":
                return narrowed(
                    true(f"{label} is planned.", (_given(entry, label, None),)), node.qualifiers, texts(entry)
                )
        return unknown(Reason.NEEDS_JUDGEMENT, f"Whether {label} is planned has to be asked.")
    stretch = lay(node.window, case) if node.window is not None else None
    if stretch is not None and stretch.problem is not None:
        return unknown(*stretch.problem)
    judged = [_in_time(node, entry, label, stretch, case) for entry in found.present if _used(entry, case)]
    for truth in (Truth.TRUE, Truth.UNKNOWN):
        same = [outcome for outcome in judged if outcome.truth is truth]
        if same:
            return gather(truth, same[:1] if truth is Truth.TRUE else same)
    if stretch is not None and stretch.ahead and not found.absent:
        return unknown(Reason.DEFERRED, f"{label} can still be given in the period asked about.")
    since = start_of(stretch, case, ever=True)
    in_time = tuple(entry for entry in found.broader if _near(entry, stretch, case))
    found = Found(found.present, found.absent, in_time)
    return not_there(case, label, node.concept, case.chart.immunizations, found, ("immunizations",), since)


Given = RecordedImmunization | RecordedTreatment


def _vaccines(node: Immunization, case: Case) -> Found[Given]:
    if node.concept is None:
        words = case.chart.immunizations.by_words(node.label)
        return Found(tuple(words.present), tuple(words.absent), ())
    shelf, others = case.chart.immunizations.find(node.concept), case.chart.treatments.find(node.concept)
    present: list[Given] = [*shelf.present, *others.present]
    broader: list[Given] = [*shelf.broader, *others.broader]
    if node.concept in LIVE:
        for entry in case.chart.immunizations.entries:
            if entry.live is True and entry.presence == "present" and entry not in present:
                present.append(entry)
        broader = [entry for entry in broader if getattr(entry, "live", None) is None]
        present = [entry for entry in present if getattr(entry, "live", None) is not False]
    return Found(tuple(present), (*shelf.absent, *others.absent), tuple(broader))


def _used(entry: Given, case: Case) -> bool:
    if entry.status in ("planned", "not-done"):
        return False
    first = _day(entry, case)
    if first.first <= case.index:
        return True
    case.notice(
        "record-future", f"The immunization {entry.id or 'without id'} lies after the index date and is not used."
    )
    return False


def _day(entry: Given, case: Case) -> PartialDate:
    day = entry.date if isinstance(entry, RecordedImmunization) else entry.start
    return day or no_later_than(case.index)


def _near(entry: Given, stretch: Stretch | None, case: Case) -> bool:
    """Whether a less specific entry could lie in the window."""
    if not _used(entry, case):
        return False
    return stretch is None or inside(_day(entry, case), stretch.days) is not Truth.FALSE


def _given(entry: Given, label: str, stretch: Stretch | None) -> Evidence:
    day = entry.date if isinstance(entry, RecordedImmunization) else entry.start
    words = next(iter(texts(entry)), label)
    assumption = stretch.assumption if stretch is not None else ""
    return Evidence(entry.id, label, str(day) if day else None, Amount(words, None), None, "", None, assumption)


def _in_time(node: Immunization, entry: Given, label: str, stretch: Stretch | None, case: Case) -> Outcome:
    shown = _given(entry, label, stretch)
    day = entry.date if isinstance(entry, RecordedImmunization) else entry.start
    label = named(label, entry, day, case.catalog)
    if stretch is None:
        base = true(f"{label} is recorded as given.", (shown,))
    else:
        match inside(_day(entry, case), stretch.days):
            case Truth.TRUE:
                base = true(f"{label} was given in the period asked about.", (shown,))
            case Truth.FALSE:
                base = false(f"{label} was not given in the period asked about.", (shown,))
            case Truth.UNKNOWN:
                base = unknown(Reason.PARTIAL_DATE, f"When {label} was given is not known closely enough.", (shown,))
    return narrowed(base, node.qualifiers, texts(entry))


def evaluate_allergy(node: Allergy, case: Case) -> Outcome:
    """TRUE by a confirmed allergy to the substance, to a kind of it, or to the class that it belongs to."""
    label = f"allergy to {case.label(node.concept, node.label)}"
    found, judged = _allergies(node.concept, node.label, label, case)
    judged = [(_no_allergy(outcome, label), told) for outcome, told in judged]
    for truth in (Truth.TRUE, Truth.UNKNOWN):
        same = [narrowed(outcome, node.qualifiers, told) for outcome, told in judged if outcome.truth is truth]
        if same:
            return gather(same[0].truth, same[:1])
    since = start_of(None, case, ever=True)
    outcome = not_there(
        case, label, node.concept, case.chart.allergies, Found((), found.absent, ()), ("allergies",), since
    )
    return narrowed(outcome, node.qualifiers, ())


def evaluate_contraindication(node: Contraindication, case: Case) -> Outcome:
    """TRUE by a recorded contraindication or confirmed allergy; otherwise a person has to say."""
    name = case.label(node.concept, node.label)
    _, judged = _allergies(node.concept, node.label, f"allergy to {name}", case)
    for outcome, told in judged:
        if outcome.truth is Truth.TRUE:
            return narrowed(outcome, node.qualifiers, told)
    return unknown(Reason.NEEDS_JUDGEMENT, f"Whether {name} is contraindicated is for a person to say.")


def _no_allergy(outcome: Outcome, label: str) -> Outcome:
    """A recorded contraindication leaves it open whether there is an allergy."""
    if outcome.truth is Truth.TRUE and any(item.limit == "contraindication" for item in outcome.evidence):
        sentence = f"A contraindication is recorded; whether there is an {label} has to be judged."
        return unknown(Reason.NEEDS_JUDGEMENT, sentence, outcome.evidence)
    return outcome


def _allergies(
    concept: str | None, words: str, label: str, case: Case
) -> tuple[Found[RecordedAllergy], list[tuple[Outcome, tuple[str, ...]]]]:
    shelf = case.chart.allergies
    found = shelf.find(concept) if concept is not None else shelf.by_words(words)
    above = tuple(entry for entry in found.broader if concept is not None and _includes(entry, concept, case))
    judged = [(_allergic(entry, label), texts(entry)) for entry in (*found.present, *above) if _known(entry, case)]
    return found, judged


def _includes(entry: RecordedAllergy, concept: str, case: Case) -> bool:
    """Whether the allergy is to a class that holds the substance."""
    return any(case.catalog.is_a(concept, recorded) for recorded in most_specific(entry.concepts, case.catalog))


def _known(entry: RecordedAllergy, case: Case) -> bool:
    if entry.recorded is None or entry.recorded.first <= case.index:
        return True
    case.notice(
        "record-future", f"The allergy {entry.id or 'without id'} is recorded after the index date and is not used."
    )
    return False


def _allergic(entry: RecordedAllergy, label: str) -> Outcome:
    day = str(entry.recorded) if entry.recorded else None
    shown = Evidence(
        entry.id, label, day, Amount(f"{next(iter(texts(entry)), label)} ({entry.kind})", None), None, entry.kind
    )
    if entry.verification != "confirmed" or entry.status != "active" or entry.kind == "intolerance":
        sentence = (
            f"An {label} is recorded as {entry.kind}, {entry.status}, {entry.verification}; a person has to judge it."
        )
        return unknown(Reason.NEEDS_JUDGEMENT, sentence, (shown,))
    told = "A contraindication" if entry.kind == "contraindication" else f"An {label}"
    return true(f"{told} is recorded.", (shown,))
