"""The form as one file opened from disk: it decides offline, keeps answers over a reload, and breaks no rule of access."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from screener.forms.to_html import to_html

from browser_for_tests import fitting
from browser_for_tests import status_of
from forms_for_tests import FIVE
from forms_for_tests import protocol

FORM = "const form = document.querySelector('screener-form');"


def opened(driver: Any, place: Path, name: str) -> None:
    file = place / f"{name}.html"
    file.write_text(to_html(protocol(name)), encoding="utf-8")
    driver.get(file.as_uri())
    wait(driver, f"{FORM} return form.verdict")


def wait(driver: Any, script: str) -> Any:
    from selenium.webdriver.support.ui import WebDriverWait

    return WebDriverWait(driver, 10, 0.05).until(lambda page: page.execute_script(script))


@pytest.mark.parametrize("name", FIVE)
def test_it_decides_from_disk_and_keeps_the_answers(driver: Any, tmp_path: Path, name: str) -> None:
    opened(driver, tmp_path, name)
    answers = fitting(protocol(name))
    driver.execute_script(f"{FORM} form.setAttribute('index-date', '2026-03-01'); form.restore(arguments[0])", answers)
    assert driver.execute_script(f"{FORM} return form.verdict.status") == status_of(protocol(name), answers)
    driver.refresh()
    wait(driver, f"{FORM} return form.verdict")
    assert driver.execute_script(f"{FORM} return form.answers") == answers
    asked = [json.loads(entry["message"])["message"] for entry in driver.get_log("performance")]
    sent = [one["params"]["request"]["url"] for one in asked if one["method"] == "Network.requestWillBeSent"]
    assert [url for url in sent if not url.startswith(("file:", "data:", "chrome:"))] == []
    assert [entry for entry in driver.get_log("browser") if entry["level"] == "SEVERE"] == []


def test_saved_answers_are_opened_again_and_those_of_another_form_refused(driver: Any, tmp_path: Path) -> None:
    opened(driver, tmp_path, "NCT04878770")
    file = driver.find_element("id", "open")
    saved = tmp_path / "saved.json"
    saved.write_text(json.dumps({"protocol": "NCT04878770", "answers": {"easi-at-screening": {"value": "8", "unit": "1"}}}))
    file.send_keys(str(saved))
    assert wait(driver, "return document.getElementById('told').textContent") == "The saved answers are back."
    assert driver.execute_script(f"{FORM} return form.answers") == {"easi-at-screening": {"value": "8", "unit": "1"}}
    saved.write_text(json.dumps({"protocol": "NCT01122914", "answers": {}}))
    file.send_keys(str(saved))
    wait(driver, "return document.getElementById('told').textContent.startsWith('This file does not')")
    assert driver.execute_script(f"{FORM} return form.answers") == {"easi-at-screening": {"value": "8", "unit": "1"}}


@pytest.mark.parametrize("size", [(1200, 900), (360, 740)])
def test_axe_finds_nothing_in_the_file(driver: Any, axe: str, tmp_path: Path, size: tuple[int, int]) -> None:
    driver.set_window_size(*size)
    opened(driver, tmp_path, "NL74270.018.20")
    driver.execute_script(axe)
    found = driver.execute_async_script(
        "const done = arguments[arguments.length - 1]; axe.run(document, {resultTypes: ['violations']})"
        ".then(r => done(r.violations.map(v => [v.id, v.nodes[0].html])))"
    )
    assert found == []
