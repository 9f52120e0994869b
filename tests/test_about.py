"""Names that no rule tests are kept beside it: in judgements, in unread parts, and of the people spoken to."""

from __future__ import annotations

from decimal import Decimal

import pytest

from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Bound
from screener.criteria.nodes import Comparison
from screener.criteria.nodes import Judgement
from screener.criteria.nodes import Node
from screener.criteria.nodes import Not
from screener.criteria.nodes import Treatment
from screener.criteria.nodes import Unread
from screener.criteria.nodes import walk
from screener.criteria.serial import protocol_from_json
from screener.criteria.serial import protocol_to_json
from screener.reading.compile import compile_text
from screener.reading.meaning.checks.about import names_in
from screener.reading.meaning.context import Context
from screener.reading.scanning.scan import scan


def about(text: str, category: str = "exclusion") -> list[Node]:
    """Everything that the open parts of a text, and its criteria besides, speak of."""
    protocol = compile_text(text, category=category)  # type: ignore[arg-type]
    open_parts = [
        name
        for criterion in protocol.criteria
        for node in walk(criterion.node)
        if isinstance(node, Judgement | Unread)
        for name in node.about
    ]
    return open_parts + [name for criterion in protocol.criteria for name in criterion.about]


def kinds(names: list[Node]) -> list[tuple[str, str | None]]:
    return [(leaf.kind, leaf.concept) for name in names for leaf in walk(name) if hasattr(leaf, "concept")]


def test_a_judgement_keeps_the_drug_that_it_speaks_of():
    assert kinds(about("Unable to stop warfarin")) == [("treatment", "warfarin")]


def test_a_limit_without_its_sign_still_names_its_measure():
    assert kinds(about("Hemoglobin = 9 g/dL")) == [("comparison", "hemoglobin")]


def test_what_a_judgement_denies_is_denied():
    names = about("Likely to tolerate it with no asthma", "inclusion")
    assert [type(name) for name in names] == [Not]


def test_names_that_or_joins_are_alternatives():
    protocol = compile_text("gout or asthma", category="inclusion")
    [group] = names_in(scan("gout or asthma"), Context("gout or asthma", "inclusion"))
    assert isinstance(group, AnyOf)
    assert group == protocol.criteria[0].node


def test_people_that_limit_nothing_are_kept_beside_the_rule():
    names = about("Men and women with gout", "inclusion")
    assert [kind for kind, _ in kinds(names)] == ["demographic", "demographic"]


@pytest.mark.parametrize("text", ["Gout", "Hemoglobin < 9 g/dL", "Women with gout"])
def test_a_rule_that_tests_every_name_leaves_none_over(text):
    assert about(text) == []


def test_they_survive_json_and_do_not_bear_on_the_rule():
    protocol = compile_text("Unable to stop warfarin", category="exclusion")
    back = protocol_from_json(protocol_to_json(protocol))
    assert back == protocol
    first = next(node for node in walk(protocol.criteria[0].node) if isinstance(node, Judgement))
    again = next(node for node in walk(back.criteria[0].node) if isinstance(node, Judgement))
    assert again.about == first.about != ()
    assert first == Judgement(first.label, first.judge, first.window)


def test_a_judgement_keeps_the_limit_that_it_speaks_of():
    [amount] = about("Inability to walk > 400 m")
    assert isinstance(amount, Comparison)
    assert (amount.lower, amount.upper, amount.unit) == (Bound(Decimal(400), False), None, "m")


def test_a_limit_behind_a_name_in_a_judgement_is_that_names():
    names = about("Unlikely to have a life expectancy > 6 months")
    assert [(name.concept, name.lower, name.unit) for name in names if isinstance(name, Comparison)] == [
        ("life-expectancy", Bound(Decimal(6), False), "mo")
    ]


def test_how_long_somebody_has_to_be_willing_is_kept_beside_the_rule():
    [amount] = about("Willing to stay in the study for six months", "inclusion")
    assert isinstance(amount, Comparison)
    assert (amount.lower, amount.unit, amount.coded) == (Bound(Decimal(6), True), "mo", False)


def test_a_time_in_a_judgement_is_that_of_the_name_before_it():
    text = "Unlikely to tolerate major surgery within 4 weeks before screening or a stay of at least 3 days"
    times = [node.window for name in about(text) for node in walk(name) if isinstance(node, Treatment) and node.window]
    assert [(time.value, time.unit, time.anchor) for time in times] == [(Decimal(4), "week", "screening")]


@pytest.mark.parametrize("text", ["Poorly controlled, in the opinion of the investigator (> 170)", "Hemoglobin < 9 g/dL"])
def test_a_number_without_name_or_unit_and_one_that_the_rule_tests_are_not_kept(text):
    assert [name for name in about(text) if isinstance(name, Comparison)] == []
