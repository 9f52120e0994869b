"""Which recorded number decides, in which unit, and when none may."""

from __future__ import annotations

from decimal import Decimal

import pytest
from screening_for_tests import INDEX
from screening_for_tests import bound
from screening_for_tests import decide
from screening_for_tests import limit
from screening_for_tests import met
from screening_for_tests import observed
from screening_for_tests import window

from screener.core.calendar import on
from screener.criteria import nodes as n
from screener.screening.site import read_site


def hemoglobin(value, unit, **more):
    return {"observations": (observed("hemoglobin", value, unit, **more),)}


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        ("8.5", "g/dL", "true"),
        ("85", "g/L", "true"),
        ("8.51", "g/dL", "false"),
        ("85.0", "g/L", "true"),
        ("8.5", None, ["unit-unknown"]),
        ("8.5", "widgets", ["unit-unknown"]),
        ("8.5", "s", ["dimension-mismatch"]),
        ("8500", "g/L", ["implausible"]),
    ],
)
def test_a_limit_in_another_unit(value, unit, expected):
    assert met(limit("hemoglobin", None, 85, "g/L"), hemoglobin(value, unit)) == expected


def test_the_sentence_tells_value_conversion_day_and_limit():
    found = decide(limit("hemoglobin", None, 85, "g/L"), hemoglobin("8.5", "g/dL"))
    assert found.reason == "Hemoglobin 8.5 g/dL (85 g/L) on 2026-03-01 is at most 85 g/L."
    evidence = found.outcome.evidence[0]
    assert (evidence.recorded, evidence.compared, evidence.distance) == (("8.5", "g/dL"), ("85", "g/L"), "0")


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [("2990", "/uL", "true"), ("3.0", "10*9/L", "false"), ("3000", "/uL", "false"), ("2.999", "10*3/uL", "true")],
)
def test_white_cells_below_three(value, unit, expected):
    rule = limit("wbc", None, "3.0", "10*9/L", strict=True)
    assert met(rule, {"observations": (observed("wbc", value, unit),)}) == expected


def test_platelets_at_the_limit_do_not_fall_below_it():
    rule = limit("platelets", None, 100, "10*9/L", strict=True)
    assert met(rule, {"observations": (observed("platelets", "100", "10*9/L"),)}) == "false"


@pytest.mark.parametrize(
    ("comparator", "value", "expected"),
    [("<", "80", "true"), ("<", "90", ["not-recorded"]), (">", "85", "false"), (">=", "85", ["not-recorded"])],
)
def test_a_recorded_comparator_is_a_range(comparator, value, expected):
    record = hemoglobin(value, "g/L", comparator=comparator)
    assert met(limit("hemoglobin", None, 85, "g/L"), record) == expected


def test_nothing_recorded_is_unknown():
    assert met(limit("hemoglobin", None, 85, "g/L")) == ["not-recorded"]


@pytest.mark.parametrize(("day", "expected"), [("2025-12-09", "true"), ("2025-12-08", ["stale"]), ("2026-03-10", ["not-recorded"])])
def test_a_value_counts_ninety_days_and_never_from_the_future(day, expected):
    assert met(limit("hemoglobin", None, 85, "g/L"), hemoglobin("80", "g/L", day=day)) == expected


def test_a_value_of_the_future_is_told():
    from screening_for_tests import patient
    from screening_for_tests import protocol

    from screener.screening.options import Options
    from screener.screening.screen import screen

    report = screen(protocol(limit("hemoglobin", None, 85, "g/L")), patient(**hemoglobin("80", "g/L", day="2026-04-01")), Options(INDEX))
    assert [issue.code for issue in report.issues] == ["observation-future"]
    assert "80" not in report.issues[0].message


def test_a_month_that_may_be_too_old_is_not_decided():
    assert met(limit("hemoglobin", None, 85, "g/L"), hemoglobin("80", "g/L", day="2025-12")) == ["partial-date"]


def two(first, second, day="2026-03-01"):
    return {"observations": (observed("hemoglobin", first, "g/L"), observed("hemoglobin", second, "g/L", day=day))}


def test_the_latest_value_decides():
    assert met(limit("hemoglobin", None, 85, "g/L"), two("90", "80", "2026-03-02")) == "true"
    assert met(limit("hemoglobin", None, 85, "g/L"), two("80", "90", "2026-03-02")) == "false"


def test_values_of_one_day_decide_only_together():
    assert met(limit("hemoglobin", None, 85, "g/L"), two("80", "84")) == "true"
    assert met(limit("hemoglobin", None, 85, "g/L"), two("80", "90")) == ["conflict"]


@pytest.mark.parametrize(
    ("policy", "expected"),
    [("any", "true"), ("lowest", "true"), ("highest", "false"), ("worst", ["needs-judgement"]), ("consecutive", "false")],
)
def test_policies(policy, expected):
    assert met(limit("hemoglobin", None, 85, "g/L", policy=policy), two("80", "90", "2026-03-02")) == expected


def test_two_in_a_row():
    rule = limit("hemoglobin", None, 85, "g/L", policy="consecutive")
    assert met(rule, two("80", "81", "2026-03-02")) == "true"
    assert met(rule, hemoglobin("80", "g/L")) == ["not-recorded"]


def test_the_limit_in_the_unit_of_the_record_binds():
    rule = limit("hemoglobin", None, 10, "g/dL", also=(n.Limit(None, bound(98), "g/L"),))
    assert met(rule, hemoglobin("99", "g/L")) == "false"
    assert met(rule, hemoglobin("9.9", "g/dL")) == "true"


def test_an_undated_value_stands_at_the_index_date_as_a_stated_assumption():
    record = hemoglobin("80", "g/L", day=None, assumed_date=True)
    found = decide(limit("hemoglobin", None, 85, "g/L"), record)
    assert found.met.value == "true"
    assert found.outcome.evidence[0].assumption == "undated, taken at the index date"


def test_a_value_without_any_date_is_not_taken_as_current():
    assert met(limit("hemoglobin", None, 85, "g/L"), hemoglobin("80", "g/L", day=None)) == ["partial-date"]


def test_a_multiple_of_the_upper_limit_needs_a_range():
    rule = limit("platelets", None, 2, "1", relative_to="ULN")
    value = observed("platelets", "700", "10*9/L")
    assert met(rule, {"observations": (value,)}) == ["no-reference-range"]
    assert met(rule, {"observations": ({**value, "reference_range": {"high": "400"}},)}) == "true"
    assert met(rule, {"observations": ({**value, "reference_range": {"high": "350000", "unit": "/uL"}},)}) == "true"
    assert met(rule, {"observations": ({**value, "reference_range": {"high": "349"}},)}) == "false"


SITE = """
[current_days]
hemoglobin = 7
[[ranges]]
measure = "platelets"
unit = "10*9/L"
high = 400
[[ranges]]
measure = "hemoglobin"
unit = "g/dL"
sex = "female"
low = 12
"""


def test_the_site_gives_ranges_and_currency():
    site, issues = read_site(SITE)
    assert issues == ()
    rule = limit("platelets", None, 2, "1", relative_to="ULN")
    assert met(rule, {"observations": (observed("platelets", "801", "10*9/L"),)}, site=site) == "false"
    assert met(limit("hemoglobin", None, 85, "g/L"), hemoglobin("80", "g/L"), site=site) == ["stale"]
    low = limit("hemoglobin", 1, None, "1", relative_to="LLN")
    today = hemoglobin("12", "g/dL", day="2026-03-09")
    assert met(low, {"sex": "female", **today}, site=site) == "true"
    assert met(low, today, site=site) == ["no-reference-range"]


def test_the_example_site_profile_is_usable():
    from screener.core.data import read_text

    site, issues = read_site(read_text("rules", "site-example.toml"))
    assert site is not None
    assert issues == ()


@pytest.mark.parametrize("text", ["x = ", "wrong = 1", '[[ranges]]\nmeasure = "a"\nunit = "g/L"', "[current_days]\nhemoglobin = 'x'"])
def test_a_broken_site_profile_is_an_issue(text):
    site, issues = read_site(text)
    assert site is None
    assert {item.code for item in issues} == {"site-unusable"}


def test_a_site_profile_that_names_an_unknown_measure_is_told():
    _, issues = read_site("[current_days]\nhemogoblin = 7")
    assert [item.code for item in issues] == ["site-measure-unknown"]


EASI = limit("easi", 6, None, "1")
AT_SCREENING = limit("easi", 6, None, "1", window=n.Window(anchor="screening", direction="at"))
AT_BASELINE = limit("easi", 6, None, "1", window=n.Window(anchor="baseline", direction="at"))


def test_both_visits_defer_the_later_one():
    record = {"observations": (observed("easi", "12", "1"),)}
    found = decide(n.AllOf((AT_SCREENING, AT_BASELINE)), record)
    assert (found.finding, found.reasons) == ("deferred", ("deferred",))
    low = {"observations": (observed("easi", "5.9", "1"),)}
    assert decide(n.AllOf((AT_SCREENING, AT_BASELINE)), low).finding == "fail"


def test_at_baseline_only_the_value_of_the_visit_counts():
    record = {"observations": (observed("easi", "12", "1"), observed("easi", "3", "1", day="2026-03-08", visit="baseline"))}
    assert met(AT_BASELINE, record, stage="baseline") == "false"
    assert met(AT_SCREENING, record, stage="baseline") == "true"
    assert met(AT_BASELINE, {"observations": (observed("easi", "12", "1"),)}, stage="baseline") == ["not-recorded"]


def test_a_score_does_not_compare_with_another_thing():
    assert met(EASI, {"observations": (observed("easi", "12", "g/L"),)}) == ["dimension-mismatch"]
    assert met(EASI, {"observations": (observed("easi", "73", "1"),)}) == ["implausible"]
    assert met(EASI, {"observations": (observed("easi", "6", None),)}) == "true"


def test_a_loss_against_the_maximum_of_the_scale():
    rule = limit("easi", 10, None, "%", relative_to="scale-maximum", change="decrease")
    assert met(rule, {"observations": (observed("easi", "64.8", "1"),)}) == "true"
    assert met(rule, {"observations": (observed("easi", "64.9", "1"),)}) == "false"


def test_a_change_against_baseline_is_deferred_before_baseline():
    rule = limit("easi", 50, None, "%", relative_to="baseline", change="decrease")
    now = observed("easi", "10", "1", day="2026-03-08")
    assert met(rule, {"observations": (now,)}) == ["deferred"]
    assert met(rule, {"observations": (now,)}, stage="baseline") == ["not-recorded"]
    start = observed("easi", "20", "1", visit="baseline")
    assert met(rule, {"observations": (now, start)}, stage="baseline") == "true"


def test_fasting_is_not_taken_for_granted():
    rule = limit("hemoglobin", None, 85, "g/L", qualifiers=(n.Qualifier("other", "fasting"),))
    assert met(rule, hemoglobin("80", "g/L")) == ["qualifier"]
    assert met(rule, hemoglobin("90", "g/L")) == ["qualifier"]
    assert met(rule, hemoglobin("80", "g/L", text="Fasting hemoglobin")) == "true"


def test_an_uncoded_measure_matches_its_own_words_and_is_never_absent():
    rule = n.Comparison(None, "odd index", bound(6), None, "1", coded=False)
    assert met(rule) == ["uncoded"]
    assert met(rule, {"observations": ({"id": "o", "text": "Odd Index", "value": "7", "unit": "1", "date": "2026-03-01"},)}) == "true"


def test_counts_come_from_the_differential_of_one_day():
    rule = limit("neutrophils", "1.5", None, "10*9/L")
    percent = observed("neutrophil-percent", "30", "%")
    record = {"observations": (observed("wbc", "5.0", "10*9/L"), percent)}
    found = decide(rule, record)
    assert found.met.value == "true"
    assert "white cells x percentage of the differential" in found.reason
    apart = {"observations": (observed("wbc", "5.0", "10*9/L", day="2026-02-27"), percent)}
    assert met(rule, apart) == ["not-recorded"]


def test_a_recorded_value_goes_before_a_derived_one():
    rule = limit("neutrophils", "1.5", None, "10*9/L")
    own = observed("neutrophils", "1.0", "10*9/L")
    record = {"observations": (own, observed("wbc", "5.0", "10*9/L"), observed("neutrophil-percent", "40", "%"))}
    assert met(rule, record) == "false"


@pytest.mark.parametrize(
    ("born", "expected"),
    [("2007-03-10", "true"), ("2007-03-09", "false"), ("2024-03-09", "true"), ("2024-03-10", "false"), ("2007-03", ["partial-date"]), ("2015", "true")],
)
def test_ages_count_completed_years(born, expected):
    assert met(limit("age", 2, 18, "a"), {"birth_date": born}) == expected


def test_older_than_starts_at_the_next_birthday_and_exactly_after_this_one():
    over = limit("age", 18, None, "a", strict=True)
    exactly = limit("age", 18, None, "a", strict=True, exact=True)
    assert met(over, {"birth_date": "2008-03-01"}) == "false"
    assert met(exactly, {"birth_date": "2008-03-01"}) == "true"
    assert met(exactly, {"birth_date": "2008-03-09"}) == "false"


@pytest.mark.parametrize(("born", "expected"), [("2027-01-01", ["implausible"]), ("1850-01-01", ["implausible"])])
def test_impossible_birth_dates(born, expected):
    assert met(limit("age", 18, None, "a"), {"birth_date": born}) == expected


def test_a_leap_day_birthday_is_kept_on_the_last_of_february():
    assert met(limit("age", 18, None, "a"), {"birth_date": on(INDEX.replace(year=2008, month=2, day=29))}) == "true"


@pytest.mark.parametrize(
    ("age", "day", "expected"),
    [("40", "2026-03-09", "true"), ("18", "2026-03-09", "true"), ("18", "2025-06-01", ["partial-date"]), ("17", "2020-01-01", ["partial-date"]), ("10", "2025-06-01", "true")],
)
def test_a_stated_age_decides_only_where_no_birthday_can_matter(age, day, expected):
    rule = limit("age", None, 18, "a") if expected != "true" or age != "40" else limit("age", 18, None, "a")
    assert met(rule, {"observations": (observed("age", age, "a", day=day),)}) == expected


def test_age_at_consent_is_taken_at_the_index_date_as_an_assumption():
    rule = limit("age", 18, None, "a", window=n.Window(anchor="consent", direction="at"))
    found = decide(rule, {"birth_date": "2008-03-09"})
    assert found.met.value == "true"
    assert found.outcome.evidence[0].assumption == "consent taken at the index date"
    earlier = {"birth_date": "2008-03-09", "anchors": {"consent": "2026-03-08"}}
    assert met(rule, earlier) == "false"


def test_a_class_is_read_in_any_spelling():
    for told in ("III", "NYHA Class III", "class 3", "3"):
        record = {"observations": ({"id": "o", "concepts": ("nyha",), "value_text": told, "date": "2026-03-01"},)}
        assert met(n.Member("nyha", "NYHA", ("III", "IV")), record) == "true", told
        assert met(n.Member("nyha", "NYHA", ("I", "II")), record) == "false", told
    assert met(n.Member("nyha", "NYHA", ("III",)), {"observations": (observed("nyha", Decimal(3)),)}) == "true"
    odd = {"observations": ({"id": "o", "concepts": ("nyha",), "value_text": "pending", "date": "2026-03-01"},)}
    assert met(n.Member("nyha", "NYHA", ("III",)), odd) == ["uncoded"]


def test_results():
    rule = n.Result("hiv-test", "HIV test", "negative")
    positive = {"observations": ({"id": "o", "concepts": ("hiv-test",), "result": "positive", "date": "2026-03-01"},)}
    assert met(n.Result("hemoglobin", "Hb", "normal"), hemoglobin("140", "g/L", reference_range={"low": "120", "high": "160"})) == "true"
    assert met(n.Result("hemoglobin", "Hb", "abnormal"), hemoglobin("119", "g/L", reference_range={"low": "120", "high": "160"})) == "true"
    assert met(n.Result("hemoglobin", "Hb", "abnormal"), hemoglobin("119", "g/L")) == ["no-reference-range"]
    assert met(rule, positive) == "false"
    ever = n.Result("hiv-test", "HIV test", "positive", status="ever")
    assert met(ever, positive) == "true"
    assert met(n.Result("hiv-test", "HIV test", "negative", status="ever"), positive) == ["not-recorded"]
    unclear = {"observations": ({"id": "o", "concepts": ("hiv-test",), "result": "indeterminate", "date": "2026-03-01"},)}
    assert met(rule, unclear) == ["needs-judgement"]


def test_a_window_counts_both_ends():
    rule = limit("hemoglobin", None, 85, "g/L", window=window(2, "week"))
    assert met(rule, hemoglobin("80", "g/L", day="2026-02-23")) == "true"
    assert met(rule, hemoglobin("80", "g/L", day="2026-02-22")) == ["not-recorded"]


def test_a_score_written_in_words_is_read():
    for told, expected in (("ECOG 1", "true"), ("2", "false"), ("grade 1", "true"), ("pending", ["not-recorded"])):
        record = {"observations": ({"id": "o", "concepts": ("ecog",), "value_text": told, "date": "2026-03-01"},)}
        assert met(limit("ecog", None, 1, "1"), record) == expected, told
    third = {"observations": ({"id": "o", "concepts": ("nyha",), "value_text": "NYHA Class III", "date": "2026-03-01"},)}
    assert met(limit("nyha", 3, None, "1"), third) == "true"
