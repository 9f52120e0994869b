"""The values, units and windows that the reading benchmarks compare."""

from __future__ import annotations

from decimal import Decimal

import pytest

from benchmarks.reading.corpora import Trial
from benchmarks.reading.sample import Judged
from benchmarks.reading.sample import score_sample
from benchmarks.reading.split import fingerprint
from benchmarks.reading.units import unit_key
from benchmarks.reading.values import find_limits
from benchmarks.reading.values import parse_value
from screener.core.span import Span
from screener.criteria.nodes import Not
from screener.criteria.nodes import Treatment
from screener.criteria.nodes import Window

from scored_for_tests import at
from scored_for_tests import protocol
from scored_for_tests import reading


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
        ("between -1.2 and -2.4", "[-2.4, -1.2]"),
        ("within 19.5-32.0 kg/m2", "[19.5, 32.0] kg/m2"),
        ("> 1:64", "(64, )"),
        ("at or below 2.5", "(, 2.5]"),
        ("equal to or exceeding 450 mL", "[450, ) mL"),
        ("more than ≥ 14", "[14, )"),
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


@pytest.mark.parametrize("words", ["one of the trials LP12-1101, -1102", "HIV-1 and -2 antigen", "CD8, interleukin [IL]-12", "9. Allergy to AB-1234"])
def test_numbers_in_names_are_no_range(words):
    assert find_limits(words) == []


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
