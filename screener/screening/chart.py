"""One patient's record, indexed once by concept."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from functools import cached_property
from functools import lru_cache
from typing import Generic
from typing import Literal
from typing import NamedTuple
from typing import TypeVar

from screener.catalog.index import Catalog
from screener.catalog.load import catalog
from screener.catalog.words import words
from screener.records.patient import Allergy
from screener.records.patient import Condition
from screener.records.patient import Entry
from screener.records.patient import Immunization
from screener.records.patient import Observation
from screener.records.patient import Patient
from screener.records.patient import Treatment
from screener.screening.words import screening_data
from screener.screening.words import single_words

E = TypeVar("E", bound=Entry)
Kinship = Literal["same", "below", "broader", "none"]
_PLACED = ("icd10cm", "atc")


class Found(NamedTuple, Generic[E]):
    """What a record holds about a concept.

    `present`: entries of the concept or a kind of it. `absent`: entries that deny it or something that includes it.
    `broader`: entries that could be it but are recorded less specifically.
    """

    present: tuple[E, ...]
    absent: tuple[E, ...]
    broader: tuple[E, ...]


@lru_cache(maxsize=500_000)
def kinship(recorded: str, asked: str) -> Kinship:
    """How a recorded concept stands to the one that is asked about.

    A class of drugs or a vaccine that shares members with the one asked about could be one of them; two diseases that
    share a kind (hypertension and kidney disease) are still two diseases.
    """
    if recorded == asked:
        return "same"
    known = catalog()
    if known.is_a(recorded, asked):
        return "below"
    if known.is_a(asked, recorded):
        return "broader"
    if recorded in could_be(asked):
        return "broader"
    entry = known.get(recorded)
    if entry is None or entry.kind == "condition":
        return "none"
    return "none" if known.members(recorded).isdisjoint(known.members(asked)) else "broader"


@cache
def could_be(asked: str) -> frozenset[str]:
    """The diseases of a broader group that are neither the one asked about nor certainly another."""
    listed = screening_data()["could_be"].get(asked)
    if listed is None:
        return frozenset()
    known = catalog()
    group = frozenset[str]().union(*(known.members(each) for each in listed["of"]))
    return group.difference(*(known.members(each) for each in listed["but"]))


@lru_cache(maxsize=20_000)
def relatives(asked: str) -> frozenset[str]:
    """The concept with everything below and above it, and what it could be recorded as."""
    known = catalog()
    found = set(known.members(asked) | could_be(asked))
    waiting = [asked]
    while waiting:
        for parent in known.parents(waiting.pop()):
            if parent not in found:
                found.add(parent)
                waiting.append(parent)
    return frozenset(found)


FEW = 12
"""So many kinds a disease may have (asthma has eleven) and still be spoken of as one; infection has hundreds."""


@lru_cache(maxsize=20_000)
def broad(concept: str) -> bool:
    """Whether the concept is a class of drugs, or a disease or procedure with many kinds."""
    entry = catalog().get(concept)
    return (entry is not None and entry.kind == "drug-class") or len(catalog().members(concept)) > FEW


@lru_cache(maxsize=20_000)
def telling_words(concept: str) -> frozenset[str]:
    """The words of all names of a concept and its kinds, without those that many names share."""
    known = catalog()
    found: set[str] = set()
    for member in known.members(concept):
        entry = known.get(member)
        if entry is not None:
            for name in (entry.label, *entry.synonyms):
                found.update(words(name))
    return frozenset(found - single_words("generic"))


@lru_cache(maxsize=20_000)
def folded(text: str) -> tuple[str, ...]:
    """The folded words of a text."""
    return words(text)


class Shelf(Generic[E]):
    """The entries of one domain, by concept."""

    def __init__(self, entries: Iterable[E], known: Catalog) -> None:
        self.entries = tuple(entries)
        self._place = {id(entry): number for number, entry in enumerate(self.entries)}
        self._by_concept: dict[str, list[E]] = {}
        self._uncoded: list[E] = []
        self._found: dict[str, Found[E]] = {}
        self._worded: dict[str, Found[E]] = {}
        self._diseases: set[str] = set()
        self._others: dict[str, None] = {}
        for entry in self.entries:
            concepts = most_specific(entry.concepts, known)
            for concept in concepts:
                self._by_concept.setdefault(concept, []).append(entry)
            if not concepts:
                self._uncoded.append(entry)
        for concept in self._by_concept:
            known_as = known.get(concept)
            disease = known_as is not None and known_as.kind == "condition"
            if disease:
                self._diseases.add(concept)
            else:
                self._others[concept] = None

    def find(self, concept: str) -> Found[E]:
        """What is recorded about the concept."""
        found = self._found.get(concept)
        if found is None:
            found = self._found[concept] = self._search(concept)
        return found

    def _search(self, asked: str) -> Found[E]:
        near = self._diseases & relatives(asked) if self._diseases else self._diseases
        named = (*sorted(near), *self._others) if near else self._others
        related = [(recorded, kin) for recorded in named if (kin := kinship(recorded, asked)) != "none"]
        if not related:
            return Found((), (), ())
        present: dict[int, E] = {}
        absent: dict[int, E] = {}
        broader: dict[int, E] = {}
        for recorded, kin in related:
            entries = self._by_concept[recorded]
            includes = kin == "same" or (kin == "broader" and catalog().is_a(asked, recorded))
            for entry in entries:
                if entry.presence == "absent":
                    if includes:
                        absent[id(entry)] = entry
                elif kin == "broader":
                    broader[id(entry)] = entry
                else:
                    present[id(entry)] = entry
        return Found(self._in_order(present), self._in_order(absent), self._in_order(broader))

    def _in_order(self, entries: dict[int, E]) -> tuple[E, ...]:
        """The entries in the order of the record."""
        if len(entries) < 2:
            return tuple(entries.values())
        return tuple(sorted(entries.values(), key=lambda entry: self._place[id(entry)]))

    def by_words(self, label: str) -> Found[E]:
        """What is recorded in the very words of a text that the catalogue does not know."""
        known = self._worded.get(label)
        if known is None:
            known = self._worded[label] = self._search_words(folded(label))
        return known

    def _search_words(self, asked: tuple[str, ...]) -> Found[E]:
        present: list[E] = []
        absent: list[E] = []
        words = set(asked)
        for entry, told, every in self._texts if asked else ():
            if words <= every and any(_says(text, asked) for text in told):
                (absent if entry.presence == "absent" else present).append(entry)
        return Found(tuple(present), tuple(absent), ())

    @cached_property
    def _texts(self) -> list[tuple[E, tuple[tuple[str, ...], ...], frozenset[str]]]:
        """Every entry with the folded words of its texts."""
        found = []
        for entry in self.entries:
            told = tuple(folded(text) for text in texts(entry))
            found.append((entry, told, frozenset(word for text in told for word in text)))
        return found

    def may_be(self, concept: str) -> tuple[E, ...]:
        """Entries outside the catalogue that could stand for the concept, so that it cannot be taken as absent."""
        return tuple(entry for entry in self._uncoded if entry.presence == "present" and _may_be(entry, concept))


def texts(entry: Entry) -> tuple[str, ...]:
    """The words with which an entry was recorded."""
    return tuple(text for text in (entry.text, *(code.display for code in entry.codes)) if text)


def named(label: str, entry: Entry, day: object, known: Catalog) -> str:
    """What was asked, with the record's own words and day where they tell more: "malignancy (melanoma, 2023-01-01)"."""
    own = next(iter(texts(entry)), "")
    if not own and entry.concepts:
        concept = known.get(entry.concepts[0])
        own = concept.label if concept is not None else ""
    more = ([own] if own and folded(own) != folded(label) else []) + ([str(day)] if day is not None else [])
    return f"{label} ({', '.join(more)})" if more else label


IN_PERIOD = {
    "falls": ("falls in the period asked about", "does not fall in the period asked about"),
    "started": ("started in the period asked about", "did not start in the period asked about"),
    "ended": ("ended in the period asked about", "did not end in the period asked about"),
    "found": ("was found in the period asked about", "was not found in the period asked about"),
}
"""How a sentence tells that something recorded lies in a window or not."""


def most_specific(concepts: tuple[str, ...], known: Catalog) -> tuple[str, ...]:
    """The concepts without those that only repeat another one more broadly."""
    if len(concepts) < 2:
        return concepts
    return tuple(one for one in concepts if not any(other != one and known.is_a(other, one) for other in concepts))


def _says(recorded: tuple[str, ...], asked: tuple[str, ...]) -> bool:
    """Whether a recorded text is the asked one, or holds it whole with nothing beside it that could turn it around."""
    if not recorded:
        return False
    if set(recorded) == set(asked):
        return True
    size = len(asked)
    for start in range(len(recorded) - size + 1):
        if recorded[start : start + size] == asked:
            rest = (*recorded[:start], *recorded[start + size :])
            return single_words("caution").isdisjoint(rest)
    return False


def _may_be(entry: Entry, concept: str) -> bool:
    known = catalog()
    asked = known.get(concept)
    recorded = {word for text in texts(entry) for word in folded(text)}
    if not telling_words(concept).isdisjoint(recorded):
        return True
    if asked is not None:
        prefixed = {code.system for code in asked.codes if code.system in _PLACED and code.code.endswith("*")}
        if any(code.system in prefixed for code in entry.codes):
            return False
    if not broad(concept):
        return not recorded
    return not any(text.rstrip().lower().endswith(("(finding)", "(situation)", "(person)")) for text in texts(entry))


class Chart:
    """A patient's record by domain; the immunizations and treatments of one substance stand together."""

    def __init__(self, patient: Patient) -> None:
        known = catalog()
        self.patient = patient
        self.conditions: Shelf[Condition] = Shelf((c for c in patient.conditions if c.who == "patient"), known)
        self.family: Shelf[Condition] = Shelf((c for c in patient.conditions if c.who == "family"), known)
        self.treatments: Shelf[Treatment] = Shelf(patient.treatments, known)
        self.immunizations: Shelf[Immunization] = Shelf(patient.immunizations, known)
        self.allergies: Shelf[Allergy] = Shelf(patient.allergies, known)
        self.observations: Shelf[Observation] = Shelf(patient.observations, known)
