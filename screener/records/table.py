"""CSV and TSV text to patients: finds the delimiter and header, then reads it wide or long."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from screener.catalog.words import words
from screener.records.long import read_long
from screener.records.notes import Notes
from screener.records.patient import Patient
from screener.records.vocabulary import vocabulary
from screener.records.wide import read_wide

_DELIMITERS = (",", ";", "\t", "|")
_LARGEST_CELL = 1_000_000
_LONGEST_HEADER = 200


@dataclass(frozen=True, slots=True)
class Table:
    """The header's cells and the rows with their numbers as a spreadsheet counts them."""

    header: tuple[str, ...]
    rows: tuple[tuple[int, list[str]], ...]


def read_table(text: str, notes: Notes) -> tuple[Patient, ...]:
    """The patients of a table, wide (one row a patient) or long (one row a value)."""
    table = _table(text, notes)
    if table is None:
        return ()
    roles = [vocabulary().columns.get(words(name)) for name in table.header]
    has = set(roles)
    if "id" not in has:
        message = "no column says which patient a row is about, or the first row holds no names"
        notes.add("columns-missing", message, "name it patient, id or record_id, and begin with a row of names")
        return ()
    if "value" in has and has & {"concept", "code"}:
        return read_long(table.header, roles, table.rows, notes)
    return read_wide(table.header, roles, table.rows, notes)


def _table(text: str, notes: Notes) -> Table | None:
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(_DELIMITERS, key=lambda mark: _unquoted(first, mark))
    if not _unquoted(first, delimiter):
        notes.add(
            "record-not-recognised",
            "the text is no JSON, and its first line has no columns",
            "give JSON, FHIR, CSV or TSV",
        )
        return None
    csv.field_size_limit(_LARGEST_CELL)
    rows: list[tuple[int, list[str]]] = []
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), 1):
            if any(cell.strip() for cell in row):
                rows.append((number, [cell.strip() for cell in row]))
    except csv.Error:
        notes.add(
            "table-broken",
            f"row {len(rows) + 1}: cannot be read as a row",
            "check its quotes",
        )
    if not rows:
        return None
    header = tuple(cell[:_LONGEST_HEADER] for cell in rows[0][1])
    if len(rows) == 1:
        notes.add("empty-input", "the table has a header and no rows", "add a row for each patient")
    for number, row in rows[1:]:
        if len(row) > len(header) and any(row[len(header) :]):
            notes.add(
                "row-ragged", f"row {number}: has more cells than the header", "quote cells that hold the delimiter"
            )
    return Table(header, tuple(rows[1:]))


def _unquoted(line: str, mark: str) -> int:
    return sum(part.count(mark) for part in line.split('"')[::2])
