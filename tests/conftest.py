"""What the tests share: `--accept`, `--slow`, the fixed index date and the shared folder beside the checkout."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
INDEX_DATE = date(2026, 3, 9)


def pytest_addoption(parser):
    parser.addoption(
        "--accept",
        action="store_true",
        help="rewrite machine output in docs, corpus rules and rejects; patient lines are never rewritten",
    )
    parser.addoption("--slow", action="store_true", help="also run what takes a minute, such as building the wheel")


def pytest_collection_modifyitems(config, items):
    wanted = config.getoption("--slow") or "slow" in (config.getoption("-m") or "")
    for item in items:
        if "slow" in item.keywords and not wanted:
            item.add_marker(pytest.mark.skip(reason="slow: run with --slow"))


@pytest.fixture(scope="session")
def accept(request):
    """Whether machine output is to be rewritten."""
    return request.config.getoption("--accept")


@pytest.fixture(scope="session")
def shared():
    """The folder `../shared` with the verbatim registry texts; tests that need it are skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip(f"no folder {SHARED.name!r} beside the checkout: the verbatim registry texts are not part of the project")
    return SHARED


@pytest.fixture(scope="session")
def index_date():
    """The screening date that all tests use."""
    return INDEX_DATE


@pytest.fixture(autouse=True)
def plain_terminal(monkeypatch):
    """No colour and a fixed width, whatever the machine's terminal is."""
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "100")
    for name in ("FORCE_COLOR", "CLICOLOR_FORCE", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)


AXE = "4.10.3"


@pytest.fixture(scope="module")
def driver(tmp_path_factory):
    """A headless Chromium with a profile of its own, for the tests of one module."""
    from chromium_for_tests import chromium

    browser = chromium(tmp_path_factory.mktemp("profile"))
    yield browser
    browser.quit()


@pytest.fixture(scope="module")
def axe(pytestconfig):
    """The text of axe-core, fetched by npm for the tests alone."""
    from npm_for_tests import npm_files

    return npm_files(pytestconfig, "axe-core", AXE, "axe.min.js")["axe.min.js"].decode()
