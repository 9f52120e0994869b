"""A headless Chromium on a page of its own small server, and the form on that page as a person uses it."""

from __future__ import annotations

import http.server
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from typing import ClassVar

import pytest

from screener.criteria.protocol import Protocol
from screener.forms.browser import module_text
from screener.forms.bundle import bundle

from server_for_tests import serving

webdriver = pytest.importorskip("selenium.webdriver", reason="the browser tests need selenium (pip install '.[test]')")

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:"
PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>A site's own page</title><link rel="icon" href="data:,">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="host.css"><script type="module" src="screener-form.js"></script><script src="host.js"></script></head>
<body><main><h1>Intake</h1><form id="host"><label>Candidate number <input name="candidate" value="7"></label>
<screener-form name="eligibility" protocol="{protocol}" {attributes}></screener-form>
<button>Send</button><button type="reset">Start again</button></form></main></body></html>"""
STYLE = "body { font-family: system-ui, sans-serif; margin: 1rem auto; max-width: 76rem; padding: 0 1rem; }"
HOST = """window.heard = [];
for (const name of ['screener-answer', 'screener-verdict', 'screener-error']) {
  document.addEventListener(name, (event) => heard.push([name, JSON.parse(JSON.stringify(event.detail))]));
}
document.addEventListener('submit', (event) => { event.preventDefault(); window.sent = Object.fromEntries(new FormData(event.target)); });
"""


class Site(http.server.BaseHTTPRequestHandler):
    """Serves files out of a dictionary, under a strict content security policy."""

    files: ClassVar[dict[str, tuple[str, str]]] = {}
    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        """One file."""
        path = self.path.split("?")[0]
        type(self).asked.append(path)
        kind, text = self.files.get(path, ("", ""))
        body = text.encode()
        self.send_response(200 if kind else 404)
        self.send_header("Content-Type", f"{kind or 'text/plain'}; charset=utf-8")
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Nothing is logged."""


@contextmanager
def site() -> Iterator[str]:
    """The address of a running server."""
    Site.files.update(
        {
            "/screener-form.js": ("text/javascript", module_text()),
            "/host.js": ("text/javascript", HOST),
            "/host.css": ("text/css", STYLE),
        }
    )
    with serving(Site) as address:
        yield address


def chromium(profile: Path, size: tuple[int, int] = (1200, 900)) -> Any:
    """A new browser with a profile of its own; the test is skipped where Chromium is not installed."""
    binary, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if binary is None or driver is None:
        pytest.skip("the browser tests need Debian's packages chromium and chromium-driver")
    options = webdriver.ChromeOptions()
    options.binary_location = binary
    for flag in (*FLAGS, f"--user-data-dir={profile}", f"--window-size={size[0]},{size[1]}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    return webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))


class FormPage:
    """One page with one form, seen as its user sees it."""

    def __init__(self, driver: Any, address: str) -> None:
        self.driver = driver
        self.address = address

    def open(self, protocol: Protocol | dict[str, Any], attributes: str = 'index-date="2026-03-01"') -> FormPage:
        """The page of a protocol, or of a bundle as it is."""
        rules = protocol if isinstance(protocol, dict) else bundle(protocol)
        Site.files["/rules.json"] = ("application/json", json.dumps(rules, ensure_ascii=False))
        Site.files["/page.html"] = ("text/html", PAGE.format(protocol="rules.json", attributes=attributes))
        return self.go()

    def go(self) -> FormPage:
        """The page anew."""
        self.driver.get(f"{self.address}/page.html")
        self.wait(
            "const f = document.querySelector('screener-form'); return f.verdict || f.shadowRoot.querySelector('[role=alert]')"
        )
        return self

    def wait(self, script: str, seconds: float = 10) -> Any:
        """What the script gives once it gives something."""
        from selenium.webdriver.support.ui import WebDriverWait

        return WebDriverWait(self.driver, seconds, 0.05).until(lambda driver: driver.execute_script(script))

    def js(self, script: str, *arguments: Any) -> Any:
        """The script's value; `form` and `root` are the element and its shadow root."""
        start = "const form = document.querySelector('screener-form'), root = form.shadowRoot;"
        return self.driver.execute_script(f"{start} {script}", *arguments)

    @property
    def status(self) -> str:
        """The status that the form tells its host."""
        return str(self.js("return form.verdict.status"))

    def visible(self) -> list[str]:
        """The link ids of the items shown."""
        return list(self.js("return [...root.querySelectorAll('.item')].filter(e => !e.hidden).map(e => e.dataset.item)"))

    def fieldset(self, link: str) -> Any:
        """The item's element."""
        return self.js('return root.querySelector(`[data-item="${arguments[0]}"]`)', link)

    def answer(self, item: dict[str, Any], answer: dict[str, Any]) -> None:
        """Answers one item with the mouse and the keyboard."""
        found = self.fieldset(item["link_id"])
        if item["type"] in ("yes-no", "drug"):
            self._choose(found, {True: 0, False: 1, None: 2}[answer["value"]])
        elif item["type"] == "choice":
            self._choose(found, [option["value"] for option in item["options"]].index(answer["value"]))
        elif item["type"] == "birth-date":
            year, month, day = answer["value"].split("-")
            for field, text in zip(self._inputs(found), (day, month, year), strict=False):
                self._type(field, text)
        elif item["type"] == "number":
            self._type(self._inputs(found)[0], answer["value"])
            if len(item["units"]) > 1:
                self.js(
                    "const s = arguments[0].querySelector('select'); s.value = arguments[1]; s.dispatchEvent(new Event('change'))",
                    found,
                    answer["unit"],
                )
        elif item["type"] == "group":
            self._click(self.js("return arguments[0].querySelector('.rest input')", found))

    def tick(self, group: str, name: str) -> None:
        """Ticks the member of a group that has that name."""
        script = "return [...arguments[0].querySelectorAll('.list .choice')].find(e => e.textContent === arguments[1]).querySelector('input')"
        self._click(self.js(script, self.fieldset(group), name))

    def _inputs(self, found: Any) -> Any:
        return self.js("return [...arguments[0].querySelectorAll('input[type=text]')]", found)

    def _choose(self, found: Any, number: int) -> None:
        self._click(self.js("return arguments[0].querySelectorAll('input[type=radio]')[arguments[1]]", found, number))

    def _click(self, control: Any) -> None:
        self.js("arguments[0].scrollIntoView({block: 'center'})", control)
        control.click()

    def _type(self, field: Any, text: str) -> None:
        self.js("arguments[0].scrollIntoView({block: 'center'})", field)
        field.clear()
        field.send_keys(text)

    def console(self) -> list[str]:
        """Errors and warnings on the console since the last call."""
        return [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] in ("SEVERE", "WARNING")]

    def requests(self) -> list[str]:
        """The addresses that the page asked for since the last call."""
        found = []
        for entry in self.driver.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            sent = message["method"] == "Network.requestWillBeSent"
            if sent and message["params"]["documentURL"].startswith(self.address):
                found.append(message["params"]["request"]["url"])
        return found
