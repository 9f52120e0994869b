"""Public records beside the checkout: no exception, every patient there, and the common results resolved."""

from __future__ import annotations

from collections import Counter

import pytest

from screener.records.read import read_records

RESOLVED = {"hemoglobin", "platelets", "wbc", "creatinine", "sodium", "potassium", "calcium", "glucose", "alt", "ast", "albumin"}


@pytest.fixture(scope="module")
def synthea(shared):
    folder = shared / "records" / "synthea-r4"
    if not folder.is_dir():
        pytest.skip("no folder ../shared/records/synthea-r4 with public records")
    return [read_records(path) for path in sorted(folder.glob("*.gz"))[:20]]


def test_each_bundle_is_one_patient_with_birth_date_and_sex(synthea):
    for patients, issues in synthea:
        (patient,) = patients
        assert patient.birth_date is not None
        assert patient.sex in {"male", "female"}
        assert not [issue for issue in issues if issue.severity == "error"]


def test_the_common_results_resolve(synthea):
    found = Counter(
        concept for patients, _ in synthea for patient in patients for each in patient.observations for concept in each.concepts
    )
    assert set(found) >= RESOLVED


def test_every_observation_has_a_day_and_something_to_say(synthea):
    for (patient,), _ in synthea:
        for each in patient.observations:
            assert each.date is not None
            assert each.value is not None or each.value_text or each.result


def test_globulin_in_grams_per_litre_and_decilitre_is_noticed(synthea):
    told = [issue.message for _, issues in synthea for issue in issues if issue.code == "value-implausible"]
    assert any("globulin" in message for message in told)


def test_a_folder_of_lone_resources_is_put_together(shared):
    folder = shared / "records" / "us-core-examples"
    if not folder.is_dir():
        pytest.skip("no folder ../shared/records/us-core-examples with public records")
    patients, issues = read_records(folder)
    assert {"example", "infant-example", "child-example"} <= {patient.id for patient in patients}
    whole = max(patients, key=lambda patient: len(patient.observations))
    assert whole.conditions
    assert whole.treatments
    assert whole.sex == "female"
    assert "record-invalid" not in {issue.code for issue in issues}
