"""Which items are still worth asking: those whose answer could change the status of this candidate."""

from __future__ import annotations

from screener.core.reasons import Reason
from screener.core.truth import Truth
from screener.forms.item import Questionnaire
from screener.records.patient import Patient
from screener.screening.case import Case
from screener.screening.evaluate import Walk
from screener.screening.evaluate import key_of
from screener.screening.finding import find
from screener.screening.options import Options
from screener.screening.outcome import only
from screener.screening.prepared import Rule
from screener.screening.prepared import prepare
from screener.screening.questions import open_places
from screener.screening.screen import chart_of


def still_open(form: Questionnaire, patient: Patient, options: Options, *, go_on: bool = False) -> tuple[str, ...]:
    """The items that could still change the status, in the order to ask; none once a criterion has failed.

    With `go_on` a failed criterion does not end the questions: the other criteria are asked to the end.
    """
    case = Case(chart_of(patient), options)
    wanted: set[str] = set()
    for rule in prepare(form.protocol).rules:
        finding = find(rule, case)
        if finding.finding == "fail":
            if not go_on:
                return ()
            continue
        if finding.finding == "unknown":
            wanted |= _open_items(form, rule, case)
    wanted |= {fact for link in wanted for fact in form.by_id[link].needs if _unknown(form, fact, patient)}
    return tuple(link for link in asked_in_order(form) if link in wanted)


def _unknown(form: Questionnaire, fact: str, patient: Patient) -> bool:
    """Whether a nominal fact is not recorded."""
    concept = form.by_id[fact].concept or ""
    return (patient.sex if concept == "sex" else patient.demographics.get(concept)) is None


def asked_in_order(form: Questionnaire) -> tuple[str, ...]:
    """Every item that is not a group, in the order to ask, the members of a group one after the other."""
    return tuple(
        item.link_id
        for link in form.order
        for item in (form.members(link) if form.by_id[link].type == "group" else (form.by_id[link],))
    )


def _open_items(form: Questionnaire, rule: Rule, case: Case) -> set[str]:
    """The items of the atoms that are UNKNOWN and matter, in the rule and in the readings nobody has decided between."""
    criterion = rule.criterion
    vacuous = Truth.TRUE if criterion.category == "inclusion" else Truth.FALSE
    trees = [(criterion.node, rule.unread)]
    if criterion.settled == "open":
        trees += rule.others
    found = set()
    for node, unread in trees:
        walk = Walk(case, unread)
        walk.evaluate(node, vacuous)
        for _, atom, outcome in open_places(node, walk.trace):
            link = form.atoms.get(key_of(atom))
            if link is not None and not only(outcome, Reason.DEFERRED):
                found.add(link)
    return found
