"""REDCap's rules for a data dictionary, checked on the CSV alone: what the upload page would refuse or read otherwise.

Rules from the help text of REDCap's Data Dictionary page and its column reference: eighteen columns in a fixed order; variable
names of lower-case letters, digits and underscores that begin with a letter, 26 characters recommended; the first field
is the record's id; choices as `code, label | code, label`; logic over fields and codes that exist.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

COLUMNS = [
    "Variable / Field Name", "Form Name", "Section Header", "Field Type", "Field Label",
    "Choices, Calculations, OR Slider Labels", "Field Note", "Text Validation Type OR Show Slider Number",
    "Text Validation Min", "Text Validation Max", "Identifier?", "Branching Logic (Show field only if...)",
    "Required Field?", "Custom Alignment", "Question Number (surveys only)", "Matrix Group Name", "Matrix Ranking?",
    "Field Annotation",
]  # fmt: skip
NAME, FORM, HEADER, KIND, LABEL, CHOICES, NOTE, VALIDATION, LOW, HIGH, IDENTIFIER, BRANCHING, REQUIRED, ALIGN, _, MATRIX, RANKING, _ = COLUMNS
KINDS = {"text", "notes", "calc", "dropdown", "radio", "checkbox", "yesno", "truefalse", "file", "slider", "descriptive", "sql"}
WITH_CHOICES = {"dropdown", "radio", "checkbox"}
VALIDATIONS = {"date_ymd", "date_mdy", "date_dmy", "datetime_ymd", "datetime_mdy", "datetime_dmy", "email", "integer", "number", "number_2dp", "phone", "time", "zipcode"}
RESERVED = re.compile(r"redcap_\w+|\w+_complete|\w+_timestamp|__\w+__")
FUNCTIONS = {"if", "mod", "year", "month", "day", "datediff", "round", "rounddown", "roundup", "sum", "min", "max", "abs", "isnumber"}
FIELD = re.compile(r"\[([^\[\]]*)\]")
Row = dict[str, str]


def problems(text: str) -> list[str]:
    """What is wrong with a dictionary; nothing where REDCap takes it."""
    table = list(csv.reader(io.StringIO(text, newline="")))
    if not table or table[0] != COLUMNS:
        return ["the columns are not those of REDCap"]
    wide = [number for number, row in enumerate(table[1:], 2) if len(row) != len(COLUMNS)]
    if wide:
        return [f"line {number} has not eighteen cells" for number in wide]
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in table[1:]]
    return [*_whole(rows), *(f"{row[NAME]}: {wrong}" for row in rows for wrong in _of_row(row, rows))]


def _whole(rows: list[Row]) -> Iterator[str]:
    if not rows or rows[0][KIND] != "text" or rows[0][BRANCHING] or rows[0][MATRIX]:
        yield "the first field is no plain record id"
    for name, times in Counter(row[NAME] for row in rows).items():
        if times > 1:
            yield f"{name}: named twice"
    forms = [row[FORM] for row in rows]
    if len(set(forms)) != len([form for before, form in zip(["", *forms], forms, strict=False) if form != before]):
        yield "a form is torn apart"
    groups = [row[MATRIX] for row in rows]
    runs = [group for before, group in zip(["", *groups], groups, strict=False) if group and group != before]
    if len(runs) != len(set(runs)):
        yield "a matrix is torn apart"
    for group in set(runs):
        inside = [row for row in rows if row[MATRIX] == group]
        if len({(row[KIND], row[CHOICES]) for row in inside}) > 1 or inside[0][KIND] not in ("radio", "checkbox"):
            yield f"{group}: the rows of a matrix have to be of one kind with the same choices"


def _of_row(row: Row, rows: list[Row]) -> Iterator[str]:
    yield from _names(row)
    if row[KIND] not in KINDS:
        yield f"no field type {row[KIND]!r}"
    if not row[LABEL].strip():
        yield "no label"
    for column in (LABEL, NOTE, HEADER):
        if re.search(r"<[^\s=]", row[column]):
            yield f"a tag in {column}: {row[column][:60]}"
    if row[KIND] in WITH_CHOICES:
        yield from _choices(row[CHOICES])
    elif row[KIND] != "calc" and row[CHOICES]:
        yield "choices without a list of choices"
    if row[KIND] == "calc":
        yield from _logic(row[CHOICES], row, rows) if row[CHOICES] else ("no equation",)
    if row[BRANCHING]:
        yield from _logic(row[BRANCHING], row, rows)
    yield from _validation(row)
    if row[REQUIRED] not in ("", "y") or row[IDENTIFIER] not in ("", "y"):
        yield "Required Field? and Identifier? are y or empty"


def _names(row: Row) -> Iterator[str]:
    name = row[NAME]
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name) or "__" in name or name.endswith("_"):
        yield "a variable has lower-case letters, digits and single underscores and begins with a letter"
    if len(name) > 26:
        yield "a variable has at most 26 characters"
    if RESERVED.fullmatch(name):
        yield "a name that REDCap keeps for itself"
    for column in (FORM, MATRIX):
        if row[column] and (not re.fullmatch(r"[a-z][a-z0-9_]*", row[column]) or len(row[column]) > 60):
            yield f"{column} has lower-case letters, digits and underscores"
    if not row[FORM]:
        yield "no form"


def _choices(text: str) -> Iterator[str]:
    codes = []
    for choice in text.split("|"):
        code, comma, label = choice.strip().partition(",")
        codes.append(code.strip())
        if not comma or not label.strip() or not re.fullmatch(r"-?\d+|\w+", code.strip()):
            yield f"a choice is `code, label`: {choice!r}"
    if len(set(codes)) != len(codes):
        yield "a code twice"


def _validation(row: Row) -> Iterator[str]:
    kind, ends = row[VALIDATION], [row[LOW], row[HIGH]]
    if kind and (row[KIND] != "text" or kind not in VALIDATIONS):
        yield f"validation {kind!r} of a field of type {row[KIND]}"
    shape = r"-?\d+(\.\d+)?" if kind in ("number", "integer", "number_2dp") else r"\d{4}-\d\d-\d\d|today|now"
    for end in ends:
        if end and (not kind or not re.fullmatch(shape, end)):
            yield f"the bound {end!r} does not fit the validation {kind!r}"
    if kind == "number" and all(re.fullmatch(shape, end) for end in ends) and Decimal(ends[0]) > Decimal(ends[1]):
        yield "the bounds are the wrong way round"


def _logic(text: str, row: Row, rows: list[Row]) -> Iterator[str]:
    """Brackets, quotes, functions, and fields with codes that exist; no field shows or counts itself."""
    bare = re.sub(r"'[^'\"]*'|\"[^'\"]*\"", "0", text)
    if re.search(r"['\"]", bare):
        yield "a quotation mark is left open"
    depth = 0
    for mark in bare:
        depth += (mark == "(") - (mark == ")")
        if depth < 0:
            break
    if depth:
        yield "brackets do not match"
    for name in re.findall(r"([a-z]+)\s*\(", FIELD.sub("0", bare)):
        if name not in FUNCTIONS | {"and", "or"}:
            yield f"no function {name}"
    if "!=" in bare or "==" in bare or "&&" in bare or "||" in bare:
        yield "signs that REDCap does not know"
    known = {one[NAME]: one for one in rows}
    for told in FIELD.findall(text):
        found = re.fullmatch(r"([a-z][a-z0-9_]*)(?:\((-?\w+)\))?", told)
        other = known.get(found[1]) if found else None
        if found is None or other is None:
            yield f"no field [{told}]"
        elif other is row:
            yield "a field that depends on itself"
        elif (other[KIND] == "checkbox") != (found[2] is not None) or (found[2] is not None and found[2] not in _codes(other)):
            yield f"[{told}] has no such code"
    for name, code in re.findall(r"\[([a-z0-9_]+)\] (?:=|<>) '(\w+)'", text):
        if name in known and known[name][KIND] in ("radio", "dropdown") and code not in _codes(known[name]):
            yield f"[{name}] is never {code}"


def _codes(row: Row) -> set[str]:
    return {choice.strip().partition(",")[0] for choice in row[CHOICES].split("|")}
