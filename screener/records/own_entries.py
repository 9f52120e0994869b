"""The conveniences of own JSON: `concept` for `concepts`, names for ids, `"<5"` for a value, a name for an entry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from screener.catalog.load import catalog
from screener.records import coding
from screener.records.classes import class_of
from screener.records.dates import SOME_DAY
from screener.records.doses import stated
from screener.records.json_text import Json
from screener.records.names import CONDITION_KINDS
from screener.records.names import OBSERVED_KINDS
from screener.records.names import SUBSTANCE_KINDS
from screener.records.names import TREATMENT_KINDS
from screener.records.notes import Notes
from screener.records.numbers import clinical
from screener.records.numbers import has_comma
from screener.records.numbers import quantity
from screener.records.patient import Allergy
from screener.records.patient import Condition
from screener.records.patient import Immunization
from screener.records.patient import Observation
from screener.records.patient import Treatment
from screener.records.phrases import phrase
from screener.records.vocabulary import outcome_of


@dataclass(frozen=True, slots=True)
class Family:
    """A list of entries: the patient's field that it fills, its model, the kinds its concepts may be."""

    field: str
    model: type[BaseModel]
    kinds: frozenset[str]
    kind: str = ""

    def domain(self, entry: dict[str, Any] | None) -> str:
        """The domain of completeness that an entry belongs to."""
        if self.field != "treatments":
            return self.field
        kind = (entry or {}).get("kind") or self.kind or "drug"
        return "medications" if kind == "drug" else "procedures"


_ANY = CONDITION_KINDS | TREATMENT_KINDS
FAMILIES: dict[str, Family] = {
    "observations": Family("observations", Observation, OBSERVED_KINDS),
    "conditions": Family("conditions", Condition, CONDITION_KINDS),
    "treatments": Family("treatments", Treatment, TREATMENT_KINDS),
    "medications": Family("treatments", Treatment, TREATMENT_KINDS, "drug"),
    "procedures": Family("treatments", Treatment, TREATMENT_KINDS, "procedure"),
    "immunizations": Family("immunizations", Immunization, TREATMENT_KINDS),
    "allergies": Family("allergies", Allergy, SUBSTANCE_KINDS | _ANY),
}
"""The lists of entries that a record may have."""


def shaped(raw: Json, family: Family, where: str, ident: str, notes: Notes) -> dict[str, Any] | None:
    """The entry in the model's shape, None with an issue where it is no entry at all."""
    place = f"patient {ident}, {where}"
    entry = _named_only(raw, family) if isinstance(raw, str) else raw
    if not isinstance(entry, dict):
        notes.add("record-invalid", f"{place}: is not an object", 'write {"concept": …}')
        return None
    entry = dict(entry)
    if family.kind and "kind" not in entry:
        entry["kind"] = family.kind
    _name(entry, family, place, notes)
    if not (entry.get("concepts") or entry.get("text") or entry.get("codes")):
        notes.add("record-invalid", f"{place}: says of nothing what it is about", "give concept, codes or text")
        return None
    if family.field == "observations" and not _value(entry, place, notes):
        return None
    for key in ("dose",):
        if key in entry and entry[key] is not None and clinical(entry[key]) is None:
            notes.add(
                "number-unreadable", f"{place}.{key}: is not a number that can be used", "write it with a decimal point"
            )
            entry[key] = None
    return entry


def _named_only(name: str, family: Family) -> dict[str, Any]:
    """An entry that is only a name: a condition or drug that is there now, with the dose that its words state."""
    entry: dict[str, Any] = {"concept": name}
    if family.field == "conditions" and name not in catalog():
        return _condition(name)
    if family.field == "conditions" or family.kind == "drug":
        entry |= {"text": name, "status": "active"}
    dose = stated(name) if family.kind == "drug" else None
    if dose is not None and dose.per:
        entry |= {"dose": dose.amount, "dose_unit": dose.unit, "dose_per": dose.per}
    return entry


def _condition(name: str) -> dict[str, Any]:
    """A condition that is only a name, with what its words say about it."""
    told = phrase(name)
    known = coding.entry_concepts(name, CONDITION_KINDS)
    return {
        "concept": name if known else told.name,
        "text": name,
        "presence": "absent" if told.denied else "present",
        "status": "unknown" if told.past or told.denied else "active",
        "abated": SOME_DAY if told.past else None,
        "who": "family" if told.family else "patient",
        "verification": "provisional" if told.suspected else "confirmed",
        "severity": None if known else told.severity,
    }


def _name(entry: dict[str, Any], family: Family, place: str, notes: Notes) -> None:
    """Resolve the entry's concept, names and codes into `concepts`."""
    given = entry.pop("concept", None)
    listed = entry.get("concepts")
    listed = [listed] if isinstance(listed, str) else listed
    names = [given] if given is not None else listed if isinstance(listed, list) else []
    if not all(isinstance(one, str) for one in names):
        return
    if isinstance(entry.get("codes"), list):
        entry["codes"] = [_short(one) for one in entry["codes"]]
    concepts: list[str] = []
    for name in names:
        found = coding.entry_concepts(name, family.kinds)
        concepts += found
        if not found:
            near = ", ".join(coding.near_concepts(name))
            notes.add(
                "concept-unknown",
                f"{place}: no concept of that name",
                f"perhaps {near}" if near else "see the catalogue",
            )
            entry["text"] = entry.get("text") or name
    if not names:
        listed_codes = entry.get("codes")
        codes = [one for one in listed_codes if isinstance(one, dict)] if isinstance(listed_codes, list) else []
        plain = tuple(
            coding.code(str(one.get("system", "")), str(one.get("code", "")), str(one.get("display", "")))
            for one in codes
        )
        text = entry.get("text")
        resolved = coding.resolve(plain, text if isinstance(text, str) else "", family.kinds)
        concepts += coding.report(resolved, place, notes)
    entry["concepts"] = tuple(dict.fromkeys(concepts))


def _short(code: Json) -> Json:
    if isinstance(code, dict) and isinstance(code.get("system"), str):
        return {**code, "system": coding.short_system(code["system"])}
    return code


def _value(entry: dict[str, Any], place: str, notes: Notes) -> bool:
    """Bring the value into shape; False with an issue where it cannot be used."""
    value = entry.get("value")
    if isinstance(value, str):
        entry["value"] = None
        if (outcome := outcome_of(value)) is not None:
            entry.setdefault("result", outcome)
            entry.setdefault("value_text", value)
        elif number := quantity(value):
            entry["value"] = number.value
            if number.comparator:
                entry.setdefault("comparator", number.comparator)
            if number.rest:
                entry.setdefault("unit", number.rest)
        elif has_comma(value):
            notes.add("number-comma", f"{place}: the value holds a comma", "write it with a decimal point")
            return False
        else:
            entry.setdefault("value_text", value)
    elif isinstance(value, bool):
        entry["value"] = None
        entry.setdefault("result", "positive" if value else "negative")
    elif value is not None and (number_ := clinical(value)) is None:
        notes.add("number-unreadable", f"{place}: the value is not a number that can be used", "write a plain number")
        return False
    elif value is not None:
        entry["value"] = number_
    if entry.get("date") is None:
        entry["date"] = None
        entry.setdefault("assumed_date", True)
    _class(entry)
    return _range(entry, place, notes)


def _class(entry: dict[str, Any]) -> None:
    """Name the class of an ordinal measure as the catalogue does."""
    text, concepts = entry.get("value_text"), entry.get("concepts", ())
    if isinstance(text, str) and concepts and concepts[0] in catalog():
        entry["value_text"] = class_of(text, concepts[0]) or text


def _range(entry: dict[str, Any], place: str, notes: Notes) -> bool:
    span = entry.get("reference_range")
    if isinstance(span, dict):
        for key in ("low", "high"):
            if span.get(key) is not None and clinical(span[key]) is None:
                notes.add(
                    "number-unreadable", f"{place}.reference_range.{key}: is not a number", "the range was left out"
                )
                entry["reference_range"] = None
                break
    return True
