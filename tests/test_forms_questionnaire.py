"""Items, the order and what is not asked."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from screener.criteria import nodes as n
from screener.criteria.notation import question_key
from screener.forms.answers import to_patient
from screener.forms.crowd import crowd
from screener.forms.keys import link_id
from screener.forms.order import text_order
from screener.forms.places import places
from screener.forms.relevant import asked_in_order
from screener.forms.relevant import still_open
from screener.reading.compile import compile_text
from screener.screening.options import STAGES
from screener.screening.options import Options
from screener.screening.screen import screen

from forms_for_tests import ALL
from forms_for_tests import DAY
from forms_for_tests import FIVE
from forms_for_tests import drawn
from forms_for_tests import form
from forms_for_tests import item_of
from forms_for_tests import of_text
from forms_for_tests import possible


@pytest.mark.parametrize("name", ALL)
def test_every_atom_that_a_person_can_answer_has_one_item(name):
    found = form(name)
    assert places(found.protocol)
    for place in places(found.protocol):
        assert found.by_id[found.atoms[question_key(place.node)]].type not in ("group", "note")
    assert len({item.link_id for item in found.items}) == len(found.items)
    assert len({item.key for item in found.items}) == len(found.items)


@pytest.mark.parametrize("name", ALL)
def test_the_order_is_a_permutation_of_the_questions(name):
    found = form(name)
    assert sorted(found.order) == sorted(text_order(found))
    answerable = [item.link_id for item in found.items if item.type not in ("group", "note")]
    assert sorted(asked_in_order(found)) == sorted(answerable)


def test_the_date_of_birth_is_asked_once_for_all_ages():
    found = form("NCT04878770")
    assert item_of(found, "age").type == "birth-date"
    assert set(item_of(found, "age").criteria) >= {"FIELD-AGE", "INCL01", "EXCL01"}


def test_a_value_is_one_item_for_each_visit():
    found = form("NCT04878770")
    easi = {item.visit: item for item in found.items if item.concept == "easi"}
    assert set(easi) == {"screening", "baseline"}
    assert easi["baseline"].stage == "baseline"
    assert easi["screening"].criteria == ("INCL03", "EXCL07")


def test_a_number_offers_the_units_of_its_measure_with_the_default_first():
    item = item_of(of_text("Inclusion Criteria:\n* Hemoglobin >= 85 g/L"), "hemoglobin")
    assert [unit.code for unit in item.units] == ["g/dL", "g/L", "mmol/L"]
    assert (str(item.low), str(item.high)) == ("2", "25")


def test_a_multiple_of_normal_asks_for_the_limit_of_normal():
    assert item_of(form("small"), "alt").references == ("high",)


def test_an_ordinal_is_a_choice_of_its_classes():
    item = item_of(form("small"), "nyha")
    assert (item.type, [option.value for option in item.options]) == ("choice", ["I", "II", "III", "IV"])


def test_like_things_are_one_question():
    found = form("small")
    group = next(item for item in found.items if item.type == "group")
    assert [member.short for member in found.members(group.link_id)] == ["malignancy", "stroke", "epilepsy"]
    assert group.text == "Has the patient, now or ever, had any of these?"


def test_a_drug_with_a_window_or_a_dose_asks_for_dates_and_dose():
    found = form("small")
    window, dose = item_of(found, "received methotrexate"), item_of(found, "taking prednisone")
    assert (window.type, window.dose) == ("drug", None)
    assert dose.type == "drug"
    assert dose.dose.units[0].code == "mg"


def test_help_is_the_protocols_own_words():
    found = form("NCT04878770")
    for item in found.items:
        for help_ in item.help:
            criterion = next(one for one in found.protocol.criteria if one.id == help_.criterion)
            assert help_.words in criterion.text


def test_a_man_is_not_asked_about_pregnancy():
    found = of_text("Inclusion Criteria:\n* Male or female\n* Male patients\n\nExclusion Criteria:\n* Pregnant")
    pregnant, sex = item_of(found, "pregnant"), item_of(found, "sex")
    assert {(hide.item, hide.answer) for hide in pregnant.hide} >= {(sex.link_id, "male")}
    patient, _ = to_patient(found, {sex.link_id: {"value": "male"}}, as_of=DAY)
    assert pregnant.link_id not in still_open(found, patient, Options(DAY))


def test_nothing_is_asked_after_the_outcome_is_settled_unless_asked_to_go_on():
    found = form("small")
    patient, _ = to_patient(found, {"pregnant": {"value": True}}, as_of=DAY)
    assert still_open(found, patient, Options(DAY)) == ()
    more = still_open(found, patient, Options(DAY), go_on=True)
    assert "hemoglobin" in more
    assert "lactating" not in more


def test_an_open_list_asks_for_anything_else_after_its_examples():
    protocol = compile_text("Exclusion Criteria:\n* such as sepsis or cellulitis", source="text")
    node = n.AnyOf((n.Condition("sepsis", "sepsis"), n.Condition("cellulitis", "cellulitis")), open=True)
    import dataclasses

    from screener.forms.questionnaire import questionnaire

    criterion = dataclasses.replace(protocol.criteria[0], node=node, readings=(), ledger=())
    found = questionnaire(dataclasses.replace(protocol, criteria=(criterion,), ledger={}))
    more = item_of(found, "any of examples")
    first, second = (found.link_of[question_key(part)] for part in node.parts)
    patient, _ = to_patient(found, {first: {"value": False}}, as_of=DAY)
    assert still_open(found, patient, Options(DAY)) == (second,)
    patient, _ = to_patient(found, {first: {"value": False}, second: {"value": False}}, as_of=DAY)
    assert still_open(found, patient, Options(DAY)) == (more.link_id,)


def test_a_closed_list_is_asked_by_its_parts_and_not_by_what_it_defines():
    found = form("NL74270.018.20")
    keys = {item.key for item in found.items}
    assert "condition respiratory-muscle-weakness" not in keys
    assert any(key.startswith("fvc") for key in keys)


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("informed-consent", "informed-consent"),
        ("easi at screening", "easi-at-screening"),
        ("history of malignancy", "history-of-malignancy"),
    ],
)
def test_simple_keys_give_readable_link_ids(key, expected):
    assert link_id(key) == expected


def test_keys_that_differ_only_in_signs_give_different_link_ids():
    assert link_id("age < 2 years") != link_id("age > 2 years")
    assert len(link_id("x" * 500)) <= 48


@pytest.mark.parametrize("name", FIVE)
def test_an_item_is_hidden_only_by_questions_that_come_before_it(name):
    found = form(name)
    position = {link: number for number, link in enumerate(asked_in_order(found))}
    for item in found.items:
        for hide in item.hide:
            if item.type != "group":
                assert position[hide.item] < position[item.link_id]


@pytest.mark.parametrize("name", ALL)
@given(data=st.data())
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
def test_an_item_that_is_not_asked_could_not_have_changed_the_status(name, data):
    found, chosen = form(name), possible(name)
    stage = data.draw(st.sampled_from(STAGES))
    options = Options(DAY, stage)
    answers = drawn(name, data, st)
    patient, _ = to_patient(found, answers, as_of=DAY)
    before = screen(found.protocol, patient, options)
    asked = set(still_open(found, patient, options))
    hidden = [
        link
        for link in chosen
        if link not in asked and link not in answers and STAGES.index(found.by_id[link].stage) <= STAGES.index(stage)
    ]
    for link in hidden[:12]:
        answer = dict(data.draw(st.sampled_from(chosen[link])).answer)
        changed, issues = to_patient(found, {**answers, link: answer}, as_of=DAY)
        after = screen(found.protocol, changed, options)
        contradicts = any(issue.code == "answers-contradict" for issue in issues)
        contradicts = contradicts or any("conflict" in finding.reasons for finding in after.findings)
        assert contradicts or after.status == before.status, link


@pytest.mark.parametrize("name", ALL)
@given(data=st.data())
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_hide_never_hides_what_the_evaluator_would_still_ask(name, data):
    found = form(name)
    answers = drawn(name, data, st)
    patient, issues = to_patient(found, answers, as_of=DAY)
    asked = set(still_open(found, patient, Options(DAY, "baseline"), go_on=True))
    if any(issue.code == "answers-contradict" for issue in issues):
        return
    report = screen(found.protocol, patient, Options(DAY, "baseline"))
    if any("conflict" in finding.reasons for finding in report.findings):
        return
    for item in found.items:
        given_ = [hide for hide in item.hide if _has(answers.get(hide.item, {}).get("value"), hide.answer)]
        assert not given_ or item.link_id not in asked, (item.link_id, given_)


def _has(value, answer):
    return {True: "yes", False: "no"}.get(value, value) == answer if value is not None else False


@pytest.mark.parametrize("name", ALL)
def test_the_order_is_faster_than_the_text_and_the_crowd_agrees_with_screening(name):
    found = form(name)
    people = crowd(found, 30, 5)
    assert people.questions(found.order) <= people.questions(text_order(found)) + 0.35
    told = people.everything()
    for number in range(people.size):
        patient, _ = to_patient(found, people.answers[number], as_of=DAY)
        findings = screen(found.protocol, patient, Options(DAY, "baseline")).findings
        for rule, finding in zip(people.rules, findings, strict=True):
            sets = people._judge(rule, told)
            if "conflict" in finding.reasons or finding.finding == "not-applicable":
                continue
            truth = "pass" if sets.true >> number & 1 else "fail" if sets.false >> number & 1 else "unknown"
            expected = finding.finding if finding.finding in ("pass", "fail") else "unknown"
            assert truth == expected, (finding.criterion, finding.reason)
