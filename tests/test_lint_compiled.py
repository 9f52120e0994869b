"""The checks of a protocol's design find in texts what an author would want to know."""

from __future__ import annotations

import json

import pytest

from screener.criteria.lint import lint
from screener.criteria.protocol_file import load_protocol
from screener.reading.compile import compile_text
from screener.reading.inputs import read_inputs

from conftest import ROOT


def found(inclusion, exclusion=()):
    """The code and message of each issue of two plain lists."""
    text = "Inclusion Criteria:\n\n" + "".join(f"- {line}\n" for line in inclusion)
    text += "\nExclusion Criteria:\n\n" + "".join(f"- {line}\n" for line in exclusion) if exclusion else ""
    return [(each.code, each.message) for each in lint(compile_text(text))]


SMELLS = [
    (["Weight > 50 kg"], ["Weight ≥ 50 kg"], "no-patient-can-pass", "INCL01 and EXCL01"),
    (["Hemoglobin ≥ 9 g/dL"], ["Hemoglobin > 80 g/L"], "no-patient-can-pass", "INCL01 and EXCL01"),
    (["Older than 18 years"], ["Age ≥ 12 years"], "no-patient-can-pass", "INCL01 and EXCL01"),
    (["EASI ≥ 16"], ["EASI < 12"], "limits-gap", "INCL01 and EXCL01"),
    (["ALT ≤ 2.5 x ULN"], ["ALT > 3 x ULN"], "limits-gap", "INCL01 and EXCL01"),
    (["Platelets ≥ 75 x 10^9/L"], ["Platelets < 100,000/mm3"], "limits-overlap", "INCL01 and EXCL01"),
    (["Hemoglobin ≥ 90 g/dL"], [], "threshold-implausible", "Hemoglobin"),
    (["Serum creatinine ≤ 110 mg/dL"], [], "threshold-implausible", "Creatinine"),
    (["EASI ≥ 16", "EASI score of at least 16"], [], "duplicate-criterion", "INCL02 says the same as INCL01"),
    (["QZX score > 3"], [], "abbreviation-undefined", "QZX"),
    (["Stable dose of methotrexate for at least 8 weeks"], ["Use of methotrexate"], "criteria-conflict", "INCL01 permits Methotrexate, which EXCL01"),
    (["Psoriasis"], ["Psoriasis"], "criteria-conflict", "EXCL01"),
]
CLEAN = [
    (["Weight ≥ 50 kg"], ["Weight < 50 kg"]),
    (["Age ≥ 18 years"], ["Age < 18 years"]),
    (["Hemoglobin ≥ 9 g/dL"], ["Hemoglobin < 90 g/L"]),
    (["Stable dose of methotrexate for at least 8 weeks"], ["Use of azathioprine"]),
    (["EASI ≥ 16"], ["EASI > 50"]),
    (["Hemoglobin ≥ 90 g/L"], []),
    (["EASI (Eczema Area and Severity Index) ≥ 16"], []),
]


@pytest.mark.parametrize(("inclusion", "exclusion", "code", "told"), SMELLS, ids=[f"{case[2]}: {case[0][0]}" for case in SMELLS])
def test_a_text_with_a_smell_is_told(inclusion, exclusion, code, told):
    messages = [message for each, message in found(inclusion, exclusion) if each == code]
    assert any(told.lower() in message.lower() for message in messages), found(inclusion, exclusion)


@pytest.mark.parametrize(("inclusion", "exclusion"), CLEAN, ids=[case[0][0] for case in CLEAN])
def test_a_text_without_one_is_left_in_peace(inclusion, exclusion):
    assert found(inclusion, exclusion) == []


def test_the_structured_age_is_held_against_the_text(tmp_path):
    study = {
        "protocolSection": {
            "identificationModule": {"nctId": "NCT00000002", "briefTitle": "A trial of psoriasis"},
            "conditionsModule": {"conditions": ["Psoriasis"]},
            "eligibilityModule": {
                "eligibilityCriteria": "Inclusion Criteria:\n\n* Age 21 years or older\n* Psoriasis\n",
                "minimumAge": "18 Years",
            },
        }
    }
    path = tmp_path / "study.json"
    path.write_text(json.dumps(study), encoding="utf-8")
    (protocol,) = read_inputs([path])
    told = {each.code: each.message for each in (*protocol.issues, *lint(protocol))}
    assert "INCL01" in told["field-text-mismatch"]


def test_the_biologics_that_one_criterion_permits_and_another_forbids():
    protocol, issues = load_protocol(ROOT / "rules" / "protocols" / "NL74270.018.20.toml")
    assert not issues
    conflicts = [each.message for each in lint(protocol) if each.code == "criteria-conflict"]
    assert any("INCL04" in message and "EXCL04" in message for message in conflicts)
