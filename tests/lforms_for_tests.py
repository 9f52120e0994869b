"""LHC-Forms in a headless Chromium: it shows a Questionnaire, is filled in, and gives a QuestionnaireResponse."""

from __future__ import annotations

import http.server
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from screener.forms.item import Item
from screener.forms.item import Questionnaire

from npm_for_tests import npm_files
from server_for_tests import serving

VERSION = "40.1.3"
BUILT = "dist/lforms/"
STYLE, ZONE = f"{BUILT}webcomponent/styles.css", f"{BUILT}webcomponent/assets/lib/zone.min.js"
FORMS, R4 = f"{BUILT}webcomponent/lhc-forms.js", f"{BUILT}fhir/R4/lformsFHIR.min.js"
PAGE = f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>LHC-Forms</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="{STYLE}"></head><body><div id="form"></div>
<script src="{ZONE}"></script><script src="{FORMS}"></script><script src="{R4}"></script></body></html>"""
ADD = """const [questionnaire, done] = arguments;
LForms.Util.addFormToPage(questionnaire, 'form', {fhirVersion: 'R4'})
  .then(() => setTimeout(() => done(''), 0), (problem) => done(`${problem}`));"""
JSON = dict[str, Any]


@contextmanager
def lforms_site(config: pytest.Config) -> Iterator[str]:
    """The address of a page with LHC-Forms and no form yet."""
    files = {f"/{name}": body for name, body in npm_files(config, "lforms", VERSION, STYLE, ZONE, FORMS, R4).items()}
    files["/page.html"] = PAGE.encode()
    kinds = {"css": "text/css", "js": "text/javascript", "html": "text/html; charset=utf-8"}

    class Files(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = files.get(self.path)
            self.send_response(404 if body is None else 200)
            self.send_header("Content-Type", kinds.get(self.path.rpartition(".")[2], "text/plain"))
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, *_: Any) -> None:
            """Nothing is logged."""

    with serving(Files) as address:
        yield f"{address}/page.html"


class LForms:
    """One form in LHC-Forms, filled in through its own controls."""

    def __init__(self, driver: Any, form: Questionnaire, questionnaire: JSON, address: str) -> None:
        self.driver = driver
        self.form = form
        driver.get(address)
        driver.set_script_timeout(60)
        assert driver.execute_async_script(ADD, questionnaire) == ""
        self._wait("return document.querySelector('#form .lhc-item')")

    def response(self) -> JSON:
        """What LHC-Forms gives to its host; numbers as they are written, not as floating point."""
        told = self.driver.execute_script(
            "return JSON.stringify(LForms.Util.getFormFHIRData('QuestionnaireResponse', 'R4', '#form'))"
        )
        found: JSON = json.loads(told, parse_float=str, parse_int=str)
        return found

    def shown(self, link: str) -> bool:
        """Whether the item is on the page."""
        return self._item(link) is not None

    def answer(self, item: Item, answer: JSON) -> None:
        """Answers one item as a person would."""
        match item.type:
            case "yes-no" | "drug":
                self._pick(item.link_id, {True: "Yes", False: "No", None: "Don't know"}[answer["value"]])
            case "choice":
                self._pick(item.link_id, next(one.label for one in item.options if one.value == answer["value"]))
            case "birth-date":
                year, month, day = answer["value"].split("-")
                self._type(self._inputs(item.link_id)[0], f"{month}/{day}/{year}")
            case "number":
                number, *unit = self._inputs(item.link_id)
                self._type(number, answer["value"])
                if unit and answer["unit"]:
                    self._unit(unit[0], next(one.label for one in item.units if one.code == answer["unit"]))
            case "group":
                self._pick(f"{item.link_id}.none", "Yes")

    def _item(self, link: str) -> Any:
        script = "return [...document.querySelectorAll('.lhc-item')].find(e => e.id.replace(/^item-/, '').replace(/(\\/1)+$/, '') === arguments[0])"
        return self.driver.execute_script(script, link)

    def _inputs(self, link: str) -> list[Any]:
        script = "return [...arguments[0].querySelectorAll('input')].filter(e => e.type === 'text' && e.closest('.lhc-item') === arguments[0])"
        return list(self.driver.execute_script(script, self._item(link)))

    def _pick(self, link: str, label: str) -> None:
        script = "return [...arguments[0].querySelectorAll('label')].find(e => e.textContent.trim() === arguments[1])"
        found = self.driver.execute_script(script, self._item(link), label)
        assert found is not None, (link, label)
        self._into_view(found)
        found.click()

    def _type(self, control: Any, text: str) -> None:
        self._into_view(control)
        control.clear()
        control.send_keys(text)
        control.send_keys("\t")

    def _unit(self, control: Any, label: str) -> None:
        if control.get_attribute("value") != label:
            self._type(control, label)
        assert control.get_attribute("value") == label

    def _into_view(self, control: Any) -> None:
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", control)

    def _wait(self, script: str, seconds: float = 30) -> Any:
        from selenium.webdriver.support.ui import WebDriverWait

        return WebDriverWait(self.driver, seconds, 0.05).until(lambda driver: driver.execute_script(script))
