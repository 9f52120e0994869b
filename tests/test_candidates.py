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
from screener.screening.finding import LONGEST

CANDIDATES = load_candidates()
BY_PROTOCOL = sorted({candidate.protocol for candidate in CANDIDATES.values()})
ALLOWED = {"pass", "fail", "unknown", "deferred", "not-applicable"}
STATUSES = {"eligible", "potentially-eligible", "undetermined", "ineligible"}


def of(protocol):
    return [candidate for candidate in CANDIDATES.values() if candidate.protocol == protocol]


def reports(known):
    return {candidate.name: verdict(candidate, known[candidate.protocol]) for candidate in CANDIDATES.values()}


def missed(candidates, reported):
    return [difference for each in candidates for difference in differences(each, reported[each.name])]


@pytest.fixture(scope="module")
def bundled():
    return reports(protocols(BUNDLED))


@pytest.fixture(scope="module")
def verbatim(shared):
    return reports(protocols(shared / "trials"))


def test_every_candidate_is_expected_and_every_expectation_has_its_candidate():
    assert {path.stem for path in FOLDER.glob("*.json")} == set(CANDIDATES)


def test_the_table_says_only_what_a_verdict_can_be():
    for candidate in CANDIDATES.values():
        assert candidate.why, candidate.name
        assert set(candidate.status.split("|")) <= STATUSES, candidate.name
        assert {word for expected in candidate.findings.values() for word in expected.split("|")} <= ALLOWED, candidate.name


def test_a_candidate_is_one_bundle_of_its_own_patient():
    for name in CANDIDATES:
        bundle = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
        assert bundle["resourceType"] == "Bundle"
        patients = [each["resource"] for each in bundle["entry"] if each["resource"]["resourceType"] == "Patient"]
        assert [patient["id"] for patient in patients] == [name]


@pytest.mark.parametrize("protocol", BY_PROTOCOL)
def test_bundled_protocols_give_what_a_coordinator_gives(protocol, bundled):
    assert missed(of(protocol), bundled) == []


@pytest.mark.parametrize("protocol", BY_PROTOCOL)
def test_verbatim_texts_give_the_same(protocol, verbatim):
    assert missed(of(protocol), verbatim) == []


@pytest.mark.parametrize("protocol", BY_PROTOCOL)
def test_every_open_finding_is_explained_and_asked(protocol, bundled):
    for candidate in of(protocol):
        report = bundled[candidate.name]
        asked = {criterion for question in report.questions for criterion in question.criteria}
        for finding in report.findings:
            assert finding.reason, (candidate.name, finding.criterion)
            assert len(finding.reason) <= LONGEST + 2
            if finding.finding == "unknown":
                assert finding.reasons, (candidate.name, finding.criterion)
                assert report.status == "ineligible" or finding.criterion in asked, (candidate.name, finding.criterion)


def test_two_rulings_that_contradict_are_put_to_an_investigator(bundled):
    report = bundled["ivig-azathioprine-for-eczema"]
    conflict = next(issue for issue in report.issues if issue.code == "criteria-conflict")
    assert "INCL04" in conflict.message
    assert "EXCL04" in conflict.message


def test_a_difference_is_graded_by_what_it_turns_round():
    candidate: Candidate = CANDIDATES["nmf-easi-5.9"]
    assert candidate.findings["INCL03"] == "fail"
    assert grade("fail", "pass") == "wrong"
    assert grade("fail", "unknown") == "unknown-instead"
    assert grade("unknown", "fail") == "decided"
