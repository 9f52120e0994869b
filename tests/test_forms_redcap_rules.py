"""REDCap's import rules, by a checker that knows nothing of how the dictionary was made."""

from __future__ import annotations

import csv
import io
import random

import pytest

from screener.forms.questionnaire import questionnaire
from screener.forms.to_redcap import to_redcap
from screener.reading.compile import compile_text

from forms_for_tests import ALL
from forms_for_tests import form
from made_up_protocols import made_up
from redcap_rules import BRANCHING
from redcap_rules import CHOICES
from redcap_rules import COLUMNS
from redcap_rules import FORM
from redcap_rules import HIGH
from redcap_rules import KIND
from redcap_rules import LABEL
from redcap_rules import LOW
from redcap_rules import MATRIX
from redcap_rules import NAME
from redcap_rules import REQUIRED
from redcap_rules import VALIDATION
from redcap_rules import problems

ODD = """Inclusion Criteria:
* Platelets <100,000/uL or hemoglobin >8.5 g/dL [local laboratory]
* Diagnosis of <b>bold</b> | barred "quoted" disease
* Age >=18

Exclusion Criteria:
* History of any of: a|b disease, <c disease, [d] disease
"""


@pytest.mark.parametrize("name", ALL)
def test_redcap_takes_the_dictionary(name: str) -> None:
    assert problems(to_redcap(form(name))) == []


def test_redcap_takes_odd_text() -> None:
    assert problems(to_redcap(questionnaire(compile_text(ODD, source="odd")))) == []


def test_redcap_takes_what_is_made_up() -> None:
    dice = random.Random(7)
    for _ in range(60):
        assert problems(to_redcap(questionnaire(made_up(dice)))) == []


@pytest.mark.parametrize(
    ("column", "value", "told"),
    [
        (NAME, "Hemoglobin", "lower-case"),
        (NAME, "2_hemoglobin", "lower-case"),
        (NAME, "hemo__globin", "lower-case"),
        (NAME, "a" * 27, "at most 26"),
        (NAME, "screening_complete", "keeps for itself"),
        (NAME, "record_id", "named twice"),
        (FORM, "", "no form"),
        (FORM, "Other Form", "lower-case"),
        (FORM, "other", "torn apart"),
        (KIND, "number", "no field type"),
        (KIND, "calc", "no equation"),
        (KIND, "radio", "code, label"),
        (LABEL, " ", "no label"),
        (LABEL, "less <3", "a tag"),
        (CHOICES, "1, Yes", "without a list"),
        (VALIDATION, "float", "validation"),
        (LOW, "low", "does not fit"),
        (LOW, "9999", "wrong way round"),
        (HIGH, "today", "does not fit"),
        (REQUIRED, "yes", "y or empty"),
        (BRANCHING, "[hemoglobin] <> ''", "depends on itself"),
        (BRANCHING, "[nothing] = '1'", "no field"),
        (BRANCHING, "[pregnant] = '7'", "never 7"),
        (BRANCHING, "[pregnant(1)] = '1'", "no such code"),
        (BRANCHING, "([pregnant] = '1'", "do not match"),
        (BRANCHING, "[pregnant] = '1", "left open"),
        (BRANCHING, "[pregnant] == '1'", "does not know"),
        (BRANCHING, "len([pregnant]) = 1", "no function"),
        (MATRIX, "lonely", "one kind"),
    ],
)
def test_the_checker_finds_what_redcap_would_refuse(column: str, value: str, told: str) -> None:
    table = list(csv.DictReader(io.StringIO(to_redcap(form("small")), newline="")))
    next(row for row in table if row[NAME] == "hemoglobin")[column] = value
    assert any(told in problem for problem in problems(written(table))), problems(written(table))


def test_the_checker_finds_codes_twice_a_torn_matrix_and_a_missing_record() -> None:
    table = list(csv.DictReader(io.StringIO(to_redcap(form("small")), newline="")))
    next(row for row in table if row[NAME] == "pregnant")[CHOICES] = "1, Yes | 1, No"
    matrix = [row for row in table if row[MATRIX]]
    table.remove(matrix[0])
    found = problems(written([*table[1:], matrix[0]]))
    assert any("a code twice" in one for one in found)
    assert "a matrix is torn apart" in found
    assert problems("a,b\n1,2\n") == ["the columns are not those of REDCap"]
    assert problems(written(table[2:] and table[3:]))


def written(table: list[dict[str, str]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    writer.writerows(table)
    return out.getvalue()
