from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import settings

from screener.core.issues import issue_table
from screener.core.span import Span
from screener.criteria.lint import CHECKS
from screener.criteria.lint import lint
from screener.criteria.notation import parse_rule
from screener.criteria.protocol import Criterion
from screener.criteria.protocol import Protocol

from strategies import protocols


def linted(*rules, text=""):
    """The issues of a protocol with these rules: `+ rule` an inclusion, `- rule` an exclusion, `age rule` FIELD-AGE."""
    criteria = []
    for number, line in enumerate(rules, 1):
        sign, rule = line.split(" ", 1)
        node, found = parse_rule(rule)
        assert found == ()
        ident = {"+": f"INCL{number:02}", "-": f"EXCL{number:02}", "age": "FIELD-AGE"}[sign]
        category = "exclusion" if sign == "-" else "inclusion"
        criteria.append(Criterion(ident, category, "criteria", rule, Span(number, number + 1), node))
    return lint(Protocol("NCT00000001", "A trial", {"criteria": text}, tuple(criteria), {}))


def codes(*rules, text=""):
    return [each.code for each in linted(*rules, text=text)]


IMPOSSIBLE = [
    ("+ easi >= 6", "+ easi < 6"),
    ("+ easi >= 6", "- easi >= 6"),
    ("+ all of (easi >= 6; easi <= 5)",),
    ("+ easi 6..20", "- any of (easi < 10; easi >= 10)"),
    ("+ easi 6..20", "- easi 6..15", "- easi > 15"),
    ("+ hemoglobin >= 8.5 g/dL", "- hemoglobin > 80 g/L"),
    ("+ age >= 19 years", "- age > 18 years"),
    ("+ alt > 3 x ULN", "- alt > 2 x ULN"),
    ("+ not easi < 6", "- not easi < 6"),
    ("+ easi >= 6 except easi >= 3",),
]
POSSIBLE = [
    ("+ easi >= 6", "- easi < 6"),
    ("+ easi >= 6", "- easi > 20"),
    ("+ easi >= 6 at screening", "- easi >= 6 at baseline"),
    ("+ easi >= 6", "- all of (easi >= 6; condition psoriasis)"),
    ("+ any of (easi >= 6; easi < 6)",),
    ("+ easi >= 6", "- when condition psoriasis then easi >= 6"),
    ("+ hemoglobin >= 85 g/L", "- hemoglobin < 8.5 g/dL"),
    ("+ age <= 18 years", "- age > 18 years"),
    ("+ alt > 3 x ULN", "- alt > 50 U/L"),
    ("+ easi increase >= 6", "- easi >= 6"),
    ("+ easi >= 6", "- easi >= 6 using highest"),
]


@pytest.mark.parametrize("rules", IMPOSSIBLE)
def test_limits_that_leave_nothing(rules):
    assert "no-patient-can-pass" in codes(*rules)


@pytest.mark.parametrize("rules", POSSIBLE)
def test_limits_that_leave_something(rules):
    assert "no-patient-can-pass" not in codes(*rules)


FACING = [
    (("+ easi >= 6", "- easi < 6"), None),
    (("+ easi > 10", "- easi < 8"), "limits-gap"),
    (("+ easi > 10", "- easi < 10"), "limits-gap"),
    (("+ easi > 10", "- easi <= 10"), None),
    (("+ easi >= 10", "- easi <= 10"), "limits-overlap"),
    (("+ easi >= 10", "- easi < 12"), "limits-overlap"),
    (("+ easi <= 20", "- easi > 25"), "limits-gap"),
    (("+ easi <= 20", "- easi > 20"), None),
    (("+ easi <= 20", "- easi > 15"), "limits-overlap"),
    (("+ easi >= 6", "- easi > 60"), None),
    (("+ age 2..18 years", "- any of (age < 2 years; age > 18 years)"), None),
    (("+ age 2..18 years", "- any of (age < 3 years; age > 18 years)"), "limits-overlap"),
    (("+ age 2..18 years", "- age < 18 months"), "limits-gap"),
    (("+ hemoglobin >= 10 g/dL", "- hemoglobin < 90 g/L"), "limits-gap"),
    (("+ hemoglobin >= 10 g/dL", "- hemoglobin < 100 g/L"), None),
    (("+ easi > 10 at screening", "- easi < 8 at baseline"), None),
    (("+ easi > 10", "+ easi < 8"), None),
]


@pytest.mark.parametrize(("rules", "code"), FACING)
def test_facing_limits(rules, code):
    found = [each for each in codes(*rules) if each.startswith("limits")]
    assert found == ([] if code is None else [code])


AGES = [
    (("age age 2..18 years", "+ age 2..18 years"), False),
    (("age age 2..18 years", "+ age >= 2 years"), False),
    (("age age 2..18 years", "- any of (age < 2 years; age > 18 years)"), False),
    (("age age 2..18 years", "+ age < 19 years"), False),
    (("age age 2..18 years", "+ age 2..17 years"), True),
    (("age age 2..18 years", "- age < 3 years"), True),
    (("age age >= 18 years", "+ age > 18 years"), True),
    (("age age >= 24 months", "+ age >= 2 years"), False),
    (("+ age 2..18 years", "+ age 3..18 years"), False),
    (("age age 2..18 years", "+ any of (age < 2 years; age 30..40 years)"), False),
]


@pytest.mark.parametrize(("rules", "mismatch"), AGES)
def test_the_structured_age_against_the_text(rules, mismatch):
    assert ("field-text-mismatch" in codes(*rules)) == mismatch


IMPLAUSIBLE = [
    ("+ hemoglobin >= 85 g/dL", "was 85 g/L meant?"),
    ("+ hemoglobin >= 8.5 g/L", "was 8.5 g/dL meant?"),
    ("+ easi >= 600", "was a number 10 times smaller meant?"),
    ("- age > 216 years", "was 216 months meant?"),
    ("+ platelets >= 100000 10*9/L", "was 100000 "),
]


@pytest.mark.parametrize(("rule", "hint"), IMPLAUSIBLE)
def test_an_implausible_limit_and_the_slip_that_explains_it(rule, hint):
    (found,) = [each for each in linted(rule) if each.code == "threshold-implausible"]
    assert found.hint.startswith(hint)


@pytest.mark.parametrize(
    "rule",
    ["+ hemoglobin >= 85 g/L", "+ easi >= 72", "+ hemoglobin > 50 x ULN", "+ hemoglobin > 8 ?", '+ "x" >= 900 g/dL'],
)
def test_a_plausible_limit(rule):
    assert codes(rule) == []


def test_a_unit_of_another_dimension():
    assert codes("+ hemoglobin >= 85 mm[Hg]") == ["dimension-mismatch"]


def test_duplicates():
    assert codes("+ condition psoriasis", "+ condition psoriasis") == ["duplicate-criterion"]
    assert codes("+ condition psoriasis", "- condition psoriasis") == ["criteria-conflict"]
    assert codes("- condition psoriasis", "+ condition psoriasis") == ["criteria-conflict"]
    assert codes("+ condition psoriasis", "+ history of psoriasis") == []
    assert codes('+ unread "x"', '+ unread "x"') == []


ABBREVIATIONS = [
    ("", True),
    ("the rare XYQ syndrome", True),
    ("extra yellow quality (XYQ)", False),
    ("extra yellow quality [XYQ] and XYQ", False),
    ("XYQ (extra yellow quality)", False),
    ("XYQ = extra yellow quality", False),
    ("(XYQ)", True),
]


@pytest.mark.parametrize(("text", "told"), ABBREVIATIONS)
def test_abbreviations_that_nobody_spells_out(text, told):
    assert codes('+ condition "XYQ syndrome"', text=text) == (["abbreviation-undefined"] if told else [])


@pytest.mark.parametrize("label", ["type II disease", "EASI something", "a Rare Disease", "grade 3"])
def test_what_is_no_unknown_abbreviation(label):
    assert codes(f'+ condition "{label}"') == []


def test_an_abbreviation_is_told_once():
    assert codes('+ condition "XYQ"', '- condition "XYQ of the skin"') == ["abbreviation-undefined"]


EXCLUSION = "- received class immunosuppressants within 3 months"
CLASHES = [
    (("+ any of (state informed-consent; received class immunosuppressants stable >= 6 months)", EXCLUSION), True),
    (("+ taking methotrexate", "- received class immunosuppressants"), True),
    (("+ taking methotrexate", "- any of examples (taking methotrexate) under (condition psoriasis)"), True),
    (("+ taking prednisone dose <= 10 mg per d", "- taking prednisone dose > 5 mg per d"), True),
    (('+ taking "new drug"', '- received "New drugs"'), True),
    (("+ when condition psoriasis then taking methotrexate", EXCLUSION), True),
    (("+ received methotrexate until 6 months before screening", EXCLUSION), False),
    (("+ taking prednisone dose <= 10 mg per d", "- taking prednisone dose > 10 mg per d"), False),
    (("+ taking prednisone route topical", "- taking prednisone route oral"), False),
    (("+ naive-to class immunosuppressants", EXCLUSION), False),
    (("+ not taking methotrexate", EXCLUSION), False),
    (("+ received class immunosuppressants", "- naive-to class immunosuppressants"), False),
    (("+ taking methotrexate", "- received class immunosuppressants except taking methotrexate"), False),
    (("+ taking methotrexate", "- all of (taking methotrexate; condition psoriasis)"), False),
    (("+ taking methotrexate", "- taking prednisone"), False),
    (("- taking methotrexate", EXCLUSION), False),
]


@pytest.mark.parametrize(("rules", "clash"), CLASHES)
def test_a_treatment_that_one_permits_and_another_forbids(rules, clash):
    found = [each for each in linted(*rules) if each.code == "criteria-conflict"]
    assert bool(found) == clash
    if clash:
        assert "INCL01" in found[0].message
        assert "EXCL02" in found[0].message


@given(protocols())
@settings(max_examples=80, deadline=None)
def test_lint_takes_any_protocol(protocol):
    for found in lint(protocol):
        assert found.code in issue_table()
        assert found.hint


def test_every_check_is_a_function_with_its_meaning_written_down():
    assert all(check.__doc__ for check in CHECKS)
