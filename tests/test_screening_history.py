"""Diseases, treatments, vaccines, allergies and states: when a record shows them, and when it shows their absence."""

from __future__ import annotations

import pytest
from screening_for_tests import bound
from screening_for_tests import decide
from screening_for_tests import met
from screening_for_tests import window

from screener.criteria import nodes as n

ASTHMA = n.Condition("asthma", "asthma")
CANCER_EVER = n.Condition("malignancy", "cancer", "ever")
ALL_COMPLETE = {"complete": ({"domain": "conditions"}, {"domain": "medications"}, {"domain": "procedures"})}


def condition(concept="asthma", **fields):
    """A record with one condition."""
    return {"conditions": ({"id": "c1", "concepts": (concept,) if concept else (), "status": "active", **fields},)}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, "true"),
        ({"status": "unknown"}, "true"),
        ({"status": "relapse"}, "true"),
        ({"status": "remission"}, ["qualifier"]),
        ({"status": "resolved"}, "false"),
        ({"status": "unknown", "abated": "2026-03-08"}, "false"),
        ({"status": "unknown", "abated": "2026"}, ["partial-date"]),
        ({"status": "resolved", "abated": "2026-04-01"}, "true"),
        ({"status": "active", "abated": "2020-01-01"}, ["conflict"]),
        ({"onset": "2026-03-10"}, ["not-recorded"]),
        ({"onset": "2026-03"}, ["partial-date"]),
        ({"onset": "2026-03", "recorded": "2026-03-05"}, "true"),
        ({"verification": "provisional"}, ["needs-judgement"]),
        ({"presence": "absent"}, "false"),
        ({"who": "family"}, ["not-recorded"]),
    ],
)
def test_a_bare_disease_is_present_at_the_index_date(fields, expected):
    assert met(ASTHMA, condition(**fields)) == expected


def test_not_recorded_is_not_absent_unless_the_record_is_complete():
    assert met(ASTHMA) == ["not-recorded"]
    assert met(ASTHMA, ALL_COMPLETE) == "false"
    found = decide(ASTHMA, presume=frozenset({"conditions"}))
    assert (found.met.value, found.outcome.presumed) == ("false", {"conditions"})


def test_an_open_class_an_unknown_term_and_a_broader_entry_stay_unknown_under_presumption():
    presume = frozenset({"conditions", "medications", "procedures"})
    assert met(n.Condition("infection", "infection"), presume=presume) == ["open-class"]
    assert met(n.Condition(None, "odd disease", coded=False), presume=presume) == ["uncoded"]
    assert met(n.Condition("sepsis", "sepsis"), condition("infection"), presume=presume) == ["less-specific"]
    assert met(n.Condition("sepsis", "sepsis"), condition("infection", status="resolved"), presume=presume) == "false"
    assert met(n.Treatment("nephrotoxic-medication", "nephrotoxic medication", "class"), presume=presume) == ["open-class"]


def test_an_entry_outside_the_catalogue_that_could_be_it_bars_presumption():
    presume = frozenset({"conditions"})
    unknown = condition(None, text="Severe asthma-like illness")
    assert met(ASTHMA, unknown, presume=presume) == ["uncoded"]
    assert met(ASTHMA, condition(None, text="Fracture of forearm"), presume=presume) == "false"
    assert met(CANCER_EVER, condition(None, text="Oligodendroglial growth"), presume=presume) == ["uncoded"]
    assert met(CANCER_EVER, condition(None, text="Full-time employment (finding)"), presume=presume) == "false"


def test_a_declared_completeness_covers_only_windows_after_its_day():
    complete = {"complete": ({"domain": "conditions", "since": "2025-01-01"},)}
    assert met(CANCER_EVER, complete) == ["not-recorded"]
    assert met(n.Condition("malignancy", "cancer", "ever", window=window(1, "year")), complete) == "false"
    assert met(n.Condition("malignancy", "cancer", "ever", window=window(5, "year")), complete) == ["not-recorded"]
    assert met(ASTHMA, complete) == "false"


def test_kinds_count_for_the_broader_disease_and_denials_for_the_narrower():
    assert met(CANCER_EVER, condition("melanoma", status="resolved")) == "true"
    assert met(n.Condition("melanoma", "melanoma"), condition("malignancy", presence="absent")) == "false"
    assert met(CANCER_EVER, condition("melanoma", presence="absent")) == ["not-recorded"]
    assert met(n.Condition("malignancy", "cancer"), condition("melanoma", status="resolved")) == ["not-recorded"]


def test_present_and_denied_is_a_conflict_unless_the_denial_came_first():
    shown = {"id": "c1", "concepts": ("asthma",), "status": "active", "onset": "2020-01-01"}
    denied = {"id": "c2", "concepts": ("asthma",), "presence": "absent", "recorded": "2021-01-01"}
    assert met(ASTHMA, {"conditions": (shown, denied)}) == ["conflict"]
    assert met(ASTHMA, {"conditions": (shown, {**denied, "recorded": "2019-01-01"})}) == "true"


def test_suspicion_needs_no_proof_and_its_absence_a_person():
    suspected = n.Condition("hiv-infection", "HIV", "suspected")
    assert met(suspected, condition("hiv-infection", verification="provisional")) == "true"
    assert met(suspected, ALL_COMPLETE) == ["needs-judgement"]
    assert met(suspected, condition("hiv-infection", presence="absent")) == "false"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"onset": "2020-01-01", "abated": "2021-03-09", "status": "resolved"}, "true"),
        ({"onset": "2020-01-01", "abated": "2021-03-08", "status": "resolved"}, ["not-recorded"]),
        ({"onset": "2020-01-01", "status": "resolved"}, ["not-recorded"]),
        ({"onset": "2022-01-01", "status": "resolved"}, "true"),
        ({"onset": "2020-01-01", "abated": "2021-03", "status": "resolved"}, ["partial-date"]),
        ({"recorded": "2019-01-01"}, "true"),
    ],
)
def test_history_within_five_years_is_an_overlap(fields, expected):
    assert met(n.Condition("malignancy", "cancer", "ever", window=window(5, "year")), condition("melanoma", **fields)) == expected


@pytest.mark.parametrize(
    ("onset", "expected"),
    [("2025-03-10", "true"), ("2025-03-09", "false"), (None, ["not-recorded"]), ("2025", ["partial-date"]), ("2024", "false")],
)
def test_duration_of_disease_in_calendar_months(onset, expected):
    rule = n.Condition("dermatomyositis", "DM", duration=n.Duration(None, bound(12, False), "month"))
    assert met(rule, condition("dermatomyositis", onset=onset)) == expected
    assert met(rule, condition("dermatomyositis", recorded="2023-01-01")) == "false"
    assert met(rule, condition("dermatomyositis", recorded="2026-01-01")) == ["not-recorded"]


@pytest.mark.parametrize(
    ("severity", "expected"),
    [("moderate", "true"), ("severe", "true"), ("mild", "false"), (None, ["qualifier"]), ("mild to moderate", ["qualifier"]), ("odd", ["qualifier"])],
)
def test_severity_is_confirmed_contradicted_or_asked(severity, expected):
    rule = n.Condition("atopic-dermatitis", "AD", qualifiers=(n.Qualifier("severity", "moderate-to-severe"),))
    assert met(rule, condition("atopic-dermatitis", severity=severity)) == expected


def test_a_confirmation_never_changes_the_truth_and_is_listed():
    rule = n.Condition("atopic-dermatitis", "AD", qualifiers=(n.Qualifier("criteria-set", "UK working party"),))
    found = decide(rule, condition("atopic-dermatitis"))
    assert (found.met.value, found.outcome.confirm) == ("true", ("UK working party",))


def test_an_uncoded_term_matches_its_own_words_but_not_words_that_turn_it_around():
    rule = n.Condition(None, "odd disease", "ever", coded=False)
    assert met(rule, condition(None, text="Odd Diseases")) == "true"
    assert met(rule, condition(None, text="chronic odd disease")) == "true"
    for other in ("family history of odd disease", "no odd disease", "odd", "risk of odd disease"):
        assert met(rule, condition(None, text=other)) == ["uncoded"], other


def test_counts():
    rule = n.Condition("asthma", "asthma", "ever", count=n.Count(bound(2), None))
    once = {"id": "a", "concepts": ("asthma",), "onset": "2020-01-01"}
    assert met(rule, {"conditions": (once,)}) == ["not-recorded"]
    assert met(rule, {"conditions": (once, {**once, "id": "b", "onset": "2021-01-01"})}) == "true"
    assert met(rule, {"conditions": (once,), **ALL_COMPLETE}) == "false"


def drug(concept="prednisone", **fields):
    """A record with one course of a drug."""
    return {"treatments": ({"id": "t1", "concepts": (concept,), "status": "active", **fields},)}


PREDNISONE = n.Treatment("prednisone", "prednisone")


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, "true"),
        ({"status": "stopped"}, "false"),
        ({"status": "completed"}, ["not-recorded"]),
        ({"status": "unknown"}, ["not-recorded"]),
        ({"status": "unknown", "end": "2026-03-09"}, "true"),
        ({"status": "planned"}, ["not-recorded"]),
        ({"status": "on-hold"}, ["not-recorded"]),
        ({"presence": "absent"}, "false"),
        ({"start": "2026-04-01"}, ["not-recorded"]),
        ({"end": "2026-02-01"}, ["conflict"]),
    ],
)
def test_current_treatment(fields, expected):
    assert met(PREDNISONE, drug(**fields)) == expected


def test_a_class_by_its_members_only():
    loop = n.Treatment("loop-diuretics", "loop diuretics", "class")
    assert met(loop, drug("furosemide")) == "true"
    assert met(loop, drug("prednisone")) == ["not-recorded"]
    assert met(n.Treatment("immunosuppressants", "immunosuppressants", "class"), drug("prednisone")) == ["not-recorded"]
    presume = frozenset({"medications"})
    assert met(loop, drug("prednisone"), presume=presume) == "false"
    assert met(n.Treatment("furosemide", "furosemide"), drug("loop-diuretics"), presume=presume) == ["less-specific"]


def test_never_received():
    naive = n.Treatment("prednisone", "prednisone", status="naive")
    assert met(naive, drug(status="completed")) == "false"
    assert met(naive) == ["not-recorded"]
    assert met(naive, ALL_COMPLETE) == "true"
    assert met(naive, drug(presence="absent")) == "true"


@pytest.mark.parametrize(("day", "expected"), [("2026-01-12", "true"), ("2026-01-11", ["uncoded"]), ("2026-01", ["partial-date"])])
def test_surgery_exactly_eight_weeks_ago_is_within_eight_weeks(day, expected):
    rule = n.Treatment(None, "big operation", "procedure", "ever", window=window(8, "week"), coded=False)
    record = {"treatments": ({"id": "p", "text": "Big operation", "kind": "procedure", "status": "completed", "start": day},)}
    assert met(rule, record) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"dose": "25", "dose_unit": "mg", "dose_per": "d"}, "true"),
        ({"dose": "20", "dose_unit": "mg", "dose_per": "d"}, "false"),
        ({"dose": "0.025", "dose_unit": "g", "dose_per": "d"}, "true"),
        ({"dose": "175", "dose_unit": "mg", "dose_per": "wk"}, "true"),
        ({"dose": "25", "dose_unit": "mg"}, ["not-recorded"]),
        ({}, ["not-recorded"]),
        ({"dose": "25", "dose_unit": "widgets", "dose_per": "d"}, ["unit-unknown"]),
    ],
)
def test_a_daily_dose(fields, expected):
    rule = n.Treatment("prednisone", "prednisone", dose=n.Dose(bound(20, False), None, "mg", "d"))
    assert met(rule, drug(**fields)) == expected


def test_a_dose_by_weight_uses_the_current_weight():
    rule = n.Treatment("prednisone", "prednisone", dose=n.Dose(bound(1), None, "mg", "d", per_weight=True))
    given = drug(dose="60", dose_unit="mg", dose_per="d")
    weight = {"id": "w", "concepts": ("weight",), "value": "60", "unit": "kg", "date": "2026-03-01"}
    assert met(rule, given) == ["not-recorded"]
    assert met(rule, {**given, "observations": (weight,)}) == "true"
    assert met(rule, {**given, "observations": ({**weight, "value": "61"},)}) == "false"


def test_duration_stability_and_response():
    long = n.Treatment("prednisone", "prednisone", duration=n.Duration(bound(3), None, "month"))
    assert met(long, drug(start="2025-12-09")) == "true"
    assert met(long, drug(start="2025-12-10")) == "false"
    assert met(long, drug()) == ["not-recorded"]
    stable = n.Treatment("prednisone", "prednisone", stable_for=n.Duration(bound(6), None, "month"))
    assert met(stable, drug(start="2020-01-01")) == ["qualifier"]
    assert met(stable, drug(stable_since="2025-09-09")) == "true"
    assert met(stable, drug(start="2026-01-01")) == "false"
    failed = n.Treatment("prednisone", "prednisone", status="ever", response=("failed", "intolerant"))
    assert met(failed, drug()) == ["needs-judgement"]
    assert met(failed, drug(response="intolerant")) == "true"


def test_together_with_something_else():
    company = n.Treatment("immunosuppressants", "immunosuppressants", "class", status="ever")
    rule = n.Treatment("prednisone", "prednisone", status="ever", concurrent_with=(company,))
    steroid = {"id": "t1", "concepts": ("prednisone",), "status": "completed", "start": "2025-01-01", "end": "2025-06-30"}
    other = {"id": "t2", "concepts": ("methotrexate",), "status": "completed", "start": "2025-03-01", "end": "2025-12-01"}
    assert met(rule, {"treatments": (steroid, other)}) == "true"
    apart = {**other, "start": "2025-07-01"}
    assert met(rule, {"treatments": (steroid, apart)}) == ["not-recorded"]
    assert met(rule, {"treatments": (steroid,)}) == ["not-recorded"]


def test_what_is_planned_needed_or_judged_is_never_taken_as_absent():
    surgery = n.Treatment("hysterectomy", "hysterectomy", "procedure", status="planned")
    assert met(n.Plan("hysterectomy", surgery), ALL_COMPLETE) == ["needs-judgement"]
    planned = {"treatments": ({"id": "p", "concepts": ("hysterectomy",), "status": "planned", "kind": "procedure"},)}
    assert met(n.Plan("hysterectomy", surgery), planned) == "true"
    assert met(n.Treatment("prednisone", "prednisone", status="needed"), ALL_COMPLETE) == ["needs-judgement"]
    assert met(n.Judgement("fit for the study")) == ["needs-judgement"]
    assert met(n.Judgement("agrees", "participant")) == ["deferred"]


def test_live_vaccines():
    rule = n.Immunization("live-vaccine", "live vaccine", window=window(4, "week"))
    given = {"id": "i", "concepts": ("mmr-vaccine",), "date": "2026-02-09"}
    assert met(rule, {"immunizations": (given,)}) == "true"
    assert met(rule, {"immunizations": ({**given, "date": "2026-02-08"},)}) == ["not-recorded"]
    flu = {**given, "concepts": ("influenza-vaccine",)}
    assert met(rule, {"immunizations": (flu,)}) == ["less-specific"]
    assert met(rule, {"immunizations": ({**flu, "live": True},)}) == "true"
    whole = {"complete": ({"domain": "immunizations"},)}
    assert met(rule, {"immunizations": ({**flu, "live": False},), **whole}) == "false"
    assert met(rule, {"immunizations": ({**flu, "date": "2020-01-01"},), **whole}) == "false"


def test_allergies_and_contraindications():
    allergic, barred = n.Allergy("lenalidomide", "lenalidomide"), n.Contraindication("lenalidomide", "lenalidomide")
    for concept in ("lenalidomide", "immunomodulators"):
        record = {"allergies": ({"id": "a", "concepts": (concept,)},)}
        assert met(allergic, record) == met(barred, record) == "true"
    whole = {"complete": ({"domain": "allergies"},)}
    assert met(allergic) == ["not-recorded"]
    assert met(allergic, whole) == "false"
    assert met(barred, whole) == ["needs-judgement"]
    doubtful = {"allergies": ({"id": "a", "concepts": ("lenalidomide",), "verification": "unconfirmed"},)}
    assert met(allergic, doubtful) == ["needs-judgement"]
    other = {"allergies": ({"id": "a", "concepts": ("lenalidomide",), "kind": "contraindication"},)}
    assert met(barred, other) == "true"
    assert met(allergic, other) == ["needs-judgement"]


PREGNANT = n.State("pregnant", "pregnant")


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ({"sex": "male"}, "false"),
        ({"sex": "female"}, ["not-recorded"]),
        ({"sex": "female", **condition("pregnant")}, "true"),
        ({"sex": "female", **condition("pregnant", status="resolved")}, ["not-recorded"]),
        ({"sex": "male", **condition("pregnant")}, ["conflict"]),
        ({"answers": {"pregnant": {"value": False}}}, "false"),
        ({"answers": {"pregnant": {"value": None}}}, ["not-recorded"]),
        ({"answers": {"pregnant": {"value": False, "date": "2025-01-01"}}}, ["stale"]),
        ({"answers": {"pregnant": {"value": True}}, "sex": "male"}, ["conflict"]),
        ({"observations": ({"id": "o", "concepts": ("pregnant",), "result": "negative", "date": "2026-03-01"},)}, "false"),
        ({"observations": ({"id": "o", "concepts": ("pregnant",), "result": "negative", "date": "2025-03-01"},)}, ["stale"]),
        ({"observations": ({"id": "o", "concepts": ("pregnant",), "value_text": "unsure", "date": "2026-03-01"},)}, ["needs-judgement"]),
    ],
)
def test_pregnancy(record, expected):
    assert met(PREGNANT, record) == expected


def test_what_follows_from_what():
    potential = n.State("childbearing-potential", "childbearing potential")
    done = {"treatments": ({"id": "p", "concepts": ("hysterectomy",), "kind": "procedure", "status": "completed", "start": "2015"},)}
    assert met(potential, {"sex": "female", **done}) == "false"
    assert met(potential, {"sex": "male"}) == "false"
    assert met(potential, {"sex": "female"}) == ["not-recorded"]


def test_consent_is_deferred_while_prescreening_and_then_confirmed():
    consent = n.State("informed-consent", "informed consent")
    assert decide(consent).finding == "deferred"
    assert met(consent, stage="screening") == ["needs-judgement"]
    assert met(consent, {"answers": {"informed-consent": {"value": True}}}) == "true"
    assert met(n.State("informed-consent", "consent", who="other")) == ["deferred"]


def test_demographics():
    male = n.Demographic("sex", "sex", ("male",))
    assert met(male, {"sex": "male"}) == "true"
    assert met(male, {"sex": "female"}) == "false"
    assert met(male, {"sex": "other"}) == ["needs-judgement"]
    assert met(male) == ["not-recorded"]
    race = n.Demographic("race", "race", ("white",))
    assert met(race, {"demographics": {"race": "Caucasian"}}) == "true"
    assert met(race, {"demographics": {"race": "asian"}}) == "false"
    assert met(race, {"demographics": {"race": "something else"}}) == ["uncoded"]


def test_an_answer_fills_what_is_open_and_never_overrules_the_record():
    from screener.criteria.notation import question_key

    key = question_key(ASTHMA)
    assert met(ASTHMA, {"answers": {key: {"value": True}}}) == "true"
    assert met(ASTHMA, {"answers": {key: {"value": False}}}) == "false"
    assert met(ASTHMA, {"answers": {key: {"value": False}}, **condition()}) == ["conflict"]
    assert met(ASTHMA, {"answers": {key: {"value": True}}}, presume=frozenset({"conditions"})) == "true"
    judgement = n.Judgement("fit for the study")
    assert met(judgement, {"answers": {question_key(judgement): {"value": True}}}) == "true"


def test_a_treatment_told_of_on_the_problem_list_is_not_taken_as_absent():
    had = n.Treatment("hysterectomy", "hysterectomy", "procedure", "ever")
    told = condition("hysterectomy")
    assert met(had, told, presume=frozenset({"procedures"})) == "true"
    lately = n.Treatment("hysterectomy", "hysterectomy", "procedure", "ever", window=window(1, "year"))
    assert met(lately, told, presume=frozenset({"procedures"})) == ["qualifier"]


def test_an_allergy_told_of_on_the_problem_list_is_not_taken_as_absent():
    rule = n.Allergy("lenalidomide", "lenalidomide")
    told = condition(None, text="Allergy to lenalidomide (finding)")
    assert met(rule, told, presume=frozenset({"allergies"})) == ["qualifier"]
