"""The scorer of Chia, on a tiny made-up document and hand-made protocols."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from benchmarks.reading.chia import score_chia
from benchmarks.reading.corpora import ChiaDocument
from benchmarks.reading.corpora import Entity
from benchmarks.reading.report import misses
from benchmarks.reading.report import table
from benchmarks.reading.score import Tally
from screener.core.span import Span
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Comparison
from screener.criteria.nodes import Condition
from screener.criteria.nodes import Dose
from screener.criteria.nodes import Node
from screener.criteria.nodes import Not
from screener.criteria.nodes import Treatment
from screener.criteria.nodes import Window
from screener.criteria.protocol import Reading

from scored_for_tests import at
from scored_for_tests import low
from scored_for_tests import protocol
from scored_for_tests import reading
from scored_for_tests import row

TEXT = "Ferritin below 30 ng/mL or age over 64 years.\nNo zinc or copper within 6 weeks, zinc = 5 mg.\n"


def document() -> ChiaDocument:
    def entity(name: str, kind: str, words: str) -> Entity:
        return Entity(name, kind, (at(TEXT, words),))

    entities = (
        entity("T1", "Measurement", "Ferritin"),
        entity("T2", "Value", "below 30 ng/mL"),
        entity("T3", "Person", "age"),
        entity("T4", "Value", "over 64 years"),
        entity("T5", "Negation", "No"),
        entity("T6", "Drug", "zinc"),
        entity("T7", "Drug", "copper"),
        entity("T8", "Temporal", "within 6 weeks"),
        entity("T9", "Value", "= 5 mg"),
    )
    relations = (
        ("Has_value", "T1", "T2"),
        ("Has_value", "T3", "T4"),
        ("Has_negation", "T6", "T5"),
        ("Has_negation", "T7", "T5"),
        ("Has_temporal", "T6", "T8"),
        ("Has_temporal", "T7", "T8"),
    )
    return ChiaDocument(
        "made_inc",
        "inclusion",
        TEXT,
        {one.id: one for one in entities},
        relations,
        (("OR", "T6", "T7"), ("OR", "T1", "T3")),
    )


FERRITIN = Comparison(
    "ferritin",
    "ferritin",
    None,
    low("30", False),
    "ng/mL",
    mention=at(TEXT, "Ferritin"),
    span=at(TEXT, "Ferritin below 30 ng/mL"),
)


AGE = Comparison("age", "age", low("64", False), None, "a", mention=at(TEXT, "age"), span=at(TEXT, "age over 64 years"))


WINDOW = Window(Decimal(6), "week", span=at(TEXT, "within 6 weeks"))


ZINC = Treatment("zinc", "zinc", window=WINDOW, mention=at(TEXT, "zinc"), span=at(TEXT, "zinc or copper within 6 weeks"))


COPPER = replace(ZINC, concept="copper", label="copper", mention=at(TEXT, "copper"))


GOOD = (AnyOf((FERRITIN, AGE)), Not(AnyOf((ZINC, COPPER))))


def chia(*nodes: Node, **more) -> list[Tally]:
    return score_chia([document()], reading(protocol(TEXT, *nodes, **more)))


def test_a_right_protocol_scores_full_marks_on_chia():
    tallies = chia(*GOOD)
    for shape in ("limits", "mentions, five types", "negation", "windows", "OR groups"):
        assert (row(tallies, shape).recall, row(tallies, shape).precision) == (1, 1), shape
    assert row(tallies, "limits").extras["unit"] == (2, 2)
    assert row(tallies, "limits").extras["owner"] == (2, 2)
    assert row(tallies, "windows").extras["sense"] == (2, 2)


def test_a_contradicting_limit_costs_recall_and_precision():
    tally = row(chia(replace(FERRITIN, upper=low("30")), AGE), "limits")
    assert (tally.found, tally.gold, tally.right, tally.claimed) == (1, 2, 1, 2)
    assert sorted(miss.kind for miss in tally.misses) == ["missed", "wrong"]


def test_a_limit_on_the_wrong_side_is_wrong():
    tally = row(chia(replace(AGE, lower=None, upper=low("64", False))), "limits")
    assert (tally.found, tally.right, tally.claimed) == (0, 0, 1)


def test_a_limit_that_only_a_kept_reading_holds_is_no_hit():
    kept = (Reading(AGE, False, "the other way"),)
    tally = row(chia(FERRITIN, readings=kept), "limits")
    assert tally.found == 1
    assert tally.extras["chosen or kept"] == (2, 2)


def test_a_damaged_sign_is_set_apart():
    damaged = replace(document(), relations=(("Has_value", "T6", "T9"),))
    damaged.entities["T6"] = replace(damaged.entities["T6"], type="Measurement")
    text_five = Comparison(None, "zinc", low("5"), low("5"), "mg", mention=at(TEXT, "zinc ="), span=at(TEXT, "zinc = 5 mg"))
    tally = row(score_chia([damaged], reading(protocol(TEXT, text_five))), "limits")
    assert (tally.gold, tally.claimed) == (0, 0)
    assert tally.notes == {"damaged": 1, "said over a damaged sign": 1}


def test_a_split_value_may_be_read_as_its_unbroken_words():
    text = "Sodium less than or equal to 3 mmol/L"
    pieces_of = (at(text, "less than"), at(text, "3 mmol/L"))
    entities = {"T1": Entity("T1", "Measurement", (at(text, "Sodium"),)), "T2": Entity("T2", "Value", pieces_of)}
    made = ChiaDocument("made_inc", "inclusion", text, entities, (("Has_value", "T1", "T2"),), ())
    node = Comparison("sodium", "sodium", None, low("3"), "mmol/L", span=Span(0, len(text)))
    tallies = score_chia([made], reading(protocol(text, node)))
    assert row(tallies, "limits, split or inverted").recall == 1
    assert row(tallies, "limits").gold == 0


def test_a_mention_of_another_kind_is_a_miss_and_a_false_alarm():
    as_condition = Condition("zinc", "zinc", mention=at(TEXT, "zinc"), span=at(TEXT, "zinc"))
    tallies = chia(FERRITIN, AGE, as_condition, Not(COPPER))
    assert row(tallies, "mentions, Drug").found == 1
    assert (row(tallies, "mentions, Condition").claimed, row(tallies, "mentions, Condition").right) == (1, 0)


def test_mentions_in_text_that_annotators_declined_are_set_apart():
    made = document()
    made.entities["T10"] = Entity("T10", "Non-query-able", (at(TEXT, "Ferritin below 30 ng/mL or age"),))
    del made.entities["T1"], made.entities["T3"]
    tally = row(score_chia([made], reading(protocol(TEXT, FERRITIN))), "mentions, Measurement")
    assert tally.claimed == 0
    assert tally.notes == {"in declined text": 1}


def test_a_lost_negation_and_an_invented_one_are_both_seen():
    tally = row(chia(Not(FERRITIN), ZINC, Not(COPPER)), "negation")
    assert (tally.found, tally.gold, tally.right, tally.claimed) == (1, 2, 1, 2)
    assert tally.extras["accuracy"] == (1, 3)


def test_never_treated_counts_as_negated():
    assert row(chia(replace(ZINC, status="naive"), replace(COPPER, status="naive")), "negation").recall == 1


def test_alternatives_read_as_all_of_are_wrong_and_two_negations_joined_are_right():
    tallies = chia(AllOf((FERRITIN, AGE)), AllOf((Not(ZINC), Not(COPPER))))
    tally = row(tallies, "OR groups")
    assert (tally.gold, tally.found, tally.claimed) == (2, 1, 2)


def test_an_exclusion_split_into_criteria_means_any_of():
    made = replace(document(), kind="exclusion", groups=(("OR", "T1", "T3"),))
    assert row(score_chia([made], reading(protocol(TEXT, FERRITIN, AGE, category="exclusion"))), "OR groups").recall == 1
    made = replace(made, kind="inclusion")
    assert row(score_chia([made], reading(protocol(TEXT, FERRITIN, AGE))), "OR groups").recall == 0


def test_a_window_of_another_length_is_missed_and_wrong_but_not_of_another_unit():
    days = replace(ZINC, window=replace(WINDOW, unit="day"))
    tally = row(chia(days), "windows")
    assert (tally.found, tally.gold, tally.right, tally.claimed) == (0, 2, 0, 1)
    weeks_in_days = replace(ZINC, window=replace(WINDOW, value=Decimal(42), unit="day"))
    assert row(chia(weeks_in_days, COPPER), "windows").recall == 1


def test_doses_are_multipliers_and_one_or_more_is_set_apart():
    text = "Iron over 60 mg daily and at least one relapse"
    entities = {
        "T1": Entity("T1", "Drug", (at(text, "Iron"),)),
        "T2": Entity("T2", "Multiplier", (at(text, "over 60 mg daily"),)),
        "T3": Entity("T3", "Condition", (at(text, "relapse"),)),
        "T4": Entity("T4", "Multiplier", (at(text, "at least one"),)),
    }
    relations = (("Has_multiplier", "T1", "T2"), ("Has_multiplier", "T3", "T4"))
    made = ChiaDocument("made_inc", "inclusion", text, entities, relations, ())
    dose = Dose(low("60", False), None, "mg", "d", span=at(text, "over 60 mg daily"))
    node = Treatment("iron", "iron", dose=dose, mention=at(text, "Iron"), span=at(text, "Iron over 60 mg daily"))
    tally = row(score_chia([made], reading(protocol(text, node))), "multipliers")
    assert (tally.gold, tally.found, tally.claimed, tally.right) == (1, 1, 1, 1)
    assert tally.notes == {"one or more": 1}
    wrong = replace(node, dose=replace(dose, lower=low("6", False)))
    tally = row(score_chia([made], reading(protocol(text, wrong))), "multipliers")
    assert (tally.found, tally.right) == (0, 0)


def test_the_table_shows_shares_and_the_misses_wrong_ones_first():
    tallies = chia(replace(FERRITIN, upper=low("30")), AGE)
    lines = table(tallies).splitlines()
    assert lines[0].split() == ["corpus", "shape", "gold", "recall", "precision", "F1", "further"]
    assert lines[2].split()[:6] == ["chia", "limits", "2", "0.500", "0.500", "0.500"]
    shown = misses(tallies, 2, "limits")
    assert shown.index("wrong in made_inc") < shown.index("missed in made_inc")
    assert "no misses" in misses(tallies, 2, "nothing of the kind")
