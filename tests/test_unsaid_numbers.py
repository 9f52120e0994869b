"""A number that no node of the rule says stays unread."""

from __future__ import annotations

import pytest

import screener.reading.items.item as item
from screener.core.span import Span
from screener.criteria.nodes import Condition
from screener.criteria.notation import print_rule
from screener.reading.compile import compile_text
from screener.reading.meaning.checks.unsaid import with_numbers


@pytest.fixture
def read(monkeypatch):
    """Gives the node, the tags and the context that a text of one statement is read with."""
    seen = []
    monkeypatch.setattr(item, "with_numbers", lambda *given: seen.append(given) or given[0])

    def given(text):
        compile_text(text, category="inclusion")
        return seen.pop()

    return given


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Asthma for at least 4 months", 'all of (condition asthma; unread "for at least 4 months")'),
        ("Asthma within 5 weeks before screening", 'all of (condition asthma; unread "within 5 weeks before screening")'),
        ("Asthma at screening", "condition asthma"),
    ],
)
def test_a_lost_number_stays_unread(read, text, rule):
    _, tags, context = read(text)
    bare = Condition("asthma", "asthma", mention=Span(0, 6), span=Span(0, 6))
    assert print_rule(with_numbers(bare, tags, context)) == rule


@pytest.mark.parametrize("text", ["Asthma for at least 4 months", "At least one exacerbation", "ALT > 3 x ULN", "Aged 5-9 years"])
def test_what_is_said_stays_as_it_is(read, text):
    node, tags, context = read(text)
    assert with_numbers(node, tags, context) is node
