"""The browser decides exactly as the reference: the same findings for the same answers, reason by reason."""

from __future__ import annotations

import dataclasses
import random
import shutil
from decimal import Decimal
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import HealthCheck
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from screener.core.data import folder
from screener.criteria import nodes
from screener.criteria.protocol import Protocol
from screener.criteria.protocol_file import load_protocol
from screener.forms.answers import to_patient
from screener.forms.browser import module_text
from screener.forms.bundle import bundle
from screener.forms.questionnaire import questionnaire
from screener.screening.options import Options
from screener.screening.screen import screen

from browser_for_tests import INDEX
from browser_for_tests import Browser
from browser_for_tests import disagreements
from browser_for_tests import write_module
from made_up_protocols import made_up
from strategies import protocols

FIVE = ("NCT04878770", "NCT05488327", "NL74270.018.20", "NCT01122914", "NCT04946669")
MOST_BYTES = 57_500


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


def test_made_up_protocols_get_the_same_findings(browser: Browser) -> None:
    dice = random.Random(20260301)
    for _ in range(40):
        assert list(disagreements(browser, made_up(dice), 20, dice)) == []


def test_every_kind_of_node_is_made_up() -> None:
    dice = random.Random(1)
    kinds = {node.kind for _ in range(200) for one in made_up(dice).criteria for node in nodes.walk(one.node)}
    assert kinds == {kind.__dataclass_fields__["kind"].default for kind in get_args(nodes.Node)}


def within_four_weeks(concept: str) -> nodes.Treatment:
    return nodes.Treatment(concept, concept, status="ever", window=nodes.Window(Decimal(4), "week"))


@pytest.mark.parametrize(
    ("taken", "finding"), [((), "unknown"), (("methotrexate",), "pass"), (("azathioprine", "methotrexate"), "fail")]
)
def test_a_drug_that_is_none_of_the_excepted_ones_still_excludes(browser: Browser, taken: tuple[str, ...], finding: str) -> None:
    other = nodes.Except(within_four_weeks("immunosuppressants"), within_four_weeks("methotrexate"))
    one = made_up(random.Random(1)).criteria[0]
    rules = [dataclasses.replace(one, category="exclusion", node=node, readings=(), ledger=()) for node in (other, within_four_weeks("azathioprine"))]
    protocol = Protocol("P", "", {"eligibility": one.text}, tuple(rules), {})
    form = questionnaire(protocol)
    answers = {item.link_id: {"start": "2026-02-20"} for item in form.items if item.concept in taken and item.type == "drug"}
    assert len(answers) == len(taken)
    patient, _ = to_patient(form, answers, as_of=INDEX)
    wanted = screen(protocol, patient, Options(INDEX))
    browser.ask({"bundle": bundle(protocol)})
    got = browser.ask({"answers": answers, "options": {"index_date": str(INDEX)}})
    assert got["findings"][0][2] == wanted.findings[0].finding == finding


def test_the_module_is_small_and_holds_no_foreign_script() -> None:
    text = module_text()
    assert len(text.encode()) < MOST_BYTES
    assert "import" not in text.split("export {")[0].replace("implications", "").replace("important", "")
    assert "innerHTML" not in text
    assert "http://" not in text
    assert "https://" not in text
