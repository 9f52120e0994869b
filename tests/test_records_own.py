"""The project's own JSON: every example reads clean, conveniences mean what they say, one bad entry loses no other."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from screener.core.calendar import parse_partial
from screener.records.read import read_records
from screener.records.read import read_records_text

EXAMPLES = sorted((Path(__file__).parent / "patients").glob("*.json"))


def read(record, name="record.json"):
    patients, issues = read_records_text(json.dumps(record), name)
    return patients, issues


def one(**fields):
    patients, issues = read({"id": "p", **fields})
    assert len(patients) == 1
    return patients[0], [issue.code for issue in issues]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_reads_whole(path):
    patients, issues = read_records(path)
    assert [patient.id for patient in patients] == [path.stem]
    assert [issue for issue in issues if issue.severity == "error"] == []
    written = json.loads(path.read_text(encoding="utf-8"))
    assert len(patients[0].observations) == len(written.get("observations", ()))
    assert len(patients[0].conditions) == len(written.get("conditions", ()))
    assert len(patients[0].treatments) == len(written.get("medications", ())) + len(written.get("procedures", ()))


def test_there_are_a_dozen_examples():
    assert len(EXAMPLES) >= 12


def test_concept_may_be_an_id_a_name_or_a_code():
    for entry in (
        {"concept": "hemoglobin"},
        {"concepts": ["hemoglobin"]},
        {"concept": "Haemoglobin"},
        {"text": "HGB"},
        {"codes": [{"system": "http://loinc.org", "code": "718-7"}]},
    ):
        patient, codes = one(observations=[{**entry, "value": 8.5, "unit": "g/dL", "date": "2026-01-01"}])
        assert patient.observations[0].concepts == ("hemoglobin",)
        assert patient.observations[0].value == Decimal("8.5")
        assert codes == []


def test_an_unknown_name_is_kept_as_words_and_near_ones_are_offered():
    patients, issues = read({"id": "p", "observations": [{"concept": "hemoglobine", "value": 8.5, "unit": "g/dL"}]})
    assert patients[0].observations[0].concepts == ()
    assert patients[0].observations[0].text == "hemoglobine"
    (issue,) = [issue for issue in issues if issue.code == "concept-unknown"]
    assert "hemoglobin" in issue.hint
    assert "$.observations[0]" in issue.message


def test_a_record_lists_several_ways():
    two = [{"id": "a", "sex": "m"}, {"id": "b", "sex": "Female"}]
    for text in (json.dumps(two), json.dumps({"patients": two}), "\n".join(json.dumps(each) for each in two)):
        patients, issues = read_records_text(text, "two")
        assert [(patient.id, patient.sex) for patient in patients] == [("a", "male"), ("b", "female")]
        assert issues == ()


@pytest.mark.parametrize(
    ("value", "number", "comparator", "unit", "result"),
    [
        ("<5", "5", "<", None, None),
        ("≥ 3.5 mg/dL", "3.5", ">=", "mg/dL", None),
        ("positive", None, None, None, "positive"),
        (True, None, None, None, "positive"),
        ("Not detected", None, None, None, "negative"),
    ],
)
def test_values_in_words(value, number, comparator, unit, result):
    patient, _ = one(observations=[{"text": "some test", "value": value, "date": "2026-01-01"}])
    seen = patient.observations[0]
    assert seen.value == (None if number is None else Decimal(number))
    assert (seen.comparator, seen.unit, seen.result) == (comparator, unit, result)


@pytest.mark.parametrize("value", ["7,5", "1,500"])
def test_a_comma_is_asked_not_guessed(value):
    patient, codes = one(observations=[{"concept": "hemoglobin", "value": value, "unit": "g/dL"}])
    assert patient.observations == ()
    assert codes == ["number-comma"]


@pytest.mark.parametrize("value", ["1e999999999", 10**60, "9" * 500])
def test_a_number_beyond_all_measure_is_refused(value):
    patient, codes = one(observations=[{"concept": "hemoglobin", "value": value, "unit": "g/dL"}])
    assert all(each.value is None for each in patient.observations)
    assert codes == ["number-unreadable"] or patient.observations[0].value_text


def test_an_undated_observation_stands_at_the_index_date_as_an_assumption():
    patient, _ = one(observations=[{"concept": "hemoglobin", "value": 9, "unit": "g/dL"}])
    assert patient.observations[0].assumed_date
    assert patient.observations[0].date is None


def test_a_bad_entry_loses_no_other_and_opens_its_domain():
    patient, codes = one(
        conditions=[{"concept": "psoriasis", "status": "active"}, {"concept": "gout", "presence": "perhaps"}],
        complete=["conditions", "allergies"],
    )
    good, unreadable = patient.conditions
    assert good.concepts == ("psoriasis",)
    assert (unreadable.concepts, unreadable.text, unreadable.verification) == ((), "", "unconfirmed")
    assert [each.domain for each in patient.complete] == ["allergies"]
    assert codes == ["record-invalid", "completeness-withdrawn"]


def test_an_entry_with_an_unreadable_date_stays_but_is_unsure():
    patient, codes = one(conditions=[{"concept": "psoriasis", "status": "resolved", "abated": "03/04/2020"}])
    (condition,) = patient.conditions
    assert (condition.status, condition.verification, condition.abated) == ("unknown", "unconfirmed", None)
    assert codes == ["record-partly-read"]


def test_a_misspelled_field_offers_the_right_one():
    _, issues = read({"id": "p", "sex": "female", "observation": []})
    assert [issue.code for issue in issues] == ["record-invalid"]
    assert "did you mean observations?" in issues[0].message


def test_names_alone_are_entries_with_the_dose_they_state():
    patient, _ = one(conditions=["atopic dermatitis"], medications=["prednisone 20 mg daily"])
    assert patient.conditions[0].concepts == ("atopic-dermatitis",)
    assert patient.conditions[0].status == "active"
    drug = patient.treatments[0]
    assert (drug.concepts, drug.dose, drug.dose_unit, drug.dose_per) == (("prednisone",), Decimal(20), "mg", "d")


def test_what_stands_before_a_conditions_name_is_told_apart():
    names = ["severe atopic dermatitis", "history of asthma", "family history of psoriasis", "suspected tuberculosis"]
    patient, codes = one(conditions=names)
    assert [(each.concepts[0], each.severity, each.status, each.who, each.verification) for each in patient.conditions] == [
        ("atopic-dermatitis", "severe", "active", "patient", "confirmed"),
        ("asthma", None, "unknown", "patient", "confirmed"),
        ("psoriasis", None, "active", "family", "confirmed"),
        ("tuberculosis", None, "active", "patient", "provisional"),
    ]
    assert codes == []
    table = "id,conditions\np," + "; ".join(names) + "\n"
    (again,), _ = read_records_text(table, "t.csv")
    assert [(each.concepts, each.severity, each.status, each.who) for each in again.conditions] == [
        (each.concepts, each.severity, each.status, each.who) for each in patient.conditions
    ]


def test_partial_dates_answers_and_anchors():
    patient, codes = one(
        birth_date="2010-02", answers={"pregnant": False, "willing": {"value": None}}, anchors={"consent": "2026-03-09"}
    )
    assert patient.birth_date == parse_partial("2010-02")
    assert patient.answers["pregnant"].value is False
    assert patient.answers["willing"].value is None
    assert patient.anchors == {"consent": date(2026, 3, 9)}
    assert codes == []


def test_a_bad_anchor_loses_no_other():
    patient, codes = one(anchors={"consent": "yesterday", "baseline": "2026-03-09"})
    assert patient.anchors == {"baseline": date(2026, 3, 9)}
    assert codes == ["record-invalid"]


@pytest.mark.parametrize(
    ("unit", "value", "code"),
    [("mg/dL", 5, "dimension-mismatch"), ("zorks", 5, "unit-unknown"), (None, 5, "unit-missing"), ("/uL", 5, "value-implausible")],
)
def test_a_look_over_units_and_plausible_values(unit, value, code):
    _, codes = one(observations=[{"concept": "platelets", "value": value, "unit": unit, "date": "2026-01-01"}])
    assert codes == [code]


def test_a_negative_age_and_two_values_on_one_day_are_noted():
    _, codes = one(observations=[{"concept": "age", "value": -3, "unit": "a", "date": "2026-01-01"}])
    assert codes == ["value-implausible"]
    twice = [{"concept": "hemoglobin", "value": value, "unit": "g/dL", "date": "2026-01-01"} for value in (8, 9)]
    patient, codes = one(observations=twice)
    assert codes == ["values-conflict"]
    assert len(patient.observations) == 2


def test_one_value_in_two_units_is_no_conflict():
    same = [{"concept": "hemoglobin", "value": value, "unit": unit, "date": "2026-01-01"} for value, unit in ((8.5, "g/dL"), (85, "g/L"))]
    assert one(observations=same)[1] == []


def test_a_percentage_of_a_volume_is_its_predicted_share():
    assert one(observations=[{"concept": "fvc", "value": 71, "unit": "%", "date": "2026-01-01"}])[1] == []
