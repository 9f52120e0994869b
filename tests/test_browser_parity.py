"""The browser decides exactly as the reference: the same findings for the same answers, reason by reason."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from screener.core.data import folder
from screener.criteria.protocol import Protocol
from screener.criteria.protocol_file import load_protocol
from screener.forms.browser import module_text

from browser_for_tests import Browser
from browser_for_tests import disagreements
from browser_for_tests import write_module
from strategies import protocols

FIVE = ("NCT04878770", "NCT05488327", "NL74270.018.20", "NCT01122914", "NCT04946669")
MOST_BYTES = 60_000


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory):
    node = shutil.which("node")
    if node is None:
        pytest.skip("the parity tests need Node (Debian's package nodejs)")
    running = Browser(node, write_module(tmp_path_factory.mktemp("module")))
    yield running
    running.close()


@pytest.mark.parametrize("name", FIVE)
def test_the_five_protocols_get_the_same_findings(browser: Browser, name: str) -> None:
    protocol, _ = load_protocol(Path(str(folder("rules").joinpath("protocols", f"{name}.toml"))))
    assert protocol is not None
    assert list(disagreements(browser, protocol, 300, random.Random(name))) == []


@settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))
@given(protocol=protocols(), seed=st.integers(0, 2**32))
def test_generated_protocols_get_the_same_findings(browser: Browser, protocol: Protocol, seed: int) -> None:
    assert next(disagreements(browser, protocol, 8, random.Random(seed)), None) is None


def test_the_module_is_small_and_holds_no_foreign_script() -> None:
    text = module_text()
    assert len(text.encode()) < MOST_BYTES
    assert "import" not in text.split("export {")[0].replace("implications", "").replace("important", "")
    assert "innerHTML" not in text
    assert "http://" not in text
    assert "https://" not in text
