"""CSV and TSV, wide and long: what each column and cell means, and what is asked instead of guessed."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from screener.core.calendar import PartialDate
from screener.core.calendar import parse_partial
from screener.records.dates import table_date
from screener.records.read import read_records
from screener.records.read import read_records_text

TABLES = Path(__file__).parent / "records"


def read(text):
    patients, issues = read_records_text(text, "table.csv")
    return {patient.id: patient for patient in patients}, [issue.code for issue in issues]


def only(text):
    patients, codes = read(text)
    (patient,) = patients.values()
    return patient, codes


@pytest.fixture(scope="module")
def wide():
    patients, issues = read_records(TABLES / "wide.csv")
    return {patient.id: patient for patient in patients}, issues


@pytest.fixture(scope="module")
def long():
    patients, issues = read_records(TABLES / "long.csv")
    return {patient.id: patient for patient in patients}, issues


def values(patient):
    return {each.concepts[0] if each.concepts else each.text: each for each in patient.observations}


def test_wide_values_take_their_unit_from_the_header_or_the_column_beside(wide):
    found = values(wide[0]["W1"])
    assert (found["hemoglobin"].value, found["hemoglobin"].unit) == (Decimal("8.5"), "g/dL")
    assert found["platelets"].unit == "10*9/L"
    assert found["neutrophils"].unit == "10^9/L"
    assert values(wide[0]["W2"])["neutrophils"].unit == "/uL"
    assert values(wide[0]["W2"])["platelets"].comparator == "<"


def test_wide_dates_come_from_the_own_column_or_as_of_or_are_assumed(wide):
    first, second = values(wide[0]["W1"]), values(wide[0]["W2"])
    assert first["hemoglobin"].date == parse_partial("2026-03-02")
    assert first["alt"].date == parse_partial("2026-02-01")
    assert first["alt"].reference_range.high == Decimal(40)
    assert second["hemoglobin"].date is None
    assert second["hemoglobin"].assumed_date
    assert "date-assumed" in {issue.code for issue in wide[1]}


def test_wide_demographics_states_conditions_and_treatments(wide):
    first, second = wide[0]["W1"], wide[0]["W2"]
    assert (first.sex, second.sex, second.birth_date) == ("female", "male", parse_partial("2011-04-25"))
    assert first.answers["pregnant"].value is False
    assert first.anchors["consent"].isoformat() == "2026-03-01"
    assert first.answers["informed-consent"].value is True
    assert {each.concepts[0]: each.presence for each in first.conditions} == {
        "atopic-dermatitis": "present",
        "asthma": "absent",
        "psoriasis": "present",
        "gout": "present",
    }
    assert [(each.concepts[0], each.status) for each in first.treatments] == [("methotrexate", "active"), ("prednisone", "active")]
    assert first.treatments[1].dose == Decimal(20)
    assert [each.domain for each in first.complete] == ["allergies"]
    assert second.treatments[0].presence == "absent"
    assert second.allergies[0].concepts == ("lenalidomide",)


def test_an_ambiguous_date_and_a_comma_leave_the_value_out(wide):
    third = wide[0]["W3"]
    assert third.observations == ()
    assert third.treatments == ()
    codes = {issue.code for issue in wide[1]}
    assert "date-ambiguous" in codes


def test_a_bare_no_about_a_drug_is_an_answer_about_now_and_never_is_absence():
    patients, codes = read("id,methotrexate,as of\n1,no,2026-03-01\n2,never,2026-03-01\n3,yes,2026-03-01\n")
    assert (patients["1"].treatments, patients["1"].answers["taking methotrexate"].value) == ((), False)
    assert [each.presence for each in patients["2"].treatments] == ["absent"]
    assert [each.status for each in patients["3"].treatments] == ["active"]
    assert codes == ["record-partly-read"]


def test_no_known_allergies_in_a_cell():
    patients, _ = read("id,allergies\n1,none\n2,NKA\n3,NKDA\n4,\n")
    assert [[each.domain for each in patients[ident].complete] for ident in "1234"] == [["allergies"], ["allergies"], [], []]
    assert [(each.text, each.presence) for each in patients["3"].allergies] == [("drug", "absent")]


def test_a_comma_is_asked():
    patient, codes = only('id,platelets (10*9/L)\n1,"1,500"\n')
    assert patient.observations == ()
    assert codes == ["number-comma"]
    patient, codes = only("id;hgb (g/dL)\n1;7,5\n")
    assert patient.observations == ()
    assert codes == ["number-comma"]


@pytest.mark.parametrize("cell", ["", "NA", "n/a", "ND", "-99", ".", "null", "N.D."])
def test_missing_is_missing(cell):
    patient, codes = only(f"id,hgb (g/dL),sex\n1,{cell},f\n")
    assert patient.observations == ()
    assert codes == []


def test_long_rows(long):
    first = long[0]["L1"]
    assert (first.birth_date, first.sex) == (parse_partial("1980-02-03"), "female")
    dated, assumed, unknown = first.observations
    assert (dated.concepts, dated.value, dated.unit, dated.visit) == (("hemoglobin",), Decimal("8.5"), "g/dL", "screening")
    assert (dated.reference_range.low, dated.reference_range.high) == (Decimal(12), Decimal(16))
    assert (assumed.concepts, assumed.assumed_date) == (("hemoglobin",), True)
    assert (unknown.concepts, unknown.text) == ((), "made-up marker")
    assert [each.concepts for each in first.conditions] == [("psoriasis",)]
    assert {"date-ambiguous", "number-comma", "date-assumed"} <= {issue.code for issue in long[1]}
    assert [(each.concepts, each.value, each.unit) for each in long[0]["L2"].observations] == [(("age",), Decimal(44), "a")]


def test_long_by_code():
    patient, codes = only("patient,system,code,value,unit,date\n1,LOINC,718-7,9,g/dL,2026-01-01\n")
    assert patient.observations[0].concepts == ("hemoglobin",)
    assert codes == []


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(mark):
    patient, codes = only("\ufeff" + mark.join(["record_id", "HGB g/dL", "as of"]) + "\r\n" + mark.join(["7", "9.5", "2026-01-01"]))
    assert (patient.id, patient.observations[0].value, codes) == ("7", Decimal("9.5"), [])


def test_rows_of_one_patient_are_put_together():
    patient, codes = only("id,sex,hgb (g/dL),as of,visit\n1,f,9,2026-01-01,screening\n1,f,8,2026-02-01,baseline\n")
    assert [(each.value, each.visit) for each in patient.observations] == [(Decimal(9), "screening"), (Decimal(8), "baseline")]
    assert codes == []


def test_rows_that_disagree_about_who_it_is():
    patient, codes = only("id,sex\n1,f\n1,m\n")
    assert patient.sex is None
    assert codes == ["demographics-conflict"]


def test_an_unknown_column_is_named_but_a_missing_header_is_not_quoted():
    _, issues = read_records_text("id,favourite colour\n1,blue\n", "t.csv")
    assert [issue.code for issue in issues] == ["column-unknown"]
    assert "favourite colour" in issues[0].message
    _, issues = read_records_text("id,1987-06-05\n1,2\n", "t.csv")
    assert "1987" not in issues[0].message


def test_a_latin_1_file_is_read_with_a_note(tmp_path):
    path = tmp_path / "excel.csv"
    path.write_bytes("id,conditions\n1,Sjögren syndrome\n".encode("cp1252"))
    patients, issues = read_records(path)
    assert "encoding-guessed" in {issue.code for issue in issues}
    assert patients[0].conditions[0].text == "Sjögren syndrome"


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2024-04-03", "2024-04-03"),
        ("2024-04", "2024-04"),
        ("2024", "2024"),
        ("2024-04-03 10:15", "2024-04-03"),
        ("20240403", "2024-04-03"),
        ("25/04/2024", "2024-04-25"),
        ("04/25/2024", "2024-04-25"),
        ("04.04.2024", "2024-04-04"),
        ("3 Apr 2024", "2024-04-03"),
        ("03-APR-2024", "2024-04-03"),
        ("April 3, 2024", "2024-04-03"),
        ("03/04/2024", "date-ambiguous"),
        ("3.4.24", "date-unreadable"),
        ("31/31/2024", "date-unreadable"),
        ("2024-02-30", "date-unreadable"),
        ("last week", "date-unreadable"),
    ],
)
def test_dates_are_taken_only_where_one_day_can_be_meant(text, date):
    found = table_date(text)
    assert (str(found) if isinstance(found, PartialDate) else found) == date
