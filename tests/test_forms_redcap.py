"""The REDCap dictionary keeps REDCap's import rules, its calculated fields agree with screening, and exports come back."""

from __future__ import annotations

import csv
import io
import re
from datetime import date

import pytest
from hypothesis import HealthCheck
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from screener.forms import redcap_names as names
from screener.forms.answers import to_patient
from screener.forms.from_redcap import patients_of_redcap
from screener.forms.redcap_names import field_name
from screener.forms.relevant import still_open
from screener.forms.to_redcap import COLUMNS
from screener.forms.to_redcap import rows
from screener.forms.to_redcap import to_redcap
from screener.screening.options import Options
from screener.screening.screen import screen

from forms_for_tests import ALL
from forms_for_tests import DAY
from forms_for_tests import SMALL
from forms_for_tests import drawn
from forms_for_tests import form
from forms_for_tests import of_text
from forms_for_tests import redcap_csv
from forms_for_tests import redcap_row
from redcap_for_tests import UnguardedError
from redcap_for_tests import run

NAME, FORM, HEADER, KIND, LABEL, CHOICES, NOTE, VALIDATION, LOW, HIGH, IDENTIFIER, BRANCHING = COLUMNS[:12]
MATRIX = COLUMNS[15]
FIELD = re.compile(r"\[([a-z][a-z0-9_]*)(?:\((\d+)\))?\]")


@pytest.mark.parametrize("name", ALL)
def test_it_is_a_dictionary_of_eighteen_columns(name):
    table = list(csv.reader(io.StringIO(to_redcap(form(name)))))
    assert tuple(table[0]) == COLUMNS
    assert len(COLUMNS) == 18
    assert all(len(row) == 18 for row in table)
    assert table[1][0] == "record_id"


@pytest.mark.parametrize("name", ALL)
def test_field_names_follow_the_rules(name):
    found = [row[NAME] for row in rows(form(name))]
    assert len(set(found)) == len(found)
    for field in found:
        assert re.fullmatch(r"[a-z](?:_?[a-z0-9])*", field), field
        assert len(field) <= 26, field


@pytest.mark.parametrize("name", ALL)
def test_every_row_is_of_a_kind_that_redcap_knows(name):
    for row in rows(form(name)):
        assert row[KIND] in {"text", "notes", "radio", "checkbox", "calc"}
        assert row[FORM] == "eligibility_screening"
        assert row[LABEL]
        assert row.get(VALIDATION, "") in {"", "number", "date_ymd"}
        assert not row.get(VALIDATION) or row[KIND] == "text"
        assert bool(row[CHOICES]) == (row[KIND] in {"radio", "checkbox", "calc"})
        if row[KIND] in {"radio", "checkbox"}:
            codes = []
            for choice in row[CHOICES].split("|"):
                code, comma, label = choice.strip().partition(", ")
                assert code.isdecimal(), row[CHOICES]
                assert comma
                assert label
                codes.append(code)
            assert len(set(codes)) == len(codes)
        assert not row.get("Required Field?")


@pytest.mark.parametrize("name", ALL)
def test_logic_names_only_fields_and_codes_that_exist(name):
    table = rows(form(name))
    kinds = {row[NAME]: row for row in table}
    for row in table:
        for logic in (row.get(BRANCHING, ""), row[CHOICES] if row[KIND] == "calc" else ""):
            for field, option in FIELD.findall(logic):
                assert field in kinds, field
                assert bool(option) == (kinds[field][KIND] == "checkbox")
            for field, code in re.findall(r"\[([a-z0-9_]+)\] (?:=|<>) '(\d+)'", logic):
                if kinds[field][KIND] == "radio":
                    assert code in [choice.strip().split(",")[0] for choice in kinds[field][CHOICES].split("|")]
            assert row[NAME] not in [field for field, _ in FIELD.findall(logic)]


@pytest.mark.parametrize("name", ALL)
def test_a_matrix_holds_rows_of_one_shape_one_after_the_other(name):
    table = rows(form(name))
    seen, last = set(), ""
    for row in table:
        group = row.get(MATRIX, "")
        if group and group != last:
            assert group not in seen
            assert row[HEADER]
            seen.add(group)
        if group:
            assert row[KIND] == "radio"
            assert row[CHOICES] == "1, Yes | 0, No | 9, Don't know"
            assert len(group) <= 60
        last = group


def test_bounds_warn_in_every_unit_and_units_are_choices():
    table = {row[NAME]: row for row in rows(form("small"))}
    assert table["hemoglobin_unit"][CHOICES] == "1, g/dL | 2, g/L | 3, mmol/L"
    assert table["hemoglobin"][VALIDATION] == "number"
    assert float(table["hemoglobin"][LOW]) <= 2
    assert float(table["hemoglobin"][HIGH]) >= 250
    assert table["age"][HIGH] == "today"
    assert table["age"][IDENTIFIER] == "y"


def test_a_bar_in_the_text_does_not_break_choices():
    found = of_text("Exclusion Criteria:\n* History of any of: a|b disease, c|d disease, e|f disease")
    for row in rows(found):
        if row[KIND] == "radio":
            assert all(", " in choice for choice in row[CHOICES].split(" | "))


@pytest.mark.parametrize("name", ALL)
def test_blanks_decide_nothing(name):
    row = {}
    for field in rows(form(name)):
        if field[KIND] == "calc":
            assert run(field[CHOICES], row) == "", field[NAME]
            row[field[NAME]] = ""


def calculated(found, row):
    """The row with what REDCap calculates."""
    row = dict(row)
    for field in rows(found):
        if field[KIND] == "calc":
            row[field[NAME]] = str(run(field[CHOICES], row))
    return row


@pytest.mark.parametrize("name", ALL)
@given(data=st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_calculated_fields_never_disagree_with_screening(name, data):
    found = form(name)
    answers = drawn(name, data, st)
    patient, issues = to_patient(found, answers, as_of=DAY)
    report = screen(found.protocol, patient, Options(DAY, "baseline"))
    row = calculated(found, redcap_row(found, answers))
    if issues:
        return
    for finding in report.findings:
        told = row[field_name(f"c-{finding.criterion.lower()}")]
        if finding.finding in ("pass", "fail", "not-applicable") and told:
            assert told == ("0" if finding.finding == "fail" else "1"), finding
        elif "conflict" not in finding.reasons:
            assert told == "" or finding.finding != "unknown", finding
    if row[names.VERDICT] == "0":
        assert report.status == "ineligible" or any("conflict" in one.reasons for one in report.findings)
    if row[names.VERDICT] == "1":
        assert report.status in ("eligible", "potentially-eligible")  # an inferred criterion is still to be confirmed


def test_a_contradiction_implies_nothing():
    """A man who is said to be pregnant: nothing about childbearing potential follows from the pregnancy."""
    found = form("small")
    answers = {"sex": {"value": "male"}, "pregnant": {"value": True}, "contraception": {"value": False}}
    row = calculated(found, redcap_row(found, answers))
    patient, _ = to_patient(found, answers, as_of=DAY)
    finding = next(one for one in screen(found.protocol, patient, Options(DAY)).findings if one.criterion == "INCL04")
    assert (finding.finding, row[field_name("c-incl04")]) == ("not-applicable", "1")


@pytest.mark.parametrize("name", ["NCT04878770", "NCT01122914", "small"])
@given(data=st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_calculated_fields_decide_what_screening_decides(name, data):
    found = form(name)
    answers = drawn(name, data, st)
    patient, _ = to_patient(found, answers, as_of=DAY)
    report = screen(found.protocol, patient, Options(DAY, "baseline"))
    row = calculated(found, redcap_row(found, answers))
    for finding in report.findings:
        uses_normal = name == "small" and finding.criterion == "INCL03"
        if finding.finding in ("pass", "fail") and not uses_normal:
            assert row[field_name(f"c-{finding.criterion.lower()}")], finding


@pytest.mark.parametrize(
    ("born", "screened", "years"),
    [
        ("2007-03-10", "2026-03-09", 18),
        ("2007-03-09", "2026-03-09", 19),
        ("2008-02-29", "2026-02-28", 18),
        ("2008-02-29", "2026-02-27", 17),
        ("2008-02-29", "2028-02-28", 19),
        ("2008-02-29", "2028-02-29", 20),
        ("2000-12-31", "2026-01-01", 25),
    ],
)
def test_the_calculated_age_is_in_completed_years(born, screened, years):
    field = next(row for row in rows(form("small")) if row[NAME] == names.AGE)
    assert run(field[CHOICES], {"age": born, names.SCREENED: screened}) == years


@pytest.mark.parametrize("name", ALL)
@given(data=st.data())
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_branching_never_hides_what_could_still_matter(name, data):
    found = form(name)
    answers = drawn(name, data, st)
    patient, issues = to_patient(found, answers, as_of=DAY)
    report = screen(found.protocol, patient, Options(DAY, "baseline"))
    if issues or any("conflict" in finding.reasons for finding in report.findings):
        return
    asked = still_open(found, patient, Options(DAY, "baseline"), go_on=True)
    row, fields = redcap_row(found, answers), names.fields(found)
    shown = {field[NAME]: not field.get(BRANCHING) or run(field[BRANCHING], row) for field in rows(found)}
    for link in asked:
        assert shown[fields[link]], link


@pytest.mark.parametrize("name", ALL)
@given(data=st.data())
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
def test_an_export_comes_back_as_the_record_of_the_answers(name, data):
    found = form(name)
    answers = drawn(name, data, st)
    direct, noticed = to_patient(found, answers, as_of=DAY, ident="17")
    text = redcap_csv([redcap_row(found, answers, record="17")])
    (back,), issues = patients_of_redcap(found, text)
    assert (back, issues) == (direct, noticed)


def test_details_and_labels_come_back():
    found = of_text(SMALL)
    drug = next(item for item in found.items if item.key.startswith("taking prednisone"))
    group = next(item for item in found.items if item.type == "group")
    answers = {
        drug.link_id: {"value": True, "start": "2025-11-01", "dose": "15", "unit": "mg", "per": "d"},
        group.link_id: {"value": "none"},
        "alt": {"value": "80", "unit": "U/L", "high": "45"},
    }
    row = redcap_row(found, answers) | {"hemoglobin": "9.1", "hemoglobin_unit": "g/dL", "pregnant": "No"}
    (back,), issues = patients_of_redcap(found, redcap_csv([row]))
    expected = answers | {"hemoglobin": {"value": "9.1", "unit": "g/dL"}, "pregnant": {"value": False}}
    assert issues == ()
    assert back == to_patient(found, expected, as_of=DAY)[0]


def test_a_row_without_a_day_needs_one_from_the_caller():
    found = form("small")
    text = redcap_csv([{names.RECORD: "1", "pregnant": "1"}])
    assert patients_of_redcap(found, text)[0] == ()
    assert [issue.code for issue in patients_of_redcap(found, text)[1]] == ["answer-unclear"]
    (patient,), issues = patients_of_redcap(found, text, as_of=date(2026, 3, 9))
    assert (patient.id, issues) == ("1", ())


def test_what_is_no_export_is_told():
    patients, issues = patients_of_redcap(form("small"), "name,age\nx,5\n")
    assert (patients, [issue.code for issue in issues]) == ((), ["record-not-recognised"])


def test_the_reader_of_logic_refuses_a_blank_that_is_compared_by_size():
    with pytest.raises(UnguardedError):
        run("[a] >= 5", {})
    assert run("[a] <> '' and [a] >= 5", {}) is False
    assert run('if([a(1)] = \'1\', 0, if([b] = 2 * 3, 1, ""))', {"a___1": "0", "b": "6"}) == 1
