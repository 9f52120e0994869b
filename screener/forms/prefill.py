"""Takes a record, gives the answers of a form that it already holds, for a person to look over."""

from __future__ import annotations

from collections.abc import Iterable

from screener.core.truth import Truth
from screener.criteria import nodes as n
from screener.criteria.notation import question_key
from screener.forms.fhir_words import Json
from screener.forms.item import Item
from screener.forms.item import Questionnaire
from screener.forms.places import places
from screener.records.patient import Observation
from screener.records.patient import Patient
from screener.screening.case import Case
from screener.screening.classes import find_class
from screener.screening.comparison import names_of
from screener.screening.evaluate import evaluate_alone
from screener.screening.measured import choose
from screener.screening.options import Options
from screener.screening.screen import chart_of


def prefilled(form: Questionnaire, patient: Patient, options: Options) -> dict[str, Json]:
    """The answers that the record gives at that index date; what it does not settle stays unanswered.

    A value is taken only in a unit that the form offers and without a "<" or ">"; a yes or no only where the reference
    evaluator finds the sentence true or false.
    """
    case = Case(chart_of(patient), options)
    atoms: dict[str, n.Node] = {}
    for place in places(form.protocol):
        atoms.setdefault(form.atoms.get(question_key(place.node), ""), place.node)
    found = {item.link_id: _answer(item, atoms.get(item.link_id), case) for item in form.items}
    return {link: answer for link, answer in found.items() if answer}


def _answer(item: Item, atom: n.Node | None, case: Case) -> Json:
    patient = case.chart.patient
    match item.type:
        case "birth-date":
            return {"value": str(patient.birth_date)} if patient.birth_date is not None else {}
        case "number" | "choice":
            return _value(item, atom, case)
        case "yes-no" | "drug" if atom is not None:
            return _sentence(item, atom, case)
        case _:
            return {}


def _value(item: Item, atom: n.Node | None, case: Case) -> Json:
    patient = case.chart.patient
    if item.concept == "sex":
        return {"value": patient.sex} if patient.sex is not None else {}
    if item.concept in patient.demographics:
        told = patient.demographics[item.concept]
        return {"value": told} if told in {option.value for option in item.options} else {}
    if not isinstance(atom, n.Comparison | n.Member):
        return {}
    label = case.label(item.concept, atom.label)
    entries = choose(item.concept, label, atom.window, case).entries
    return _observed(item, (entry.entry for entry in entries), case)


def _observed(item: Item, entries: Iterable[Observation], case: Case) -> Json:
    """The first entry that the item can show as it was recorded."""
    units = {unit.code for unit in item.units}
    for entry in entries:
        day = {"date": str(entry.date)} if item.dated and entry.date is not None else {}
        if item.type == "choice":
            told = entry.value_text or ("" if entry.value is None else str(entry.value))
            value = find_class(told, tuple(option.value for option in item.options), names_of(item.concept, case))
            if value is not None:
                return {"value": value, **day}
        elif entry.value is not None and entry.comparator is None:
            unit = entry.unit or ("1" if units == {"1"} else "")
            if unit in units:
                return {"value": format(entry.value, "f"), "unit": unit, **_limits(item, entry), **day}
    return {}


def _limits(item: Item, entry: Observation) -> Json:
    range_ = entry.reference_range
    if range_ is None or range_.unit not in (None, entry.unit):
        return {}
    ends = {"low": range_.low, "high": range_.high}
    return {name: format(end, "f") for name, end in ends.items() if end is not None and name in item.references}


def _sentence(item: Item, atom: n.Node, case: Case) -> Json:
    given = case.chart.patient.answers.get(item.key)
    truth = evaluate_alone(atom, case).truth
    if truth is Truth.UNKNOWN:
        return {"value": None} if given is not None and given.value is None else {}
    return {"value": truth is Truth.TRUE}
