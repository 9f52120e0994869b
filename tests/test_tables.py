"""Tables pasted from papers and protocols: a column for each side, a row for each side, or a rule behind each line."""

from __future__ import annotations

from textwrap import dedent

import pytest

from screener.criteria.notation import print_rule
from screener.reading.compile import compile_text

TABLES = {
    "a column for each side": """
        | Inclusion criteria | Exclusion criteria |
        |--------------------|--------------------|
        | Age 20 to 60 years | Gout               |
        | HbA1c ≤ 9 %        | Asthma             |
        |                    | Psoriasis          |
    """,
    "columns without a fence": """
        Key inclusion criteria | Key exclusion criteria
        --- | ---
        Age 20 to 60 years | Gout
        HbA1c ≤ 9 % | Asthma
         | Psoriasis
    """,
    "columns with numbered rows": """
        | No. | Inclusion | Exclusion |
        |-----|-----------|-----------|
        | 1 | Age 20 to 60 years | Gout |
        | 2 | HbA1c ≤ 9 % | Asthma |
        | 3 | | Psoriasis |
    """,
    "columns as a word processor copies them": """
        Inclusion criteria\tExclusion criteria
        Age 20 to 60 years\tGout
        HbA1c ≤ 9 %\tAsthma
        \tPsoriasis
    """,
    "one row with all criteria of a side in a cell": """
        Inclusion criteria\tExclusion criteria
        Age 20 to 60 years
        HbA1c ≤ 9 %\tGout
        Asthma
        Psoriasis
    """,
    "one row whose cells end in a rule": """
        Inclusion criteria | Exclusion criteria |
        ---|---|
        • Age 20 to 60 years • HbA1c ≤ 9 % |
        • Gout • Asthma • Psoriasis |
    """,
    "a row for each side": """
        Inclusion criteria | • Age 20 to 60 years • HbA1c ≤ 9 %
        Exclusion criteria | • Gout • Asthma • Psoriasis
    """,
    "a rule behind each line": """
        Inclusion criteria |
        Age 20 to 60 years |
        HbA1c ≤ 9 % |
        Exclusion criteria |
        Gout |
        Asthma |
        Psoriasis |
    """,
}
INCLUSIONS = ["age 20..60 years", "hba1c <= 9 %"]
EXCLUSIONS = ["condition gout", "condition asthma", "condition psoriasis"]


@pytest.mark.parametrize("table", TABLES)
def test_each_side_of_a_table_is_a_list(table):
    text = dedent(TABLES[table]).strip("\n")
    protocol = compile_text(text)
    sides = {side: [print_rule(one.node) for one in protocol.criteria if one.category == side] for side in ("inclusion", "exclusion")}
    assert sides == {"inclusion": INCLUSIONS, "exclusion": EXCLUSIONS}
    assert not [entry for entry in protocol.ledger["text"] if entry.state == "unread"]
    assert all(one.text == text[one.span.start : one.span.end] for one in protocol.criteria)


def test_a_list_below_a_heading_in_a_cell_goes_through_the_cells_behind_it():
    text = "Inclusion criteria |\nAny of the following: |\n- Gout |\n- Asthma |"
    assert [print_rule(one.node) for one in compile_text(text).criteria] == ["any of (condition gout; condition asthma)"]


def test_cells_that_a_column_of_words_tells_of_are_left_to_a_person_or_unread():
    text = "Topic | Inclusion | Exclusion\n---|---|---\nAge | 20-60 years | > 60 years\nHbA1c | 7-9 % | > 9 %"
    protocol = compile_text(text)
    assert protocol.criteria
    assert "age" not in " ".join(print_rule(one.node) for one in protocol.criteria).split('"')[0]
    assert any(entry.state in {"unread", "judgement"} for entry in protocol.ledger["text"])


def test_lines_of_a_table_that_may_stand_in_either_column_stay_unread():
    text = "Inclusion criteria\tExclusion criteria\nAge 20 to 60 years\tGout\nAsthma\nHbA1c ≤ 9 %\tPsoriasis"
    protocol = compile_text(text)
    assert [print_rule(one.node) for one in protocol.criteria] == [*INCLUSIONS[:1], "condition gout", *INCLUSIONS[1:], "condition psoriasis"]
    (left,) = [entry for entry in protocol.ledger["text"] if entry.state == "unread"]
    assert text[left.span.start : left.span.end].strip() == "Asthma"


def test_a_bar_within_a_sentence_is_no_table():
    (one,) = compile_text("Inclusion criteria:\nAge 20 to 60 years | assessed at screening").criteria
    assert print_rule(one.node).startswith("all of (age 20..60 years") or "age 20..60 years" in print_rule(one.node)
