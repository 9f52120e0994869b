from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screener.cli.render_issue import render_issue
from screener.cli.render_issue import snippet
from screener.core.issues import Issue
from screener.core.span import Span


def test_headline_words_caret_and_hint():
    text = "Inclusion\r\n* Platelets >= 100"
    found = Issue("unit-missing", "platelets needs a unit", Span(26, 29), "criteria", "write 10^9/L or /uL", "error")
    assert text[26:29] == "100"
    assert render_issue(found, text, "INCL01") == "\n".join(
        [
            "INCL01 2:16 error unit-missing: platelets needs a unit",
            "    * Platelets >= 100",
            "                   ^^^",
            "    write 10^9/L or /uL",
        ]
    )


def test_an_issue_without_a_place_is_one_line():
    assert render_issue(Issue("empty-input", "the input holds no text", severity="error"), "", "a.txt") == (
        "a.txt error empty-input: the input holds no text"
    )


def test_wide_characters_keep_the_caret_under_the_word():
    line, caret = snippet("年齢 ≥ 18 x", Span(5, 7))
    assert line == "年齢 ≥ 18 x"
    assert caret == "       ^^"


def test_a_long_line_is_cut_around_the_place():
    text = "a " * 5000 + "HERE" + " b" * 5000
    line, caret = snippet(text, Span(10000, 10004))
    assert "HERE" in line
    assert len(line) <= 94
    assert line[caret.index("^") : caret.rindex("^") + 1] == "HERE"


@pytest.mark.parametrize("mark", ["\t", "\x00", "\x1b", "\xa0"])
def test_control_characters_never_reach_the_terminal(mark):
    line, _ = snippet(f"a{mark}b", Span(2, 3))
    assert mark not in line


@given(st.text(), st.integers(0, 50), st.integers(0, 50))
def test_any_span_of_any_text_is_rendered(text, start, length):
    found = Issue("unread", "not read", Span(start, start + length))
    assert render_issue(found, text).splitlines()[0].endswith("warning unread: not read")
