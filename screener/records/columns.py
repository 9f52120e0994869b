"""What each column of a wide table stands for, told from its name alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from screener.catalog.words import words
from screener.core.quantity import find_unit
from screener.records.coding import entry_concepts
from screener.records.coding import near_concepts
from screener.records.names import CONDITION_KINDS
from screener.records.names import OBSERVED_KINDS
from screener.records.names import SUBSTANCE_KINDS
from screener.records.names import TREATMENT_KINDS
from screener.records.names import allergen
from screener.records.notes import Notes
from screener.records.vocabulary import vocabulary

Role = Literal[
    "id", "birth_date", "age", "sex", "as_of", "visit", "conditions", "medications", "procedures", "allergies",
    "value", "date", "unit", "low", "high", "past", "allergy", "anchor", "ignored", "unknown",
]  # fmt: skip

_BRACKETED = re.compile(r"(.+?)\s*[(\[]([^()\[\]]+)[)\]]\s*")
_PAST = re.compile(r"(?:past |medical )?history of |hx of |prior ", re.IGNORECASE)
_SUFFIXES: dict[str, Role] = {
    "date": "date",
    "unit": "unit",
    "uln": "high",
    "lln": "low",
    "upper limit": "high",
    "lower limit": "low",
}
_WIDE_ROLES = frozenset(
    {
        "id",
        "birth_date",
        "age",
        "sex",
        "as_of",
        "visit",
        "conditions",
        "medications",
        "procedures",
        "allergies",
        "ignored",
    }
)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its place, its name, its role, and for a named thing its concept and unit."""

    index: int
    name: str
    role: Role
    concept: str = ""
    unit: str | None = None


def columns(header: tuple[str, ...], roles: list[str | None], notes: Notes) -> list[Column]:
    """The columns of a wide table; those that stand for nothing, or twice for the same, are noted."""
    found = [_column(index, name, role) for index, (name, role) in enumerate(zip(header, roles, strict=True))]
    seen: dict[tuple[str, str], Column] = {}
    for column in found:
        place = f"column {column.index + 1}"
        if column.role == "unknown" and column.name:
            near = ", ".join(near_concepts(column.name)) if _looks_like_a_name(column.name) else ""
            shown = f" ({column.name})" if _looks_like_a_name(column.name) else ""
            notes.add(
                "column-unknown", f"{place}{shown}: was not used", f"perhaps {near}" if near else "name it by a concept"
            )
        key = (column.role, column.concept)
        if column.role in {"unknown", "ignored"}:
            continue
        if key in seen and column.role not in {"value", "past", "allergy"}:
            notes.add(
                "column-repeated", f"{place} ({column.name}): stands for the same as column {seen[key].index + 1}"
            )
        seen.setdefault(key, column)
    return found


def _looks_like_a_name(text: str) -> bool:
    """Whether a header's cell is a column's name rather than a patient's value in a table without header."""
    return len(text) <= 60 and text[:1].isalpha() and sum(letter.isdigit() for letter in text) <= 3


def _column(index: int, name: str, role: str | None) -> Column:
    age = _BRACKETED.fullmatch(name)
    if role is None and age and vocabulary().columns.get(words(age[1])) == "age":
        return Column(index, name, "age", "age", age[2])
    if role in _WIDE_ROLES:
        return Column(index, name, role, unit=_trailing(name, "age") if role == "age" else None)  # type: ignore[arg-type]
    if anchor := vocabulary().anchors.get(words(name)):
        return Column(index, name, "anchor", anchor)
    if not name:
        return Column(index, name, "ignored")
    return _named(index, name) or _suffixed(index, name) or _prefixed(index, name) or Column(index, name, "unknown")


def _trailing(name: str, head: str) -> str | None:
    rest = name.lower().removeprefix(head).strip(" _-()[]")
    return rest if rest in {"years", "months", "weeks", "days"} else None


def concept_of(name: str) -> str | None:
    """The one concept that a column's or cell's name is, measures first."""
    text = name.replace("_", " ").strip()
    for kinds in (OBSERVED_KINDS, TREATMENT_KINDS):
        for each in (name.strip(), text):
            found = entry_concepts(each, kinds)
            if found:
                return found[0]
    return None


def _named(index: int, name: str) -> Column | None:
    """A column that is a concept's name, alone or with its unit."""
    if concept := concept_of(name):
        return Column(index, name, "value", concept)
    if bracketed := _BRACKETED.fullmatch(name):
        concept = concept_of(bracketed[1])
        if concept and find_unit(bracketed[2]) is not None:
            return Column(index, name, "value", concept, bracketed[2])
    for gap in re.finditer(r"[\s_,]+", name):
        concept, unit = concept_of(name[: gap.start()]), name[gap.end() :]
        if concept and find_unit(unit) is not None:
            return Column(index, name, "value", concept, unit)
    return None


def _suffixed(index: int, name: str) -> Column | None:
    """`<concept> date`, `<concept> unit`, `<concept> ULN`."""
    text = " ".join(name.replace("_", " ").split())
    for suffix, role in _SUFFIXES.items():
        for end in (f" {suffix}", f" {suffix}s"):
            if text.lower().endswith(end) and (concept := concept_of(text[: -len(end)])):
                return Column(index, name, role, concept)
    if text.lower().startswith("date of ") and (concept := concept_of(text[8:])):
        return Column(index, name, "date", concept)
    return None


def _prefixed(index: int, name: str) -> Column | None:
    """`history of <condition>`, `allergy to <substance>`."""
    text = " ".join(name.replace("_", " ").split())
    if past := _PAST.match(text):
        found = entry_concepts(text[past.end() :], CONDITION_KINDS)
        return Column(index, name, "past", found[0]) if found else None
    substance = allergen(text)
    found = entry_concepts(substance, SUBSTANCE_KINDS) if substance != text else ()
    return Column(index, name, "allergy", found[0]) if found else None
