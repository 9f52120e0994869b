"""Takes the pictures of docs/serve.md: `python tools/screenshots.py` with Chromium and the `test` and `web` extras installed."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.support.ui import WebDriverWait

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs" / "images"
PROTOCOL = "NCT04878770"
TEXT = """Inclusion Criteria:
- Men and women aged 18 to 75 years
- Hemoglobin ≥ 9 g/dL, platelets ≥ 100 x 10^9/L and ALT ≤ 2.5 x ULN
- Creatinine ? 2 mg/dL

Exclusion Criteria:
- Heart failure (NYHA class III or IV)
- Live vaccine within 4 weeks before screening
- Any condition that in the opinion of the investigator makes the patient unsuitable
"""


def main() -> None:
    """Starts the service, opens its pages and keeps what they look like."""
    program = [sys.executable, "-c", "from screener.cli.app import main; main()"]
    command = [*program, "serve", "--port", "0", "--workers", "1"]
    service = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert service.stdout is not None
        address = service.stdout.readline().split()[4]
        with tempfile.TemporaryDirectory() as profile:
            browser = opened(profile)
            take(browser, address)
            browser.quit()
    finally:
        service.terminate()
        service.wait()


def opened(profile: str) -> WebDriver:
    """A headless Chromium."""
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for flag in ("--headless", "--no-sandbox", "--hide-scrollbars", f"--user-data-dir={profile}"):
        options.add_argument(flag)
    return webdriver.Chrome(options=options, service=webdriver.ChromeService("/usr/bin/chromedriver"))


def take(browser: WebDriver, address: str) -> None:
    """The three pictures."""
    browser.get(f"{address}/compile")
    browser.execute_script("document.getElementById('text').value = arguments[0]", TEXT)
    send(browser, "main form button")
    keep(browser, "serve-compile", ".field")
    browser.get(f"{address}/protocols/{PROTOCOL}")
    wait(browser, "return document.querySelector('screener-form').verdict")
    answers = {"age": {"value": "2016-05-11"}, "history-of-malignancy": {"value": False}}
    browser.execute_script("document.querySelector('screener-form').restore(arguments[0])", answers)
    keep(browser, "serve-form", "", 860)
    browser.get(f"{address}/protocols/{PROTOCOL}/screen")
    browser.find_element("id", "files").send_keys(str(ROOT / "rules" / "examples" / PROTOCOL / "carla.json"))
    browser.execute_script("document.getElementById('index_date').value = '2026-03-09'")
    send(browser, "main form button")
    keep(browser, "serve-worksheet", ".sheet")


def send(browser: WebDriver, button: str) -> None:
    """Sends a form and waits for the page that comes."""
    browser.execute_script("window.before = true; document.querySelector(arguments[0]).click()", button)
    wait(browser, "return !window.before && document.readyState === 'complete'")


def wait(browser: WebDriver, script: str) -> None:
    """Until the script gives something."""
    WebDriverWait(browser, 30, 0.1).until(lambda one: one.execute_script(script))


def keep(browser: WebDriver, name: str, last: str, height: int = 0) -> None:
    """The page down to the end of the last element, or so high."""
    resize(browser, 900)
    if last:
        script = "return [...document.querySelectorAll(arguments[0])].at(-1).getBoundingClientRect().bottom + scrollY"
        height = int(browser.execute_script(script, last)) + 24
    resize(browser, height)
    browser.save_screenshot(str(IMAGES / f"{name}.png"))


def resize(browser: WebDriver, height: int) -> None:
    """Makes the window so high."""
    metrics = {"width": 1080, "height": height, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)


if __name__ == "__main__":
    main()
