"""Takes a REDCap export of the form's fields (CSV, raw codes or labels), gives the records."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from datetime import date

from screener.core.issues import Issue
from screener.core.issues import issue
from screener.forms import redcap_names as names
from screener.forms.answers import NONE_OF_THESE
from screener.forms.answers import to_patient
from screener.forms.fhir_words import Json
from screener.forms.item import Item
from screener.forms.item import Questionnaire
from screener.forms.plain import plain_date
from screener.records.patient import Patient

_YES_NO: Mapping[str, bool | None] = {
    names.YES: True,
    names.NO: False,
    names.UNKNOWN: None,
    "yes": True,
    "no": False,
    "don't know": None,
}


def patients_of_redcap(
    form: Questionnaire, text: str, *, as_of: date | None = None
) -> tuple[tuple[Patient, ...], tuple[Issue, ...]]:
    """A record for each row; its day is the row's day of screening, else `as_of`."""
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    by_field = {field: form.by_id[link] for link, field in names.fields(form).items()}
    if names.RECORD not in (reader.fieldnames or ()):
        hint = "Export it from REDCap as CSV (raw data), with all fields of this form."
        message = f"There is no column {names.RECORD}, so this is no REDCap export."
        return (), (issue("record-not-recognised", message, hint=hint),)
    patients: list[Patient] = []
    issues: list[Issue] = []
    for number, row in enumerate(reader, 1):
        ident = (row.get(names.RECORD) or "").strip() or f"row {number}"
        screened = plain_date(row.get(names.SCREENED) or "")
        day = screened.first if screened is not None and screened.exact else as_of
        if day is None:
            message = f"Row {number} has no day of screening."
            issues.append(issue("answer-unclear", message, field=ident, hint=f"Fill {names.SCREENED}."))
            continue
        patient, noticed = to_patient(form, answers_of_row(by_field, row), as_of=day, ident=ident)
        patients.append(patient)
        issues += noticed
    return tuple(patients), tuple(issues)


def answers_of_row(by_field: Mapping[str, Item], row: Mapping[str, str | None]) -> dict[str, Json]:
    """The answers of one row by link id; a blank cell was not asked."""
    told = {name: (value or "").strip() for name, value in row.items() if name}
    found = {}
    for field, item in by_field.items():
        answer = _answer(item, field, told)
        if answer:
            found[item.link_id] = answer
    return found


def _answer(item: Item, field: str, row: Mapping[str, str]) -> Json:
    given = row.get(field, "")
    match item.type:
        case "group":
            return {"value": NONE_OF_THESE} if row.get(f"{field}_none___{names.YES}") in ("1", "Checked") else {}
        case "number":
            return _number(item, field, given, row) if given else {}
        case "choice":
            return _with_date(field, _choice(item, given), row) if given else {}
        case "yes-no":
            return {"value": _YES_NO.get(given.lower(), given)} if given else {}
        case "drug":
            return _drug(item, field, given, row)
        case "birth-date" | "note":
            return {"value": given} if given else {}


def _number(item: Item, field: str, given: str, row: Mapping[str, str]) -> Json:
    codes = names.unit_codes(item)
    unit = _value_of(row.get(f"{field}_unit", ""), codes, {unit.label: unit.code for unit in item.units})
    answer: Json = {"value": given, "unit": unit if codes else item.units[0].code}
    for name in item.references:
        if told := row.get(f"{field}_{name}"):
            answer[name] = told
    return _with_date(field, answer, row)


def _with_date(field: str, answer: Json, row: Mapping[str, str]) -> Json:
    told = row.get(f"{field}_date")
    return answer | {"date": told} if told else answer


def _value_of(given: str, codes: Mapping[str, str], labels: Mapping[str, str]) -> str | None:
    """The value whose number or label stands in the cell."""
    by_code = {code: value for value, code in codes.items()}
    return by_code.get(given) or labels.get(given) or (given or None)


def _choice(item: Item, given: str) -> Json:
    if given in (names.CHOICE_UNKNOWN, "Don't know"):
        return {"value": None}
    labels = {option.label: option.value for option in item.options}
    return {"value": _value_of(given, names.choice_codes(item), labels)}


def _drug(item: Item, field: str, given: str, row: Mapping[str, str]) -> Json:
    answer: Json = {"value": _YES_NO.get(given.lower(), given)} if given else {}
    answer |= {name: told for name in ("start", "end", "dose") if (told := row.get(f"{field}_{name}"))}
    if "dose" in answer and item.dose is not None:
        labels = {unit.label: unit.code for unit in item.dose.units}
        single = item.dose.units[0].code if len(item.dose.units) == 1 else None
        answer["unit"] = single or _value_of(row.get(f"{field}_unit", ""), names.unit_codes(item), labels)
        answer["per"] = _value_of(row.get(f"{field}_per", ""), names.per_codes(item), {"day": "d", "week": "wk"})
    return answer
