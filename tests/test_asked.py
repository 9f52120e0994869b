"""The question about a node is one that a coordinator understands."""

from __future__ import annotations

import dataclasses
from decimal import Decimal

import pytest

from screener.catalog.load import catalog
from screener.criteria import nodes as n
from screener.criteria.asked import asked

WEEKS = n.Window(Decimal(4), "week", anchor="screening")
LONG = n.Duration(n.Bound(Decimal(3), True), None, "month")
STEROIDS = n.Treatment("systemic-corticosteroids", "steroids", "class", status="ever", duration=LONG, response=("failed", "intolerant"))
OTHER = dataclasses.replace(STEROIDS, label="azathioprine", treatment="drug")
ASTHMA = n.Condition("asthma", "asthma")
CASES = (
    (ASTHMA, "Does the patient have asthma?"),
    (dataclasses.replace(ASTHMA, status="ever"), "Has the patient, now or ever, had asthma?"),
    (dataclasses.replace(ASTHMA, status="ever", window=WEEKS), "Has the patient had asthma within 4 weeks before the screening visit?"),
    (dataclasses.replace(ASTHMA, duration=LONG), "Has the patient had asthma for at least 3 months?"),
    (dataclasses.replace(ASTHMA, qualifiers=(n.Qualifier("severity", "Severe"),)), "Does the patient have severe asthma?"),
    (dataclasses.replace(ASTHMA, qualifiers=(n.Qualifier("criteria-set", "GINA"),)), "Does the patient have asthma?"),
    (dataclasses.replace(ASTHMA, qualifiers=(n.Qualifier("site", "left lung"),)), "Does the patient have asthma (left lung)?"),
    (
        dataclasses.replace(STEROIDS, concurrent_with=(OTHER,)),
        "Has the patient received steroids for at least 3 months together with azathioprine, and did it fail, or was it not tolerated?",
    ),
    (dataclasses.replace(OTHER, status="current", response=()), "Has the patient been receiving azathioprine for at least 3 months?"),
    (n.Treatment(None, "major surgery", "procedure", status="ever", window=WEEKS), "Has the patient had major surgery within 4 weeks before the screening visit?"),
    (n.Treatment(None, "prednisone", status="ever", qualifiers=(n.Qualifier("dose", "1 mg/kg"),)), "Has the patient received prednisone (1 mg/kg)?"),
    (n.Result("hiv-test", "HIV test", "positive", status="ever"), "HIV test: was a result ever positive?"),
    (n.Result(None, "scores on two measures (see 'Outcomes", "abnormal"), "Scores on two measures: is the result abnormal?"),
    (n.Comparison(None, "Muscle Testing", n.Bound(Decimal(10), True), None, "%", "baseline", "decrease"), "Muscle Testing: fallen by at least 10 % of the baseline value?"),
    (n.Comparison(None, "Weight", None, n.Bound(Decimal(90), False), "kg"), "Weight: less than 90 kg?"),
    (n.State("informed-consent", "informed consent", window=WEEKS), "Has informed consent been given within 4 weeks before the screening visit?"),
    (n.State("unwilling", "unwilling", qualifiers=(n.Qualifier("criteria-set", "to be randomised"),)), None),
    (n.Plan("surgery abroad"), "Is this planned: surgery abroad?"),
    (n.Plan("surgery", n.Treatment(None, "surgery", "procedure")), "Is this planned: surgery?"),
    (n.Member("nyha", "NYHA class", ("III", "IV"), window=WEEKS), "NYHA class: III or IV within 4 weeks before the screening visit?"),
    (n.Treatment(None, "iron", status="ever", window=n.Window(Decimal(1), "month")), "Has the patient received iron within the last month?"),
    (n.Treatment(None, "iron", status="ever", window=n.Window(Decimal(3), "month", direction="until")), "Has the patient received iron 3 months or longer before the day of screening?"),
    (n.Condition(None, "relapse", "ever", count=n.Count(n.Bound(Decimal(1), True))), "Has the patient, now or ever, had relapse at least once?"),
    (n.Condition(None, "arrhythmia", qualifiers=(n.Qualifier("significance", "Clinically significant"),)), "Does the patient have clinically significant arrhythmia?"),
    (n.Judgement("fit for the study"), "For the investigator to judge. Is this so: “fit for the study”?"),
)  # fmt: skip


@pytest.mark.parametrize(("node", "question"), CASES, ids=[str(question) for _, question in CASES])
def test_a_node_is_asked_in_plain_words(node: n.Node, question: str | None) -> None:
    if question is None:
        assert isinstance(node, n.State)
        node = dataclasses.replace(node, concept=next(one.id for one in catalog().concepts.values() if "unwilling" in one.question))
        question = "Is the patient unwilling to take part?"
    assert asked(node) == question


def test_the_catalogue_asks_about_the_patient() -> None:
    for concept in catalog().concepts.values():
        words = set(concept.question.lower().replace("?", "").split())
        assert not words & {"you", "your", "person"}, concept.question
        assert not concept.question or concept.question[0].isupper(), concept.question
