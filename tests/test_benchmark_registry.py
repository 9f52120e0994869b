"""The scorer of registry texts: account, coverage, written limits, time."""

from __future__ import annotations

from decimal import Decimal

from benchmarks.reading.corpora import Trial
from benchmarks.reading.registry import score_length
from benchmarks.reading.registry import score_registry
from benchmarks.reading.registry import unaccounted
from screener.core.span import Span
from screener.criteria.nodes import Bound
from screener.criteria.nodes import Comparison
from screener.criteria.nodes import Condition
from screener.criteria.nodes import Count
from screener.criteria.nodes import Not
from screener.criteria.nodes import Qualifier
from screener.criteria.nodes import Unread
from screener.criteria.protocol import LedgerEntry

from scored_for_tests import at
from scored_for_tests import low
from scored_for_tests import protocol
from scored_for_tests import reading


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
    account, limits, said = score_registry(trials, known)
    assert account.notes["exceptions"] == 1
    assert account.notes["characters unaccounted"] == 0
    assert account.extras["criteria whole"] == (1, 2)
    assert account.extras["criteria unread"] == (1, 2)
    assert (limits.found, limits.gold) == (1, 3)
    assert limits.notes == {"neither compiled nor put to a person": 1, "put to a person as unread": 1}
    assert (said.found, said.gold) == (1, 2)
    assert [miss.gold for miss in said.misses] == ["64"]


def test_the_registry_run_sets_one_or_more_apart_and_takes_counts_and_qualifiers():
    text = "At least one polyp\nMore than 3 falls\nRickets (under 2 cm)"
    falls = Condition("falls", "falls", count=Count(low("3", False)), span=at(text, "More than 3 falls"))
    told = Qualifier("description", "under 2 cm", at(text, "under 2 cm"))
    rickets = Condition("rickets", "rickets", qualifiers=(told,), span=at(text, "Rickets (under 2 cm)"))
    _, limits, _ = score_registry([Trial("NCT1", text)], reading(protocol(text, falls, rickets)))
    assert (limits.found, limits.gold) == (1, 2)
    assert limits.notes == {"one or more, set apart": 1, "put to a person as qualifier": 1}


def test_time_is_measured_over_growing_text_and_one_long_line():
    texts = []

    def keeps(text, source="", category=None):
        texts.append(text)
        return protocol(text, Unread(text, span=Span(0, len(text))), state="unread")

    (tally,) = score_length([Trial("NCT1", "Ferritin < 30 ng/mL\n" * 50)], keeps)
    assert len(texts[-1]) == 100_000
    assert "\n" not in texts[-1]
    assert {"time grows as length to the power", "its issues"} <= set(tally.notes)


def test_what_is_denied_counted_otherwise_or_above_normal_is_said():
    text = "No more than 5 falls\nless than 3 weeks\nALT > 50% above the ULN"
    falls = Condition("falls", "falls", count=Count(low("5", False)), span=at(text, "more than 5 falls"))
    denied = Not(falls, at(text, "No more than 5 falls"))
    days = Comparison("age", "age", None, Bound(Decimal(21), False), "d", span=at(text, "less than 3 weeks"))
    alt = Comparison("alt", "alt", low("1.5", False), None, None, "ULN", span=at(text, "ALT > 50% above the ULN"))
    _, limits, _ = score_registry([Trial("NCT1", text)], reading(protocol(text, denied, days, alt)))
    assert (limits.found, limits.gold) == (3, 3)


def test_a_denied_limit_does_not_say_itself_turned_round():
    text = "No more than 5 falls"
    falls = Condition("falls", "falls", count=Count(low("6", False)), span=at(text, "more than 5 falls"))
    _, limits, _ = score_registry([Trial("NCT1", text)], reading(protocol(text, Not(falls, at(text, text)))))
    assert (limits.found, limits.gold) == (0, 1)


def test_how_far_a_scale_goes_and_parts_of_the_text_are_no_limits():
    text = "Pain > 4 on a 0-10 scale\nExclusion criteria (3-7) apply\nECOG score of 0-2"
    _, limits, _ = score_registry([Trial("NCT1", text)], reading(protocol(text)))
    assert limits.gold == 2
    assert limits.notes["ends of a scale and references, set apart"] == 2


def test_how_short_sighted_somebody_is_lies_below_zero():
    text = "Refractive error of more than 7 diopters of myopia"
    error = Comparison("spherical-equivalent", "error", None, Bound(Decimal(-7), False), "[diop]", span=at(text, text))
    _, limits, _ = score_registry([Trial("NCT1", text)], reading(protocol(text, error)))
    assert (limits.found, limits.gold) == (1, 1)
