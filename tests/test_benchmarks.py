"""The scorers of the reading benchmarks, on tiny made-up documents and hand-made protocols."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from benchmarks.reading import corpora
from benchmarks.reading.chia import score_chia
from benchmarks.reading.corpora import ChiaDocument
from benchmarks.reading.corpora import Entity
from benchmarks.reading.corpora import Form
from benchmarks.reading.corpora import LeafComparison
from benchmarks.reading.corpora import Trial
from benchmarks.reading.expected import parse_expected
from benchmarks.reading.forms import filters
from benchmarks.reading.forms import score_forms
from benchmarks.reading.leaf import score_leaf
from benchmarks.reading.registry import score_length
from benchmarks.reading.registry import score_registry
from benchmarks.reading.registry import unaccounted
from benchmarks.reading.report import misses
from benchmarks.reading.report import table
from benchmarks.reading.sample import Judged
from benchmarks.reading.sample import load_sample
from benchmarks.reading.sample import score_sample
from benchmarks.reading.score import Tally
from benchmarks.reading.split import fingerprint
from benchmarks.reading.split import pieces
from benchmarks.reading.units import unit_key
from benchmarks.reading.values import find_limits
from benchmarks.reading.values import parse_value
from screener.core.span import Span
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Bound
from screener.criteria.nodes import Comparison
from screener.criteria.nodes import Condition
from screener.criteria.nodes import Count
from screener.criteria.nodes import Dose
from screener.criteria.nodes import Member
from screener.criteria.nodes import Node
from screener.criteria.nodes import Not
from screener.criteria.nodes import Qualifier
from screener.criteria.nodes import Treatment
from screener.criteria.nodes import Unread
from screener.criteria.nodes import Window
from screener.criteria.protocol import Criterion
from screener.criteria.protocol import LedgerEntry
from screener.criteria.protocol import Protocol
from screener.criteria.protocol import Reading

SHARED = Path(__file__).resolve().parents[2] / "shared" / "corpora"


def at(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def low(value: str, inclusive: bool = True) -> Bound:
    return Bound(Decimal(value), inclusive)


def protocol(text: str, *nodes: Node, category="inclusion", readings=(), state="compiled") -> Protocol:
    span = Span(0, len(text))
    entry = (LedgerEntry(span, state),)
    criteria = tuple(
        Criterion(f"C{number}", category, "text", text, span, node, entry, readings)
        for number, node in enumerate(nodes)
    )
    return Protocol("p", "", {"text": text}, criteria, {"text": entry})


def reading(*protocols: Protocol):
    """A reader that knows just these texts."""
    known = {text: one for one in protocols for text in one.texts.values()}
    return lambda text, source="", category=None: known[text]


def row(tallies: list[Tally], shape: str) -> Tally:
    return next(tally for tally in tallies if tally.shape == shape)


@pytest.mark.parametrize(
    ("words", "limits"),
    [
        ("≥ 18 years", "[18, ) years"),
        ("> or = to 11.5g/dL", "[11.5, ) g/dL"),
        ("at least 18 and not older than 75 years", "[18, 75] years"),
        ("greater than 50 and less than 60%", "(50, 60) %"),
        ("between 7.1% and 11.0%", "[7.1, 11.0] %"),
        ("18-45 years", "[18, 45] years"),
        ("5 years to less than 12 years", "[5, 12) years"),
        ("18 ≤ BMI ≤ 32", "[18, 32]"),
        ("2 or lower", "(, 2]"),
        ("35 kg/m2 or more", "[35, ) kg/m2"),
        ("up to the age of 35", "(, 35]"),
        ("minimum of 6", "[6, )"),
        ("less than 100.000/mm3", "(, 100000) /mm3"),
        ("> 18,5 kg", "(18.5, ) kg"),
        ("³ 100 000 per mm3", "[100000, ) per mm3"),
        ("less than three months", "(, 3) months"),
        ("> 1.5 x 10^9/L", "(1.5, ) x 10^9/L"),
        ("<-3", "(, -3)"),
        ("8yr-18yrs", "[8, 18] yrs"),
        ("70～110mg/dL", "[70, 110] mg/dL"),
        ("between 50kg (inclusive) and 90kg", "[50, 90] kg"),
        ("less than 5 h-1 or greater than 30 h-1", "(, 5) h-1 or; (30, ) h-1"),
        ("< 20 or > 35 years", "(, 20) or; (35, ) years"),
        ("outside the range of 100-160 mmHg", "(, 100) mmHg; (160, ) mmHg"),
        ("> 140/90 mmHg", "(140, ) mmHg; (90, ) mmHg"),
    ],
)
def test_the_value_parser_reads_signs_and_words(words, limits):
    parsed = parse_value(words)
    assert parsed.state == "signed"
    assert "; ".join(map(str, parsed.parts)) == limits


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("=18 years", "damaged"),
        ("? 100 ng/ml", "damaged"),
        (">_70%", "damaged"),
        ("5 mg", "unsigned"),
        ("+/- 10 lbs", "unsigned"),
        ("3-mo to 5-yrs", "unsigned"),
        ("0, 1 or 2", "listed"),
        ("positive", "wordless"),
    ],
)
def test_what_is_no_limit_is_set_apart_with_its_reason(words, state):
    assert parse_value(words).state == state


def test_a_multiple_of_the_upper_limit_is_seen():
    assert [part.relative for part in parse_value("< 2.5 x the upper limit of normal").parts] == ["ULN"]
    assert [part.relative for part in parse_value("> twice the normal range").parts] == ["ULN"]
    assert [part.relative for part in parse_value("< 2.5 mg/dL").parts] == ["none"]


def test_running_text_gives_every_signed_number_and_ranges_joined():
    found = [str(one) for one in find_limits("ALT < 3 x ULN, age ≥ 18 and ≤ 75 years, in 2019 at 12 sites")]
    assert found == ["(, 3) x ULN, age xULN", "[18, ) and", "(, 75] years, in", "[18, 75] years, in"]


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("cells/mm3", "/uL"),
        ("years old", "a"),
        ("gm/dl", "g/dL"),
        ("mL/min/1.73 m2", "mL/min/{1.73_m2}"),
        ("mm Hg", "mm[Hg]"),
        ("x 10^9/L", "10*9/L"),
        ("K/cumm", "10*3/uL"),
        ("IU/L", "[IU]/L"),
        ("°C", "Cel"),
        ("µmol/L", "umol/L"),
    ],
)
def test_raw_units_and_codes_meet_in_one_key(raw, code):
    assert unit_key(raw) == unit_key(code) != None  # noqa: E711 - both known, and the same


def test_units_that_differ_or_are_not_known_do_not_meet():
    assert unit_key("mL/min") != unit_key("mL/min/{1.73_m2}")
    assert unit_key("furlongs") is None


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
ZINC = Treatment(
    "zinc", "zinc", window=WINDOW, mention=at(TEXT, "zinc"), span=at(TEXT, "zinc or copper within 6 weeks")
)
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
    text_five = Comparison(
        None, "zinc", low("5"), low("5"), "mg", mention=at(TEXT, "zinc ="), span=at(TEXT, "zinc = 5 mg")
    )
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
    assert (
        row(score_chia([made], reading(protocol(TEXT, FERRITIN, AGE, category="exclusion"))), "OR groups").recall == 1
    )
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


def leaf_row(line: str, comparison: str, **more) -> LeafComparison:
    fields = {
        "operators": (),
        "values": (),
        "units": (),
        "per": (),
        "temporal_units": (),
        "roles": ("Numeric-Filter",),
        "names": (),
    } | more
    return LeafComparison("NCT0", line, "inclusion", comparison, **fields)


def test_leaf_comparisons_need_operator_value_and_place():
    line = "-  Ferritin < 30 ng/mL for at least 2 weeks"
    node = Comparison(
        "ferritin",
        "ferritin",
        None,
        low("30", False),
        "ng/mL",
        mention=at(line, "Ferritin"),
        span=at(line, "Ferritin < 30 ng/mL"),
    )
    limit = leaf_row(
        line, "< 30 ng/mL", operators=("<",), values=("30",), units=("ng",), per=("mL",), names=("Ferritin",)
    )
    length = leaf_row(
        line, "at least 2 weeks", operators=("at least",), values=("2",), temporal_units=("weeks",), roles=("Duration",)
    )
    bare = leaf_row(line, "current")
    tallies = score_leaf([limit, length, bare], reading(protocol(line, node)))
    assert (row(tallies, "comparisons with a number").found, row(tallies, "comparisons with a number").gold) == (1, 2)
    assert row(tallies, "limits").extras == {"unit": (1, 1), "owner": (1, 1)}
    assert row(tallies, "limits").precision == 1
    swapped = replace(node, upper=None, lower=low("30", False))
    tallies = score_leaf([limit], reading(protocol(line, swapped)))
    assert (row(tallies, "limits").recall, row(tallies, "limits").precision) == (0, 0)


def test_a_stage_may_stand_as_a_qualifier():
    line = "-  Melanoma, stage III"
    stage = Qualifier("stage", "III", at(line, "stage III"))
    node = Condition(
        "melanoma", "melanoma", qualifiers=(stage,), mention=at(line, "Melanoma"), span=at(line, "Melanoma, stage III")
    )
    gold = leaf_row(line, "stage III", values=("III",), roles=("Stage",))
    assert row(score_leaf([gold], reading(protocol(line, node))), "stages").recall == 1
    other = replace(node, qualifiers=(replace(stage, value="IV"),))
    assert row(score_leaf([gold], reading(protocol(line, other))), "stages").recall == 0


def test_leaf_windows_need_their_unit_of_time_and_sense():
    line = "-  Zinc within 6 weeks"
    window = Window(Decimal(6), "week", span=at(line, "within 6 weeks"))
    node = Treatment("zinc", "zinc", window=window, mention=at(line, "Zinc"), span=at(line, "Zinc within 6 weeks"))
    gold = leaf_row(
        line, "within 6 weeks", operators=("within",), values=("6",), temporal_units=("weeks",), roles=("Temporality",)
    )
    assert row(score_leaf([gold], reading(protocol(line, node))), "windows").recall == 1
    for wrong in (replace(window, unit="month"), replace(window, direction="until")):
        tallies = score_leaf([gold], reading(protocol(line, replace(node, window=wrong))))
        assert row(tallies, "windows").recall == 0


SNIPPET = "intersect(age().num_filter(eq().op(BETWEEN).val('40').val('20').temporal_unit(YEAR)), drug().temporal_filter(eq().val('six').temporal_unit(MONTH).before(study())))"


def test_logical_forms_give_their_limits_and_windows():
    limit, window = filters(SNIPPET)
    assert str(limit[0]) == "[20, 40] year"
    assert window == (None, ((Decimal(6),), "month"))


def test_forms_are_compared_limit_by_limit():
    text = "Age 20 to 40 years, zinc in the six months before"
    node = Comparison("age", "age", low("20"), low("40"), "a", span=at(text, "Age 20 to 40 years"))
    tallies = score_forms([Form(text, SNIPPET), Form("none", "drug()")], reading(protocol(text, node)))
    assert (row(tallies, "limits").recall, row(tallies, "windows and bare numbers").recall) == (1, 0)


def test_the_ledger_must_partition_the_text():
    text = "twelve chars"
    whole = (LedgerEntry(Span(0, 5), "compiled"), LedgerEntry(Span(5, 12), "filler"))
    assert unaccounted(text, whole) == 0
    assert unaccounted(text, whole[:1]) == 7
    assert unaccounted(text, whole[1:]) == 5
    assert unaccounted(text, (*whole, LedgerEntry(Span(3, 12), "filler"))) > 0


def test_the_registry_run_counts_exceptions_coverage_and_written_limits():
    text = "Ferritin < 30 ng/mL\nAge 64 or older"
    node = Comparison("ferritin", "ferritin", None, low("30", False), "ng/mL", span=at(text, "Ferritin < 30 ng/mL"))
    unread = "Something else > 5"
    known = reading(protocol(text, node), protocol(unread, Unread(unread, span=Span(0, len(unread))), state="unread"))
    trials = [Trial("NCT1", text), Trial("NCT2", unread), Trial("NCT3", "raises a KeyError")]
    account, limits = score_registry(trials, known)
    assert account.notes["exceptions"] == 1
    assert account.notes["characters unaccounted"] == 0
    assert account.extras["criteria whole"] == (1, 2)
    assert account.extras["criteria unread"] == (1, 2)
    assert (limits.found, limits.gold) == (1, 3)
    assert limits.notes == {"neither compiled nor put to a person": 1, "put to a person as unread": 1}


def test_the_registry_run_sets_one_or_more_apart_and_takes_counts_and_qualifiers():
    text = "At least one polyp\nMore than 3 falls\nRickets (under 2 cm)"
    falls = Condition("falls", "falls", count=Count(low("3", False)), span=at(text, "More than 3 falls"))
    told = Qualifier("description", "under 2 cm", at(text, "under 2 cm"))
    rickets = Condition("rickets", "rickets", qualifiers=(told,), span=at(text, "Rickets (under 2 cm)"))
    _, limits = score_registry([Trial("NCT1", text)], reading(protocol(text, falls, rickets)))
    assert (limits.found, limits.gold) == (1, 2)
    assert limits.notes == {"one or more, set apart": 1, "put to a person as qualifier": 1}


@pytest.mark.parametrize(
    ("window", "right"),
    [
        (Window(Decimal(6), "week", False, direction="before"), 1),
        (Window(Decimal(6), "week", True, direction="before"), 0),
        (Window(Decimal(5), "week", False, direction="before"), 0),
        (Window(Decimal(6), "week", direction="until"), 1),
    ],
)
def test_none_within_less_than_says_at_least_since(window, right):
    text = "At least 6 weeks since zinc"
    node = Treatment("zinc", "zinc", "drug", "ever", window=window, mention=at(text, "zinc"), span=Span(0, len(text)))
    inner = node if window.direction == "until" else Not(node, Span(0, len(text)))
    judged = Judged("NCT1", Span(0, len(text)), fingerprint(text), "inclusion", "zinc @until 6 week", frozenset())
    tallies = score_sample([judged], [Trial("NCT1", text)], reading(protocol(text, inner)))
    windows = next(tally for tally in tallies if "windows" in tally.shape)
    assert (windows.claimed, windows.right) == (1, right)


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


@pytest.mark.parametrize(
    ("rule", "recall"), [("nyha (,2] 1", 1), ("nyha (,3) 1", 1), ("nyha {I,II}", 1), ("nyha (,3] 1", 0)]
)
def test_a_list_of_grades_says_the_limit_that_it_fills(rule, recall):
    text = "NYHA class I or II"
    node = Member("nyha", "NYHA", ("I", "II"), span=Span(0, len(text)), mention=at(text, "NYHA"))
    tallies = sampled(text, rule, node)
    assert row(tallies, "grades and classes" if "{" in rule else "limits").recall == recall


def test_time_is_measured_over_growing_text_and_one_long_line():
    texts = []

    def keeps(text, source="", category=None):
        texts.append(text)
        return protocol(text, Unread(text, span=Span(0, len(text))), state="unread")

    (tally,) = score_length([Trial("NCT1", "Ferritin < 30 ng/mL\n" * 50)], keeps)
    assert len(texts[-1]) == 100_000
    assert "\n" not in texts[-1]
    assert {"time grows as length to the power", "its issues"} <= set(tally.notes)


def test_a_number_where_the_sample_expects_none_is_wrong():
    text = "Up to 8 people take part"
    node = Comparison(None, "people", None, low("8"), None, span=Span(0, len(text)))
    tallies = sampled(text, "none", node)
    assert row(tallies, "all numbers").extras["wrong of compiled"] == (1, 1)


def test_a_sentence_that_has_changed_is_not_scored():
    one = replace(judged("Ferritin < 30", "ferritin (,30)"), print="0" * 12)
    tallies = score_sample([one], [Trial("NCT1", "Ferritin < 30")], reading(protocol("Ferritin < 30")))
    assert row(tallies, "limits").notes == {"sentences that have changed": 1}


def test_the_kept_sample_is_whole_and_every_expectation_can_be_read():
    sample = load_sample()
    assert len(sample) >= 300
    assert len({(one.nct_id, one.span) for one in sample}) == len(sample)
    assert all(one.expected or one.rule == "none" for one in sample)


def test_the_table_shows_shares_and_the_misses_wrong_ones_first():
    tallies = chia(replace(FERRITIN, upper=low("30")), AGE)
    lines = table(tallies).splitlines()
    assert lines[0].split() == ["corpus", "shape", "gold", "recall", "precision", "F1", "further"]
    assert lines[2].split()[:6] == ["chia", "limits", "2", "0.500", "0.500", "0.500"]
    shown = misses(tallies, 2, "limits")
    assert shown.index("wrong in made_inc") < shown.index("missed in made_inc")
    assert "no misses" in misses(tallies, 2, "nothing of the kind")


@pytest.mark.skipif(not SHARED.is_dir(), reason="the public corpora do not lie beside the checkout (../shared/corpora)")
def test_the_sample_still_fits_the_registry_texts():
    wanted = {one.nct_id: one for one in load_sample()[:20]}
    seen = 0
    for trial in corpora.registry(SHARED):
        if trial.nct_id in wanted:
            one = wanted[trial.nct_id]
            assert fingerprint(" ".join(one.span.text(trial.text).split())) == one.print
            seen += 1
    assert seen == len(wanted)
