"""A patient in the making, while the rows of a table are read."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from typing import Any

from screener.catalog.load import catalog
from screener.core.calendar import PartialDate
from screener.criteria.nodes import TreatmentKind
from screener.records.notes import Notes
from screener.records.patient import Answer
from screener.records.patient import Completeness
from screener.records.patient import Entry
from screener.records.patient import Patient

_TREATMENTS: dict[str, TreatmentKind] = {
    "drug": "drug",
    "drug-class": "class",
    "vaccine": "drug",
    "procedure": "procedure",
    "device": "device",
}
_SEXES = {
    "m": "male",
    "male": "male",
    "man": "male",
    "f": "female",
    "female": "female",
    "woman": "female",
    "other": "other",
}
_DOMAIN_OF = {"conditions": "conditions", "allergies": "allergies"}


@dataclass(slots=True)
class Draft:
    """What the rows of one id told so far; birth dates and sexes that differ are both forgotten."""

    id: str
    births: set[PartialDate] = field(default_factory=set)
    sexes: set[str] = field(default_factory=set)
    demographics: dict[str, str] = field(default_factory=dict)
    entries: defaultdict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))
    answers: dict[str, Answer] = field(default_factory=dict)
    anchors: dict[str, date] = field(default_factory=dict)
    complete: set[str] = field(default_factory=set)
    uncoded: int = 0

    def born(self, day: PartialDate | None) -> None:
        """Note a birth date."""
        if day is not None:
            self.births.add(day)

    def sexed(self, text: str, place: str, notes: Notes) -> None:
        """Note a sex."""
        sex = _SEXES.get(text.strip().lower())
        if sex is None:
            notes.add("record-partly-read", f"{place}: is no sex that is known", "write male, female or other")
        else:
            self.sexes.add(sex)

    def add(self, name: str, entry: Entry) -> None:
        """Note an entry of a list."""
        if name == "observations" or entry not in self.entries[name]:
            self.entries[name].append(entry)

    def take(self, concept: str, kind: str, told: tuple[str, Entry] | Answer | None) -> None:
        """Note an entry of a list, or an answer: about a state by its concept, about a drug as taken now."""
        if isinstance(told, Answer):
            self.answers[concept if kind == "state" else taking(concept, kind)] = told
        elif told is not None:
            self.add(*told)

    def patient(self, notes: Notes) -> Patient:
        """The patient."""
        if len(self.births) > 1 or len(self.sexes) > 1:
            message = f"patient {self.id}: rows differ in birth date or sex; neither is used"
            notes.add("demographics-conflict", message, "correct the rows")
        if self.uncoded:
            notes.add("entries-uncoded", f"patient {self.id}: {self.uncoded} entries are known by their words only")
        held = {
            name for name in self.complete if any(one.presence == "present" for one in self.entries[_DOMAIN_OF[name]])
        }
        sexes: Any = self.sexes
        lists: dict[str, Any] = {name: tuple(entries) for name, entries in self.entries.items()}
        return Patient(
            id=self.id,
            birth_date=next(iter(self.births)) if len(self.births) == 1 else None,
            sex=next(iter(sexes)) if len(sexes) == 1 else None,
            demographics=self.demographics,
            answers=self.answers,
            anchors=self.anchors,
            complete=tuple(Completeness.model_validate({"domain": name}) for name in sorted(self.complete - held)),
            **lists,
        )


def taking(concept: str, kind: str) -> str:
    """The key of the question whether a treatment is had now."""
    from screener.criteria.nodes import Treatment
    from screener.criteria.notation import question_key

    node = Treatment(concept, catalog()[concept].label, treatment=_TREATMENTS.get(kind, "therapy"))
    return question_key(node)
