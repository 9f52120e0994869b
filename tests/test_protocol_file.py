from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from screener.core.span import Span
from screener.criteria import nodes as n
from screener.criteria.merge import merge_reviewed
from screener.criteria.notation import parse_rule
from screener.criteria.protocol import Criterion
from screener.criteria.protocol import LedgerEntry
from screener.criteria.protocol import Protocol
from screener.criteria.protocol import Reading
from screener.criteria.protocol_file import dump_protocol
from screener.criteria.protocol_file import load_protocol
from screener.criteria.protocol_file import rules_hash
from screener.criteria.protocol_read import read_protocol

from strategies import protocols

TEXT = "Age 2 to 18 years\nEASI at least 6"
AGE = parse_rule("age >= 2 and < 19 years")[0]
EXACT = replace(AGE, exact=True)
EASI = parse_rule("easi >= 6")[0]
FIRST = Criterion(
    "INCL01",
    "inclusion",
    "criteria",
    TEXT[:17],
    Span(0, 17),
    AGE,
    (LedgerEntry(Span(0, 17), "compiled"),),
    (Reading(AGE, True, "completed years"), Reading(EXACT, False, "the exact birthday")),
    "default",
)
SECOND = Criterion("INCL02", "inclusion", "criteria", TEXT[18:], Span(18, 33), EASI)
LEDGER = {"criteria": (LedgerEntry(Span(0, 17), "compiled"), LedgerEntry(Span(17, 33), "compiled"))}
PROTOCOL = Protocol("NCT00000001", "A trial", {"criteria": TEXT}, (FIRST, SECOND), LEDGER)


def read(source):
    protocol, issues = read_protocol(source)
    return protocol, [each.code for each in issues]


@given(protocols())
@settings(max_examples=100, deadline=None)
def test_dump_then_load_is_the_identity(protocol):
    assert read_protocol(dump_protocol(protocol)) == (protocol, ())


@given(protocols(), st.text(max_size=8), st.integers(0, 2000), st.integers(0, 30))
@settings(max_examples=60, deadline=None)
def test_a_damaged_file_is_told_and_never_raises(protocol, junk, at, cut):
    source = dump_protocol(protocol)
    damaged = source[:at] + junk + source[at + cut :]
    back, issues = read_protocol(damaged)
    assert back is not None or issues
    assert all(0 <= each.span.start <= each.span.end <= len(damaged) for each in issues[:1])


def test_a_file_from_disk(tmp_path):
    path = tmp_path / "x.toml"
    path.write_text(dump_protocol(PROTOCOL), encoding="utf-8")
    assert load_protocol(path) == (PROTOCOL, ())
    path.write_bytes(b"\xff\xfe\x00")
    assert [each.code for each in load_protocol(path)[1]] == ["file-unreadable"]
    assert [each.code for each in load_protocol(tmp_path / "absent.toml")[1]] == ["file-unreadable"]


def test_what_a_person_sees():
    assert 'rule = "easi >= 6"' in dump_protocol(PROTOCOL)
    assert """[[criteria.readings]]
rule = "age >= 2 and < 19 years"
chosen = true
why = "completed years"
""" in dump_protocol(PROTOCOL)


def test_a_wide_rule_stands_on_several_lines():
    wide = n.AnyOf(tuple(n.Condition(None, f"a condition number {number}", coded=False) for number in range(6)))
    source = dump_protocol(replace(PROTOCOL, criteria=(replace(SECOND, node=wide),)))
    assert "rule = '''\nany of (\n  condition \"a condition number 0\";\n" in source


def test_a_person_may_edit_a_rule():
    protocol, codes = read(dump_protocol(PROTOCOL).replace("easi >= 6", "easi > 7"))
    assert codes == []
    assert protocol.criteria[1].node == replace(EASI, lower=n.Bound(Decimal(7), False))


def test_a_person_may_choose_another_reading_and_sign():
    source = dump_protocol(PROTOCOL)
    source = source.replace("chosen = true", "chosen = X").replace("chosen = false", "chosen = true")
    source = source.replace("chosen = X", "chosen = false")
    source = source.replace('reviewer = ""\nreviewed = ""', 'reviewer = "Dr A"\nreviewed = 2026-05-31', 1)
    protocol, codes = read(source)
    assert codes == []
    first = protocol.criteria[0]
    assert first.node == EXACT
    assert (first.settled, first.reviewer, first.reviewed) == ("ruled", "Dr A", "2026-05-31")


def test_a_rule_that_cannot_be_read_leaves_the_criterion_unread():
    source = dump_protocol(PROTOCOL).replace("easi >= 6", "easi >=")
    protocol, issues = read_protocol(source)
    assert protocol.criteria[1].node == n.Unread(TEXT[18:])
    assert [each.code for each in issues] == ["no-threshold"]
    assert issues[0].span.text(source) == ">="


MISTAKES = [
    ('id = "INCL01', "id = INCL01", "file-not-toml", None),
    ('id = "INCL02"', 'id = "INCL01"', "id-repeated", 'id = "INCL01"'),
    ('id = "INCL02"', "id = 2", "protocol-file-invalid", "id = 2"),
    ('category = "inclusion"', 'category = "both"', "protocol-file-invalid", 'category = "both"'),
    ("span = [0, 17]", "span = [17, 0]", "protocol-file-invalid", "span = [17, 0]"),
    ("span = [0, 17]", "span = [0, 1700]", "span-outside", "span = [0, 1700]"),
    ("span = [0, 17]", "span = [1, 17]", "text-differs", 'text = "Age 2 to 18 years"'),
    ('field = "criteria"', 'field = "elsewhere"', "span-outside", "span = [0, 17]"),
    ("chosen = true", "chosen = false", "chosen-not-one", "chosen = false"),
    ('rule = "easi >= 6"', "", "protocol-file-invalid", 'id = "INCL02"'),
    ('rule = "easi >= 6"', 'rule = "easy >= 6"', "concept-unknown", "easy"),
    ('reviewer = ""', 'reviewer = "Dr A"', "review-incomplete", 'reviewer = "Dr A"'),
    ('reviewed = ""', 'reviewed = "last week"', "protocol-file-invalid", 'reviewed = "last week"'),
    ('"compiled"', '"half"', "protocol-file-invalid", None),
    ('settled = "default"', 'settled = "perhaps"', "protocol-file-invalid", 'settled = "perhaps"'),
]


@pytest.mark.parametrize(("right", "wrong", "code", "place"), MISTAKES)
def test_a_mistake_is_told_with_its_place(right, wrong, code, place):
    source = dump_protocol(PROTOCOL)
    assert right in source
    damaged = source.replace(right, wrong, 1)
    _, issues = read_protocol(damaged)
    assert code in [each.code for each in issues]
    if place is not None:
        assert place in [each.span.text(damaged) for each in issues if each.code == code]


def test_an_empty_file_has_no_criteria():
    assert read("")[1] == ["protocol-file-invalid"]


def test_the_hash_is_that_of_the_rules():
    signed = replace(PROTOCOL, title="Another title", criteria=(replace(FIRST, reviewer="Dr A"), SECOND))
    assert rules_hash(signed) == rules_hash(PROTOCOL)
    other = replace(PROTOCOL, criteria=(FIRST, replace(SECOND, node=n.Not(EASI))))
    assert rules_hash(other) != rules_hash(PROTOCOL)
    assert len(rules_hash(PROTOCOL)) == 64


def signed(criterion, **changes):
    return replace(criterion, reviewer="Dr A", reviewed="2026-05-31", settled="ruled", **changes)


def merged(kept, fresh):
    protocol, issues = merge_reviewed(replace(PROTOCOL, criteria=kept), replace(PROTOCOL, criteria=fresh))
    return protocol.criteria, [each.code for each in issues]


def test_a_reviewed_rule_is_kept_and_the_difference_told():
    ruled = signed(SECOND, node=n.Not(EASI))
    criteria, codes = merged((FIRST, ruled), (FIRST, SECOND))
    assert criteria == (FIRST, ruled)
    assert codes == ["reviewed-rule-differs"]
    (told,) = merge_reviewed(replace(PROTOCOL, criteria=(ruled,)), replace(PROTOCOL, criteria=(SECOND,)))[1]
    assert told.hint == "kept: not easi >= 6; compiled: easi >= 6"


def test_an_equal_reviewed_rule_is_no_difference():
    assert merged((signed(FIRST),), (FIRST,)) == ((signed(FIRST),), [])


def test_a_ruling_for_a_kept_reading_is_no_difference():
    ruled = signed(FIRST, node=EXACT, readings=(Reading(AGE, False, "years"), Reading(EXACT, True, "birthday")))
    assert merged((ruled,), (FIRST,)) == ((ruled,), [])


def test_an_unreviewed_rule_is_taken_fresh():
    assert merged((replace(SECOND, node=n.Not(EASI)),), (SECOND,)) == ((SECOND,), [])
    half = replace(SECOND, node=n.Not(EASI), reviewer="Dr A")
    assert merged((half,), (SECOND,)) == ((SECOND,), [])


def test_new_and_vanished_criteria_are_told():
    assert merged((FIRST,), (FIRST, SECOND)) == ((FIRST, SECOND), ["criterion-new"])
    assert merged((FIRST, SECOND), (FIRST,)) == ((FIRST,), ["criterion-vanished"])


def test_a_criterion_is_found_again_by_its_words_when_the_numbers_move():
    moved = replace(SECOND, id="INCL01")
    ruled = signed(SECOND, node=n.Not(EASI))
    criteria, codes = merged((FIRST, ruled), (moved,))
    assert criteria[0].node == n.Not(EASI)
    assert criteria[0].id == "INCL01"
    assert codes == ["reviewed-rule-differs", "criterion-vanished"]


def test_changed_words_of_a_reviewed_criterion_ask_for_another_review():
    changed = replace(SECOND, text="EASI at least 7")
    criteria, codes = merged((signed(SECOND),), (changed,))
    assert criteria[0].node == EASI
    assert criteria[0].text == "EASI at least 7"
    assert codes == ["reviewed-text-differs"]


def test_a_reviewed_criterion_that_no_text_states_stays():
    added = signed(SECOND, id="FIELD-CONDITION", inferred=True, text="", span=Span(0, 0))
    assert merged((FIRST, added), (FIRST,)) == ((FIRST, added), [])


@given(protocols())
@settings(max_examples=40, deadline=None)
def test_merging_a_protocol_with_itself_changes_nothing(protocol):
    assert merge_reviewed(protocol, protocol) == (protocol, ())
