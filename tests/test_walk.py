"""The architecture page shows what the program does today; `--accept` writes its blocks anew."""

from __future__ import annotations

import re

import pytest

from conftest import ROOT

PAGE = ROOT / "docs" / "architecture.md"
BLOCK = re.compile(r"<!-- walk: (?P<name>\w+) -->\n```text\n(?P<body>.*?)```", re.DOTALL)


def block(name, body):
    return f"<!-- walk: {name} -->\n```text\n{body.rstrip()}\n```"


@pytest.fixture(scope="module")
def walked():
    from walk import stages

    return stages()


def test_every_stage_is_on_the_page_as_it_is(walked, accept):
    page = PAGE.read_text(encoding="utf-8")
    assert [found["name"] for found in BLOCK.finditer(page)] == list(walked)
    made = BLOCK.sub(lambda found: block(found["name"], walked[found["name"]]), page)
    if accept:
        PAGE.write_text(made, encoding="utf-8")
        return
    assert page == made


def test_the_sentence_is_accounted_for_and_decided(walked):
    assert "unread" not in walked["ledger"]
    assert '"finding": "fail"' in walked["report"]


def test_every_room_is_in_the_table():
    from test_layers import PACKAGE
    from test_layers import ROOMS

    page = PAGE.read_text(encoding="utf-8")
    assert all(f"| `{room}` |" in page for room in ROOMS if (PACKAGE / room).is_dir())
