"""Bad records: a clear issue with its place and the next move, nothing lost, nothing raised, no patient's value told."""

from __future__ import annotations

import gzip
import json
import re
import warnings

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from screener.catalog.load import catalog
from screener.records.read import read_records
from screener.records.read import read_records_text
from screener.records.vocabulary import vocabulary

GOOD = json.dumps({"id": "p", "sex": "female", "conditions": ["psoriasis"]})


def codes(text, name="x"):
    return [issue.code for issue in read_records_text(text, name)[1]]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty-input"),
        (" \n\ufeff\n", "empty-input"),
        (GOOD[:-9], "json-broken"),
        ("{", "json-broken"),
        ('{"id": "p", "observations": [{"value": NaN}]}', "json-broken"),
        ("[" * 50_000, "json-broken"),
        ("[" * 50_000 + "]" * 50_000, "json-broken"),
        ("[1, 2]", "record-not-recognised"),
        ("{}", "record-not-recognised"),
        ('{"protocolSection": {}}', "record-not-recognised"),
        ("only some words", "record-not-recognised"),
        ("a,b\n1,2\n", "columns-missing"),
        ("id,hgb (g/dL)\n", "empty-input"),
        ('{"resourceType": "Bundle", "entry": []}', "patient-missing"),
        ('{"resourceType": "Observation", "id": "o"}', "patient-missing"),
    ],
)
def test_what_is_wrong_is_said_with_the_next_move(text, code):
    patients, issues = read_records_text(text, "upload")
    assert patients == ()
    assert code in [issue.code for issue in issues]
    assert all(issue.field == "upload" and issue.message for issue in issues)
    assert all(issue.hint for issue in issues if issue.severity == "error")


def test_a_truncated_json_names_line_and_column():
    (issue,) = read_records_text(GOOD[:-9], "x")[1]
    assert re.search(r"line 1 column \d+", issue.message)


def test_one_bad_line_of_json_lines_loses_no_other():
    patients, issues = read_records_text("\n".join((GOOD, '{"id": "q", "sex"', GOOD.replace('"p"', '"r"'))), "x")
    assert [patient.id for patient in patients] == ["p", "r"]
    assert [issue.code for issue in issues] == ["json-broken"]
    assert "line 2" in issues[0].message


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty-input"),
        (b"\x00\x01\x02\x03" * 100, "binary-input"),
        (b"PK\x03\x04rest of a spreadsheet", "binary-input"),
        (b"%PDF-1.7 rest", "binary-input"),
        (gzip.compress(GOOD.encode())[:-12], "file-unreadable"),
        (b"\x1f\x8bnot gzip", "file-unreadable"),
    ],
)
def test_files_that_are_no_text(tmp_path, data, code):
    path = tmp_path / "record.json"
    path.write_bytes(data)
    patients, issues = read_records(path)
    assert patients == ()
    assert [issue.code for issue in issues] == [code]


def test_a_file_that_is_not_there(tmp_path):
    patients, issues = read_records(tmp_path / "absent.json")
    assert (patients, [issue.code for issue in issues]) == ((), ["file-unreadable"])


def test_an_empty_folder(tmp_path):
    assert [issue.code for issue in read_records(tmp_path)[1]] == ["record-not-recognised"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_marked_encodings_are_read(tmp_path, encoding):
    path = tmp_path / "record.json"
    path.write_bytes(GOOD.encode(encoding))
    patients, issues = read_records(path)
    assert ([patient.id for patient in patients], issues) == (["p"], ())


def test_a_line_of_a_megabyte_is_read():
    patients, issues = read_records_text(json.dumps({"id": "p", "conditions": [{"text": "x" * 1_000_000}]}), "x")
    assert len(patients[0].conditions[0].text) == 1_000_000
    assert issues == ()


SECRET = "zq7731"
NUMBERS = ("7731.25", "1931-07-13")


def leaky_records():
    """Records in which every value is recognisable and most are wrong."""
    number, day = NUMBERS
    yield json.dumps(
        {
            "id": "p",
            "birth_date": SECRET,
            "sex": SECRET,
            "observations": [
                {"concept": "hemoglobin", "value": f"{number},5", "unit": "g/dL"},
                {"concept": "hemoglobin", "value": number, "unit": SECRET, "date": SECRET},
                {"concept": "hemoglobin", "value": float(number), "unit": "mg", "comparator": SECRET},
                {"concept": "hemoglobin", "value": float(number), "unit": "g/dL", "visit": [SECRET]},
                {"concept": "platelets", "value": float(number) * 1000, "unit": "10*9/L", "date": day},
                {"concept": "platelets", "value": float(number), "unit": "10*9/L", "date": day},
            ],
            "conditions": [{"concept": "psoriasis", "onset": SECRET, "status": SECRET, "severity": {SECRET: 1}}, SECRET, 5],
            "medications": [{"concept": "prednisone", "dose": SECRET, "start": [SECRET]}],
            "answers": {"pregnant": SECRET},
            "anchors": {"consent": SECRET},
            "demographics": {"race": [SECRET]},
            "complete": [SECRET],
        }
    )
    yield f"id,dob,sex,hgb (g/dL),platelets,psoriasis,methotrexate,as of\np,{SECRET},{SECRET},{SECRET},\"{number},5\",{SECRET},{SECRET},{SECRET}\n"
    yield f"id,dob,hgb (g/dL),platelets\np,03/04/1931,{number},{number}\np,{day},1{number},{number},{SECRET}\n"
    yield f"patient,test,value,unit,date\np,hemoglobin,{SECRET},g/dL,{day}\np,hemoglobin,{number},{SECRET},{SECRET}\n"
    yield f"id,{SECRET} {number},{day}\np,{SECRET},{number}\n"
    subject = {"reference": "Patient/p"}
    yield json.dumps(
        {
            "resourceType": "Bundle",
            "entry": [
                {"resource": resource}
                for resource in (
                    {"resourceType": "Patient", "id": "p", "birthDate": SECRET, "gender": SECRET, "name": [{"family": SECRET}]},
                    {"resourceType": "Observation", "id": "o", "subject": subject, "code": {"text": "HGB"}, "valueQuantity": {"value": SECRET, "unit": SECRET}},
                    {"resourceType": "Observation", "id": "q", "subject": subject, "code": {"text": "HGB"}, "valueQuantity": {"value": 7731.25, "unit": SECRET}},
                    {"resourceType": "Observation", "id": "s", "subject": subject, "code": {"text": "HGB"}, "valueString": f"{number},5"},
                    {"resourceType": "Condition", "id": "c", "subject": subject, "code": {"text": SECRET}, "onsetDateTime": SECRET, "abatementString": SECRET},
                    {"resourceType": "MedicationStatement", "id": "m", "subject": subject, "status": SECRET, "medicationCodeableConcept": {"text": SECRET}, "dosage": [{"text": SECRET}]},
                    {"resourceType": "Procedure", "id": "d", "subject": subject, "code": {"text": SECRET}, "performedString": SECRET},
                )
            ],
        }
    )
    yield '{"id": "p", "conditions": ["' + SECRET
    yield SECRET + "\n" + number


@pytest.mark.parametrize("text", list(leaky_records()), ids=range(8))
def test_no_value_of_a_patient_stands_in_an_issue(text):
    issues = read_records_text(text, "upload")[1]
    assert issues
    told = " ".join(part for issue in issues for part in (issue.message, issue.hint, issue.field))
    for value in (SECRET, "7731", "1931", "03/04"):
        assert value not in told, [issue for issue in issues if value in issue.message + issue.hint]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=12,
)
KEYS = st.sampled_from(
    ["id", "birth_date", "sex", "observations", "conditions", "treatments", "medications", "allergies", "immunizations", "answers", "anchors", "complete", "demographics", "deceased", "schema_version", "patients", "resourceType"]
)
ENTRY = st.dictionaries(
    st.sampled_from(["concept", "concepts", "codes", "text", "value", "unit", "date", "result", "status", "onset", "dose", "reference_range"]),
    JSON | st.sampled_from(["hemoglobin", "psoriasis", "2024-01-01", "g/dL", "<5"]),
    max_size=6,
)
TYPES = ["Patient", "Observation", "Condition", "MedicationRequest", "MedicationStatement", "Procedure", "Immunization"]
FHIR_KEYS = ["id", "code", "status", "valueQuantity", "valueString", "valueCodeableConcept", "component", "referenceRange"]
FHIR_KEYS += ["effectiveDateTime", "effectivePeriod", "onsetAge", "onsetDateTime", "clinicalStatus", "severity", "birthDate"]
FHIR_KEYS += ["extension", "dosage", "dosageInstruction", "medicationCodeableConcept", "medicationReference", "contained"]
FHIR_KEYS += ["subject", "patient", "reaction", "vaccineCode", "emptyReason", "interpretation", "encounter", "participant"]
NESTED = st.recursive(
    JSON,
    lambda inner: st.dictionaries(
        st.sampled_from(["coding", "code", "system", "text", "value", "unit", "reference", "url", "timing", "repeat", "start"]),
        inner,
        max_size=4,
    ),
    max_leaves=8,
)
RESOURCE = st.builds(
    lambda kind, fields: {**fields, "resourceType": kind},
    st.sampled_from([*TYPES, "AllergyIntolerance", "FamilyMemberHistory", "List", "Consent", "Encounter", "Device", "Appointment"]),
    st.dictionaries(st.sampled_from(FHIR_KEYS), NESTED, max_size=8),
)


def survives(text):
    patients, issues = read_records_text(text, "any")
    assert isinstance(patients, tuple)
    assert isinstance(issues, tuple)
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # pydantic warns where a reader put the wrong type into a record
        for patient in patients:
            assert patient.id
            patient.model_dump_json()


@settings(max_examples=80, deadline=None)
@given(st.text(st.characters(codec=None), max_size=200) | st.text(st.characters(categories=["Cs", "L", "N", "P"]), max_size=60))
def test_any_text_gives_records_or_issues(text):
    survives(text)
    survives("id,hgb (g/dL),dob,conditions\n" + text)
    survives("patient,test,value,unit,date\n" + text)


@settings(max_examples=80, deadline=None)
@given(JSON)
def test_any_json_gives_records_or_issues(value):
    survives(json.dumps(value))


@settings(max_examples=80, deadline=None)
@given(st.dictionaries(KEYS, JSON | ENTRY | st.lists(ENTRY, max_size=3), max_size=6))
def test_any_shape_of_a_record_gives_records_or_issues(value):
    survives(json.dumps(value))


@settings(max_examples=120, deadline=None)
@given(st.lists(RESOURCE, max_size=4))
def test_any_shape_of_a_resource_gives_records_or_issues(resources):
    person = {"resourceType": "Patient", "id": "p", "birthDate": "1980"}
    entries = [{"resource": resource} for resource in (person, *resources)]
    survives(json.dumps({"resourceType": "Bundle", "entry": entries}))


def test_the_vocabulary_names_concepts_that_exist():
    listed = vocabulary()
    named = {state.concept for state in listed.states.values()} | {concept for concept, _ in listed.class_codes.values()}
    assert named <= set(catalog().concepts)
