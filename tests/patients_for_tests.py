"""Hypothesis strategies for patient records around a fixed index date, over the concepts that the node strategies use."""

from __future__ import annotations

from datetime import date
from datetime import timedelta
from decimal import Decimal

from hypothesis import strategies as st

from screener.core.calendar import PartialDate
from screener.core.calendar import on
from screener.core.calendar import parse_partial
from screener.records.patient import Allergy
from screener.records.patient import Answer
from screener.records.patient import Completeness
from screener.records.patient import Condition
from screener.records.patient import Immunization
from screener.records.patient import Observation
from screener.records.patient import Patient
from screener.records.patient import Range
from screener.records.patient import Treatment

INDEX = date(2026, 3, 9)
DOMAINS = ("conditions", "medications", "procedures", "allergies", "immunizations")
CONCEPTS = ("hemoglobin", "easi", "age", "nyha", "atopic-dermatitis", "prednisone", "pregnant", "no-such-concept", "malignancy")
TEXTS = ("", "major surgery", "atopic dermatitis", "no cancer", "x", "α ≥ β", "NYHA class III")

days = st.integers(-1500, 60).map(lambda n: on(INDEX + timedelta(days=n)))
partials = st.sampled_from(("2026", "2025", "2026-03", "2026-02", "2019", "2030")).map(parse_partial)
dates = st.one_of(st.none(), days, partials)
entries = {
    "id": st.sampled_from(("r1", "r2", "")),
    "concepts": st.lists(st.sampled_from(CONCEPTS), max_size=2, unique=True).map(tuple),
    "text": st.sampled_from(TEXTS),
    "presence": st.sampled_from(("present", "present", "present", "absent")),
}
amounts = st.one_of(st.none(), st.sampled_from(tuple(map(Decimal, ("0", "6", "12.5", "85", "8.5", "-1", "100000", "1E+30")))))
recorded_units = st.sampled_from((None, "", "g/L", "g/dL", "1", "%", "mmol/L", "K/uL", "widgets", "a"))

observations = st.builds(
    Observation,
    **entries,
    value=amounts,
    comparator=st.sampled_from((None, None, "<", "<=", ">", ">=")),
    unit=recorded_units,
    value_text=st.sampled_from((None, "III", "Class II", "yes", "no", "pending")),
    result=st.sampled_from((None, "positive", "negative", "normal", "abnormal", "indeterminate")),
    date=dates,
    time=st.sampled_from(("", "08:00", "09:30:00", "later")),
    visit=st.sampled_from((None, "screening", "baseline", "visit 2")),
    reference_range=st.one_of(st.none(), st.builds(Range, low=amounts, high=amounts, unit=recorded_units)),
    assumed_date=st.booleans(),
)
conditions = st.builds(
    Condition,
    **entries,
    status=st.sampled_from(("active", "recurrence", "relapse", "inactive", "remission", "resolved", "unknown")),
    verification=st.sampled_from(("confirmed", "confirmed", "provisional", "differential", "unconfirmed")),
    onset=dates,
    abated=dates,
    recorded=dates,
    severity=st.sampled_from((None, "mild", "moderate to severe", "severe", "odd")),
    qualifiers=st.lists(st.sampled_from(("acute", "left", "")), max_size=1).map(tuple),
    who=st.sampled_from(("patient", "patient", "family")),
)
treatments = st.builds(
    Treatment,
    **entries,
    kind=st.sampled_from(("drug", "procedure", "device", "therapy")),
    status=st.sampled_from(("active", "completed", "stopped", "on-hold", "planned", "not-done", "unknown")),
    start=dates,
    end=dates,
    recorded=dates,
    dose=amounts,
    dose_unit=st.sampled_from((None, "mg", "mg/kg", "widgets")),
    dose_per=st.sampled_from((None, "d", "wk", "mo")),
    stable_since=dates,
    route=st.sampled_from((None, "oral", "intravenous")),
    response=st.sampled_from((None, "failed", "intolerant", "responded")),
    indication=st.lists(st.sampled_from(CONCEPTS), max_size=1).map(tuple),
)
immunizations = st.builds(
    Immunization,
    **entries,
    date=dates,
    status=st.sampled_from(("completed", "planned", "not-done")),
    live=st.sampled_from((None, True, False)),
)
allergies = st.builds(
    Allergy,
    **entries,
    kind=st.sampled_from(("allergy", "intolerance", "contraindication")),
    status=st.sampled_from(("active", "inactive", "resolved")),
    verification=st.sampled_from(("confirmed", "unconfirmed", "presumed")),
    recorded=dates,
)
answers = st.dictionaries(
    st.sampled_from(("pregnant", "informed-consent", "willing", "hemoglobin", "x")),
    st.builds(Answer, value=st.sampled_from((True, False, None)), date=dates),
    max_size=2,
)
completeness = st.builds(
    Completeness, domain=st.sampled_from(DOMAINS), since=st.sampled_from((None, date(2025, 1, 1), date(2027, 1, 1)))
)


def several(strategy: st.SearchStrategy, most: int = 3) -> st.SearchStrategy:
    """A short tuple of things."""
    return st.lists(strategy, max_size=most).map(tuple)


births = st.one_of(st.none(), st.integers(-200, 40000).map(lambda n: on(INDEX - timedelta(days=n))), partials)
patients = st.builds(
    Patient,
    id=st.just("candidate"),
    birth_date=births,
    sex=st.sampled_from((None, "male", "female", "other")),
    deceased=st.sampled_from((None, None, False, True)),
    demographics=st.dictionaries(st.sampled_from(("race", "hemoglobin", "x")), st.sampled_from(("white", "male", "")), max_size=1),
    observations=several(observations),
    conditions=several(conditions),
    treatments=several(treatments),
    immunizations=several(immunizations, 1),
    allergies=several(allergies, 1),
    answers=answers,
    anchors=st.dictionaries(st.sampled_from(("baseline", "consent", "screening")), st.dates(date(2025, 1, 1), date(2027, 1, 1)), max_size=2),
    complete=several(completeness, 2),
)

__all__ = ["DOMAINS", "INDEX", "PartialDate", "patients"]
