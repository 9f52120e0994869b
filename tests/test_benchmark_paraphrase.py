"""Other words for the same: which changes are made, and which differences of rules count."""

from __future__ import annotations

import re

import pytest

from benchmarks.reading.corpora import Trial
from benchmarks.reading.paraphrase import difference
from benchmarks.reading.paraphrase import score_paraphrases
from benchmarks.reading.reader import load_reader
from benchmarks.reading.swaps import Swap
from benchmarks.reading.swaps import swaps


def _said(shape, text, rule=""):
    return {other for swap in swaps() if swap.shape == shape and (other := swap.changed(text, rule)) not in {None, text}}


@pytest.mark.parametrize(
    ("shape", "text", "said"),
    [
        ("signs and words", "Ferritin ≥ 30 ug/L", "Ferritin at least 30 ug/L"),
        ("signs and words", r"Ferritin \>= 30 ug/L", "Ferritin greater than or equal to 30 ug/L"),
        ("signs and words", "Not less than 6 points", None),
        ("numbers and units in words", "Hives for 3 weeks", "Hives for three weeks"),
        ("times", "Prior to surgery", "Before surgery"),
        ("the candidates", "Patients with hives", "Subjects with hives"),
        ("case", "Chronic Hives", "chronic hives"),
        ("case", "Hives due to ACE inhibitors", None),
        ("one number or unit for another", "Hives for 3 weeks", "Hives for 7 weeks"),
        ("one number or unit for another", "Hives for 3 days or 7 days", None),
    ],
)
def test_a_text_is_said_in_other_words(shape, text, said):
    assert (said in _said(shape, text)) if said else not _said(shape, text)


def test_a_name_is_changed_where_the_rule_has_it():
    assert _said("one drug for another", "Warfarin", "taking warfarin") == {"Clopidogrel"}
    assert not _said("one drug for another", "Warfarin resistance", 'condition "warfarin-resistance"')


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("condition hives {severity: Severe}", 'condition hives {severity: "severe"}', None),
        ('judgement unspecified "fit"', 'judgement unspecified "be fit"', "words"),
        ("ferritin > 30 ug/L", 'judgement unspecified "ferritin over 30"', "asked"),
        ("ferritin > 30 ug/L", "ferritin > 31 ug/L", "limits"),
        ("ferritin > 30 ug/L", "ferritin >= 30 ug/L", "limits"),
        ("condition hives", "history of hives", "else"),
    ],
)
def test_how_rules_differ(one, other, kind):
    assert difference(one, other) == kind


def test_pairs_are_counted_and_differences_shown():
    rows = score_paraphrases([Trial("T1", "Inclusion Criteria:\n- Platelets ≥ 90 x 10^9/L\n")], load_reader())
    signs = next(row for row in rows if row.shape == "signs and words")
    assert (signs.gold, signs.found, signs.misses) == (2, 2, [])


def test_what_was_done_to_the_text_is_done_to_the_rule():
    swap = Swap("times", re.compile(r"\bprior to\b", re.IGNORECASE), "before")
    assert swap.done('judgement unspecified "Prior to X"') == 'judgement unspecified "Before X"'
