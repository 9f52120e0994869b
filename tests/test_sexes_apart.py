"""Criteria of a trial of both sexes that each ask something of one of them."""

from __future__ import annotations

import pytest

from screener.criteria.notation import print_rule
from screener.reading.compile import compile_text

SEXES = {
    "Men or women ≥ 35 years old; Women who do not donate eggs": [
        "age >= 35 years",
        "when sex is {female} then not state donor-eggs-sperm",
    ],
    "Male, 50 to 80 years old; Female, 40 to 70 years old": [
        "when sex is {male} then age 50..80 years",
        "when sex is {female} then age 40..70 years",
    ],
    "Women aged 20 to 40 years; Asthma": ["all of (sex is {female}; age 20..40 years)", "condition asthma"],
    "Women aged 20 to 40 years; Male partner with azoospermia": [
        "all of (sex is {female}; age 20..40 years)",
        "all of (sex is {male}; condition azoospermia in partner)",
    ],
}


@pytest.mark.parametrize("lines", SEXES)
def test_a_trial_of_both_sexes_asks_of_one_what_it_says_of_that_one(lines):
    listed = "".join(f"- {line}\n" for line in lines.split("; "))
    protocol = compile_text(f"Inclusion Criteria:\n\n{listed}")
    assert [print_rule(criterion.node) for criterion in protocol.criteria] == SEXES[lines]
