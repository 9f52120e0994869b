"""Windows laid on the calendar, overlaps of intervals known more or less closely, and durations."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from screening_for_tests import INDEX
from screening_for_tests import bound
from screening_for_tests import decide
from screening_for_tests import met
from screening_for_tests import patient
from screening_for_tests import window

from screener.core.calendar import on
from screener.core.calendar import parse_partial
from screener.core.truth import Truth
from screener.criteria import nodes as n
from screener.screening.case import Case
from screener.screening.chart import Chart
from screener.screening.options import Options
from screener.screening.timeline import Days
from screener.screening.timeline import lasted
from screener.screening.timeline import lay
from screener.screening.timeline import overlap

T, F, U = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN


def case(**options):
    return Case(Chart(patient()), Options(INDEX, **options))


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        (window(4, "week"), "2026-02-09", "2026-03-09"),
        (window(4, "week", inclusive=False), "2026-02-10", "2026-03-09"),
        (window(1, "month", direction="until"), "0001-01-01", "2026-02-09"),
        (window(1, "month", direction="until", inclusive=False), "0001-01-01", "2026-02-08"),
        (window(1, "month", direction="after"), "2026-03-09", "2026-04-09"),
        (window(7, "day", direction="around"), "2026-03-02", "2026-03-16"),
        (window(1, "week", value2=Decimal(4)), "2026-02-09", "2026-03-02"),
        (window(None, "day"), "0001-01-01", "2026-03-09"),
        (window(12, "hour"), "2026-03-09", "2026-03-09"),
        (window("1E+40", "year"), "0001-01-01", "2026-03-09"),
    ],
)
def test_windows(asked, first, last):
    assert lay(asked, case()).days == Days(date.fromisoformat(first), date.fromisoformat(last))


def test_a_month_back_from_the_last_of_march_ends_with_february():
    given = case(anchors={"surgery": date(2026, 3, 31)})
    assert lay(window(1, "month", anchor="surgery"), given).days.first == date(2026, 2, 28)


def test_an_anchor_that_is_not_given_is_a_named_assumption():
    found = case()
    assert lay(window(4, "week", anchor="first-dose"), found).assumption == "first-dose taken at the index date"
    assert found.assumptions == ("first-dose taken at the index date",)
    assert lay(window(4, "week", anchor="screening"), case()).assumption == ""


def test_an_anchor_in_the_candidates_own_past_is_asked_not_assumed():
    assert lay(window(4, "week", anchor="diagnosis"), case()).problem.reason == "not-recorded"


def test_what_lies_ahead_is_deferred():
    assert lay(window(4, "week", direction="from"), case()).problem.reason == "deferred"
    assert lay(n.Window(anchor="study", direction="during"), case()).problem.reason == "deferred"
    assert lay(n.Window(anchor="baseline", direction="at"), case()).problem.reason == "deferred"
    assert lay(n.Window(anchor="baseline", direction="at"), case(stage="baseline")).problem is None


def test_an_absence_until_a_later_anchor_cannot_be_told_yet():
    rule = n.Immunization("live-vaccine", "live vaccine", window=window(4, "week", anchor="first-dose"))
    whole = {"complete": ({"domain": "immunizations"},)}
    assert met(rule, whole, anchors={"first-dose": date(2026, 3, 20)}) == ["deferred"]
    assert met(rule, whole) == "false"
    given = {"immunizations": ({"id": "i", "concepts": ("mmr-vaccine",), "date": "2026-03-01"},)}
    assert met(rule, given, anchors={"first-dose": date(2026, 3, 20)}) == "true"


YEAR = Days(date(2025, 3, 9), date(2026, 3, 9))


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2025-03-09", "2025-03-09", T),
        ("2025-03-08", "2025-03-08", F),
        ("2020", "2025-03-09", T),
        ("2020", "2025-03", U),
        ("2020", "2025", U),
        ("2020", "2024", F),
        ("2025", "2030-01-01", T),
        ("2026", "2030-01-01", U),
        ("2026-04-01", "2030-01-01", F),
    ],
)
def test_overlaps_of_partial_dates(start, end, expected):
    assert overlap(parse_partial(start), parse_partial(end), YEAR) is expected


@pytest.mark.parametrize(
    ("start", "lower", "upper", "expected"),
    [
        ("2025-12-09", 3, None, T),
        ("2025-12-10", 3, None, F),
        ("2025-12", 3, None, U),
        ("2025-11", 3, None, T),
        ("2025-01-01", 3, 6, F),
        ("2025", 3, 6, U),
        ("2025-10-01", 3, 6, T),
    ],
)
def test_durations_in_calendar_months(start, lower, upper, expected):
    assert lasted(parse_partial(start), on(INDEX), n.Duration(bound(lower), bound(upper), "month")) is expected


def test_the_command_line_decides_an_anchor_before_the_record():
    rule = n.Condition("malignancy", "cancer", "ever", window=window(1, "year", anchor="consent"))
    record = {
        "conditions": ({"id": "c", "concepts": ("melanoma",), "status": "resolved", "onset": "2024-02-01", "abated": "2024-02-20"},),
        "anchors": {"consent": "2025-02-01"},
    }
    assert met(rule, record) == "true"
    assert decide(rule, record, anchors={"consent": date(2026, 2, 1)}).finding == "unknown"
