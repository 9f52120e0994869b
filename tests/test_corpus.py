"""Every statement of the corpus compiles to its rule and decides each candidate line as written."""

from __future__ import annotations

import pytest

from conftest import INDEX_DATE
from conftest import ROOT
from corpus import Block
from corpus import document
from corpus import read_blocks
from corpus import rewritten
from known import case
from known import known

FOLDER = ROOT / "tests" / "corpus"
GUIDE = ROOT / "docs" / "language.md"


def fenced(path):
    """The corpus blocks that stand in a page's ```corpus fences, and the lines between fences as blank."""
    lines, inside = [], False
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("```"):
            inside = line == "```corpus"
            lines.append("")
        else:
            lines.append(line if inside else "")
    return "\n".join(lines)


def all_blocks():
    found = [block for path in sorted(FOLDER.glob("*.txt")) for block in read_blocks(path)]
    return found + (read_blocks(GUIDE, fenced(GUIDE)) if GUIDE.exists() else [])


BLOCKS = all_blocks()


def compiled(block):
    from screener.reading.compile import compile_text

    return compile_text(document(block), source=block.path.name)


def machine_lines(block, protocol):
    """What the lines `rule` and `ask` should say."""
    from screener.criteria.notation import print_rule

    lines = {"rule": [print_rule(criterion.node) for criterion in protocol.criteria]}
    if "ask" in block.keys:
        lines["ask"] = [question for criterion in protocol.criteria for question in questions(criterion.node)]
    return lines


def questions(node):
    """What the catalogue asks about the concepts of a node."""
    from screener.catalog.load import catalog
    from screener.criteria.nodes import walk

    known = [catalog().get(concept) for part in walk(node) if (concept := getattr(part, "concept", None))]
    return [concept.question for concept in dict.fromkeys(known) if concept and concept.question]


def measure_of(protocol):
    from screener.criteria.nodes import walk

    for criterion in protocol.criteria:
        for node in walk(criterion.node):
            if node.kind in {"comparison", "result", "member"} and node.concept:
                return node.concept
    return None


def name(block: Block):
    return f"{block.path.stem}: {block.title}"


@pytest.fixture(scope="module", autouse=True)
def accepting(accept):
    """With --accept, writes the machine lines of every file anew when its tests are done."""
    yield
    if accept:
        for path in {block.path for block in BLOCKS}:
            machine = {block.line: machine_lines(block, compiled(block)) for block in BLOCKS if block.path == path and name(block) not in known()}
            lines = rewritten(path.read_text(encoding="utf-8").splitlines(), machine)
            path.write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.mark.parametrize("block", [case(name(block), block) for block in BLOCKS])
def test_the_text_compiles_to_its_rule(block, accept):
    if accept:
        pytest.skip("machine lines are being rewritten")
    wanted = {key: block.keys.get(key, []) for key in ("rule", "ask") if key in block.keys}
    assert "rule" in wanted, "no rule yet: read the sentence, then run with --accept and check what it wrote"
    made = machine_lines(block, compiled(block))
    assert {key: made[key] for key in wanted} == wanted


def case_name(block, line):
    return f"{name(block)}: {'; '.join(line.facts) or '-'}"


@pytest.mark.parametrize(
    ("block", "line"), [case(case_name(block, line), block, line) for block in BLOCKS for line in block.cases]
)
def test_a_candidate_is_decided_as_written(block, line):
    from screener.screening.report import report_to_json
    from screener.screening.screen import Options
    from screener.screening.screen import screen

    from facts import patient_of

    protocol = compiled(block)
    assert len(protocol.criteria) == 1, "candidate lines need a statement that is one criterion"
    patient, presume = patient_of(line.facts, measure_of(protocol), INDEX_DATE)
    options = Options(index_date=INDEX_DATE, stage=block.one("stage", "baseline"), presume=presume)
    (finding,) = report_to_json(screen(protocol, patient, options))["findings"]
    met = {"true": "met", "false": "not met", "unknown": "unknown"}[finding["met"]]
    assert met == line.outcome, f"{block.path.name}:{line.line}: {finding['reason']}"


def test_every_known_wrong_is_a_case():
    names = {name(block) for block in BLOCKS} | {case_name(block, line) for block in BLOCKS for line in block.cases}
    rejects = {f"{block.path.stem}: {block.title}" for path in (ROOT / "tests" / "rejects").glob("*.txt") for block in read_blocks(path)}
    assert set(known()) <= names | rejects
