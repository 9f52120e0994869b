"""Invented candidates, written as FHIR bundles in mixed units, get what a careful coordinator gives."""

from __future__ import annotations

import json

import pytest

from benchmarks.candidates import BUNDLED
from benchmarks.candidates import FOLDER
from benchmarks.candidates import Candidate
from benchmarks.candidates import differences
from benchmarks.candidates import grade
from benchmarks.candidates import load_candidates
from benchmarks.candidates import protocols
from benchmarks.candidates import verdict
from screener.records.read import read_records
from screener.screening.finding import LONGEST

CANDIDATES = load_candidates()
BY_PROTOCOL = sorted({candidate.protocol for candidate in CANDIDATES.values()})
ALLOWED = {"pass", "fail", "unknown", "deferred", "not-applicable"}
STATUSES = {"eligible", "potentially-eligible", "undetermined", "ineligible"}


def of(protocol):
    return [candidate for candidate in CANDIDATES.values() if candidate.protocol == protocol]


def missed(candidates, protocol):
    return [difference for each in candidates for difference in differences(each, verdict(each, protocol))]


@pytest.fixture(scope="module")
def bundled():
    return protocols(BUNDLED)


@pytest.fixture(scope="module")
def verbatim(shared):
    return protocols(shared / "trials")


def test_every_candidate_is_expected_and_every_expectation_has_its_candidate():
    assert {path.stem for path in FOLDER.glob("*.json")} == set(CANDIDATES)


@pytest.mark.parametrize("candidate", CANDIDATES.values(), ids=CANDIDATES)
def test_the_table_says_only_what_a_verdict_can_be(candidate):
    assert candidate.why
    assert set(candidate.status.split("|")) <= STATUSES
    assert {word for expected in candidate.findings.values() for word in expected.split("|")} <= ALLOWED


@pytest.mark.parametrize("candidate", CANDIDATES)
def test_a_candidate_is_one_bundle_of_one_patient(candidate):
    path = FOLDER / f"{candidate}.json"
    assert json.loads(path.read_text(encoding="utf-8"))["resourceType"] == "Bundle"
    patients, _ = read_records(path)
    assert [patient.id for patient in patients] == [candidate]


@pytest.mark.parametrize("protocol", BY_PROTOCOL)
def test_bundled_protocols_give_what_a_coordinator_gives(protocol, bundled):
    assert missed(of(protocol), bundled[protocol]) == []


@pytest.mark.parametrize("protocol", BY_PROTOCOL)
def test_verbatim_texts_give_the_same(protocol, verbatim):
    assert missed(of(protocol), verbatim[protocol]) == []


@pytest.mark.parametrize("protocol", BY_PROTOCOL)
def test_every_open_finding_is_explained_and_asked(protocol, bundled):
    for candidate in of(protocol):
        report = verdict(candidate, bundled[protocol])
        asked = {criterion for question in report.questions for criterion in question.criteria}
        for finding in report.findings:
            assert finding.reason, (candidate.name, finding.criterion)
            assert len(finding.reason) <= LONGEST + 2
            if finding.finding == "unknown":
                assert finding.reasons, (candidate.name, finding.criterion)
                assert report.status == "ineligible" or finding.criterion in asked, (candidate.name, finding.criterion)


def test_two_rulings_that_contradict_are_put_to_an_investigator(bundled):
    candidate = CANDIDATES["ivig-azathioprine-for-eczema"]
    report = verdict(candidate, bundled[candidate.protocol])
    conflict = next(issue for issue in report.issues if issue.code == "criteria-conflict")
    assert "INCL04" in conflict.message
    assert "EXCL04" in conflict.message


def test_a_difference_is_graded_by_what_it_turns_round():
    candidate: Candidate = CANDIDATES["nmf-easi-5.9"]
    assert candidate.findings["INCL03"] == "fail"
    assert grade("fail", "pass") == "wrong"
    assert grade("fail", "unknown") == "unknown-instead"
    assert grade("unknown", "fail") == "decided"
