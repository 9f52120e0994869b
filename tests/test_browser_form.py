"""The web component in headless Chromium: filled in as a coordinator would, on a laptop, a phone and by keyboard alone."""

from __future__ import annotations

import dataclasses
import json
import random
import re
import statistics
from pathlib import Path
from typing import Any

import pytest

from screener.core.data import folder
from screener.criteria.nodes import Unread
from screener.criteria.protocol import Protocol
from screener.criteria.protocol_file import load_protocol
from screener.forms.browser import strings
from screener.forms.bundle import bundle
from screener.forms.questionnaire import questionnaire
from screener.reading.compile import compile_text

from browser_for_tests import fitting
from browser_for_tests import odd_answer
from browser_for_tests import status_of
from browser_for_tests import to_patient
from chromium_for_tests import FormPage
from chromium_for_tests import Site
from chromium_for_tests import site

FIVE = ("NCT04878770", "NCT05488327", "NL74270.018.20", "NCT01122914", "NCT04946669")
LARGEST = "NCT05488327"
GOOD = ("eligible", "potentially-eligible")


def protocol(name: str) -> Protocol:
    found, _ = load_protocol(Path(str(folder("rules").joinpath("protocols", f"{name}.toml"))))
    assert found is not None
    return found


@pytest.fixture(scope="module")
def address():
    with site() as running:
        yield running


@pytest.fixture
def page(driver, address):
    driver.set_window_size(1200, 900)
    form = FormPage(driver, address)
    yield form
    assert [line for line in form.console() if "favicon" not in line] == []
    assert [url for url in form.requests() if not url.startswith((address, "data:"))] == []


def fill(page: FormPage, rules: dict[str, Any], answers: dict[str, Any], most: int = 200) -> int:
    """Answers what the form shows, in its order, until it shows nothing more that has an answer; gives how many."""
    items = {item["link_id"]: item for item in rules["items"]}
    asked: set[str] = set()
    while len(asked) < most:
        link = next((one for one in page.visible() if one not in asked and one != "note"), None)
        if link is None:
            break
        asked.add(link)
        if items[link]["type"] != "group":
            if link in answers:
                page.answer(items[link], answers[link])
            continue
        members = [item for item in rules["items"] if item["parent"] == link]
        for member in members:
            if answers[member["link_id"]]["value"] is True:
                page.tick(link, member["short"])
        page.answer(items[link], {"value": "none"})
    return len(asked)


@pytest.mark.parametrize("name", FIVE)
def test_filled_in_it_comes_to_the_status_of_the_reference(page: FormPage, name: str) -> None:
    rules_of = protocol(name)
    rules, answers = bundle(rules_of), fitting(rules_of)
    page.open(rules_of)
    assert page.status == "undetermined"
    assert page.js("return root.querySelectorAll('input:checked').length") == 0, "nothing is answered beforehand"
    fill(page, rules, answers)
    told = page.js("return form.answers")
    assert page.status == status_of(rules_of, told)
    assert page.status in GOOD
    link, wrong = next(
        (link, {"value": not told[link]["value"]})
        for link in told
        if isinstance(told[link]["value"], bool)
        and status_of(rules_of, told | {link: {"value": not told[link]["value"]}}) == "ineligible"
    )
    item = next(one for one in rules["items"] if one["link_id"] == link)
    if item["parent"] is None:
        page.answer(item, wrong)
    else:
        page.tick(item["parent"], item["short"])
    assert page.status == status_of(rules_of, page.js("return form.answers"))


@pytest.mark.parametrize("name", FIVE)
def test_the_first_failing_answer_settles_it(page: FormPage, name: str) -> None:
    rules_of = protocol(name)
    rules = bundle(rules_of)
    page.open(rules_of)
    birth = next(item for item in rules["items"] if item["type"] == "birth-date")
    page.answer(birth, {"value": "1901-05-06"} if name != "NL74270.018.20" else {"value": "2025-05-06"})
    if page.status != "ineligible":
        for item in rules["items"]:
            if item["type"] == "yes-no" and item["link_id"] in page.visible():
                for value in (True, False):
                    if page.status != "ineligible":
                        page.answer(item, {"value": value})
    assert page.status == "ineligible" == status_of(rules_of, page.js("return form.answers"))
    assert set(page.visible()) <= {*page.js("return Object.keys(form.answers)"), "note"}, "nothing more is asked"
    page.js("root.querySelector('.end button').click()")
    assert len(page.visible()) > len(page.js("return Object.keys(form.answers)")) + 1


def test_keyboard_alone_on_a_host_page(page: FormPage) -> None:
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.keys import Keys

    rules_of = protocol("NCT04878770")
    rules, answers = bundle(rules_of), fitting(rules_of)
    items = {item["link_id"]: item for item in rules["items"]}
    page.open(rules_of)
    press = lambda *keys: ActionChains(page.driver).send_keys(*keys).perform()  # noqa: E731
    focused = "const a = root.activeElement; return a?.matches('input') ? [a.closest('.item')?.dataset.item, a.type] : null"
    done: set[str] = set()
    for _ in range(150):
        press(Keys.TAB)
        at = page.js(focused)
        if at is None or at[0] in done or at[0] not in answers:
            continue
        item, answer = items[at[0]], answers[at[0]]
        done.add(at[0])
        if item["type"] in ("yes-no", "drug"):
            press(Keys.SPACE)
            if answer["value"] is False:
                press(Keys.ARROW_RIGHT)
        elif item["type"] == "birth-date":
            year, month, day = answer["value"].split("-")
            press(day, Keys.TAB, month, Keys.TAB, year)
        elif item["type"] == "number":
            press(answer["value"])
        if not [link for link in page.visible() if link in answers and link not in done]:
            break
    assert page.status in GOOD, (page.visible(), page.js("return form.answers"), page.js("return form.verdict.questions"))
    assert page.status == status_of(rules_of, page.js("return form.answers"))
    page.js("form.closest('form').requestSubmit()")
    sent = page.js("return window.sent")
    assert sent["candidate"] == "7"
    assert json.loads(sent["eligibility"])["answers"] == page.js("return form.answers")


def test_on_a_phone_nothing_is_cut_off_and_controls_are_large_enough(page: FormPage) -> None:
    rules_of = protocol(LARGEST)
    page.driver.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": 320, "height": 640, "deviceScaleFactor": 2, "mobile": True}
    )
    try:
        page.open(rules_of)
        assert page.js("return document.documentElement.scrollWidth") <= 320
        fill(page, bundle(rules_of), fitting(rules_of))
        assert page.status in GOOD
        small = page.js(
            "return [...root.querySelectorAll('.choice, button, input[type=text], select')].filter(e => e.offsetHeight && e.offsetHeight < 24).length"
        )
        assert small == 0
        assert page.js("return document.documentElement.scrollWidth") <= 320
        assert page.js("return getComputedStyle(root.querySelector('.bar')).position") == "sticky"
    finally:
        page.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_on_a_phone_the_bar_hides_nothing_that_has_the_focus(page: FormPage) -> None:
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.keys import Keys

    page.driver.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": 375, "height": 640, "deviceScaleFactor": 1, "mobile": True}
    )
    place = """const a = root.activeElement, bar = root.querySelector('.bar').getBoundingClientRect();
    if (!a || a.closest('.bar, .verdict')) return null;
    const box = a.getBoundingClientRect();
    return [box.top >= bar.bottom - 1, box.bottom <= innerHeight + 1];"""
    try:
        page.open(protocol(LARGEST))
        seen = []
        for key in [Keys.TAB] * 25 + [Keys.SHIFT + Keys.TAB] * 20:
            actions = ActionChains(page.driver)
            if len(key) > 1:
                actions.key_down(Keys.SHIFT).send_keys(Keys.TAB).key_up(Keys.SHIFT).perform()
            else:
                actions.send_keys(key).perform()
            seen.append(page.js(place))
        told = [one for one in seen if one is not None]
        assert len(told) > 30
        assert all(all(one) for one in told), told
    finally:
        page.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_events_tell_the_host_every_answer_and_every_change_of_the_verdict(page: FormPage) -> None:
    rules_of = protocol("NCT04878770")
    rules = bundle(rules_of)
    page.open(rules_of)
    item = next(one for one in rules["items"] if one["type"] == "yes-no")
    page.js("window.heard.length = 0")
    page.answer(item, {"value": True})
    names = [name for name, _ in page.js("return window.heard")]
    assert names == ["screener-answer", "screener-verdict"]
    answer, verdict = (detail for _, detail in page.js("return window.heard"))
    assert (answer["link_id"], answer["key"], answer["answer"]) == (item["link_id"], item["key"], {"value": True})
    assert verdict["rules_hash"] == rules["rules_hash"]
    assert [one["criterion"] for one in verdict["findings"]] == [one.id for one in rules_of.criteria]
    assert item["link_id"] not in verdict["questions"]


def test_don_t_know_is_an_answer_and_clearing_is_none(page: FormPage) -> None:
    rules_of = protocol("NCT04878770")
    item = next(one for one in bundle(rules_of)["items"] if one["type"] == "yes-no")
    page.open(rules_of)
    page.answer(item, {"value": None})
    assert page.js("return form.answers") == {item["link_id"]: {"value": None}}
    page.js("arguments[0].querySelector('.clear').click()", page.fieldset(item["link_id"]))
    assert page.js("return form.answers") == {}
    assert page.js("return root.querySelectorAll('input:checked').length") == 0


def test_saved_answers_come_back_and_autosave_survives_a_reload_in_its_own_tab(page: FormPage) -> None:
    rules_of = protocol("NCT04878770")
    answers = fitting(rules_of)
    page.open(rules_of)
    page.js("form.restore(arguments[0])", {**answers, "no-such-item": {"value": True}})
    assert page.js("return form.answers") == answers
    assert page.status in GOOD
    page.go()
    assert page.js("return form.answers") == {}, "without autosave nothing is kept"
    page.open(rules_of, 'index-date="2026-03-01" autosave')
    page.js("form.restore(arguments[0])", answers)
    page.go()
    assert page.js("return form.answers") == answers
    first = page.driver.current_window_handle
    page.driver.switch_to.new_window("tab")
    page.go()
    assert page.js("return form.answers") == {}, "another tab is another candidate"
    birth = next(item for item in bundle(rules_of)["items"] if item["type"] == "birth-date")
    page.answer(birth, {"value": "2001-02-03"})
    page.driver.close()
    page.driver.switch_to.window(first)
    page.go()
    assert page.js("return form.answers") == answers
    page.js("form.closest('form').reset()")
    assert page.js("return form.answers") == {}


@pytest.mark.parametrize(
    ("given", "told"),
    [("7,5", "can mean two things"), ("about 8", "is not a number"), ("9999", "hardly possible")],
)
def test_a_number_that_is_unclear_is_asked_again_and_blocks_nothing(page: FormPage, given: str, told: str) -> None:
    rules_of = protocol("NCT04878770")
    item = next(one for one in bundle(rules_of)["items"] if one["type"] == "number")
    page.open(rules_of)
    page.answer(item, {"value": given})
    found = page.fieldset(item["link_id"])
    field = "arguments[0].querySelector('input[type=text]')"
    described = page.js(f"return root.getElementById({field}.getAttribute('aria-describedby')).textContent", found)
    assert told in described
    assert page.js(f"return {field}.getAttribute('aria-invalid')", found) == (None if given == "9999" else "true")
    assert page.js("return form.answers")[item["link_id"]]["value"] == given, "what was typed is not lost"
    assert page.status == "undetermined"


@pytest.mark.parametrize(
    ("given", "told"),
    [("2031-01-01", "cannot lie in the future"), ("1611-01-01", "more than 130 years"), ("2001-02-31", "not a date")],
)
def test_a_date_of_birth_that_cannot_be_is_refused(page: FormPage, given: str, told: str) -> None:
    rules_of = protocol("NCT04878770")
    item = next(one for one in bundle(rules_of)["items"] if one["type"] == "birth-date")
    page.open(rules_of)
    page.answer(item, {"value": given})
    assert told in page.fieldset(item["link_id"]).text
    assert page.status == "undetermined"


def test_rules_of_another_version_are_refused(page: FormPage) -> None:
    page.open(bundle(protocol("NCT04946669")) | {"schema_version": "2"})
    assert "version 2" in page.js("return root.querySelector('[role=alert]').textContent")
    assert page.js("return form.verdict") is None
    assert page.js("return window.heard.map(([name]) => name)") == ["screener-error"]
    page.open({"anything": 1})
    assert "not a bundle" in page.js("return root.querySelector('[role=alert]').textContent")


def test_script_in_a_criterion_is_shown_as_text(page: FormPage) -> None:
    evil = '<img src=x onerror="window.hurt = 1"><script>window.hurt = 1</script>'
    rules_of = compile_text(f"Inclusion Criteria:\n* Diagnosis of {evil} syndrome\n* Age 18 years or older\n")
    page.open(rules_of)
    page.js("root.querySelectorAll('details').forEach(e => { e.open = true; })")
    assert page.js("return window.hurt") is None
    assert page.js("return root.querySelectorAll('img, script').length") == 0
    assert "onerror" in page.js("return root.querySelector('.criteria').textContent")


def test_unread_text_is_told_and_never_eligible(page: FormPage) -> None:
    read = compile_text("Inclusion Criteria:\n* Age 18 years or older\n* Able to give informed consent\n")
    unread = dataclasses.replace(read.criteria[1], node=Unread("grommets ? 7"))
    rules_of = dataclasses.replace(read, criteria=(read.criteria[0], unread))
    page.open(rules_of)
    birth = next(item for item in bundle(rules_of)["items"] if item["type"] == "birth-date")
    page.answer(birth, {"value": "1980-01-01"})
    reasons = {reason for one in page.js("return form.verdict.findings") for reason in one["reasons"]}
    assert "unread" in reasons
    assert page.status == "undetermined" == status_of(rules_of, page.js("return form.answers"))
    assert "were not read" in page.js("return root.querySelector('[role=note]').textContent")


def test_the_reason_names_what_was_answered(page: FormPage) -> None:
    page.open(protocol("NL74270.018.20"))
    group = next(link for link in page.visible() if link.startswith("any-of-received-azathioprine"))
    page.tick(group, "methotrexate")
    assert page.status == "ineligible"
    assert "methotrexate: yes" in page.js("return root.querySelector('.criteria summary').textContent")


def test_what_a_person_confirms_stands_by_its_question_and_by_an_inferred_criterion(page: FormPage) -> None:
    page.open(protocol("NCT04878770"))
    told = page.js("return [...root.querySelectorAll('.item .help')].map(e => e.textContent)")
    assert "For a person to confirm: diagnosed according to the UK working party criteria" in told
    read = compile_text("Inclusion Criteria:\n* Age 18 years or older\n")
    inferred = dataclasses.replace(read.criteria[0], inferred=True)
    page.open(dataclasses.replace(read, criteria=(inferred,)))
    birth = next(item for item in page.js("return form.bundle.items") if item["type"] == "birth-date")
    page.answer(birth, {"value": "1980-01-01"})
    assert page.status == "potentially-eligible"
    assert "For a person to confirm: taken from the trial's title" in page.js("return root.querySelector('.criteria').textContent")


def test_when_no_question_is_left_it_says_whether_something_is_open(page: FormPage) -> None:
    rules_of = compile_text("Inclusion Criteria:\n* Age 18 years or older\n")
    page.open(rules_of)
    birth = next(item for item in bundle(rules_of)["items"] if item["type"] == "birth-date")
    end = "const end = root.querySelector('.end'); return end.hidden ? '' : end.querySelector('p').textContent"
    assert page.js(end) == ""
    page.js("form.restore(arguments[0])", {birth["link_id"]: {"value": None}})
    assert "still open" in page.js(end)
    page.answer(birth, {"value": "1980-01-01"})
    assert page.js(end) == "Nothing else needs to be asked."


@pytest.mark.parametrize("name", ["NCT05488327", "NL74270.018.20"])
def test_odd_answers_of_a_host_do_no_harm(page: FormPage, name: str) -> None:
    rules_of = protocol(name)
    page.open(rules_of)
    dice = random.Random(name)
    links = [item["link_id"] for item in bundle(rules_of)["items"]]
    for _ in range(12):
        told = {link: odd_answer(dice) for link in links if dice.random() < 0.5}
        page.js("form.restore(arguments[0])", told)
        assert page.js("return form.answers") == told
        assert page.status == status_of(rules_of, told)
    page.js("form.restore(arguments[0])", ["not", "answers"])
    assert page.js("return form.answers") == {}
    page.js("form.restore(null)")
    assert page.status == "undetermined"


def test_a_huge_paste_is_kept_and_does_not_hang(page: FormPage) -> None:
    rules_of = protocol("NCT04878770")
    item = next(one for one in bundle(rules_of)["items"] if one["type"] == "number")
    page.open(rules_of)
    found = page.fieldset(item["link_id"])
    page.js(
        "const i = arguments[0].querySelector('input'); i.value = '9'.repeat(1e6); i.dispatchEvent(new InputEvent('input'))",
        found,
    )
    assert page.status == "undetermined"
    assert "is not a number" in found.text[-4000:]
    assert len(found.text) < 5000, "the message quotes only its beginning"


def test_another_language_and_strings_of_the_site(page: FormPage) -> None:
    page.open(protocol("NCT04878770"), 'index-date="2026-03-01" lang="de"')
    assert "Noch nicht entschieden" in page.js("return root.querySelector('.verdict').textContent")
    assert page.js("return root.querySelector('.item legend').lang") == "en", "the protocol's words stay in their language"
    page.js("form.strings = {undetermined: 'Offen!', questions: {}}")
    assert "Offen!" in page.js("return root.querySelector('.verdict').textContent")


def test_every_string_has_both_languages() -> None:
    assert strings()["en"].keys() == strings()["de"].keys()
    for key, text in strings()["en"].items():
        assert sorted(re.findall(r"\{\w+\}", text)) == sorted(re.findall(r"\{\w+\}", strings()["de"][key])), key


def test_a_keystroke_is_decided_within_a_frame(page: FormPage) -> None:
    rules_of = protocol(LARGEST)
    page.open(rules_of)
    page.js("form.restore(arguments[0])", fitting(rules_of))
    item = next(one for one in bundle(rules_of)["items"] if one["concept"] == "hemoglobin")
    script = """const input = arguments[0].querySelector('input[type=text]'), times = [];
    for (let i = 0; i < 60; i += 1) {
      input.value = String(12 + i / 10);
      const start = performance.now();
      input.dispatchEvent(new InputEvent('input'));
      times.push(performance.now() - start);
    }
    return times;"""
    rounds = [statistics.median(page.js(script, page.fieldset(item["link_id"]))) for _ in range(3)]
    assert min(rounds) < 16, (
        f"a keystroke took {min(rounds):.1f} ms; other work on the machine counts, so the best of three rounds"
    )


@pytest.mark.parametrize("name", FIVE)
@pytest.mark.parametrize("size", [(1200, 900), (360, 740)])
def test_axe_finds_nothing(page: FormPage, axe: str, name: str, size: tuple[int, int]) -> None:
    rules_of = protocol(name)
    page.driver.set_window_size(*size)
    page.open(rules_of)
    answers = fitting(rules_of)
    for told in ({}, answers, {link: answer | {"value": "7,5"} for link, answer in answers.items() if "unit" in answer}):
        page.js("form.restore(arguments[0]); root.querySelectorAll('details').forEach(e => { e.open = true; })", told)
        page.driver.execute_script(axe)
        found = page.driver.execute_async_script(
            "const done = arguments[arguments.length - 1]; axe.run(document, {resultTypes: ['violations', 'incomplete']})"
            ".then(r => done(r.violations.map(v => [v.id, v.nodes.length, v.nodes[0].html, v.nodes[0].failureSummary])))"
        )
        assert found == []


def test_answers_never_leave_the_page(page: FormPage) -> None:
    rules_of = protocol(LARGEST)
    page.open(rules_of)
    Site.asked.clear()
    page.requests()
    page.js("form.restore(arguments[0])", fitting(rules_of))
    assert page.requests() == []
    assert Site.asked == []


def test_the_record_is_that_of_the_reference(page: FormPage) -> None:
    rules_of = protocol(LARGEST)
    page.open(rules_of)
    answers = fitting(rules_of)
    page.js("form.restore(arguments[0])", answers)
    patient, _ = to_patient(questionnaire(rules_of), answers, as_of=__import__("datetime").date(2026, 3, 1))
    assert page.status == status_of(rules_of, answers)
    assert len(patient.answers) > 20
