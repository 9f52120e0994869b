from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from vocabulary_for_tests import NAMES

from screener.cli.render_issue import render_issue
from screener.core import issues
from screener.core.data import read_text
from screener.criteria import nodes as n
from screener.criteria.notation import _parser
from screener.criteria.notation import parse_rule
from screener.criteria.notation import print_rule
from screener.criteria.notation import question_key
from screener.criteria.notation_words import RESERVED

from strategies import CONCEPTS
from strategies import nodes

CONCEPT = dict(CONCEPTS)
AT_6 = n.Bound(Decimal(6), True)


def parsed(text):
    node, found = parse_rule(text, NAMES)
    assert found == ()
    return node


@given(nodes)
@settings(max_examples=400, deadline=None)
def test_print_then_parse_is_the_identity(node):
    printed = print_rule(node, names=NAMES)
    assert "\n" not in printed
    assert parsed(printed) == node
    assert print_rule(parsed(printed), names=NAMES) == printed


@given(nodes, st.sampled_from((1, 40, 100)))
@settings(max_examples=150, deadline=None)
def test_the_broken_form_says_the_same(node, width):
    assert parsed(print_rule(node, width, NAMES)) == node


@given(st.text(max_size=60))
@settings(max_examples=300, deadline=None)
def test_any_text_gives_a_node_or_issues(text):
    node, found = parse_rule(text, NAMES)
    assert (node is None) == bool(found)


PIECES = ("all of (", "any of", "(", ")", ";", "easi", ">=", "6", "g/L", "not", "when", "then", "except", "within", "5")
PIECES += (
    "years",
    "before",
    "screening",
    "{",
    "}",
    ":",
    ",",
    "condition",
    '"x"',
    "taking",
    "dose",
    "..",
    "at",
    "least",
)


@given(st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join))
@settings(max_examples=300, deadline=None)
def test_any_jumble_of_words_gives_a_node_or_issues_inside_the_text(text):
    node, found = parse_rule(text, NAMES)
    assert (node is None) == bool(found)
    assert all(0 <= each.span.start <= each.span.end <= len(text) for each in found)


def test_reserved_words_are_those_of_the_grammar():
    from lark.lexer import PatternStr

    words = {each.pattern.value for each in _parser().terminals if isinstance(each.pattern, PatternStr)}
    assert {word for word in words if word[0].isalpha()} == RESERVED


REJECTS = Path(__file__).parent / "notation" / "mistakes.txt"


def rendered(text):
    node, found = parse_rule(text, NAMES)
    assert node is None
    return "\n".join(render_issue(each, text) for each in found)


def rejects():
    """Pairs of a mistaken rule (lines that start with `> `) and what is said about it, parted by blank lines."""
    for block in REJECTS.read_text(encoding="utf-8").rstrip("\n").split("\n\n"):
        lines = [line for line in block.split("\n") if not line.startswith("#")]
        rule = [line[2:] for line in lines if line.startswith("> ")]
        yield "\n".join(rule), "\n".join(lines[len(rule) :])


@pytest.fixture(scope="module", autouse=True)
def accepting(accept):
    """With `--accept`, writes what is said now about every rule of the file; review the difference."""
    yield
    if accept:
        blocks = ["\n".join(f"> {line}" for line in rule.split("\n")) + "\n" + rendered(rule) for rule, _ in rejects()]
        REJECTS.write_text("\n\n".join(blocks) + "\n", encoding="utf-8")


@pytest.mark.parametrize(("rule", "said"), list(rejects()))
def test_a_mistake_is_told_with_its_place_and_the_next_move(rule, said):
    assert rendered(rule) == said


def test_every_code_of_the_notation_has_an_example():
    from screener.core.issues import issue_table

    told = REJECTS.read_text(encoding="utf-8")
    folder = Path(issues.__file__).parent.parent / "criteria"
    source = "".join(path.read_text(encoding="utf-8") for path in folder.glob("notation*.py"))
    codes = set(re.findall(r'(?:issue|refuse)\(\s*"([a-z-]+)"', source)) | {each["code"] for each in mistakes()}
    assert codes <= set(issue_table())
    assert [code for code in sorted(codes) if f"{code}:" not in told] == []


def mistakes():
    return tomllib.loads(read_text("grammars", "notation-mistakes.toml"))["mistake"]


@pytest.mark.parametrize("mistake", mistakes(), ids=lambda each: each["message"])
def test_every_example_mistake_is_one(mistake):
    for example in mistake["examples"]:
        assert parse_rule(example, NAMES)[0] is None


SAYS = {
    "easi >= 6 at screening": n.Comparison(
        "easi", CONCEPT["easi"], AT_6, None, "1", window=n.Window(anchor="screening", direction="at")
    ),
    "age 2..18 years": n.Comparison("age", "Age", n.Bound(Decimal(2), True), n.Bound(Decimal(18), True), "a"),
    "age < 19 years": n.Comparison("age", "Age", None, n.Bound(Decimal(19), False), "a"),
    "hemoglobin <= 85 g/l also <= 8.5 g/dl": n.Comparison(
        "hemoglobin",
        "Hemoglobin",
        None,
        n.Bound(Decimal(85), True),
        "g/L",
        also=(n.Limit(None, n.Bound(Decimal("8.5"), True), "g/dL"),),
    ),
    "alt > 3 x ULN": n.Comparison(
        "alt", "Alanine aminotransferase", n.Bound(Decimal(3), False), None, None, relative_to="ULN"
    ),
    "fvc < 50 % of predicted": n.Comparison(
        "fvc", "Forced vital capacity", None, n.Bound(Decimal(50), False), "%", relative_to="predicted"
    ),
    "mmt decrease >= 10 % of scale-maximum": n.Comparison(
        "mmt",
        "Manual muscle testing",
        n.Bound(Decimal(10), True),
        None,
        "%",
        relative_to="scale-maximum",
        change="decrease",
    ),
    "hemoglobin > 8 ?": n.Comparison("hemoglobin", "Hemoglobin", n.Bound(Decimal(8), False), None, None),
    "nyha in {III, IV}": n.Member("nyha", "NYHA class", ("III", "IV")),
    "hiv-test positive ever": n.Result("hiv-test", "HIV test", "positive", "ever"),
    'condition "risk factors for myocardial infarction"': n.Condition(
        None, "risk factors for myocardial infarction", coded=False
    ),
    "history of malignancy within 5 years before screening": n.Condition(
        "malignancy", "Malignancy", "ever", window=n.Window(Decimal(5), "year", True, "screening")
    ),
    'condition atopic-dermatitis {severity: active, criteria-set: "UK working party"}': n.Condition(
        "atopic-dermatitis",
        "Atopic dermatitis",
        qualifiers=(n.Qualifier("severity", "active"), n.Qualifier("criteria-set", "UK working party")),
    ),
    "taking prednisone dose <= 20 mg/kg/d stable >= 6 months": n.Treatment(
        "prednisone",
        "Prednisone",
        dose=n.Dose(None, n.Bound(Decimal(20), True), "mg", "d", True),
        stable_for=n.Duration(n.Bound(Decimal(6), True), None, "month"),
    ),
    "received class corticosteroids until > 8 weeks before baseline": n.Treatment(
        "corticosteroids",
        "Corticosteroids",
        "class",
        "ever",
        window=n.Window(Decimal(8), "week", False, "baseline", "until"),
    ),
    'planned "major surgery" during study': n.Plan(
        "major surgery", window=n.Window(anchor="study", direction="during")
    ),
    "when state childbearing-potential then not state pregnant": n.When(
        n.State("childbearing-potential", "Childbearing potential"), n.Not(n.State("pregnant", "Pregnant"))
    ),
    'any of examples (condition "lupus") under (condition "autoimmune disease")': n.AnyOf(
        (n.Condition(None, "lupus", coded=False),), True, n.Condition(None, "autoimmune disease", coded=False)
    ),
    "history of malignancy in family": n.Condition("malignancy", "Malignancy", "ever", who="family"),
}


@pytest.mark.parametrize(("text", "node"), SAYS.items())
def test_what_a_rule_says(text, node):
    assert parsed(text) == node


def documented():
    """Every rule on the notation's page: first cells of its tables and the rules in its paragraphs."""
    page = (Path(__file__).parent.parent / "docs" / "notation.md").read_text(encoding="utf-8")
    cells = re.findall(r"^\| (?:`` (.+?) ``|`([^`]+)`) \|", page, re.MULTILINE)
    prose = re.findall(r"^`(condition [^`]+)`|needed: `([^`]+)`", page, re.MULTILINE)
    return ["".join(found) for found in (*cells, *prose)]


@pytest.mark.parametrize("rule", documented())
def test_every_rule_on_the_page_is_read_and_printed_alike(rule):
    node, found = parse_rule(rule)
    assert found == ()
    assert parse_rule(print_rule(node)) == (node, ())


def test_the_page_speaks_of_every_word_of_the_notation():
    page = (Path(__file__).parent.parent / "docs" / "notation.md").read_text(encoding="utf-8")
    assert [word for word in sorted(RESERVED - {"drug"}) if not re.search(rf"(?<![\w-]){word}(?![\w-])", page)] == []


def test_wide_rules_break_over_indented_lines():
    rule = "all of (easi >= 6; any of (state pregnant; not history of malignancy); when state pregnant then easi >= 6)"
    assert print_rule(parsed(rule), 34, NAMES).splitlines() == [
        "all of (",
        "  easi >= 6;",
        "  any of (",
        "    state pregnant;",
        "    not history of malignancy",
        "  );",
        "  when state pregnant",
        "    then easi >= 6",
        ")",
    ]


@pytest.mark.parametrize("piece", ["(", "not ", "all of (", "when (", "any of (not "])
def test_deep_nesting_is_an_issue(piece):
    node, found = parse_rule(piece * 50_000, NAMES)
    assert node is None
    assert found[0].code == "too-deep"


def test_long_flat_lists_are_read():
    rule = "any of (" + "; ".join(["not not state pregnant"] * 2000) + ")"
    node, found = parse_rule(rule, NAMES)
    assert found == ()
    assert len(node.parts) == 2000


def test_the_catalogue_is_the_default_vocabulary():
    rule = "hemoglobin <= 85 g/L"
    node, found = parse_rule(rule)
    assert found == ()
    assert (node.concept, node.coded) == ("hemoglobin", True)
    assert print_rule(node) == question_key(node) == rule
