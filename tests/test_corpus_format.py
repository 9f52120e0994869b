"""The corpus reader itself: what it reads, what it refuses, what it rewrites."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from corpus import document
from corpus import read_blocks
from corpus import rewritten

SAMPLE = """\
# a comment

== platelets, lower bound
text      Platelet count >= 100 x 10^9/L
rule      platelets >= 100 10*9/L
100 10*9/L        met
100000 /uL; male        not met   # other unit
-                 unknown

== two lines
text      At least two of:
text        - a
category  exclusion
"""


def blocks(text=SAMPLE):
    return read_blocks(Path("sample.txt"), text)


def test_blocks_keys_and_candidate_lines():
    first, second = blocks()
    assert (first.title, first.text, first.line) == ("platelets, lower bound", "Platelet count >= 100 x 10^9/L", 3)
    assert [(case.facts, case.outcome) for case in first.cases] == [
        (("100 10*9/L",), "met"),
        (("100000 /uL", "male"), "not met"),
        ((), "unknown"),
    ]
    assert second.text == "At least two of:\n  - a"
    assert document(second).startswith("Exclusion Criteria:")


@pytest.mark.parametrize("wrong", ["text  orphan", "== t\ntext      x\n100 g/L  maybe", "== no text\n-   met"])
def test_a_line_that_fits_nothing_is_named(wrong):
    with pytest.raises(ValueError, match=r"sample\.txt:\d"):
        blocks(wrong)


def test_only_machine_lines_are_rewritten():
    lines = SAMPLE.splitlines()
    out = rewritten(lines, {3: {"rule": ["new rule"]}, 10: {"rule": ["a", "b"]}})
    assert [line for line in out if line not in lines] == ["rule      new rule", "rule      a", "rule      b"]
    assert [line for line in lines if line not in out] == ["rule      platelets >= 100 10*9/L"]
    assert rewritten(out, {3: {"rule": ["new rule"]}, 10: {"rule": ["a", "b"]}})[:5] == out[:5]


def test_facts_make_a_record():
    from facts import patient_of

    today = date(2026, 3, 9)
    facts = ("age 19", "male", "12.5 g/dL @-30d", "has heart failure since -2y", "complete conditions", "presume medications")
    patient, presume = patient_of(facts, "hemoglobin", today)
    (seen,) = patient.observations
    assert (str(seen.value), seen.unit, str(seen.date)) == ("12.5", "g/dL", "2026-02-07")
    assert str(patient.birth_date) == "2007-03-08"
    assert str(patient.conditions[0].onset) == "2024-03-09"
    assert patient.complete[0].domain == "conditions"
    assert presume == {"medications"}
