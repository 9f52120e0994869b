"""The scorers of Leaf comparisons and logical forms, on hand-made protocols."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from benchmarks.reading.corpora import Form
from benchmarks.reading.corpora import LeafComparison
from benchmarks.reading.forms import filters
from benchmarks.reading.forms import score_forms
from benchmarks.reading.leaf import score_leaf
from screener.criteria.nodes import Comparison
from screener.criteria.nodes import Condition
from screener.criteria.nodes import Qualifier
from screener.criteria.nodes import Treatment
from screener.criteria.nodes import Window

from scored_for_tests import at
from scored_for_tests import low
from scored_for_tests import protocol
from scored_for_tests import reading
from scored_for_tests import row


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
    limit = leaf_row(line, "< 30 ng/mL", operators=("<",), values=("30",), units=("ng",), per=("mL",), names=("Ferritin",))
    length = leaf_row(
        line, "at least 2 weeks", operators=("at least",), values=("2",), temporal_units=("weeks",), roles=("Duration",)
    )
    bare = leaf_row(line, "current")
    tallies = score_leaf([limit, length, bare], reading(protocol(line, node)))
    assert (row(tallies, "comparisons with a number").found, row(tallies, "comparisons with a number").gold) == (1, 2)
    assert row(tallies, "limits").extras == {"found or spoken of": (1, 1), "unit": (1, 1), "owner": (1, 1)}
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


def test_weeks_and_days_may_be_counted_in_days():
    line = "-  Born at more than 31 + 4 weeks"
    node = Comparison("gestational-age", "gestational age", low("221", False), None, "d", mention=at(line, "Born"), span=at(line, line))
    gold = leaf_row(line, "more than 31 + 4 weeks", operators=("more than",), values=("31", "4"), temporal_units=("weeks",))
    assert row(score_leaf([gold], reading(protocol(line, node))), "limits").recall == 1
    other = replace(node, lower=low("220", False))
    assert row(score_leaf([gold], reading(protocol(line, other))), "limits").recall == 0


def test_a_bracket_may_give_a_length_of_time_again():
    line = "-  Zinc at least 2 months (60 days) ago"
    window = Window(Decimal(60), "day", direction="until", span=at(line, "at least 2 months (60 days) ago"))
    node = Treatment("zinc", "zinc", window=window, mention=at(line, "Zinc"), span=at(line, line))
    gold = leaf_row(
        line, "at least 2 months", operators=("at least",), values=("2",), temporal_units=("months",), roles=("Temporality",)
    )
    tallies = score_leaf([gold], reading(protocol(line, node)))
    assert (row(tallies, "windows").recall, row(tallies, "windows").precision) == (1, 1)
    other = replace(node, window=replace(window, value=Decimal(50)))
    assert row(score_leaf([gold], reading(protocol(line, other))), "windows").recall == 0


def test_a_class_within_a_class_is_of_it():
    line = "-  Melanoma, stage 2 and 3B"
    stage = Qualifier("stage", "stage 2 and 3B", at(line, "stage 2 and 3B"))
    node = Condition("melanoma", "melanoma", qualifiers=(stage,), mention=at(line, "Melanoma"), span=at(line, line))
    gold = leaf_row(line, "stage 2 and 3B", values=("2", "3B"), roles=("Stage",))
    tallies = score_leaf([gold], reading(protocol(line, node)))
    assert (row(tallies, "stages").recall, row(tallies, "stages").precision) == (1, 1)
    other = replace(node, qualifiers=(replace(stage, value="stage 4A"),))
    assert row(score_leaf([gold], reading(protocol(line, other))), "stages").recall == 0
