"""Any text compiles: no exception, every character accounted for, and time that grows no faster than the text."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from screener.criteria.nodes import walk
from screener.criteria.protocol import Protocol
from screener.criteria.serial import protocol_to_json
from screener.reading.compile import compile_text
from screener.reading.inputs import read_bytes

HEAD = "Inclusion Criteria:\n\n- "
PIECES = (
    "Inclusion Criteria:", "Exclusion Criteria", "\n", "\r\n", "\n\n", " ", "- ", "* ", "1. ", "a) ", "(", ")", "[", "]", ",", ";", ":", ".",
    "and", "or", "and/or", "not", "no", "without", "unless", "except", "such as", "e.g.", "including", "at least two of the following:",
    "history of", "known", "severe", "asthma", "hepatitis B", "insulin", "systemic corticosteroids", "ALT", "hemoglobin", "ECOG", "NYHA",
    "blood pressure", "pregnant", "women", "age", "18", "2.5", "140/90", "1,500", "50.000", "x ULN", "g/dL", "/mm3", "×109/L", "%", "years",
    "weeks of gestation", "within", "4 weeks", "prior to", "screening", "baseline", "<", "\\>", "≥", "=", "?", "\ufffd", "+/-", "&ge;", "III",
    "must", "if", "is", "between", "to", "than", "or more", "the investigator", "in the opinion of", "e.g", "’s", "\u00a0", "½", "年龄", "\u2028",
)  # fmt: skip
clinical = st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join)
glued = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


def assert_accounted(protocol: Protocol) -> None:
    for field, text in protocol.texts.items():
        at = 0
        for entry in protocol.ledger[field]:
            assert entry.span.start == at
            assert entry.span.end > at
            at = entry.span.end
        assert at == len(text)
    for criterion in protocol.criteria:
        length = len(protocol.texts[criterion.field])
        for node in [node for reading in (criterion, *criterion.readings) for node in walk(reading.node)]:
            assert 0 <= node.span.start <= node.span.end <= length
        assert [entry.span.start for entry in criterion.ledger][:1] == [criterion.span.start]
        assert [entry.span.end for entry in criterion.ledger][-1:] == [criterion.span.end]
        assert all(0 <= issue.span.start <= issue.span.end <= length for issue in criterion.issues)
    written = protocol_to_json(protocol)
    assert written["texts"] == protocol.texts
    assert all(0 <= start <= end for start, end in spans_in(written["criteria"]))


def spans_in(written: object) -> Iterator[tuple[int, int]]:
    """Every `span` and `mention` of a protocol file's value: of nodes, windows, qualifiers, issues and the rest."""
    if isinstance(written, dict):
        for key, value in written.items():
            if key in {"span", "mention"}:
                yield (value[0], value[1])
            else:
                yield from spans_in(value)
    elif isinstance(written, list):
        for value in written:
            yield from spans_in(value)


@pytest.mark.parametrize(
    "text",
    [
        "Body weight >= 52 kg for men and >= 46 kg for women and body mass index within the range 19 to 30 kg/m2",
        "Body weight of at least 52 kg for males and 46 kg for females, and a body mass index of 19 to 30 kg/m2",
        "Positive and Negative Symptoms Severity Score of less than 70",
        "Pain with a minimum value of 4 on the numerical pain scale from 0 to 10",
        "Ovarian cyst > 3 cm on ultrasound, untreated polyps or adhesions",
    ],
)
def test_no_span_ends_before_it_starts(text: str) -> None:
    protocol = compile_text(HEAD + text)
    assert_accounted(protocol)
    assert "reading-failed" not in {issue.code for criterion in protocol.criteria for issue in criterion.issues}
    found = list(spans_in(protocol_to_json(protocol)["criteria"]))
    assert found
    assert all(HEAD.index("-") < start < end for start, end in found)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(clinical, glued, st.text(max_size=300)))
def test_any_text_compiles_with_every_character_accounted_for(text: str) -> None:
    protocol = compile_text(text)
    assert protocol.texts == {"text": text}
    assert_accounted(protocol)


@settings(max_examples=50, deadline=None)
@given(clinical)
def test_any_item_below_a_heading_is_a_criterion_or_filler(text: str) -> None:
    assert_accounted(compile_text(HEAD + text))


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\r\n \t \u00a0", ".", "-", "\u2028"])
def test_a_text_without_words_gives_no_criterion(text: str) -> None:
    protocol = compile_text(text)
    assert protocol.criteria == ()
    assert_accounted(protocol)


def test_an_empty_text_says_so() -> None:
    assert [issue.code for issue in compile_text("  \n").issues] == ["empty-input"]


def test_bytes_that_are_no_text_are_refused() -> None:
    (protocol,) = read_bytes(bytes(range(32)) * 50, "picture")
    assert [issue.code for issue in protocol.issues] == ["binary-input"]


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_give_protocols_or_issues(data: bytes) -> None:
    for protocol in read_bytes(data, "any"):
        assert protocol.criteria or protocol.issues
        if protocol.texts:
            assert_accounted(protocol)


def test_a_text_from_a_pdf_joins_its_wrapped_lines() -> None:
    text = (
        "Page 12 of 90\n\nInclusion Criteria:\n\n1. Age of at least 18 years and written informed consent given\n   before any procedure\n"
        "2. Hyper-\n   tension that needs treatment\n\nProtocol ABC-123 version 2.0\n\nExclusion Criteria:\n\n1. Platelets < 100 x 10^9/L\n"
    )
    protocol = compile_text(text)
    assert_accounted(protocol)
    wrapped = next(criterion for criterion in protocol.criteria if "informed consent" in criterion.text)
    assert wrapped.text.endswith("before any procedure")


HARD = {
    "one line of 100,000 characters": HEAD + ("patients with hepatitis B or C and diabetes, ALT < 3 x ULN; " * 1700)[:100_000],
    "one line of a million characters": HEAD + ("age 18 years or older and ALT < 3 x ULN; " * 25_000)[:1_000_000],
    "50,000 opening brackets": HEAD + "(" * 50_000,
    "50,000 closing brackets": HEAD + ")" * 50_000,
    "25,000 pairs of brackets": HEAD + "()" * 25_000,
    "nested brackets with words": HEAD + "(asthma " * 10_000 + ") " * 10_000,
    "spaces around a heading": "inclusion" + " " * 100_000 + "criteria" + " " * 100_000 + ":",
    "spaces behind a sign": HEAD + "<" + " " * 100_000 + "= 3",
    "signs": HEAD + "<" * 100_000,
    "groups of digits": HEAD + "123 " * 25_000,
    "dashes": HEAD + "a" + "-" * 100_000,
    "commas": HEAD + "," * 100_000,
    "headings": "Inclusion Criteria:\n" * 5_000,
    "weeks of gestation": HEAD + "37 weeks of gestation " * 900,
    "pairs of pressures": HEAD + "blood pressure > 140/90 mmHg " * 690,
    "examples of examples": HEAD + "infections such as " * 1_000,
    "exceptions to exceptions": HEAD + "malignancy unless " * 1_100,
    "colons": HEAD + "asthma: " * 2_000,
    "bullets ever deeper": HEAD + "asthma\n" + "".join(" " * depth + "- asthma\n" for depth in range(2_000)),
    "one word": "a" * 100_000,
}  # fmt: skip
SECONDS = 20
"""Far above the second or two that each takes, far below what a text costs whose time grows with its square."""


@pytest.mark.parametrize("name", HARD)
def test_a_hard_text_ends_soon_with_every_character_accounted_for(name: str) -> None:
    start = time.process_time()
    protocol = compile_text(HARD[name])
    assert time.process_time() - start < SECONDS
    assert_accounted(protocol)


@pytest.mark.parametrize("name", [name for name in HARD if "line" in name or "brackets" in name])
def test_what_is_too_long_for_one_criterion_is_said(name: str) -> None:
    codes = {issue.code for criterion in compile_text(HARD[name]).criteria for issue in criterion.issues}
    assert "too-long" in codes


@pytest.mark.parametrize("text", ["age between 10 to", "between 3 and", "≥ 5 to", "within", "(≤", "10 - ", "unless", "such as,", "no,"])
def test_a_phrase_that_breaks_off_is_no_error(text: str) -> None:
    assert_accounted(compile_text(HEAD + text))
