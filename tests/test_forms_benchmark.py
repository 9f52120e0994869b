"""The benchmark of the order: its search never loses a question, and our order stays near what it finds."""

from __future__ import annotations

import random

import pytest

from benchmarks.forms import GOAL
from benchmarks.forms import measured
from benchmarks.forms import moved
from benchmarks.forms import search
from screener.forms.crowd import crowd
from screener.forms.order import text_order

from forms_for_tests import FIVE
from forms_for_tests import form


def test_a_move_keeps_every_question():
    draw, order = random.Random(3), [str(number) for number in range(12)]
    for _ in range(200):
        assert sorted(moved(order, draw)) == sorted(order)


def test_the_search_is_no_worse_than_where_it_starts():
    found = form("NCT04878770")
    people = crowd(found, 200, 4)
    best = search(people, text_order(found), 100)
    assert sorted(best) == sorted(found.order)
    assert people.questions(best) <= people.questions(text_order(found))


def test_the_same_seed_makes_up_the_same_candidates():
    found = form("small")
    assert crowd(found, 20, 7).answers == crowd(found, 20, 7).answers
    assert crowd(found, 20, 7).answers != crowd(found, 20, 8).answers


@pytest.mark.slow
@pytest.mark.parametrize("name", FIVE)
def test_our_order_is_within_the_goal(name):
    result = measured(name, 1000, 1500)
    assert result.percent <= GOAL
    assert result.ours < result.text
