"""Writes verdicts as CSV: one row for each candidate and criterion, for a spreadsheet."""

from __future__ import annotations

import csv
from typing import Any
from typing import TextIO

from screener.paper.verdict_words import in_order

COLUMNS = (
    "protocol",
    "patient",
    "index_date",
    "stage",
    "status",
    "criterion",
    "finding",
    "met",
    "reasons",
    "reason",
    "depends_on_reading",
    "rules_hash",
)
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def render_csv(reports: list[dict[str, Any]], file: TextIO) -> None:
    """Writes a heading and the rows, candidates in the order of the work list."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    for report in in_order(reports):
        for finding in report["findings"]:
            row = {**report, **finding, "reasons": " ".join(finding["reasons"])}
            row["depends_on_reading"] = "yes" if finding["depends_on_reading"] else "no"
            writer.writerow([_cell(str(row[column])) for column in COLUMNS])


def _cell(text: str) -> str:
    """The cell with an apostrophe before what a spreadsheet would run as a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
