"""The third sample: how its patients are written, and how what the rules decide about them is scored."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.reading import corpora
from benchmarks.reading.corpora import Trial
from benchmarks.reading.decisions import cut
from benchmarks.reading.decisions import score_decisions
from benchmarks.reading.sample import load_sample
from benchmarks.reading.split import fingerprint
from benchmarks.reading.vignettes import load_vignettes
from benchmarks.reading.vignettes import sentences
from screener.core.span import Span
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Condition
from screener.criteria.nodes import Judgement

from scored_for_tests import at
from scored_for_tests import protocol
from scored_for_tests import reading
from scored_for_tests import row

SHARED = Path(__file__).resolve().parents[2] / "shared" / "corpora"
TEXT = "Gout or asthma"
GOUT = Condition("gout", "Gout", span=at(TEXT, "Gout"), mention=at(TEXT, "Gout"))
ASTHMA = Condition("asthma", "asthma", span=at(TEXT, "asthma"), mention=at(TEXT, "asthma"))
EITHER = AnyOf((GOUT, ASTHMA), span=Span(0, len(TEXT)))
PATIENTS = """\
has gout                  met
no gout                   unknown
no gout; no asthma        not met   # neither
-                         unknown
"""


def judged(lines=PATIENTS, side="exclusion", words=TEXT):
    start = TEXT.index(words)
    head = f"== T {start}-{start + len(words)} {fingerprint(words)} {side}\nabout     one of two\n"
    return sentences("# a comment\n" + head + lines)


def scored(sample, *nodes, category="exclusion", state="compiled"):
    compiled = protocol(TEXT, *nodes, category=category, state=state)
    return score_decisions(sample, [Trial("T", TEXT)], reading(compiled))


def test_a_sentence_has_a_place_a_side_and_patients():
    (one,) = judged()
    assert (one.nct_id, one.span, one.category, one.about) == ("T", Span(0, 14), "exclusion", "one of two")
    assert [(str(vignette), vignette.expected) for vignette in one.vignettes] == [
        ("has gout", "met"),
        ("no gout", "unknown"),
        ("no gout; no asthma", "not met"),
        ("nothing recorded", "unknown"),
    ]
    with pytest.raises(ValueError, match="line 4"):
        judged("has gout  perhaps\n")


def test_a_name_that_no_list_knows_stands_in_the_record_by_its_words():
    (one,) = judged("no spotted cough; spotted index 4; spotted smear positive     met\n")
    patient, _ = one.vignettes[0].patient()
    assert [entry.text for entry in (*patient.conditions, *patient.observations)] == [
        "spotted cough",
        "spotted index",
        "spotted smear",
    ]
    assert not patient.conditions[0].concepts


def test_what_is_decided_as_expected_is_right():
    patients, criteria = scored(judged(), EITHER)
    assert (patients.recall, patients.precision, patients.extras["right"]) == (1, 1, (4, 4))
    assert (criteria.recall, criteria.extras["somebody wrongly"], criteria.extras["somebody asked"]) == (1, (0, 1), (0, 1))


def test_what_is_decided_otherwise_is_wrong_and_what_is_left_open_asks():
    patients, criteria = scored(judged(), AllOf((GOUT, ASTHMA), span=EITHER.span))
    assert {miss.gold: (miss.kind, miss.compiled.partition(":")[0]) for miss in patients.misses} == {
        "has gout: met": ("asked", "unknown"),
        "no gout: unknown": ("wrong", "not met"),
    }
    assert (criteria.recall, criteria.extras["somebody wrongly"], criteria.extras["somebody asked"]) == (0, (1, 1), (1, 1))


def test_several_criteria_of_a_sentence_are_taken_together_on_its_side():
    assert row(scored(judged(), GOUT, ASTHMA), "criteria decided").recall == 1
    together = "has gout     unknown\nhas gout; has asthma    met\nno gout      not met\n"
    assert row(scored(judged(together, "inclusion"), GOUT, ASTHMA, category="inclusion"), "criteria decided").recall == 1
    turned = "has gout     not met\nno gout; no asthma     met\n"
    assert row(scored(judged(turned, "inclusion"), EITHER), "criteria decided").recall == 1


def test_only_the_part_that_lies_in_the_sentence_counts():
    only = judged("has asthma    met\nno asthma   not met\n", words="asthma")
    assert row(scored(only, EITHER), "criteria decided").recall == 1
    assert cut(EITHER, at(TEXT, "asthma")) == ASTHMA
    assert cut(EITHER, Span(4, 5)) is None
    whole = AnyOf((GOUT, ASTHMA), open=True, span=EITHER.span)
    assert cut(whole, at(TEXT, "asthma")) is whole


def test_what_a_heading_asks_stays_with_each_item_below_it():
    text = "Group one\n- Gout\n- Asthma"
    head = Judgement("Group one", span=at(text, "Group one"))
    gout, asthma = (replace(node, span=at(text, name)) for node, name in ((GOUT, "Gout"), (ASTHMA, "Asthma")))
    group = AllOf((head, AnyOf((gout, asthma), span=Span(11, len(text)))), span=Span(0, len(text)))
    assert cut(group, asthma.span) == AllOf((head, asthma))
    assert cut(group, head.span) == head


def test_a_sentence_without_a_rule_lets_everybody_in_unless_it_is_put_to_a_person():
    everybody = judged("has gout   not met\n")
    assert row(scored(everybody), "patients decided").extras["right"] == (1, 1)
    assert row(scored(everybody, state="unread"), "patients decided").extras["asked"] == (1, 1)
    left = Judgement("Gout or asthma", span=Span(0, 14))
    assert row(scored(everybody, left), "patients decided").extras["asked"] == (1, 1)


def test_a_text_that_has_changed_is_set_apart():
    sample = judged()
    compiled = protocol("Gout and asthma", EITHER)
    rows = score_decisions(sample, [Trial("T", "Gout and asthma")], reading(compiled))
    assert row(rows, "criteria decided").notes == {"sentences that have changed": 1}


def test_the_third_sample_is_of_trials_that_the_others_do_not_hold():
    sample = load_vignettes()
    assert len(sample) == 110
    assert not {one.nct_id for one in sample} & {one.nct_id for one in load_sample()}
    assert all(2 <= len(one.vignettes) <= 7 for one in sample)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the corpora are not part of the project")
def test_the_third_sample_matches_the_corpus():
    sample = {one.nct_id: one for one in load_vignettes()}
    for trial in corpora.registry(SHARED):
        if one := sample.get(trial.nct_id):
            assert fingerprint(" ".join(one.span.text(trial.text).split())) == one.print
