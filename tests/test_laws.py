"""The laws of DESIGN section 6, on random protocols and random records."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import HealthCheck
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from patients_for_tests import DOMAINS
from patients_for_tests import INDEX
from patients_for_tests import patients

from screener.core.calendar import on
from screener.core.span import Span
from screener.core.truth import Truth
from screener.criteria import nodes as n
from screener.criteria.protocol import Criterion
from screener.criteria.protocol import Protocol
from screener.records.patient import Answer
from screener.records.patient import Observation
from screener.screening.amounts import converted
from screener.screening.amounts import shown
from screener.screening.explain import explain
from screener.screening.options import STAGES
from screener.screening.options import Options
from screener.screening.report import report_to_json
from screener.screening.screen import screen

from strategies import nodes
from strategies import protocols

QUICK = settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
stages = st.sampled_from(STAGES)
presumptions = st.frozensets(st.sampled_from(DOMAINS))
DECIDED = {Truth.TRUE, Truth.FALSE}


def protocol_of(*rules, category="inclusion"):
    """A protocol of the rules, each a criterion of its own."""
    criteria = tuple(
        Criterion(f"{category[:4].upper()}{number:02}", category, "criteria", "text", Span(0, 4), node)
        for number, node in enumerate(rules, 1)
    )
    return Protocol("P", "A protocol", {"criteria": "text"}, criteria, {})


@QUICK
@given(protocols(), patients, stages, presumptions)
def test_any_protocol_and_any_record_give_a_report(protocol, patient, stage, presume):
    report = screen(protocol, patient, Options(INDEX, stage, presume=presume))
    written = report_to_json(report)
    assert [item["criterion"] for item in written["findings"]] == [item.id for item in protocol.criteria]
    for finding in report.findings:
        assert bool(finding.reasons) == (finding.met is Truth.UNKNOWN), finding
        assert finding.reason
    assert len(explain(report)) == len(protocol.criteria)
    spans = {name: [item.span for item in protocol.criteria if item.field == name] for name in protocol.ledger}
    if any(
        entry.state == "unread" and not any(span.holds(entry.span) for span in spans[name])
        for name, entries in protocol.ledger.items()
        for entry in entries
    ):
        assert report.status in ("ineligible", "undetermined")


@QUICK
@given(st.lists(nodes, min_size=1, max_size=3), patients, presumptions, presumptions, st.sampled_from(("inclusion", "exclusion")))
def test_wider_presumptions_only_settle_what_was_open(rules, patient, some, more, category):
    protocol = protocol_of(*rules, category=category)
    before = screen(protocol, patient, Options(INDEX, presume=some))
    after = screen(protocol, patient, Options(INDEX, presume=some | more))
    for one, two in zip(before.findings, after.findings, strict=True):
        if one.met in DECIDED:
            assert two.met is one.met, one.criterion


@QUICK
@given(st.lists(nodes, min_size=1, max_size=3), patients, stages, st.sampled_from(("inclusion", "exclusion")), st.data())
def test_answering_a_question_that_was_asked_never_flips_a_truth(rules, patient, stage, category, data):
    protocol = protocol_of(*rules, category=category)
    options = Options(INDEX, stage)
    before = screen(protocol, patient, options)
    asked = [question for question in before.questions if question.kind in ("yes-no", "judgement")]
    if not asked:
        return
    question = data.draw(st.sampled_from(asked))
    answer = Answer(value=data.draw(st.booleans()))
    after = screen(protocol, patient.model_copy(update={"answers": {**patient.answers, question.key: answer}}), options)
    for one, two in zip(before.findings, after.findings, strict=True):
        assert {one.met, two.met} != DECIDED, (question.key, one.criterion)


@QUICK
@given(st.lists(nodes, min_size=1, max_size=3), patients, stages, st.data())
def test_a_first_value_for_a_measure_that_was_asked_never_flips_a_truth(rules, patient, stage, data):
    protocol = protocol_of(*rules)
    options = Options(INDEX, stage)
    before = screen(protocol, patient, options)
    recorded = {concept for item in patient.observations for concept in item.concepts}
    asked = [question for question in before.questions if question.kind == "number" and question.concept not in recorded]
    if not asked:
        return
    question = data.draw(st.sampled_from(asked))
    value = data.draw(st.sampled_from((Decimal(1), Decimal(12), Decimal(90))))
    unit = data.draw(st.sampled_from(question.units))
    made = Observation(id="new", concepts=(question.concept,), value=value, unit=unit, date=on(INDEX))
    after = screen(protocol, patient.model_copy(update={"observations": (*patient.observations, made)}), options)
    for one, two in zip(before.findings, after.findings, strict=True):
        assert {one.met, two.met} != DECIDED, (question.key, one.criterion)


MEASURED = {"hemoglobin": ("g/L", "g/dL", "mg/dL", "g/mL"), "platelets": ("10*9/L", "10*3/uL", "/uL"), "easi": ("1",)}


@QUICK
@given(st.sampled_from(sorted(MEASURED)), st.decimals(0, 300, places=3), st.decimals(0, 300, places=2), st.booleans(), st.data())
def test_converting_the_unit_of_a_record_changes_nothing(concept, value, limit, inclusive, data):
    units = MEASURED[concept]
    limit_unit, unit, other = (data.draw(st.sampled_from(units)) for _ in range(3))
    rule = n.Comparison(concept, concept, n.Bound(limit, inclusive), n.Bound(limit * 2, inclusive), limit_unit)
    from screener.screening.amounts import recorded_range

    moved = converted(recorded_range(value, None), unit, other, concept)
    same = Decimal(shown(moved.low))
    assert recorded_range(same, None) == moved
    truths = []
    for number, its_unit in ((value, unit), (same, other)):
        entry = Observation(id="o", concepts=(concept,), value=number, unit=its_unit, date=on(INDEX))
        report = screen(protocol_of(rule), patient_with(entry), Options(INDEX))
        truths.append((report.findings[0].met, report.findings[0].reasons))
    assert truths[0] == truths[1]


def patient_with(*observations):
    from screener.records.patient import Patient

    return Patient(id="candidate", observations=observations)


@QUICK
@given(nodes, patients, stages)
def test_a_rule_and_its_double_negation_say_the_same(rule, patient, stage):
    report = screen(protocol_of(rule, n.Not(n.Not(rule))), patient, Options(INDEX, stage))
    assert report.findings[0].met is report.findings[1].met


@QUICK
@given(nodes, patients)
def test_an_inclusion_and_the_same_exclusion_never_both_pass(rule, patient):
    inclusion, exclusion = protocol_of(rule), protocol_of(rule, category="exclusion")
    one = screen(inclusion, patient, Options(INDEX)).findings[0]
    two = screen(exclusion, patient, Options(INDEX)).findings[0]
    if "not-applicable" not in (one.finding, two.finding) and not _has_when(rule):
        assert (one.finding, two.finding) in {
            ("pass", "fail"), ("fail", "pass"), ("unknown", "unknown"), ("deferred", "deferred"),
        }


def _has_when(rule):
    return any(isinstance(node, n.When) for node in n.walk(rule))


@QUICK
@given(nodes, patients)
def test_two_readings_that_differ_leave_an_open_criterion_unknown(rule, patient):
    from screener.criteria.protocol import Reading

    other = n.Not(rule)
    base = protocol_of(rule).criteria[0]
    readings = (Reading(rule, True, "chosen"), Reading(other, False, "other"))
    for settled in ("open", "default", "ruled"):
        criterion = replace(base, readings=readings, settled=settled)
        found = screen(replace(protocol_of(rule), criteria=(criterion,)), patient, Options(INDEX)).findings[0]
        plain = screen(protocol_of(rule), patient, Options(INDEX)).findings[0]
        if plain.met in DECIDED and not _has_when(rule):
            assert found.depends_on_reading
            assert found.met is (Truth.UNKNOWN if settled == "open" else plain.met)
