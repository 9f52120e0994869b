"""Takes the answers of a form, gives the record that the reference evaluator decides."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from decimal import Decimal
from typing import Any
from typing import Literal

from screener.catalog.load import catalog
from screener.core.calendar import PartialDate
from screener.core.calendar import completed
from screener.core.calendar import on
from screener.core.issues import Issue
from screener.core.issues import issue
from screener.forms.item import Item
from screener.forms.item import Questionnaire
from screener.forms.plain import plain_date
from screener.forms.plain import plain_number
from screener.records.patient import Answer
from screener.records.patient import Observation
from screener.records.patient import Patient
from screener.records.patient import Range
from screener.records.patient import Treatment
from screener.screening.age import OLDEST
from screener.screening.amounts import plausible

Answers = Mapping[str, Mapping[str, Any]]
"""Answers by link id: `{"value": …}` with more fields for some types; a value of None is "don't know"."""

NONE_OF_THESE = "none"
DONT_KNOW: Mapping[str, Any] = {"value": None}


@dataclass(slots=True)
class _Draft:
    """The record being made, and what was noticed on the way."""

    form: Questionnaire
    as_of: date
    ident: str
    birth_date: PartialDate | None = None
    sex: Literal["male", "female", "other"] | None = None
    demographics: dict[str, str] = field(default_factory=dict)
    observations: list[Observation] = field(default_factory=list)
    treatments: list[Treatment] = field(default_factory=list)
    told: dict[str, bool | None] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)

    def notice(self, code: str, item: Item, what: str, hint: str = "") -> None:
        """Keep an issue about an item; what was typed is never in it."""
        self.issues.append(issue(code, f"{item.link_id}: {what}", field=self.ident, hint=hint))

    def day(self, item: Item, answer: Mapping[str, Any], name: str) -> PartialDate | None:
        """A date beside an answer; None where there is none or it cannot be used."""
        given = answer.get(name)
        if given in (None, ""):
            return None
        found = plain_date(given)
        if found is None:
            self.notice("answer-unclear", item, f"its {name} is not a date", "Write 2026-03-09, 2026-03 or 2026.")
            return None
        if found.first > self.as_of:
            self.notice("answer-refused", item, f"its {name} lies after the day of the answers")
            return None
        return found

    def number(self, item: Item, answer: Mapping[str, Any], name: str) -> Decimal | None:
        """A number beside an answer; None where there is none or it is not plain."""
        given = answer.get(name)
        if given in (None, ""):
            return None
        found = plain_number(given)
        if found is None:
            self.notice("answer-unclear", item, f"its {name} is not a plain number", "Write it with a point: 7.5.")
        return found


def to_patient(form: Questionnaire, answers: Answers, *, as_of: date, ident: str = "form") -> tuple[Patient, tuple[Issue, ...]]:
    """The record that the answers of that day make, and what was unclear, refused or implausible in them."""
    draft = _Draft(form, as_of, ident)
    for item, answer in _given(form, _readable(draft, answers)):
        match item.type:
            case "birth-date":
                _birth(draft, item, answer)
            case "number":
                _number(draft, item, answer)
            case "choice":
                _choice(draft, item, answer)
            case "drug":
                _sentence(draft, item, answer)
                _drug(draft, item, answer)
            case "yes-no":
                _sentence(draft, item, answer)
            case "group" | "note":
                pass
    return _patient(draft), tuple(draft.issues)


def _readable(draft: _Draft, answers: Answers) -> dict[str, Mapping[str, Any]]:
    """The answers that belong to an item and hold nothing but single values."""
    found = {}
    for link, answer in answers.items():
        item = draft.form.by_id.get(link)
        if item is None:
            message = "An answer belongs to no item of this form."
            draft.issues.append(issue("answer-unknown-item", message, field=draft.ident))
        elif not isinstance(answer, Mapping) or any(isinstance(told, list | dict) for told in answer.values()):
            draft.notice("answer-unclear", item, "it is not an answer of this form")
        else:
            found[link] = answer
    return found


def _given(form: Questionnaire, answers: Answers) -> Iterator[tuple[Item, Mapping[str, Any]]]:
    """The items with an answer of their own, or with the "none of these" of their group."""
    for item in form.items:
        answer = answers.get(item.link_id)
        group = answers.get(item.parent) if item.parent else None
        if answer is not None:
            yield item, answer
        elif group is not None and group.get("value") == NONE_OF_THESE:
            yield item, {"value": False}


def _birth(draft: _Draft, item: Item, answer: Mapping[str, Any]) -> None:
    given = answer.get("value")
    if given in (None, ""):
        return
    born = plain_date(given)
    if born is None:
        draft.notice("answer-unclear", item, "it is not a date of birth", "Write 2015-03-09, 2015-03 or 2015.")
    elif born.first > draft.as_of:
        draft.notice("answer-refused", item, "the date of birth lies in the future")
    elif completed(born.last, draft.as_of, "year") > OLDEST:
        draft.notice("answer-refused", item, f"the date of birth is more than {OLDEST} years ago")
    else:
        draft.birth_date = born


def _number(draft: _Draft, item: Item, answer: Mapping[str, Any]) -> None:
    value = draft.number(item, answer, "value")
    if value is None:
        return
    unit = answer.get("unit") or (item.units[0].code if len(item.units) == 1 else None)
    if unit is None or unit not in {choice.code for choice in item.units}:
        draft.notice("answer-unclear", item, "its unit was not picked", _offer(item))
        return
    if plausible(value, None, unit, item.concept or "") is False:
        draft.notice("answer-implausible", item, "the value is outside what is plausible", "Check value and unit.")
    low, high = draft.number(item, answer, "low"), draft.number(item, answer, "high")
    draft.observations.append(
        Observation(
            id=f"form-{item.link_id}",
            concepts=(item.concept or "",),
            value=value,
            unit=unit,
            date=draft.day(item, answer, "date") or on(draft.as_of),
            visit=item.visit or None,
            reference_range=None if low is None and high is None else Range(low=low, high=high),
        )
    )


def _offer(item: Item) -> str:
    return f"Pick one of {', '.join(unit.label or unit.code for unit in item.units)}."


def _choice(draft: _Draft, item: Item, answer: Mapping[str, Any]) -> None:
    given = answer.get("value")
    if given in (None, ""):
        return
    if given not in {option.value for option in item.options}:
        draft.notice("answer-unclear", item, "it is none of the choices")
    elif item.concept == "sex":
        draft.sex = given
    elif catalog()[item.concept or ""].kind == "demographic":
        draft.demographics[item.concept or ""] = str(given)
    else:
        draft.observations.append(
            Observation(
                id=f"form-{item.link_id}",
                concepts=(item.concept or "",),
                value_text=str(given),
                date=draft.day(item, answer, "date") or on(draft.as_of),
                visit=item.visit or None,
            )
        )


def _sentence(draft: _Draft, item: Item, answer: Mapping[str, Any]) -> None:
    if "value" not in answer:
        return
    given = answer["value"]
    if given is None or isinstance(given, bool):
        draft.told[item.key] = given
    else:
        draft.notice("answer-unclear", item, "it is neither yes, no nor don't know")


def _drug(draft: _Draft, item: Item, answer: Mapping[str, Any]) -> None:
    """A treatment by the dates and the dose given, unless it was never taken."""
    if answer.get("value") is False:
        return
    start, end = draft.day(item, answer, "start"), draft.day(item, answer, "end")
    dose = draft.number(item, answer, "dose")
    if start is None and end is None and dose is None:
        return
    if start is not None and end is not None and end.last < start.first:
        draft.notice("answer-unclear", item, "its end lies before its start")
        return
    draft.treatments.append(
        Treatment(
            id=f"form-{item.link_id}",
            concepts=(item.concept or "",),
            kind="drug",
            status="active" if end is None else "completed",
            start=start,
            end=end,
            recorded=on(draft.as_of),
            dose=dose,
            dose_unit=_text(answer, "unit") if dose is not None else None,
            dose_per=_text(answer, "per") if dose is not None else None,
        )
    )


def _text(answer: Mapping[str, Any], name: str) -> str | None:
    given = answer.get(name)
    return given if isinstance(given, str) and given else None


def _patient(draft: _Draft) -> Patient:
    told = _completed(draft)
    return Patient(
        id=draft.ident,
        birth_date=draft.birth_date,
        sex=draft.sex,
        demographics=draft.demographics,
        observations=tuple(draft.observations),
        treatments=tuple(draft.treatments),
        answers={key: Answer(value=value, date=on(draft.as_of)) for key, value in told.items()},
    )


def _completed(draft: _Draft) -> dict[str, bool | None]:
    """The answers with those that follow from them; a yes or no of the person's own stands."""
    told = dict(draft.told)
    for key, value in draft.told.items():
        if value is None:
            continue
        follows = draft.form.entailed if value else draft.form.narrower
        for other in follows.get(key, ()):
            if draft.told.get(other) is (not value):
                if not value:
                    continue
                first, second = (draft.form.by_id[draft.form.link_of[name]] for name in (key, other))
                draft.notice("answers-contradict", first, f"the answer to {second.link_id} says the opposite")
            elif told.get(other) is None:
                told[other] = value
    return told
