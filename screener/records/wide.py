"""A wide table, one row a patient or a visit, to patients."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import field
from decimal import Decimal

from screener.catalog.load import catalog
from screener.core.calendar import PartialDate
from screener.records import cells
from screener.records.cells import Dated
from screener.records.coding import entry_concepts
from screener.records.columns import Column
from screener.records.columns import columns
from screener.records.draft import Draft
from screener.records.made import made
from screener.records.names import CONDITION_KINDS
from screener.records.names import SUBSTANCE_KINDS
from screener.records.names import TREATMENT_KINDS
from screener.records.names import allergen
from screener.records.notes import Notes
from screener.records.numbers import quantity
from screener.records.patient import Answer
from screener.records.patient import Entry
from screener.records.patient import Patient
from screener.records.patient import Range
from screener.records.vocabulary import vocabulary


@dataclass(slots=True)
class Row:
    """One row with its columns by role, and the date and visit that hold for all of it."""

    number: int
    cells: list[str]
    columns: list[Column]
    places: dict[tuple[str, str], Column]
    notes: Notes
    when: Dated = field(default_factory=Dated)

    def text(self, column: Column | None) -> str:
        """The cell of a column, empty where the row is short or the value missing."""
        if column is None or column.index >= len(self.cells) or cells.missing(self.cells[column.index]):
            return ""
        return self.cells[column.index]

    def beside(self, role: str, concept: str = "") -> Column | None:
        """The column of that role, for a concept where it belongs to one."""
        return self.places.get((role, concept))

    def place(self, column: Column) -> str:
        """Row and column for an issue."""
        return f"row {self.number}, column {column.index + 1} ({column.name})"

    def date(self, column: Column | None) -> Dated:
        """The date in a column; where there is none, that of the row."""
        if column is None or not self.text(column):
            return self.when
        return cells.dated(self.text(column), self.place(column), self.notes)


def read_wide(
    header: tuple[str, ...], roles: list[str | None], rows: Iterable[tuple[int, list[str]]], notes: Notes
) -> tuple[Patient, ...]:
    """The patients of a wide table; rows with the same id are put together."""
    found = columns(header, roles, notes)
    places: dict[tuple[str, str], Column] = {(one.role, one.concept): one for one in reversed(found)}
    drafts: dict[str, Draft] = {}
    undated = 0
    for number, texts in rows:
        row = Row(number, texts, found, places, notes)
        ident = row.text(row.beside("id"))
        if not ident:
            ident = f"row-{number}"
            notes.add("record-id-missing", f"row {number}: names no patient", f"it is called {ident}")
        draft = drafts.setdefault(ident, Draft(ident))
        undated += _read_row(row, draft)
    if undated:
        notes.add(
            "date-assumed", f"{undated} values carry no date and stand at the index date", "add an `as of` column"
        )
    return tuple(draft.patient(notes) for draft in drafts.values())


def _read_row(row: Row, draft: Draft) -> int:
    """Put the row's cells into the draft; how many values it holds without a date."""
    row.when = row.date(row.beside("as_of"))
    visit = row.text(row.beside("visit")) or None
    undated = 0
    for column in row.columns:
        text = row.text(column)
        if not text:
            continue
        match column.role:
            case "birth_date":
                draft.born(row.date(column).day)
            case "sex":
                draft.sexed(text, row.place(column), row.notes)
            case "age":
                undated += _age(row, column, text, draft)
            case "anchor":
                _anchor(row, column, text, draft)
            case "conditions" | "medications" | "procedures" | "allergies":
                _list(row, column, text, draft)
            case "value" | "past" | "allergy":
                undated += _value(row, column, text, draft, visit)
    return undated


def _age(row: Row, column: Column, text: str, draft: Draft) -> int:
    if not row.when.usable:
        return 0
    observation = cells.observed("age", column.name, text, column.unit or "a", row.when, row.place(column), row.notes)
    if observation is None or observation.value is None:
        return 0
    draft.add("observations", observation)
    return int(row.when.assumed)


def _anchor(row: Row, column: Column, text: str, draft: Draft) -> None:
    answer = cells.yes_or_no(text)
    if column.concept == "consent" and answer is not None:
        draft.answers["informed-consent"] = cells.answer(answer, row.when)
        return
    found = cells.dated(text, row.place(column), row.notes)
    if isinstance(found.day, PartialDate) and found.day.exact:
        draft.anchors[column.concept] = found.day.first
        if column.concept == "consent":
            draft.answers.setdefault("informed-consent", cells.answer(True, found))


def _list(row: Row, column: Column, text: str, draft: Draft) -> None:
    """The entries of a list cell; `none` declares conditions and allergies complete."""
    known = vocabulary()
    if text.lower() in known.none or known.none_known.get(text.lower()) == column.role:
        if column.role in {"conditions", "allergies"}:
            draft.complete.add(column.role)
        return
    for name in cells.listed(text):
        if column.role == "conditions":
            entries: tuple[Entry, ...] = cells.listed_condition(name, row.when)
        elif column.role == "allergies":
            entries = _allergies(name, row.when)
        else:
            concepts = entry_concepts(name, TREATMENT_KINDS)
            entries = tuple(cells.treatment(concept, name, row.when) for concept in concepts or (None,))
        for entry in entries:
            draft.uncoded += not entry.concepts
            draft.add("treatments" if column.role in {"medications", "procedures"} else column.role, entry)


def _allergies(name: str, when: Dated) -> tuple[Entry, ...]:
    """The substances of a name in a list of allergies; "no known drug allergies" is an absent one."""
    if denied := vocabulary().none_known_partly.get(name.lower()):
        return (cells.allergy(None, denied, False, when),)
    substance = allergen(name)
    concepts = entry_concepts(substance, SUBSTANCE_KINDS)
    return tuple(cells.allergy(concept, substance, True, when) for concept in concepts or (None,))


def _value(row: Row, column: Column, text: str, draft: Draft, visit: str | None) -> int:
    """A cell of a column that is named by a concept; 1 where its value has no date."""
    concept = column.concept
    kind = catalog()[concept].kind
    beside = row.date(row.beside("date", concept))
    place = row.place(column)
    if column.role == "allergy" or column.role == "past" or kind in CONDITION_KINDS or kind in TREATMENT_KINDS:
        entry = told(column, kind, text, row.when, beside, place, row.notes)
        draft.take(concept, kind, entry)
        return 0
    if not beside.usable:
        return 0
    if kind == "demographic" and concept != "age":
        draft.demographics[concept] = text
        return 0
    unit = row.text(row.beside("unit", concept)) or column.unit
    observation = cells.observed(concept, column.name, text, unit, beside, place, row.notes)
    if observation is None:
        return 0
    limits = _range(row, concept, unit)
    draft.add("observations", observation.model_copy(update={"visit": visit, "reference_range": limits}))
    return int(beside.assumed)


def told(
    column: Column, kind: str, text: str, when: Dated, beside: Dated, place: str, notes: Notes
) -> tuple[str, Entry] | Answer | None:
    """What a yes/no cell tells of a state, condition, treatment or allergy: the field and the entry, or an answer."""
    answer = cells.yes_or_no(text)
    if answer is None:
        notes.add("record-partly-read", f"{place}: is neither yes nor no; left out", "write yes or no")
        return None
    own = beside if beside.day != when.day else Dated()
    if column.role == "allergy":
        return "allergies", cells.allergy(column.concept, column.name, answer, when)
    if kind == "state" and column.role == "value":
        return cells.answer(answer, beside) if beside.usable else None
    if column.role == "past" or kind in CONDITION_KINDS:
        past = column.role == "past"
        return "conditions", cells.condition(column.concept, column.name, answer, when, past=past, onset=own)
    never = text.strip().lower() in vocabulary().never
    if answer or never:
        return "treatments", cells.treatment(column.concept, column.name, when, start=own, never=never)
    notes.add(
        "record-partly-read",
        f"column {column.index + 1} ({column.name}): `no` is taken as not now; whether it ever was stays open",
        "write never where it never was",
    )
    return cells.answer(False, beside) if beside.usable else None


def _range(row: Row, concept: str, unit: str | None) -> Range | None:
    bounds: list[Decimal | None] = []
    for role in ("low", "high"):
        number = quantity(row.text(row.beside(role, concept)))
        bounds.append(number.value if number and not number.comparator else None)
    if bounds == [None, None]:
        return None
    return made(Range, low=bounds[0], high=bounds[1], unit=unit)
