"""The pages in headless Chromium: on a laptop and a phone, under their own policy, with axe-core, and on paper."""

from __future__ import annotations

import base64
import json
import re
from datetime import date

import pytest

from screener.forms.read_back import read_back_text
from screener.forms.to_html import to_html
from screener.screening.options import Options
from screener.screening.screen import screen

from conftest import ROOT
from forms_for_tests import protocol
from service_for_tests import TOKEN
from service_for_tests import running

EVIL = '<img src=x onerror="window.hurt = 1"><script>window.hurt = 1</script>'
TEXT = f"""Title: A trial

Inclusion Criteria:
- Adults aged 18 to 75 years
- Hemoglobin >= 9 g/dL and ECOG 0-1
- Platelets ? 100 x 10^9/L
- Diagnosis of {EVIL} syndrome

Exclusion Criteria:
- Heart failure (NYHA III or IV) or a live vaccine within 4 weeks
- Anything that in the opinion of the investigator speaks against it
"""
SIZES = {"laptop": (1200, 900), "phone": (360, 740)}
EXAMPLES = ROOT / "rules" / "examples"


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    with running(tmp_path_factory.mktemp("serve")) as found:
        yield found


class Web:
    """The browser on the service; at the end nothing may have been complained about, and nothing asked elsewhere."""

    def __init__(self, driver, address):
        self.driver = driver
        self.address = address
        self.calls()

    def open(self, path, wait="return true"):
        self.driver.get(self.address + path)
        self.until(wait)

    def until(self, script):
        from selenium.webdriver.support.ui import WebDriverWait

        WebDriverWait(self.driver, 30, 0.05).until(lambda driver: driver.execute_script(script))

    def js(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def send(self, selector, title):
        """Sends a form and waits for the page that comes."""
        self.js("window.before = true")
        self.click(self.driver.find_element("css selector", selector))
        self.until("return !window.before && document.readyState === 'complete'")
        assert title in self.driver.title

    def click(self, control):
        self.js("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", control)
        control.click()

    def compile(self, text):
        self.open("/compile")
        self.js("document.getElementById('text').value = arguments[0]", text)
        self.send("main form button", "Compile")

    def screen(self, name, *paths):
        self.open(f"/protocols/{name}/screen")
        self.driver.find_element("id", "files").send_keys("\n".join(str(path.resolve()) for path in paths))
        self.js("document.getElementById('index_date').value = '2026-03-09'")
        self.send("main form button", "screening")

    def complaints(self):
        return [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] in ("SEVERE", "WARNING")]

    def calls(self):
        found = []
        for entry in self.driver.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent" and message["params"]["documentURL"].startswith("http"):
                found.append(message["params"]["request"])
        return found


@pytest.fixture
def web(driver, service):
    driver.set_window_size(1200, 900)
    found = Web(driver, service.address)
    found.complaints()
    yield found
    assert found.complaints() == []
    assert [call["url"] for call in found.calls() if not call["url"].startswith((service.address, "data:", "blob:"))] == []


def go(web, page):
    """Each page of the service, in the state in which it shows most."""
    match page:
        case "compiled":
            web.compile(TEXT)
        case "result":
            web.screen("NCT04878770", *sorted((EXAMPLES / "NCT04878770").glob("*.json")))
        case "unreadable":
            web.screen("NCT04946669", ROOT / "README.md")
        case "form":
            web.open("/protocols/NCT05488327", "return document.querySelector('screener-form').verdict")
        case _:
            web.open(page)


PAGES = ("/", "form", "/protocols/NCT05488327/rules", "/protocols/NCT04878770/screen", "/compile", "compiled", "result", "unreadable", "/api/", "/login")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_accessible_and_fits(web, axe, page, size):
    web.driver.set_window_size(*SIZES[size])
    if size == "phone":
        metrics = {"width": 320, "height": 640, "deviceScaleFactor": 2, "mobile": True}
        web.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    try:
        go(web, page)
        if size == "phone":
            assert web.js("return document.documentElement.scrollWidth") <= 320
        web.driver.execute_script(axe)
        found = web.driver.execute_async_script(
            "const done = arguments[arguments.length - 1]; axe.run(document, {resultTypes: ['violations']})"
            ".then(r => done(r.violations.map(v => [v.id, v.nodes.length, v.nodes[0].html, v.nodes[0].failureSummary])))"
        )
        assert found == []
        assert web.js("return window.hurt") is None
        assert web.js("return document.querySelectorAll('main img, main script').length") == 0
    finally:
        web.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_the_policy_holds_and_its_breaking_would_be_seen(web):
    web.open("/")
    web.js("const s = document.createElement('script'); s.textContent = 'window.hurt = 1'; document.body.append(s)")
    assert web.js("return window.hurt") is None
    assert any("Content Security Policy" in line for line in web.complaints())


def test_rules_and_words_stand_side_by_side_on_a_laptop_and_below_each_other_on_a_phone(web):
    for width, beside in ((1200, True), (500, False)):
        web.driver.set_window_size(width, 900)
        web.open("/protocols/NCT04878770/rules")
        left, right = web.js(
            "const pair = document.querySelector('.pair:not(.alone)'); const at = (e) => { const r = e.getBoundingClientRect(); return [r.left, r.top]; };"
            "return [at(pair.querySelector('.words')), at(pair.querySelector('.rules'))]"
        )
        assert (right[0] > left[0] + 100, right[1] > left[1] + 20) == (beside, not beside)


def test_from_paste_to_verdict_without_leaving_a_trace_in_the_address(web, tmp_path):
    record = tmp_path / "C-1.json"
    record.write_text(json.dumps({"id": "C-1", "birth_date": "1930-02-03"}))
    web.compile(TEXT)
    assert web.js("return document.querySelector('.pair .issue code').textContent") == "damaged-sign"
    web.driver.find_element("id", "files").send_keys(str(record))
    web.send("form[action='/screen'] button", "screening")
    assert web.js("return document.querySelector('.status').textContent").strip() == "✗ ineligible"
    assert "1930" in web.js("return document.querySelector('.sheet').textContent")
    for call in web.calls():
        assert "1930" not in call["url"]
        assert "C-1" not in call["url"]
        assert "?" not in call["url"]


def test_the_form_makes_a_worksheet_of_its_answers(web):
    web.open("/protocols/NCT04878770", "return document.querySelector('screener-form').verdict")
    web.js("document.querySelector('screener-form').restore({age: {value: '1990-01-02'}})")
    web.js("document.getElementById('candidate').value = 'K-17'")
    posted = [call for call in web.calls() if call["method"] == "POST"]
    assert posted == [], "no answer leaves the page before"
    web.send("#sheet button", "screening")
    assert "Candidate K-17" in web.js("return document.querySelector('.sheet').textContent")
    assert "ineligible" in web.js("return document.querySelector('.status').textContent")
    web.driver.back()
    web.until("return document.querySelector('screener-form')?.verdict")
    assert web.js("return document.querySelector('screener-form').answers") == {"age": {"value": "1990-01-02"}}, "autosave"
    web.click(web.driver.find_element("id", "again"))
    assert web.js("return document.querySelector('screener-form').answers") == {}


def pages_of(web, landscape=False):
    """How many pages the document takes on A4 paper, by the style sheet's own page size."""
    printed = web.driver.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True, "landscape": landscape})
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", base64.b64decode(printed["data"])))


@pytest.mark.parametrize("name", ["NCT01122914", "NCT04878770", "NCT04946669", "NCT05488327", "NL74270.018.20"])
def test_a_worksheet_is_one_page(web, name):
    for path in sorted((EXAMPLES / name).glob("*.json")):
        web.screen(name, path)
        assert pages_of(web) == 1, path.name


def test_all_worksheets_are_printed_or_one(web):
    paths = sorted((EXAMPLES / "NCT04878770").glob("*.json"))
    web.screen("NCT04878770", *paths)
    assert pages_of(web) == len(paths)
    web.js("window.print = () => { window.printed = [...document.querySelectorAll('.one:not(.not-printed)')].map(e => e.id); }")
    web.click(web.driver.find_elements("css selector", ".print-one")[1])
    assert web.js("return window.printed") == ["sheet-2"]
    assert pages_of(web) == 1
    web.click(web.driver.find_element("id", "print-all"))
    assert web.js("return window.printed.length") == len(paths)


def test_with_a_site_the_form_and_the_screening_use_its_ranges(driver, tmp_path):
    text, record = tmp_path / "mine.txt", tmp_path / "C-1.json"
    text.write_text("Inclusion Criteria:\n- Hemoglobin at least the lower limit of normal\n")
    value = {"text": "Hemoglobin", "value": "12.5", "unit": "g/dL", "date": "2026-03-02"}
    record.write_text(json.dumps({"id": "C-1", "birth_date": "1980-05-01", "sex": "male", "observations": [value]}))
    with running(tmp_path, "--site", str(ROOT / "rules" / "site-example.toml"), str(text)) as service:
        web = Web(driver, service.address)
        web.open("/protocols/mine", "return document.querySelector('screener-form').verdict")
        assert web.js("return document.querySelector('screener-form').site.name") == "Example hospital"
        web.screen("mine", record)
        assert "ineligible" in web.js("return document.querySelector('.status').textContent")
        assert "13.5" in web.js("return document.querySelector('.sheet').textContent")
        assert web.complaints() == []


def test_logging_in_and_out_with_a_token(driver, tmp_path):
    with running(tmp_path, SCREENER_TOKEN=TOKEN) as service:
        web = Web(driver, service.address)
        web.open("/protocols/NCT04946669")
        assert driver.current_url.endswith("/login")
        driver.find_element("id", "token").send_keys("not-the-right-token")
        web.send("form button", "Log in")
        assert "not the token" in web.js("return document.querySelector('[role=alert]').textContent")
        driver.find_element("id", "token").send_keys(TOKEN)
        web.send("form button", "Protocols")
        assert web.js("return document.cookie") == "", "no script can read it"
        web.open("/protocols/NCT04946669", "return document.querySelector('screener-form').verdict")
        web.screen("NCT04946669", next((EXAMPLES / "NCT04946669").glob("*.json")))
        web.send("header button", "Log in")
        web.open("/")
        assert driver.current_url.endswith("/login")
        unexpected = [line for line in web.complaints() if "401" not in line]
        assert unexpected == []
        assert TOKEN not in service.log.read_text()


def test_answers_saved_by_the_offline_page_come_back_as_a_record(driver, tmp_path):
    page = tmp_path / "form.html"
    page.write_text(to_html(protocol("NCT04878770")), encoding="utf-8")
    driver.get(page.as_uri())
    web = Web(driver, page.as_uri())
    web.until("return document.querySelector('screener-form').verdict")
    web.js("document.querySelector('screener-form').restore({age: {value: '1990-01-02'}})")
    web.js("URL.createObjectURL = (blob) => { blob.text().then((text) => { window.saved = text; }); return '#'; }")
    web.click(driver.find_element("id", "save"))
    web.until("return window.saved")
    (patient,), issues = read_back_text(protocol("NCT04878770"), web.js("return window.saved"), "K-17.json", date(2026, 3, 9))
    assert (patient.id, str(patient.birth_date), issues) == ("K-17", "1990-01-02", ())
    assert screen(protocol("NCT04878770"), patient, Options(date.today())).status == "ineligible"
