"""The truth tables of every combination, written out: nine rows each (CQL's three-valued logic)."""

from __future__ import annotations

import pytest

from screener.core.reasons import Reason
from screener.core.truth import Truth
from screener.screening import combine
from screener.screening.outcome import Because
from screener.screening.outcome import Outcome

T, F, U = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN
NAMES = {"T": T, "F": F, "U": U}


def outcome(letter):
    """An outcome of that truth, unknown because nothing is recorded."""
    because = (Because(Reason.NOT_RECORDED, "Nothing is recorded."),) if letter == "U" else ()
    return Outcome(NAMES[letter], f"This is {letter}.", because)


def table(text):
    """Rows "A B result" of a truth table."""
    rows = [tuple(line.split()) for line in text.strip().splitlines()]
    assert len({row[:2] for row in rows}) == 9
    return rows


ALL_OF = table("""
T T T
T F F
T U U
F T F
F F F
F U F
U T U
U F F
U U U
""")
ANY_OF = table("""
T T T
T F T
T U T
F T T
F F F
F U U
U T T
U F U
U U U
""")
AT_LEAST_ONE = ANY_OF
AT_LEAST_TWO = ALL_OF
AT_MOST_ONE = table("""
T T F
T F T
T U U
F T T
F F T
F U T
U T U
U F T
U U U
""")
AT_MOST_NONE = table("""
T T F
T F F
T U F
F T F
F F T
F U U
U T F
U F U
U U U
""")
EXCEPT = table("""
T T F
T F T
T U U
F T F
F F F
F U F
U T F
U F U
U U U
""")
WHEN_IN_AN_INCLUSION = table("""
T T T
T F F
T U U
F T T
F F T
F U T
U T T
U F U
U U U
""")
WHEN_IN_AN_EXCLUSION = table("""
T T T
T F F
T U U
F T F
F F F
F U F
U T U
U F F
U U U
""")
OPEN_LIST = table("""
T T T
T F T
T U T
F T T
F F U
F U U
U T T
U F U
U U U
""")

CASES = {
    "all-of": (ALL_OF, lambda a, b: combine.all_of((a, b))),
    "any-of": (ANY_OF, lambda a, b: combine.any_of((a, b))),
    "open list": (OPEN_LIST, lambda a, b: combine.any_of((a, b), open_list=True)),
    "at least one": (AT_LEAST_ONE, lambda a, b: combine.some_of((a, b), 1, most=False)),
    "at least two": (AT_LEAST_TWO, lambda a, b: combine.some_of((a, b), 2, most=False)),
    "at most one": (AT_MOST_ONE, lambda a, b: combine.some_of((a, b), 1, most=True)),
    "at most none": (AT_MOST_NONE, lambda a, b: combine.some_of((a, b), 0, most=True)),
    "except": (EXCEPT, combine.exception),
    "when, inclusion": (WHEN_IN_AN_INCLUSION, lambda a, b: combine.when(a, b, T)),
    "when, exclusion": (WHEN_IN_AN_EXCLUSION, lambda a, b: combine.when(a, b, F)),
}
ROWS = [(name, *row) for name, (rows, _) in CASES.items() for row in rows]


@pytest.mark.parametrize(("name", "one", "two", "expected"), ROWS)
def test_the_truth_table_holds_and_every_unknown_has_its_reason(name, one, two, expected):
    found = CASES[name][1](outcome(one), outcome(two))
    assert found.truth is NAMES[expected]
    assert bool(found.reasons) == (expected == "U")


@pytest.mark.parametrize(("one", "expected"), [("T", "F"), ("F", "T"), ("U", "U")])
def test_not(one, expected):
    found = combine.inverted(outcome(one))
    assert found.truth is NAMES[expected]
    assert bool(found.reasons) == (expected == "U")


@pytest.mark.parametrize(
    ("head", "part", "expected", "reasons"),
    [
        ("T", "T", "T", set()),
        ("T", "F", "T", set()),
        ("T", "U", "T", set()),
        ("F", "T", "T", set()),
        ("F", "F", "F", set()),
        ("F", "U", "U", {"not-recorded"}),
        ("U", "T", "T", set()),
        ("U", "F", "U", {"not-recorded", "open-list"}),
        ("U", "U", "U", {"not-recorded"}),
    ],
)
def test_a_head_decides_what_its_examples_leave_open(head, part, expected, reasons):
    found = combine.any_of((outcome(part),), open_list=True, head=outcome(head))
    assert found.truth is NAMES[expected]
    assert found.reasons == reasons


def test_not_applicable_is_told_apart_from_true_and_false():
    assert not combine.when(outcome("F"), outcome("U"), T).applicable
    assert combine.when(outcome("T"), outcome("T"), T).applicable


@pytest.mark.parametrize(
    ("head", "part", "expected", "reasons"),
    [
        ("T", "T", "T", set()),
        ("T", "F", "U", {"conflict"}),
        ("T", "U", "T", set()),
        ("F", "T", "T", set()),
        ("F", "F", "F", set()),
        ("F", "U", "U", {"not-recorded"}),
        ("U", "T", "T", set()),
        ("U", "F", "F", set()),
        ("U", "U", "U", {"not-recorded"}),
    ],
)
def test_a_closed_list_defines_its_head(head, part, expected, reasons):
    found = combine.any_of((outcome(part),), head=outcome(head))
    assert found.truth is NAMES[expected]
    assert found.reasons == reasons


def test_a_definition_does_not_overrule_what_the_record_says_of_the_thing_defined():
    doubtful = Outcome(U, "It is recorded, but not confirmed.", (Because(Reason.QUALIFIER, "Not confirmed."),))
    assert combine.any_of((outcome("F"),), head=doubtful).reasons == {"qualifier"}
