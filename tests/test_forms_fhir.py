"""The FHIR questionnaire holds to R4 and the data capture guide; its response comes back as the same record."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import HealthCheck
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from screener.forms import fhir_words as w
from screener.forms.answers import to_patient
from screener.forms.from_fhir import answers_of_response
from screener.forms.from_fhir import patient_of_response
from screener.forms.questionnaire import questionnaire
from screener.forms.to_fhir import to_fhir
from screener.reading.compile import compile_text
from screener.screening.options import Options
from screener.screening.screen import screen

from forms_for_tests import ALL
from forms_for_tests import DAY
from forms_for_tests import drawn
from forms_for_tests import form
from forms_for_tests import of_text
from forms_for_tests import response

MEN = "Inclusion Criteria:\n* Male or female patients\n* Sex: male\n\nExclusion Criteria:\n* Pregnant or breastfeeding"


def items(found):
    """Every item of a questionnaire at any depth."""
    for item in found.get("item", ()):
        yield item
        yield from items(item)


@pytest.mark.parametrize("name", ALL)
def test_it_is_valid_by_the_r4_definitions(name):
    models = pytest.importorskip("fhir.resources.R4B.questionnaire", reason="pip install fhir.resources")
    made = to_fhir(form(name))
    model = models.Questionnaire.model_validate(made)
    assert json.loads(model.model_dump_json()) == made
    assert not list(outside_value_sets(model))


ITEM_TYPES = frozenset(
    ["group", "display", "boolean", "decimal", "integer", "date", "dateTime", "time", "string", "text", "url", "choice", "open-choice", "attachment", "reference", "quantity"]
)
"""FHIR R4 item-type (the model lists only its first codes); `question` is abstract."""


def outside_value_sets(model):
    """Every code that is not in the value set that R4 requires for its element."""
    for name, info in type(model).model_fields.items():
        value = getattr(model, name)
        extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
        allowed = ITEM_TYPES if (type(model).__name__, name) == ("QuestionnaireItem", "type") else extra.get("enum_values")
        for one in value if isinstance(value, list) else [value]:
            if allowed and one is not None and one not in allowed:
                yield name, one
            if hasattr(type(one), "model_fields"):
                yield from outside_value_sets(one)


def test_the_check_of_value_sets_finds_a_wrong_code():
    models = pytest.importorskip("fhir.resources.R4B.questionnaire", reason="pip install fhir.resources")
    made = to_fhir(form("small")) | {"status": "nonsense"}
    assert ("status", "nonsense") in list(outside_value_sets(models.Questionnaire.model_validate(made)))


@pytest.mark.parametrize("name", ALL)
def test_the_invariants_that_models_do_not_check(name):
    made = to_fhir(form(name))
    every = list(items(made))
    links = [item["linkId"] for item in every]
    assert len(set(links)) == len(links)  # que-2
    for item in every:
        if item["type"] == "group":
            assert item["item"]  # que-1
            assert "required" not in item
        if item["type"] == "display":
            assert "item" not in item
            assert "code" not in item  # que-1, que-3
            assert "required" not in item  # que-6
        else:
            assert item.get("required", False) is False
        assert ("answerOption" in item) <= (item["type"] in ("choice", "open-choice"))  # que-5
        assert "initial" not in item
        assert not any(option.get("initialSelected") for option in item.get("answerOption", ()))
        conditions = item.get("enableWhen", [])
        assert (len(conditions) > 1) == ("enableBehavior" in item)  # que-12
        for condition in conditions:
            assert condition["question"] in links
            assert condition["question"] != item["linkId"]


@pytest.mark.parametrize("name", ALL)
def test_units_help_and_codes(name):
    found = form(name)
    every = {item["linkId"]: item for item in items(to_fhir(found))}
    for item in found.items:
        made = every[item.link_id]
        if item.type == "number":
            offered = [one["valueCoding"]["code"] for one in made.get("extension", ()) if one["url"] == w.UNIT_OPTION]
            assert offered == ([] if made["type"] == "decimal" else [unit.code for unit in item.units])
        if item.help:
            shown = every[f"{item.link_id}.help"]
            assert shown["type"] == "display"
            assert shown["extension"][0]["valueCodeableConcept"]["coding"][0]["code"] == "help"
            assert all(help_.words in shown["text"] for help_ in item.help)
    assert every.get("hemoglobin", {"code": [{"code": "718-7"}]})["code"][0]["code"] == "718-7"


def test_members_of_a_group_are_not_asked_after_none_of_these():
    found = form("small")
    group = next(item.link_id for item in found.items if item.type == "group")
    every = {item["linkId"]: item for item in items(to_fhir(found))}
    assert every[f"{group}.none"]["type"] == "boolean"
    for member in found.members(group):
        none = {"question": f"{group}.none", "operator": "!=", "answerBoolean": True}
        assert none in every[member.link_id]["enableWhen"]


def test_the_order_is_that_of_the_form():
    made = [item["linkId"] for item in to_fhir(form("NCT05488327"))["item"]]
    assert made == [*form("NCT05488327").order, "note"]


@pytest.mark.parametrize("name", ["NCT05488327", "small"])
def test_a_man_is_not_asked_about_pregnancy(name):
    found = of_text(MEN) if name == "small" else form(name)
    every = {item["linkId"]: item for item in items(to_fhir(found))}
    coding = {"system": "http://hl7.org/fhir/administrative-gender", "code": "male", "display": "male"}
    links = list(every)
    for state in ("pregnant", "lactating"):
        assert {"question": "sex", "operator": "!=", "answerCoding": coding} in every[state]["enableWhen"]
        assert links.index("sex") < links.index(state)


@pytest.mark.parametrize("name", ALL)
@given(data=st.data())
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_response_gives_the_record_of_the_answers(name, data):
    found = form(name)
    answers = drawn(name, data, st)
    direct, _ = to_patient(found, answers, as_of=DAY)
    back, issues = patient_of_response(found, response(found, answers))
    assert back == direct
    assert not any(issue.code in ("answer-unknown-item", "answer-unclear") for issue in issues)
    for stage in ("prescreen", "baseline"):
        options = Options(DAY, stage)
        assert screen(found.protocol, back, options).findings == screen(found.protocol, direct, options).findings


def test_details_of_drugs_and_none_of_these_come_back():
    found = form("small")
    drug = next(item.link_id for item in found.items if item.key.startswith("taking prednisone"))
    group = next(item.link_id for item in found.items if item.type == "group")
    answers = {
        drug: {"value": True, "start": "2025-11", "end": "2026-02-01", "dose": "15", "unit": "mg", "per": "d"},
        group: {"value": "none"},
        "alt": {"value": "80", "unit": "U/L", "high": "45"},
    }
    told = response(found, answers)
    assert answers_of_response(found, told) == answers
    assert patient_of_response(found, told)[0] == to_patient(found, answers, as_of=DAY)[0]


def test_a_response_model_takes_what_comes_back():
    models = pytest.importorskip("fhir.resources.R4B.questionnaireresponse", reason="pip install fhir.resources")
    told = response(form("small"), {"pregnant": {"value": None}, "hemoglobin": {"value": 9, "unit": "g/dL"}})
    models.QuestionnaireResponse.model_validate(told)


def test_a_unit_by_its_printed_form_is_understood():
    quantity = {"value": 120, "unit": "×10^9/L"}
    found = questionnaire(compile_text("Inclusion Criteria:\n* Platelets >= 100 x 10^9/L", source="t"))
    told = {"item": [{"linkId": "platelets", "answer": [{"valueQuantity": quantity}]}]}
    assert answers_of_response(found, told) == {"platelets": {"value": 120, "unit": "10*9/L"}}


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"resourceType": "Patient"}, "record-not-recognised"),
        ({}, "record-not-recognised"),
        ({"resourceType": "QuestionnaireResponse", "item": []}, "answer-unclear"),
    ],
)
def test_what_is_no_response_is_told(told, code):
    patient, issues = patient_of_response(form("small"), told)
    assert patient is None
    assert [issue.code for issue in issues] == [code]


@pytest.mark.parametrize("item", [None, "x", [None], [{"linkId": 5}], [{"linkId": "age", "answer": [{"valueDate": {}}]}], [{"linkId": "hemoglobin", "answer": [{"valueQuantity": {"value": [], "unit": {}}}]}]])
def test_a_damaged_response_never_raises(item):
    told = {"resourceType": "QuestionnaireResponse", "item": item, "authored": 7, "subject": [], "questionnaire": {}}
    patient, _ = patient_of_response(form("small"), told, as_of=date(2026, 3, 9))
    assert patient is not None
    assert patient.birth_date is None
    assert patient.observations == ()


def test_a_response_to_another_questionnaire_is_told():
    told = response(form("small"), {}) | {"questionnaire": "http://example.org/other|1"}
    _, issues = patient_of_response(form("small"), told)
    assert [issue.code for issue in issues] == ["answer-unknown-item"]
