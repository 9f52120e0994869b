"""One cell of a table, with its unit and date, to an observation, an answer or an entry."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from screener.catalog.concept import MEASURE_KINDS
from screener.catalog.load import catalog
from screener.core.calendar import PartialDate
from screener.records.classes import class_of
from screener.records.coding import entry_concepts
from screener.records.dates import SOME_DAY
from screener.records.dates import table_date
from screener.records.doses import stated
from screener.records.made import made
from screener.records.names import CONDITION_KINDS
from screener.records.names import DRUG_KINDS
from screener.records.names import implied_route
from screener.records.notes import Notes
from screener.records.numbers import has_comma
from screener.records.numbers import quantity
from screener.records.patient import Allergy
from screener.records.patient import Answer
from screener.records.patient import Condition
from screener.records.patient import Observation
from screener.records.patient import Treatment
from screener.records.phrases import phrase
from screener.records.vocabulary import outcome_of
from screener.records.vocabulary import vocabulary

_WORDED = frozenset({"ordinal", "test", "imaging", "score", "function", "state", "condition", "demographic"})


@dataclass(frozen=True, slots=True)
class Dated:
    """The date of a cell: known, assumed (none is given), or unusable (given and not readable)."""

    day: PartialDate | None = None
    usable: bool = True

    @property
    def assumed(self) -> bool:
        """Whether the value stands at the index date."""
        return self.day is None


def missing(text: str) -> bool:
    """Whether the cell says that there is no value."""
    return text.strip().lower() in vocabulary().missing


def yes_or_no(text: str) -> bool | None:
    """The answer in a yes/no cell, None for anything else."""
    low = text.strip().lower()
    if low in vocabulary().yes:
        return True
    return False if low in vocabulary().no or low in vocabulary().never else None


def dated(text: str, place: str, notes: Notes) -> Dated:
    """The date of a cell that should hold one; what is ambiguous or unreadable is noted."""
    if missing(text):
        return Dated()
    found = table_date(text)
    if isinstance(found, PartialDate):
        return Dated(found)
    if found == "date-ambiguous":
        notes.add(found, f"{place}: may be day first or month first; what it dates was left out", "write YYYY-MM-DD")
    else:
        notes.add(found, f"{place}: is not a date; what it dates was left out", "write YYYY-MM-DD")
    return Dated(usable=False)


def observed(
    concept: str | None, name: str, text: str, unit: str | None, when: Dated, place: str, notes: Notes
) -> Observation | None:
    """The observation that a cell of a measure holds, None with an issue where it cannot be used."""
    shape: dict[str, Any] = {
        "concepts": (concept,) if concept else (),
        "text": name,
        "date": when.day,
        "assumed_date": when.assumed,
    }
    kind = catalog()[concept].kind if concept else None
    number = quantity(text)
    if number is not None:
        own = number.rest or unit
        return made(Observation, value=number.value, comparator=number.comparator, unit=own, **shape)
    if has_comma(text):
        notes.add(
            "number-comma",
            f"{place}: a comma may part decimals or thousands; left out",
            "write it with a decimal point",
        )
        return None
    result = outcome_of(text)
    named_class = class_of(text, concept) if concept else None
    if result is None and named_class is None and kind in MEASURE_KINDS and kind not in _WORDED:
        notes.add(
            "number-unreadable",
            f"{place}: is neither a number nor a result; left out",
            "write a number, positive or negative",
        )
        return None
    return made(Observation, value_text=named_class or text, result=result, **shape)


def condition(
    concept: str | None, name: str, has: bool, when: Dated, *, past: bool = False, onset: Dated = Dated()
) -> Condition:
    """A condition that a yes/no cell says is there or is not."""
    return made(
        Condition,
        concepts=(concept,) if concept else (),
        text=name,
        presence="present" if has else "absent",
        status="active" if has and not past else "unknown",
        onset=onset.day,
        abated=SOME_DAY if has and past else None,
        recorded=when.day,
    )


def listed_condition(name: str, when: Dated) -> tuple[Condition, ...]:
    """The entries that a name in a list of conditions stands for, with what its words say about it."""
    told = phrase(name)
    concepts = entry_concepts(name, CONDITION_KINDS) or entry_concepts(told.name, CONDITION_KINDS)
    return tuple(
        condition(concept, name, not told.denied, when, past=told.past).model_copy(
            update={
                "severity": told.severity,
                "who": "family" if told.family else "patient",
                "verification": "provisional" if told.suspected else "confirmed",
            }
        )
        for concept in concepts or (None,)
    )


def treatment(concept: str | None, name: str, when: Dated, *, start: Dated = Dated(), never: bool = False) -> Treatment:
    """A treatment that a cell says is taken now, or was never had."""
    kind = catalog()[concept].kind if concept else "drug"
    told: Any = "drug" if kind in DRUG_KINDS or kind == "vaccine" else kind
    dose = stated(name) if told == "drug" else None
    return made(
        Treatment,
        concepts=(concept,) if concept else (),
        text=name,
        presence="absent" if never else "present",
        kind=told,
        status="not-done" if never else "active" if told == "drug" else "unknown",
        start=start.day,
        recorded=when.day,
        route=implied_route(name),
        dose=dose.amount if dose and dose.per else None,
        dose_unit=dose.unit if dose and dose.per else None,
        dose_per=dose.per if dose else None,
    )


def allergy(concept: str | None, name: str, has: bool, when: Dated) -> Allergy:
    """An allergy that a cell says is there or is not."""
    return made(
        Allergy,
        concepts=(concept,) if concept else (),
        text=name,
        presence="present" if has else "absent",
        recorded=when.day,
    )


def answer(value: bool, when: Dated) -> Answer:
    """The answer about a state."""
    return made(Answer, value=value, date=when.day)


def listed(text: str) -> list[str]:
    """The entries of a list cell, parted by semicolons, bars or line ends."""
    return [one.strip() for one in re.split(r"[;|\n]", text) if one.strip() and not missing(one)]
