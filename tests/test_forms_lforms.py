"""The FHIR questionnaires in LHC-Forms, in a real browser: filled in, and the response read back and screened."""

from __future__ import annotations

import pytest

from screener.forms.from_fhir import answers_of_response
from screener.forms.from_fhir import patient_of_response
from screener.forms.questionnaire import questionnaire
from screener.forms.to_fhir import to_fhir
from screener.screening.options import Options
from screener.screening.screen import screen

from browser_for_tests import INDEX
from browser_for_tests import fitting
from browser_for_tests import status_of
from forms_for_tests import FIVE
from forms_for_tests import protocol
from lforms_for_tests import LForms
from lforms_for_tests import lforms_site


@pytest.fixture(scope="module")
def address(pytestconfig: pytest.Config):
    with lforms_site(pytestconfig) as running:
        yield running


@pytest.mark.parametrize("name", FIVE)
def test_a_form_filled_in_lhc_forms_comes_back_with_the_verdict(driver, address: str, name: str) -> None:
    rules_of = protocol(name)
    form = questionnaire(rules_of)
    page = LForms(driver, form, to_fhir(form), address)
    assert "item" not in page.response(), "nothing is answered beforehand"
    told = fill(page, fitting(rules_of))
    response = page.response()
    assert answers_of_response(form, response) == told
    assert verdict(form, response) == status_of(rules_of, told)
    assert verdict(form, response) in ("eligible", "potentially-eligible")
    link = next(link for link in told if flipped(rules_of, told, link) == "ineligible")
    page.answer(form.by_id[link], {"value": not told[link]["value"]})
    assert verdict(form, page.response()) == "ineligible"


def fill(page: LForms, answers: dict) -> dict:
    """Answers every item that is shown, and gives the answers that were given."""
    told = {}
    for link in page.form.order:
        for item in (*page.form.members(link), page.form.by_id[link]):
            if item.link_id in answers and item.type != "group" and page.shown(item.link_id):
                page.answer(item, answers[item.link_id])
                told[item.link_id] = answers[item.link_id]
    return told


def verdict(form, response) -> str:
    patient, issues = patient_of_response(form, response, as_of=INDEX)
    assert patient is not None
    assert not issues, [one.code for one in issues]
    return screen(form.protocol, patient, Options(INDEX)).status


def flipped(rules_of, told: dict, link: str) -> str:
    value = told[link]["value"]
    return status_of(rules_of, told | {link: {"value": not value}}) if isinstance(value, bool) else ""


def test_another_unit_don_t_know_none_of_these_and_skipped_questions(driver, address: str) -> None:
    rules_of = protocol("small")
    form = questionnaire(rules_of)
    page = LForms(driver, form, to_fhir(form), address)
    by_key = {item.key: item for item in form.items}
    group = next(item for item in form.items if item.type == "group")
    page.answer(by_key["sex"], {"value": "male"})
    assert not page.shown(by_key["pregnant"].link_id), "a man is not asked whether he is pregnant"
    page.answer(by_key["sex"], {"value": "female"})
    page.answer(by_key["pregnant"], {"value": None})
    page.answer(group, {"value": "none"})
    page.answer(by_key["hemoglobin"], {"value": "85.5", "unit": "g/L"})
    assert not any(page.shown(member.link_id) for member in form.members(group.link_id))
    assert answers_of_response(form, page.response()) == {
        by_key["sex"].link_id: {"value": "female"},
        by_key["pregnant"].link_id: {"value": None},
        group.link_id: {"value": "none"},
        by_key["hemoglobin"].link_id: {"value": "85.5", "unit": "g/L"},
    }
