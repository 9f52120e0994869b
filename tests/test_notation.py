from __future__ import annotations

from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from vocabulary_for_tests import NAMES

from screener.criteria.notation import _parser
from screener.criteria.notation import parse_rule
from screener.criteria.notation import print_rule
from screener.criteria.notation_words import RESERVED

from strategies import nodes


def parsed(text):
    node, found = parse_rule(text, NAMES)
    assert found == ()
    return node


@given(nodes)
@settings(max_examples=400, deadline=None)
def test_print_then_parse_is_the_identity(node):
    printed = print_rule(node, names=NAMES)
    assert "\n" not in printed
    assert parsed(printed) == node
    assert print_rule(parsed(printed), names=NAMES) == printed


@given(nodes, st.sampled_from((1, 40, 100)))
@settings(max_examples=150, deadline=None)
def test_the_broken_form_says_the_same(node, width):
    assert parsed(print_rule(node, width, NAMES)) == node


@given(st.text(max_size=60))
@settings(max_examples=300, deadline=None)
def test_any_text_gives_a_node_or_issues(text):
    node, found = parse_rule(text, NAMES)
    assert (node is None) == bool(found)


PIECES = ("all of (", "any of", "(", ")", ";", "easi", ">=", "6", "g/L", "not", "when", "then", "except", "within", "5")
PIECES += (
    "years",
    "before",
    "screening",
    "{",
    "}",
    ":",
    ",",
    "condition",
    '"x"',
    "taking",
    "dose",
    "..",
    "at",
    "least",
)


@given(st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join))
@settings(max_examples=300, deadline=None)
def test_any_jumble_of_words_gives_a_node_or_issues_inside_the_text(text):
    node, found = parse_rule(text, NAMES)
    assert (node is None) == bool(found)
    assert all(0 <= each.span.start <= each.span.end <= len(text) for each in found)


def test_reserved_words_are_those_of_the_grammar():
    from lark.lexer import PatternStr

    words = {each.pattern.value for each in _parser().terminals if isinstance(each.pattern, PatternStr)}
    assert {word for word in words if word[0].isalpha()} == RESERVED
