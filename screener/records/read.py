"""Takes a file, a folder or text in any format the program reads, gives patients and issues."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from screener.core.issues import Issue
from screener.records import own
from screener.records.check import check
from screener.records.fhir import bundle
from screener.records.fhir.access import Resource
from screener.records.json_text import values
from screener.records.notes import Notes
from screener.records.patient import Patient
from screener.records.raw import text_of_file
from screener.records.table import read_table

SUFFIXES = (
    ".json",
    ".ndjson",
    ".jsonl",
    ".csv",
    ".tsv",
    ".txt",
    ".json.gz",
    ".ndjson.gz",
    ".jsonl.gz",
    ".csv.gz",
    ".tsv.gz",
)
"""The files of a folder that are read."""

Read = tuple[tuple[Patient, ...], tuple[Issue, ...]]


def read_records(path: Path) -> Read:
    """The patients of a file, or of all record files of a folder, and what was met on the way."""
    path = Path(path)
    if path.is_dir():
        return read_record_files(record_files(path), path.name)
    notes = Notes(path.name)
    text = text_of_file(path, notes)
    return ((), notes.issues) if text is None else _finished(*_read(text, notes), notes)


def read_records_text(text: str, name: str) -> Read:
    """The patients of a text and what was met on the way; the name stands in the issues."""
    notes = Notes(name)
    text = text.encode("utf-8", errors="replace").decode("utf-8")  # half characters, which no output can hold
    return _finished(*_read(text, notes), notes)


def read_record_values(parsed: list[Any], name: str) -> Read:
    """The patients of JSON values whose numbers were kept exact (`json_text.values`); the name stands in the issues."""
    notes = Notes(name)
    return _finished(*_read_values(parsed, notes), notes)


def record_files(folder: Path) -> list[Path]:
    """The record files of a folder, by name."""
    return sorted(one for one in folder.iterdir() if one.is_file() and one.name.lower().endswith(SUFFIXES))


def read_record_files(paths: list[Path], name: str) -> Read:
    """The patients of the files of the folder of that name; lone FHIR resources (a bulk export) are put together."""
    patients: list[Patient] = []
    issues: list[Issue] = []
    loose: list[Resource] = []
    for path in paths:
        notes = Notes(path.name)
        text = text_of_file(path, notes)
        if text is not None:
            found, lone = _read(text, notes)
            patients += _checked(found, notes)
            loose += lone
        issues += notes.issues
    notes = Notes(name)
    gathered = bundle.patients((("", one) for one in loose), notes) if loose else ()
    patients += _checked(gathered, notes)
    if not patients and not issues:
        notes.add("record-not-recognised", "the folder holds no patient records", f"it may hold {', '.join(SUFFIXES)}")
    _note_repeats(patients, notes)
    return tuple(patients), (*issues, *notes.issues)


def _finished(found: tuple[Patient, ...], loose: list[Resource], notes: Notes) -> Read:
    if loose:
        found = (*found, *bundle.patients((("", one) for one in loose), notes))
        if not found:
            notes.add("patient-missing", "the resources belong to no patient", "add the Patient resource")
    _note_repeats(found, notes)
    return tuple(_checked(found, notes)), notes.issues


def _checked(found: tuple[Patient, ...], notes: Notes) -> list[Patient]:
    for patient in found:
        check(patient, notes)
    return list(found)


def _note_repeats(found: list[Patient] | tuple[Patient, ...], notes: Notes) -> None:
    counts = Counter(patient.id for patient in found)
    for ident, count in counts.items():
        if count > 1:
            notes.add("patient-repeated", f"patient {ident}: stands in {count} records", "each is screened on its own")


def _read(text: str, notes: Notes) -> tuple[tuple[Patient, ...], list[Resource]]:
    """The patients of one source, and the FHIR resources that stand there without a bundle."""
    text = text.removeprefix("\ufeff")
    if not text.strip("\ufeff \t\r\n\x0c"):
        notes.add("empty-input", "the input is empty", "give JSON, FHIR, CSV or TSV")
        return (), []
    if text.lstrip().startswith("<"):
        notes.add(
            "record-not-recognised", "XML and HTML are not read as records", "export FHIR as JSON, or a table as CSV"
        )
        return (), []
    if not text.lstrip().startswith(("{", "[")):
        return read_table(text, notes), []
    return _read_values(values(text, notes), notes)


def _read_values(parsed: list[Any], notes: Notes) -> tuple[tuple[Patient, ...], list[Resource]]:
    found: list[Patient] = []
    loose: list[Resource] = []
    for place, value in _items(parsed):
        if isinstance(value, dict) and value.get("resourceType") == "Bundle":
            inside = bundle.patients(bundle.unbundled(value), notes)
            if not inside:
                notes.add("patient-missing", f"{place}: the Bundle holds no patient's data", "add a Patient resource")
            found += inside
        elif isinstance(value, dict) and isinstance(value.get("resourceType"), str):
            loose.append(value)
        elif (patient := own.read_patient(value, place, notes)) is not None:
            found.append(patient)
    return tuple(found), loose


def _items(parsed: list[Any]) -> Iterator[tuple[str, Any]]:
    """The records of a JSON text, each with its path."""
    for number, value in enumerate(parsed, 1):
        place = "$" if len(parsed) == 1 else f"line {number}"
        inner = value.get("patients") if isinstance(value, dict) else value
        if isinstance(inner, list):
            where = place if inner is value else f"{place}.patients"
            yield from ((f"{where}[{index}]", one) for index, one in enumerate(inner))
        else:
            yield place, value
