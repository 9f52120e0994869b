"""Lists as documents print them: numbered sections, labelled criteria, page feet, titles of a template, pages for the public."""

from __future__ import annotations

from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screener.criteria.notation import print_rule
from screener.reading.compile import compile_text

DOCUMENTS = {
    "numbered sections": """
        5.1 Inclusion Criteria
        1. Age 20 to 60 years
        2. HbA1c ≤ 9 %
        5.2 Exclusion Criteria
        1. Gout
        2. Stroke within 3 months
    """,
    "sections of a European register": """
        E.3 Principal inclusion criteria
        Age 20 to 60 years
        HbA1c ≤ 9 %
        E.4 Principal exclusion criteria
        Gout
        Stroke within 3 months
    """,
    "labels under headings": """
        Inclusion Criteria
        I1. Age 20 to 60 years
        I2. HbA1c ≤ 9 %
        Exclusion Criteria
        E1. Gout
        E2. Stroke within 3 months
    """,
    "labels that tell the side": """
        INC-01 Age 20 to 60 years
        INC-02 HbA1c ≤ 9 %
        EXC-01 Gout
        EXC-02 Stroke within 3 months
    """,
    "feet of pages between the lines": """
        Inclusion Criteria
        1. Age 20 to 60 years
        CONFIDENTIAL                                   Page 23 of 87
        2. HbA1c ≤ 9 %
        Exclusion Criteria
        1. Gout
        2. Stroke within the last
        Protocol ABC-101, Version 2.0, 3 March 2021        Page 24
        3 months
    """,
    "titles of a template, over which the numbers run on": """
        Inclusion Criteria

        Participants are eligible only if all of the following criteria apply:

        Type of Participant and Disease Characteristics
        1. Age 20 to 60 years
        2. HbA1c ≤ 9 %

        Exclusion Criteria

        Medical Conditions
        1. Gout

        Prior/Concomitant Therapy
        2. Stroke within 3 months
    """,
    "a page for the public": """
        You may be able to join this study if you:
        - are aged 20 to 60 years
        - have HbA1c ≤ 9 %
        You cannot join this study if you:
        - have gout
        - have had a stroke within 3 months
    """,
    "questions on a page for the public": """
        Who can take part?
        - People aged 20 to 60 years
        - People with HbA1c ≤ 9 %
        Who cannot take part?
        - People with gout
        - Anyone with a stroke within 3 months
    """,
    "words broken at the ends of lines": """
        Inclusion Criteria
        1. Aged 20 to 60 years, of either sex
        2. HbA1c ≤ 9 %
        Exclusion Criteria
        1. Gout
        2. Stroke with-
           in 3 months
    """,
    "columns that were copied one after the other": """
        Inclusion criteria

        Exclusion criteria

        1. Age 20 to 60 years

        2. HbA1c ≤ 9 %

        1. Gout

        2. Stroke within 3 months
    """,
    "numbers in rings": """
        Inclusion criteria：
        ① Age 20 to 60 years；
        ② HbA1c ≤ 9 %；
        Exclusion criteria：
        ① Gout；
        ② Stroke within 3 months；
    """,
    "numbers and small first letters on one line": """
        Inclusion criteria: 1. in- or outpatients aged 20 to 60 years 2. having HbA1c ≤ 9 %
        Exclusion criteria: 1. gout 2. stroke within 3 months
    """,
}
FIRST, SECOND = "age 20..60 years", "hba1c <= 9 %"
EXCLUSIONS = ["condition gout", "history of stroke within 3 months"]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_gives_its_lists(name):
    protocol = compile_text(dedent(DOCUMENTS[name]).strip("\n"))
    sides = {side: [print_rule(one.node) for one in protocol.criteria if one.category == side] for side in ("inclusion", "exclusion")}
    assert FIRST in sides["inclusion"][0]
    assert sides["inclusion"][1:] == [SECOND]
    assert sides["exclusion"] == EXCLUSIONS
    assert not [entry for entry in protocol.ledger["text"] if entry.state == "unread"]


def test_a_second_mark_of_a_word_processor_is_below_the_first():
    text = "Inclusion Criteria\n•\tAny of the following:\no\tGout\no\tAsthma\n•\tHbA1c ≤ 9 %"
    protocol = compile_text(text)
    assert [print_rule(one.node) for one in protocol.criteria] == ["any of (condition gout; condition asthma)", "hba1c <= 9 %"]
    assert not [entry for entry in protocol.ledger["text"] if entry.state == "unread"]


def test_stars_below_numbers_on_one_line_are_nested():
    text = "Inclusion Criteria: 1. Any of the following: * Gout * Asthma 2. HbA1c ≤ 9 %"
    protocol = compile_text(text)
    assert [print_rule(one.node) for one in protocol.criteria] == ["any of (condition gout; condition asthma)", "hba1c <= 9 %"]
    assert not [entry for entry in protocol.ledger["text"] if entry.state == "unread"]


@pytest.mark.parametrize("adverb", ["", "also ", "therefore ", "specifically "])
def test_an_adverb_changes_nothing_of_who_is_excluded(adverb):
    (one,) = compile_text(f"Inclusion Criteria:\n- Patients with gout are {adverb}excluded").criteria
    assert print_rule(one.node) == "not condition gout"


PAPER = (
    "Inclusion criteria were age 20 to 60 years, gout, and HbA1c ≤ 9 %. Exclusion criteria were asthma, pregnancy, and stroke "
    "within 3 months. Participants were followed for 12 weeks."
)
TRIAL = (
    "We included patients aged 20 to 60 years with gout and HbA1c ≤ 9 %. We excluded patients with asthma, pregnancy, and stroke "
    "within 3 months. Participants were followed for 12 weeks."
)


@pytest.mark.parametrize("text", [PAPER, TRIAL])
def test_each_criterion_that_a_paper_lists_in_a_sentence_excludes_for_itself(text):
    included, excluded = compile_text(text).criteria
    assert {"age 20..60 years", "condition gout", "hba1c <= 9 %"} == set(flat(print_rule(included.node)))
    assert excluded.category == "exclusion"
    assert print_rule(excluded.node) == "any of (condition asthma; state pregnant; history of stroke within 3 months)"


def test_a_list_within_the_list_that_a_paper_gives_ends_at_its_or():
    text = "Exclusion criteria were the presence of gout, COPD, or asthma, and the use of warfarin within 4 weeks."
    (one,) = compile_text(text).criteria
    assert one.category == "exclusion"
    assert print_rule(one.node) == "any of (condition gout; condition copd; condition asthma; received warfarin within 4 weeks)"


def test_a_remark_on_the_criteria_above_a_list_still_heads_it():
    text = "Inclusion criteria:\n- Gout\nExclusion criteria are the same as in the main study\n- Asthma"
    assert [(one.category, print_rule(one.node)) for one in compile_text(text).criteria][::2] == [
        ("inclusion", "condition gout"), ("exclusion", "condition asthma"),
    ]  # fmt: skip


def test_headings_that_stand_together_are_told_of():
    protocol = compile_text("Inclusion criteria\n\nExclusion criteria\n\nGout\n\nAsthma")
    assert "headings-together" in {found.code for found in protocol.issues}


def flat(rule):
    return rule.replace("all of (", "").replace(")", "").split("; ")


@pytest.mark.parametrize(
    ("sentence", "rule"),
    [
        ("Patients were eligible if they had gout, took warfarin, and were aged 20 to 60 years.", "all of (history of gout; received warfarin; age 20..60 years)"),
        ("Patients were excluded if they had gout, took warfarin, or were pregnant.", "all of (not history of gout; not received warfarin; not state pregnant)"),
        ("Patients with gout or asthma were excluded.", "not any of (condition gout; condition asthma)"),
    ],
)  # fmt: skip
def test_what_follows_eligible_if_is_asked_as_a_whole(sentence, rule):
    (one,) = compile_text(f"Inclusion Criteria:\n- {sentence}").criteria
    assert print_rule(one.node) == rule


def test_the_shorthand_of_charts():
    text = "Exclusion Criteria:\n- h/o gout\n- s/p CABG w/in 3 mo\n- asthma w/ obesity\n- hx of stroke\n- prednisone x ≥ 3 months"
    assert [print_rule(one.node) for one in compile_text(text).criteria] == [
        "history of gout", "received procedure coronary-artery-bypass-grafting within 3 months",
        "all of (condition asthma; condition obesity)", "history of stroke", "taking prednisone lasting >= 3 months",
    ]  # fmt: skip


PIECES = (
    "Inclusion criteria", "Exclusion criteria", "Exclusion", "|", "\t", "\n", "\n\n", "---|---|", "1.", "2.", "①", "o\t", "•", "* ",
    "I1.", "EXC-01", "Page 3 of 7", "CONFIDENTIAL", "age >= 18 years", "gout, severe COPD, or stroke within 3 months",
    "You cannot join if you:", "Who can take part?", "HbA1c < 7 %", "except basal cell carcinoma if excised", "(mild asthma is allowed)",
    "We excluded patients with", "Exclusion criteria were", "long-\nterm", "w/", "x 3 months", "Patients were excluded if", "5.2 ", ":", ", ",
)  # fmt: skip


@given(st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(["", " ", "\n"])), min_size=1, max_size=30))
def test_any_jumble_of_layout_is_accounted_for(pieces):
    text = "".join(piece + gap for piece, gap in pieces)
    protocol = compile_text(text)
    for field, entries in protocol.ledger.items():
        assert sum(entry.span.end - entry.span.start for entry in entries) == len(protocol.texts[field])
    assert all(one.text == text[one.span.start : one.span.end] for one in protocol.criteria)
    assert "reading-failed" not in {found.code for one in protocol.criteria for found in one.issues}
