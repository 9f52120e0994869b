"""The account of words: what is painted as compiled and that no node says."""

from __future__ import annotations

from decimal import Decimal

import pytest

from benchmarks.reading.said import unsaid
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import Condition
from screener.criteria.nodes import Judgement
from screener.criteria.nodes import Qualifier
from screener.criteria.nodes import Treatment
from screener.criteria.nodes import Window

from scored_for_tests import at
from scored_for_tests import protocol


def _lost(text, *nodes):
    made = protocol(text, *nodes)
    found = [unsaid(criterion, made) for criterion in made.criteria]
    return [text[span.start : span.end] for both in found for spans in both for span in spans]


def test_a_word_that_only_the_paint_knows_is_lost():
    text = "Chronic use of opioids"
    taking = Treatment("opioids", "opioids", "class", mention=at(text, "opioids"), span=at(text, text))
    assert _lost(text, taking) == ["Chronic"]


def test_a_qualifier_a_label_and_a_judgement_say_their_words():
    text = "Severe migraines that would interfere"
    severe = Qualifier("severity", "Severe", at(text, "Severe"))
    migraine = Condition("migraine", "migraine", qualifiers=(severe,), mention=at(text, "migraines"), span=at(text, text))
    asked = Judgement("would interfere", span=at(text, "would interfere"))
    assert _lost(text, migraine) == ["interfere"]
    assert _lost(text, AllOf((migraine, asked), at(text, text))) == []


@pytest.mark.parametrize(("value", "lost"), [("5", []), ("6", ["5"])])
def test_a_number_is_said_by_the_same_number(value, lost):
    text = "Rash in the past 5 weeks"
    window = Window(Decimal(value), "week")
    rash = Condition("rash", "rash", "ever", window=window, mention=at(text, "Rash"), span=at(text, text))
    assert _lost(text, rash) == lost


def test_a_status_says_its_words():
    text = "Suspected gout"
    gout = Condition("gout", "gout", "suspected", mention=at(text, "gout"), span=at(text, text))
    assert _lost(text, gout) == []
