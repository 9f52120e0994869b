"""Takes records in any format, those that our forms come back in included, gives patients.

A FHIR QuestionnaireResponse, a REDCap export and saved answers of `<screener-form>` are told from ordinary records by
their own marks; everything else goes to the readers of `records`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from screener.core.issues import Issue
from screener.core.issues import issue
from screener.criteria.protocol import Protocol
from screener.forms import redcap_names
from screener.forms.answers import to_patient
from screener.forms.from_fhir import patient_of_response
from screener.forms.from_redcap import patients_of_redcap
from screener.forms.plain import plain_date
from screener.forms.questionnaire import questionnaire
from screener.records.json_text import Json
from screener.records.json_text import values
from screener.records.notes import Notes
from screener.records.patient import Patient
from screener.records.raw import text_of_file
from screener.records.read import Read
from screener.records.read import read_record_files
from screener.records.read import read_record_values
from screener.records.read import read_records_text
from screener.records.read import record_files
from screener.screening.prepared import prepare

_MARKS = ('"QuestionnaireResponse"', '"answers"')


def read_back(protocol: Protocol, path: Path, day: date) -> Read:
    """The patients of a file or a folder; answers that tell no day of their own count for `day`."""
    if not path.is_dir():
        notes = Notes(path.name)
        text = text_of_file(path, notes)
        patients, issues = ((), ()) if text is None else read_back_text(protocol, text, path.name, day)
        return patients, (*notes.issues, *issues)
    files = record_files(path)
    marked = [one for one in files if _is_marked(one)]
    patients, issues = read_record_files([one for one in files if one not in marked], path.name) if marked != files else ((), ())
    for one in marked:
        more, noticed = read_back(protocol, one, day)
        patients, issues = (*patients, *more), (*issues, *noticed)
    return patients, issues


def _is_marked(path: Path) -> bool:
    """Whether a file may have come out of a form, as far as its plain bytes tell."""
    try:
        data = path.read_bytes()
    except OSError:  # told by the reader
        return False
    head = data.partition(b"\n")[0]
    return redcap_names.RECORD.encode() in head or any(mark.encode() in data for mark in _MARKS)


def read_back_text(protocol: Protocol, text: str, name: str, day: date) -> Read:
    """The patients of a text; answers that tell no day of their own count for `day`."""
    bare = text.removeprefix("\ufeff").lstrip()
    if bare.startswith(("{", "[")) and any(mark in bare for mark in _MARKS):
        notes = Notes(name)
        patients, issues = read_back_values(protocol, values(text.removeprefix("\ufeff"), notes), name, day)
        return patients, (*notes.issues, *issues)
    if _is_redcap(protocol, bare):
        return patients_of_redcap(questionnaire(protocol), bare, as_of=day)
    return read_records_text(text, name)


def read_back_values(protocol: Protocol, parsed: list[Any], name: str, day: date) -> Read:
    """The patients of JSON values whose numbers were kept exact."""
    told: list[Mapping[str, Any]] = []
    rest = [left for value in parsed if (left := _without_forms(value, told)) is not None]
    if not told:
        return read_record_values(rest, name)
    patients, issues = read_record_values(rest, name) if rest else ((), ())
    found, noticed = list(patients), list(issues)
    for one in told:
        patient, more = _of_form(protocol, one, name, day)
        noticed += more
        if patient is not None:
            _add(found, patient, noticed)
    return tuple(found), tuple(noticed)


def _without_forms(value: Json, told: list[Mapping[str, Any]]) -> Json:
    """The value without what came out of a form, which goes to `told`; None where nothing else is left."""
    match value:
        case {"resourceType": "QuestionnaireResponse"} | {"protocol": str(), "answers": dict()}:
            told.append(value)
            return None
        case list():
            rest = [left for one in value if (left := _without_forms(one, told)) is not None]
            return rest or (None if value else value)
        case {"resourceType": "Bundle", "entry": list(entries)}:
            kept = [one for one in entries if not _takes_response(one, told)]
            return (value | {"entry": kept} if kept else None) if len(kept) < len(entries) else value
        case {"patients": list(inner)}:
            left = _without_forms(inner, told)
            return None if left is None else value | {"patients": left}
    return value


def _takes_response(entry: Json, told: list[Mapping[str, Any]]) -> bool:
    resource = entry.get("resource") if isinstance(entry, dict) else None
    if isinstance(resource, dict) and resource.get("resourceType") == "QuestionnaireResponse":
        told.append(resource)
        return True
    return False


def _of_form(
    protocol: Protocol, told: Mapping[str, Any], name: str, day: date
) -> tuple[Patient | None, tuple[Issue, ...]]:
    form = questionnaire(protocol)
    if "resourceType" in told:
        known = plain_date(str(told.get("authored") or "")[:10])
        patient, issues = patient_of_response(form, told, as_of=None if known is not None else day)
        return patient, issues if known is not None or patient is None else (*issues, _undated(patient.id))
    given = plain_date(str(told.get("index_date") or ""))
    ident = told.get("candidate") or told.get("id")
    ident = ident if isinstance(ident, str) and ident.strip() else name.rpartition(".")[0] or name
    as_of = given.last if given is not None else day
    patient, issues = to_patient(form, told["answers"], as_of=as_of, ident=ident)
    others = told["protocol"] != protocol.id
    if others or told.get("rules_hash") not in (None, prepare(protocol).rules_hash):
        what = "protocol" if others else "version of the rules"
        message = f"The answers were given to another {what}; only those to the same items are used."
        issues = (issue("answers-other-rules", message, field=ident), *issues)
    return patient, issues if given is not None else (*issues, _undated(ident))


def _undated(ident: str) -> Issue:
    message = "The answers tell no day; they are taken as given on the index date."
    return issue("answers-undated", message, field=ident)


def _add(found: list[Patient], patient: Patient, noticed: list[Issue]) -> None:
    """Puts answers with the record of the same candidate, unless the two contradict each other about who that is."""
    for number, known in enumerate(found):
        if known.id == patient.id:
            if _contradict(known.birth_date, patient.birth_date) or _contradict(known.sex, patient.sex):
                hint = "Correct the one that is wrong; each is screened on its own."
                message = "The answers and the record differ in date of birth or sex."
                noticed.append(issue("patient-repeated", message, field=patient.id, hint=hint))
                continue
            found[number] = _joined(known, patient)
            return
    found.append(patient)


def _contradict(one: object, other: object) -> bool:
    return one is not None and other is not None and one != other


def _joined(record: Patient, answers: Patient) -> Patient:
    return record.model_copy(
        update={
            "birth_date": record.birth_date or answers.birth_date,
            "sex": record.sex or answers.sex,
            "demographics": answers.demographics | record.demographics,
            "observations": (*record.observations, *answers.observations),
            "treatments": (*record.treatments, *answers.treatments),
            "answers": record.answers | answers.answers,
        }
    )


def _is_redcap(protocol: Protocol, text: str) -> bool:
    """Whether the first line names REDCap's record id and fields of this protocol's form."""
    head = text.partition("\n")[0]
    if redcap_names.RECORD not in head:
        return False
    columns = set(next(csv.reader(io.StringIO(head)), ()))
    if redcap_names.RECORD not in columns:
        return False
    starts = tuple(redcap_names.fields(questionnaire(protocol)).values())
    return redcap_names.SCREENED in columns or any(
        column == start or column.startswith(f"{start}_") for column in columns for start in starts
    )
