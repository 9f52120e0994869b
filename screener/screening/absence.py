"""What follows when nothing is recorded: absent only where the record is complete and the concept is marked off."""

from __future__ import annotations

from datetime import date
from typing import Any

from screener.core.reasons import Reason
from screener.core.truth import Truth
from screener.records.patient import Domain
from screener.records.patient import Entry
from screener.screening.case import Case
from screener.screening.chart import Found
from screener.screening.chart import Shelf
from screener.screening.chart import folded
from screener.screening.chart import telling_words
from screener.screening.chart import texts
from screener.screening.outcome import Because
from screener.screening.outcome import Evidence
from screener.screening.outcome import Outcome
from screener.screening.outcome import false
from screener.screening.outcome import joined
from screener.screening.outcome import only
from screener.screening.outcome import unknown
from screener.screening.outcome import unspoken
from screener.screening.timeline import Stretch
from screener.screening.words import single_words


def start_of(stretch: Stretch | None, case: Case, *, ever: bool) -> date | None:
    """The day from which a record has to be complete for "not recorded" to mean "not there"; None is always."""
    if stretch is not None:
        return None if stretch.days.first == date.min else stretch.days.first
    return None if ever else case.index


def not_there(
    case: Case,
    label: str,
    concept: str | None,
    shelf: Shelf[Any],
    found: Found[Any],
    domains: tuple[Domain, ...],
    since: date | None,
) -> Outcome:
    """The outcome where no entry shows the concept: denied, less specific, uncoded, not recorded, or absent."""
    if found.absent:
        entry = found.absent[0]
        return false(
            f"{label} is recorded as absent.", (Evidence(entry.id, concept or "", limit="recorded as absent"),)
        )
    if found.broader:
        evidence = tuple(Evidence(entry.id, concept or "") for entry in found.broader)
        own = next((text for entry in found.broader for text in texts(entry)), "")
        said = f"“{own}” is recorded; whether that is {label} is not said" if own else "The record is less specific"
        return unknown(Reason.LESS_SPECIFIC, f"{said}." if own else f"{said} than {label}.", evidence)
    if concept is None or concept not in case.catalog:
        return unspoken(label)
    if not case.catalog[concept].closed:
        sentence = f"{label} is not recorded, and the term is too wide for that to mean that there is none."
        return unknown(Reason.OPEN_CLASS, sentence)
    if elsewhere := _elsewhere(case, concept, shelf):
        sentence = f"{label} stands in another part of the record; whether that counts has to be confirmed."
        return unknown(Reason.QUALIFIER, sentence, elsewhere)
    presumed: frozenset[str] = frozenset()
    for domain in domains:
        complete, by_caller = case.complete(domain, since)
        if not complete:
            return unknown(Reason.NOT_RECORDED, f"{label} is not recorded.")
        presumed |= by_caller
    if maybe := shelf.may_be(concept):
        evidence = tuple(Evidence(entry.id, concept) for entry in maybe)
        return unknown(Reason.UNCODED, f"{_told(maybe[0])}, so whether it is {label} has to be checked.", evidence)
    how = "presumed" if presumed else "declared"
    sentence = f"{label} is not recorded, and the record is {how} complete for {' and '.join(domains)}."
    return false(sentence, (Evidence(concept=concept, assumption=f"{' and '.join(domains)} {how} complete"),), presumed)


def _told(entry: Entry) -> str:
    """An entry outside the catalogue by its own words."""
    own = next(iter(texts(entry)), "")
    return f"The catalogue does not know the recorded “{own}”" if own else "An entry names nothing that can be read"


def beside(outcome: Outcome, judged: list[Outcome]) -> Outcome:
    """An open outcome that also tells of the entries that were looked at and do not fit."""
    if not judged or outcome.truth is not Truth.UNKNOWN:
        return outcome
    because = outcome.because
    if only(outcome, Reason.NOT_RECORDED) or only(outcome, Reason.OPEN_CLASS):
        because = (Because(because[0].reason, "Whether there is or was another one is not recorded."),)
    sentence = joined([*(one.sentence for one in judged[:2]), *(item.sentence for item in because)])
    evidence = (*outcome.evidence, *(item for one in judged for item in one.evidence))
    return Outcome(Truth.UNKNOWN, sentence, because, tuple(dict.fromkeys(evidence)), outcome.presumed)


def _elsewhere(case: Case, concept: str, shelf: Shelf[Any]) -> tuple[Evidence, ...]:
    """Entries of the concept in a part of the record where it was not looked for ("kidney transplant" as a problem)."""
    chart = case.chart
    if shelf is chart.allergies:
        return _told_as_problem(case, concept)
    others: tuple[Shelf[Any], ...] = (chart.conditions, chart.treatments)
    return tuple(
        Evidence(entry.id, concept) for other in others if other is not shelf for entry in other.find(concept).present
    )


def _told_as_problem(case: Case, concept: str) -> tuple[Evidence, ...]:
    """Problems that speak of an allergy and name the substance."""
    substance, allergy = telling_words(concept), single_words("allergy")
    return tuple(
        Evidence(entry.id, concept)
        for entry in case.chart.conditions.entries
        if entry.presence == "present"
        and any(
            not allergy.isdisjoint(folded(text)) and not substance.isdisjoint(folded(text)) for text in texts(entry)
        )
    )
