"""A long table, one row a value, to patients."""

from __future__ import annotations

import re
from collections.abc import Iterable

from screener.catalog.load import catalog
from screener.catalog.words import words
from screener.records import cells
from screener.records import coding
from screener.records.cells import Dated
from screener.records.columns import Column
from screener.records.columns import concept_of
from screener.records.draft import Draft
from screener.records.made import made
from screener.records.names import CONDITION_KINDS
from screener.records.names import OBSERVED_KINDS
from screener.records.names import TREATMENT_KINDS
from screener.records.notes import Notes
from screener.records.numbers import quantity
from screener.records.patient import Patient
from screener.records.patient import Range
from screener.records.vocabulary import vocabulary
from screener.records.wide import told

_KINDS = OBSERVED_KINDS | TREATMENT_KINDS
_LOINC = re.compile(r"\d{1,5}-\d")
_LEFT_OUT = frozenset({"entered-in-error", "cancelled", "unknown", "registered", "not done"})


def read_long(
    header: tuple[str, ...], roles: list[str | None], rows: Iterable[tuple[int, list[str]]], notes: Notes
) -> tuple[Patient, ...]:
    """The patients of a long table: patient, concept (or code), value, unit, date and what else it has."""
    places = {role: index for index, role in reversed(list(enumerate(roles))) if role}
    if "as_of" not in places:
        found = next((i for i, name in enumerate(header) if roles[i] is None and words(name)[-1:] == ("date",)), None)
        if found is not None:
            places["as_of"] = found
    for index, role in enumerate(roles):
        if role is None and places.get("as_of") != index:
            notes.add(
                "column-unknown", f"column {index + 1}: was not used", "name it value, unit, date, low, high or visit"
            )
    drafts: dict[str, Draft] = {}
    undated = 0
    for number, texts in rows:
        row = {
            role: texts[index]
            for role, index in places.items()
            if index < len(texts) and not cells.missing(texts[index])
        }
        ident = row.get("id", "")
        if not ident:
            notes.add(
                "record-id-missing", f"row {number}: names no patient; it was left out", "fill its patient column"
            )
            continue
        undated += _read(row, drafts.setdefault(ident, Draft(ident)), number, notes)
    if undated:
        notes.add("date-assumed", f"{undated} values carry no date and stand at the index date", "fill the date column")
    return tuple(draft.patient(notes) for draft in drafts.values())


def _read(row: dict[str, str], draft: Draft, number: int, notes: Notes) -> int:
    """Put one row into the draft; 1 where its value has no date."""
    name, value = row.get("concept", "") or row.get("code", ""), row.get("value", "")
    place = f"patient {draft.id}, row {number}"
    if not name or row.get("status", "").lower() in _LEFT_OUT:
        return 0
    role = vocabulary().columns.get(words(name))
    if role in {"birth_date", "sex"} and value:
        if role == "sex":
            draft.sexed(value, place, notes)
        else:
            draft.born(cells.dated(value, f"{place}, birth date", notes).day)
        return 0
    when = cells.dated(row.get("as_of", ""), f"{place}, date", notes)
    concept = _concept(row, name, draft, place, notes)
    kind = catalog()[concept].kind if concept else ""
    if concept and (kind in CONDITION_KINDS or kind in TREATMENT_KINDS):
        column = Column(0, name, "value", concept)
        entry = told(column, kind, value or "yes", when, Dated(), place, notes)
        draft.take(concept, kind, entry)
        return 0
    if not value or not when.usable:
        return 0
    return _observe(row, concept, name, value, when, draft, place, notes)


def _concept(row: dict[str, str], name: str, draft: Draft, place: str, notes: Notes) -> str | None:
    """The concept of a row, by its code first."""
    found: tuple[str, ...] = ()
    if "code" in row:
        code = coding.code(row.get("system", "loinc"), row["code"])
        found = coding.report(coding.resolve((code,), row.get("concept", ""), _KINDS), place, notes)
    elif _LOINC.fullmatch(name):
        found = coding.resolve((coding.code("loinc", name),), "", _KINDS).concepts
    concept = found[0] if found else concept_of(name)
    if concept is None:
        draft.uncoded += 1
    return concept


def _observe(
    row: dict[str, str], concept: str | None, name: str, value: str, when: Dated, draft: Draft, place: str, notes: Notes
) -> int:
    unit = row.get("unit")
    place = f"{place} ({concept})" if concept else place
    if concept == "age":
        unit = unit or "a"
    elif concept and catalog()[concept].kind == "demographic":
        draft.demographics[concept] = value
        return 0
    observation = cells.observed(concept, name, value, unit, when, place, notes)
    if observation is None:
        return 0
    limits = [quantity(row.get(side, "")) for side in ("low", "high")]
    low, high = (one.value if one and not one.comparator else None for one in limits)
    shown = made(Range, low=low, high=high, unit=unit) if low is not None or high is not None else None
    draft.add("observations", observation.model_copy(update={"visit": row.get("visit"), "reference_range": shown}))
    return int(when.assumed)
