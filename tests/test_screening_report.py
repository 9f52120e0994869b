"""Findings, statuses, questions, readings, unread text, the JSON contract and the explanation."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from screening_for_tests import INDEX
from screening_for_tests import limit
from screening_for_tests import observed
from screening_for_tests import patient
from screening_for_tests import protocol
from screening_for_tests import window

from screener.core.span import Span
from screener.criteria import nodes as n
from screener.criteria.notation import question_key
from screener.criteria.protocol import LedgerEntry
from screener.criteria.protocol import Reading
from screener.screening.explain import explain
from screener.screening.options import Options
from screener.screening.report import report_schema
from screener.screening.report import report_to_json
from screener.screening.screen import screen

ADULT = limit("age", 18, None, "a")
ASTHMA = n.Condition("asthma", "asthma")
LOW = limit("hemoglobin", None, 85, "g/L")
FIT = n.Judgement("fit for the study")
CONSENT = n.State("informed-consent", "informed consent")
BORN = {"birth_date": "1980-01-01"}


def both(inclusions=(), exclusions=()):
    """A protocol with inclusions and exclusions."""
    one, two = protocol(*inclusions), protocol(*exclusions, category="exclusion")
    return replace(one, criteria=(*one.criteria, *two.criteria))


def report(rules, record=None, **options):
    return screen(rules, patient(**(record or {})), Options(INDEX, **options))


@pytest.mark.parametrize(
    ("inclusions", "exclusions", "record", "expected"),
    [
        ((ADULT,), (), BORN, "eligible"),
        ((ADULT, CONSENT), (), BORN, "eligible"),
        ((ADULT, FIT), (), BORN, "potentially-eligible"),
        ((ADULT, ASTHMA), (), BORN, "undetermined"),
        ((ADULT,), (), {"birth_date": "2015-01-01"}, "ineligible"),
        ((ADULT,), (ASTHMA, FIT), {**BORN, "conditions": ({"id": "c", "concepts": ("asthma",), "status": "active"},)}, "ineligible"),
        ((ADULT, n.Unread("some words")), (), BORN, "undetermined"),
        ((ADULT,), (), {**BORN, "deceased": True}, "undetermined"),
        ((), (), BORN, "undetermined"),
    ],
)
def test_statuses(inclusions, exclusions, record, expected):
    assert report(both(inclusions, exclusions), record).status == expected


def test_nobody_is_eligible_over_text_that_nobody_read():
    text = {"ledger": {"criteria": (LedgerEntry(Span(0, 8), "compiled"), LedgerEntry(Span(8, 20), "unread"))}}
    found = report(replace(protocol(ADULT), **text), BORN)
    assert found.status == "undetermined"
    assert [item.code for item in found.issues] == ["unread-outside"]


def test_unread_text_makes_the_smallest_item_that_holds_it_unknown():
    adult, asthma = replace(ADULT, span=Span(0, 4)), replace(ASTHMA, span=Span(5, 8))
    rule = n.AllOf((adult, asthma), span=Span(0, 8))
    base = protocol(rule).criteria[0]
    inside = replace(base, ledger=(LedgerEntry(Span(6, 7), "unread"),))
    child = report(replace(protocol(), criteria=(inside,)), {"birth_date": "2015-01-01"})
    assert child.findings[0].finding == "fail"
    across = replace(base, ledger=(LedgerEntry(Span(3, 6), "unread"),))
    whole = report(replace(protocol(), criteria=(across,)), {"birth_date": "2015-01-01"})
    assert whole.findings[0].reasons == ("unread",)
    reviewed = replace(across, reviewer="Dr A")
    assert report(replace(protocol(), criteria=(reviewed,)), {"birth_date": "2015-01-01"}).findings[0].finding == "fail"


def test_a_reading_that_differs_leaves_the_finding_unknown_unless_it_is_settled():
    other = limit("age", 21, None, "a")
    readings = (Reading(ADULT, True, "as written"), Reading(other, False, "the older age"))
    for settled, finding in (("open", "unknown"), ("default", "pass"), ("ruled", "pass")):
        rules = protocol(ADULT, readings=readings, settled=settled)
        found = report(rules, {"birth_date": "2006-01-01"})
        assert (found.findings[0].finding, found.findings[0].depends_on_reading) == (finding, True)
        assert not report(rules, BORN).findings[0].depends_on_reading
    ruling = report(protocol(ADULT, readings=readings), {"birth_date": "2006-01-01"})
    assert ruling.findings[0].reasons == ("ambiguous",)
    assert [(item.kind, item.key) for item in ruling.questions] == [("choice", "reading:INCL01")]
    assert ruling.status == "undetermined"


def test_not_applicable_counts_as_pass_on_both_sides():
    women = n.When(n.Demographic("sex", "sex", ("female",)), n.State("pregnant", "pregnant"))
    found = report(both((ADULT, women), (women,)), {**BORN, "sex": "male"})
    assert [item.finding for item in found.findings] == ["pass", "not-applicable", "not-applicable"]
    assert [item.met.value for item in found.findings] == ["true", "true", "false"]
    assert found.status == "eligible"
    listed = n.AnyOf((women, ASTHMA))
    assert report(both((), (listed,)), {"sex": "male"}).findings[0].finding == "unknown"


def test_open_lists_are_confirmed_by_a_person():
    rule = n.AnyOf((ASTHMA,), open=True)
    healthy = {"complete": ({"domain": "conditions"},)}
    found = report(both((), (rule,)), healthy)
    assert found.findings[0].reasons == ("open-list",)
    assert found.status == "potentially-eligible"
    answered = {**healthy, "answers": {question_key(rule): {"value": False}}}
    assert report(both((), (rule,)), answered).findings[0].finding == "pass"


def test_except_lets_some_back_in():
    cancer = n.Condition("malignancy", "cancer", "ever", window=window(5, "year"))
    rule = n.Except(cancer, n.Judgement("stable for more than 6 months"))
    had = {"conditions": ({"id": "c", "concepts": ("melanoma",), "status": "resolved", "onset": "2023-01-01"},)}
    found = report(both((), (rule,)), had)
    assert (found.findings[0].reasons, found.status) == (("needs-judgement",), "potentially-eligible")
    key = question_key(rule.unless)
    assert report(both((), (rule,)), {**had, "answers": {key: {"value": True}}}).status == "eligible"
    assert report(both((), (rule,)), {**had, "answers": {key: {"value": False}}}).status == "ineligible"


def test_questions_come_in_the_order_that_decides_fastest():
    either = n.AnyOf((n.Condition("psoriasis", "psoriasis"), n.Condition("sepsis", "sepsis")))
    found = report(both((FIT, LOW, either), (LOW,)), {})
    kinds = [(item.kind, item.key, item.criteria) for item in found.questions]
    assert kinds[0] == ("number", "hemoglobin", ("INCL02", "EXCL01"))
    assert kinds[1][0] == "judgement"
    assert {item.concept for item in found.questions[2:]} == {"psoriasis", "sepsis"}
    assert [item.decisive for item in found.questions] == [True, True, False, False]
    number = found.questions[0]
    assert "g/dL" in number.units
    assert number.text.endswith("?")


def test_who_has_failed_is_asked_nothing_more():
    assert report(both((ADULT, FIT)), {"birth_date": "2015-01-01"}).questions == ()


def test_a_question_answered_with_do_not_know_comes_last():
    key = question_key(FIT)
    found = report(both((FIT, ASTHMA)), {"answers": {key: {"value": None}}})
    assert [(item.key, item.asked_before) for item in found.questions][-1] == (key, True)


def test_what_a_false_part_has_settled_is_not_asked():
    rule = n.AllOf((LOW, ASTHMA))
    high = {"observations": (observed("hemoglobin", "140", "g/L"),)}
    assert report(both((), (rule,)), high).questions == ()


def test_assumptions_presumptions_and_confirmations_are_listed():
    given = n.Condition("asthma", "asthma", "ever", qualifiers=(n.Qualifier("description", "as in the protocol"),), window=window(1, "year", anchor="first-dose"))
    had = {"conditions": ({"id": "c", "concepts": ("asthma",), "status": "active"},)}
    found = report(protocol(given, n.Condition("sepsis", "sepsis"), inferred=True), had, presume=frozenset({"conditions"}))
    assert found.assumptions == ("first-dose taken at the index date",)
    assert found.presumed == ("conditions",)
    assert ("INCL01", "as in the protocol") in found.confirmations
    assert len(found.confirmations) == 3
    later = report(protocol(given), anchors={"first-dose": INDEX})
    assert later.assumptions == ()


def test_the_json_keeps_the_contract():
    found = report(both((ADULT, FIT), (LOW,)), {**BORN, "observations": (observed("hemoglobin", "9.0", "g/dL"),)})
    written = json.loads(json.dumps(report_to_json(found)))
    assert {"schema_version", "protocol", "rules_hash", "patient", "index_date", "stage", "status", "findings", "questions"} <= set(written)
    low = written["findings"][2]
    assert (low["criterion"], low["met"], low["finding"]) == ("EXCL01", "false", "pass")
    assert low["evidence"][0] == {
        "resource": "hemoglobin-2026-03-01",
        "concept": "Hemoglobin",
        "date": "2026-03-01",
        "recorded": {"value": "9.0", "unit": "g/dL"},
        "compared": {"value": "90", "unit": "g/L"},
        "limit": "at most 85 g/L",
        "distance": "5",
        "assumption": None,
    }
    check(report_schema(), [written])


def check(schema, value, place="$"):
    """The value against the parts of JSON Schema that the report's schema uses."""
    if "anyOf" in schema:
        kinds = ["null" if value is None else "other", *(item.get("type") for item in schema["anyOf"])]
        chosen = [item for item in schema["anyOf"] if (item.get("type") == "null") == (kinds[0] == "null")]
        return check(chosen[0], value, place)
    if "const" in schema:
        assert value == schema["const"], place
    if "enum" in schema:
        assert value in schema["enum"], place
    types = {"string": str, "object": dict, "array": list, "boolean": bool, "null": type(None)}
    allowed = schema.get("type", [])
    allowed = [allowed] if isinstance(allowed, str) else allowed
    assert not allowed or isinstance(value, tuple(types[name] for name in allowed)), place
    if isinstance(value, dict):
        assert set(value) == set(schema["properties"]), place
        for name, part in value.items():
            check(schema["properties"][name], part, f"{place}.{name}")
    if isinstance(value, list):
        for number, part in enumerate(value):
            check(schema["items"], part, f"{place}[{number}]")
    return None


def test_the_explanation_walks_every_node():
    rule = n.AnyOf((LOW, n.AllOf((ASTHMA, FIT))))
    found = explain(report(protocol(rule), {"observations": (observed("hemoglobin", "9.0", "g/dL"),)}), "INCL01")
    assert len(found) == 1
    top = found[0].step
    assert (top.kind, top.truth) == ("any-of", "unknown")
    assert [step.kind for step in top.steps] == ["comparison", "all-of"]
    assert [step.truth for step in top.steps[1].steps] == ["unknown", "unknown"]
    assert "recorded 9.0 g/dL" in top.steps[0].evidence[0]
    assert explain(report(protocol(rule)), "INCL99") == ()


def test_the_rules_hash_changes_with_the_rules_only():
    assert report(protocol(ADULT)).rules_hash == report(protocol(ADULT), BORN).rules_hash
    assert report(protocol(ADULT)).rules_hash != report(protocol(LOW)).rules_hash
