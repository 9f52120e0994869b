"""Text that cannot be used as it stands gets exactly the issue that the file shows."""

from __future__ import annotations

import pytest

from conftest import ROOT
from corpus import document
from corpus import read_blocks
from corpus import rewritten
from known import case
from known import known

FOLDER = ROOT / "tests" / "rejects"
BLOCKS = [block for path in sorted(FOLDER.glob("*.txt")) for block in read_blocks(path)]


def name(block):
    return f"{block.path.stem}: {block.title}"


def said(block):
    """Every issue of the block's text that is not mere information, as the command line shows it."""
    from screener.cli.render_issue import render_issue
    from screener.criteria.problems import all_issues
    from screener.reading.compile import compile_text

    protocol = compile_text(document(block), source="text")
    return [
        line
        for where, found in all_issues(protocol)
        if found.severity != "information"
        for line in render_issue(found, protocol.texts.get(found.field, ""), where).splitlines()
    ]


@pytest.fixture(scope="module", autouse=True)
def accepting(accept):
    yield
    if accept:
        for path in {block.path for block in BLOCKS}:
            machine = {block.line: {"says": said(block)} for block in BLOCKS if block.path == path and name(block) not in known()}
            lines = rewritten(path.read_text(encoding="utf-8").splitlines(), machine)
            path.write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.mark.parametrize("block", [case(name(block), block) for block in BLOCKS])
def test_the_issue_is_rendered_as_written(block, accept):
    if accept:
        pytest.skip("machine lines are being rewritten")
    assert "\n".join(said(block)) == block.one("says")
    assert block.one("says"), "a reject has at least one issue"
