"""The worksheet of a candidate: what it holds, in which type, and how the command line writes it."""

from __future__ import annotations

import json
import re
from html import unescape

from typer.testing import CliRunner

from screener.cli.app import app
from screener.criteria.protocol import Protocol
from screener.paper.evidence import evidence_line
from screener.paper.worksheet import worksheet
from screener.reading.compile import compile_text
from screener.records.read import read_records_text
from screener.screening.options import Options
from screener.screening.report import report_to_json
from screener.screening.screen import screen

from candidate_for_tests import GOOD
from candidate_for_tests import TEXT
from conftest import INDEX_DATE

EVIL = '<img src=x onerror="hurt()"><script>hurt()</script>'


def sheet_of(made: Protocol, **record):
    (patient,), _ = read_records_text(json.dumps(GOOD | record), "records")
    report = report_to_json(screen(made, patient, Options(INDEX_DATE)))
    return worksheet(made, report, "Index date."), report


def test_it_holds_each_criterion_with_finding_and_evidence_and_room_to_sign():
    made = compile_text(TEXT)
    sheet, report = sheet_of(made)
    text = " ".join(unescape(re.sub(r"<[^>]+>", " ", sheet)).split())
    for criterion, finding in zip(made.criteria, report["findings"], strict=True):
        assert criterion.id in text
        assert criterion.text in text
        assert finding["reason"] in text
    assert "2026-03-02, 12.5 g/dL, limit at least 9 g/dL, 3.5 from the limit" in text
    assert text.count("Signature") == 2


def test_evidence_names_units_as_people_write_them():
    item = {"resource": "birth date", "date": "1980-05-01", "recorded": {"value": "1980-05-01", "unit": None}}
    item |= {"compared": {"value": "45", "unit": "a"}, "limit": "at least 18 years", "distance": "27", "assumption": None}
    assert evidence_line(item) == "birth date, 1980-05-01, 45 years, limit at least 18 years, 27 from the limit"


def test_script_is_text():
    sheet, _ = sheet_of(compile_text(f"Inclusion Criteria:\n- {EVIL}"), id=EVIL)
    assert EVIL not in sheet
    assert "<img" not in sheet


def test_more_content_takes_smaller_type_and_wider_columns():
    sizes = []
    for count in (2, 14, 20, 40):
        made = compile_text("Inclusion Criteria:\n" + "- Hemoglobin >= 9 g/dL and platelets >= 100 x 10^9/L\n" * count)
        sizes.append(re.search(r'class="(sheet[^"]*)"', sheet_of(made)[0])[1])
    assert sizes[0] == "sheet"
    assert len(set(sizes)) == 4
    long = compile_text("Inclusion Criteria:\n- Hemoglobin >= 9 g/dL as it is told at length " + "in many words " * 90)
    assert "words-55" in sheet_of(long)[0]


def test_the_command_line_writes_one_page_for_all(tmp_path):
    page = tmp_path / "sheets.html"
    done = CliRunner().invoke(app, ["screen", "NCT04878770", "--examples", "--format", "worksheet", "-o", str(page)])
    assert done.exit_code == 0
    text = page.read_text(encoding="utf-8")
    assert text.startswith("<!doctype html>")
    assert text.count("<article class=\"sheet") == 4
    assert "@page { size: A4" in text
    assert "<script" not in text
