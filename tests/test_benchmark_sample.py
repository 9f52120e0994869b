"""The hand-judged sample: how it was split, what it expects, how it is scored."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.reading import corpora
from benchmarks.reading.corpora import Trial
from benchmarks.reading.expected import parse_expected
from benchmarks.reading.sample import FIRST
from benchmarks.reading.sample import SECOND
from benchmarks.reading.sample import Judged
from benchmarks.reading.sample import load_sample
from benchmarks.reading.sample import score_sample
from benchmarks.reading.score import Tally
from benchmarks.reading.split import fingerprint
from benchmarks.reading.split import pieces
from screener.core.span import Span
from screener.criteria.nodes import Comparison
from screener.criteria.nodes import Condition
from screener.criteria.nodes import Count
from screener.criteria.nodes import Dose
from screener.criteria.nodes import Member
from screener.criteria.nodes import Node
from screener.criteria.nodes import Treatment
from screener.criteria.nodes import Unread

from scored_for_tests import at
from scored_for_tests import low
from scored_for_tests import protocol
from scored_for_tests import reading
from scored_for_tests import row

SHARED = Path(__file__).resolve().parents[2] / "shared" / "corpora"


def test_the_splitter_finds_bullets_wrapped_lines_and_sides():
    text = "Inclusion Criteria:\r\n\r\n  -  Ferritin under 30,\r\n     measured twice\r\n\r\n  -  Age 64\r\n\r\nExclusion Criteria:\r\n\r\n1. Zinc use"
    found = [(piece.words(text), piece.side) for piece in pieces(text)]
    assert found == [
        ("Ferritin under 30, measured twice", "inclusion"),
        ("Age 64", "inclusion"),
        ("Zinc use", "exclusion"),
    ]


def test_expectations_read_intervals_windows_and_scope():
    first, second, third = parse_expected("any(not(zinc @before 6 week); maybe(iron dose (60,) mg); nyha {III,IV})")
    assert first.negated
    assert (first.numbers[0].interval.upper, first.numbers[0].interval.unit) == (low("6"), "week")
    assert second.optional
    assert (second.words, second.numbers[0].kind) == ("iron", "dose")
    assert third.members == ("III", "IV")
    assert parse_expected("none") == []
    with pytest.raises(ValueError, match="not closed"):
        parse_expected("any(a; b")


def judged(text: str, rule: str) -> Judged:
    return Judged("NCT1", Span(0, len(text)), fingerprint(text), "inclusion", rule, frozenset())


def sampled(text: str, rule: str, *nodes: Node, state="compiled") -> list[Tally]:
    return score_sample([judged(text, rule)], [Trial("NCT1", text)], reading(protocol(text, *nodes, state=state)))


def test_the_sample_tells_right_wrong_asked_and_missing_apart():
    text = "Ferritin < 30 ng/mL"
    node = Comparison(
        "ferritin", "ferritin", None, low("30", False), "ng/mL", span=Span(0, len(text)), mention=at(text, "Ferritin")
    )
    rule = "ferritin (,30) ng/mL"
    right = row(sampled(text, rule, node), "limits")
    assert (right.recall, right.precision) == (1, 1)
    wrong = row(sampled(text, rule, replace(node, upper=low("30"))), "limits")
    assert (wrong.found, wrong.right, wrong.claimed) == (0, 0, 1)
    assert wrong.notes == {"missing": 1}
    other_unit = row(sampled(text, rule, replace(node, unit="g/L")), "limits")
    assert other_unit.right == 0
    asked = row(sampled(text, rule, Unread(text, span=Span(0, len(text))), state="unread"), "limits")
    assert (asked.claimed, asked.notes) == (0, {"asked": 1})


def test_a_dose_is_judged_by_its_amount_whatever_time_it_is_per():
    text = "Iron 60 to 90 mg weekly"
    dose = Dose(low("60"), low("90"), "mg", "wk", span=at(text, "60 to 90 mg weekly"))
    node = Treatment("iron", "iron", dose=dose, span=Span(0, len(text)), mention=at(text, "Iron"))
    assert row(sampled(text, "iron dose [60,90] mg", node), "limits").precision == 1
    grams = replace(node, dose=replace(dose, unit="g"))
    assert row(sampled(text, "iron dose [60,90] mg", grams), "limits").precision == 0


def test_more_than_one_and_two_or_more_are_one_count():
    text = "More than one relapse"
    node = Condition("relapse", "relapse", count=Count(low("2")), span=Span(0, len(text)), mention=at(text, "relapse"))
    assert row(sampled(text, "relapse #(1,)", node), "limits").recall == 1
    assert row(sampled(text, "relapse #(2,)", node), "limits").recall == 0


@pytest.mark.parametrize(("rule", "recall"), [("nyha (,2] 1", 1), ("nyha (,3) 1", 1), ("nyha {I,II}", 1), ("nyha (,3] 1", 0)])
def test_a_list_of_grades_says_the_limit_that_it_fills(rule, recall):
    text = "NYHA class I or II"
    node = Member("nyha", "NYHA", ("I", "II"), span=Span(0, len(text)), mention=at(text, "NYHA"))
    tallies = sampled(text, rule, node)
    assert row(tallies, "grades and classes" if "{" in rule else "limits").recall == recall


def test_a_number_where_the_sample_expects_none_is_wrong():
    text = "Up to 8 people take part"
    node = Comparison(None, "people", None, low("8"), None, span=Span(0, len(text)))
    tallies = sampled(text, "none", node)
    assert row(tallies, "all numbers").extras["wrong of compiled"] == (1, 1)


def test_a_sentence_that_has_changed_is_not_scored():
    one = replace(judged("Ferritin < 30", "ferritin (,30)"), print="0" * 12)
    tallies = score_sample([one], [Trial("NCT1", "Ferritin < 30")], reading(protocol("Ferritin < 30")))
    assert row(tallies, "limits").notes == {"sentences that have changed": 1}


def test_the_second_sample_has_rows_of_its_own_and_leaves_those_of_the_first():
    text = "Ferritin < 30"
    one = replace(judged(text, "ferritin (,30)"), draw="second")
    tallies = score_sample([one], [Trial("NCT1", text)], reading(protocol(text)))
    gold = {(tally.corpus, tally.shape): tally.gold for tally in tallies}
    assert gold["second sample", "all numbers"] == 1
    assert gold["sample", "all numbers"] == gold["sample, both", "all numbers"] == 0


def test_the_kept_samples_are_whole_and_every_expectation_can_be_read():
    sample = load_sample()
    assert len(sample) >= 500
    assert len({(one.nct_id, one.span) for one in sample}) == len(sample)
    assert all(one.expected or one.rule == "none" for one in sample)


def test_the_second_sample_holds_no_trial_of_the_first():
    first, second = load_sample(FIRST), load_sample(SECOND)
    assert {one.draw for one in second} == {"second"}
    assert not {one.nct_id for one in first} & {one.nct_id for one in second}


@pytest.mark.skipif(not SHARED.is_dir(), reason="the public corpora do not lie beside the checkout (../shared/corpora)")
@pytest.mark.parametrize("file", [FIRST, SECOND], ids=["first", "second"])
def test_the_samples_still_fit_the_registry_texts(file):
    wanted = {one.nct_id: one for one in load_sample(file)[:20]}
    seen = 0
    for trial in corpora.registry(SHARED):
        if trial.nct_id in wanted:
            one = wanted[trial.nct_id]
            assert fingerprint(" ".join(one.span.text(trial.text).split())) == one.print
            seen += 1
    assert seen == len(wanted)
