"""Answers become a record; what is unclear, refused or implausible is told and never guessed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from screener.core.truth import Truth
from screener.criteria import nodes as n
from screener.criteria.notation import question_key
from screener.forms.answers import to_patient
from screener.forms.entailment import follows
from screener.forms.plain import plain_number
from screener.forms.prefill import prefilled
from screener.records.patient import Condition
from screener.records.patient import Patient
from screener.records.patient import Treatment
from screener.screening.case import Case
from screener.screening.chart import Chart
from screener.screening.evaluate import evaluate_alone
from screener.screening.options import Options
from screener.screening.screen import screen

from forms_for_tests import ALL
from forms_for_tests import DAY
from forms_for_tests import drawn
from forms_for_tests import form
from forms_for_tests import item_of
from forms_for_tests import of_text
from forms_for_tests import protocol


def made(answers, found=None):
    patient, issues = to_patient(found or form("small"), answers, as_of=DAY)
    return patient, [issue.code for issue in issues]


def finding(found, answers, criterion, stage="screening"):
    patient, _ = to_patient(found, answers, as_of=DAY)
    report = screen(found.protocol, patient, Options(DAY, stage))
    return next(one for one in report.findings if one.criterion == criterion)


@pytest.mark.parametrize("typed", ["7,5", "1e3", "about 8", "7.5 g", "٧", "--1", "1 000", 1e-7, 1e22, "", "NaN", "9" * 31])
def test_a_number_that_could_mean_several_things_is_asked_again(typed):
    patient, codes = made({"hemoglobin": {"value": typed, "unit": "g/dL"}})
    assert patient.observations == ()
    assert codes == (["answer-unclear"] if typed else [])


@pytest.mark.parametrize(("typed", "meant"), [("7.5", "7.5"), (" 12 ", "12"), ("-0.5", "-0.5"), (8, "8"), (7.5, "7.5"), (0.00002, "0.00002"), (".5", "0.5")])
def test_plain_numbers_are_taken_exactly(typed, meant):
    assert plain_number(typed) == Decimal(meant)


def test_true_is_not_a_number():
    assert plain_number(True) is None


@pytest.mark.parametrize("unit", [None, "", "mg/dL", "apples"])
def test_a_number_without_one_of_the_offered_units_is_asked_again(unit):
    patient, codes = made({"hemoglobin": {"value": "9", "unit": unit}})
    assert (patient.observations, codes) == ((), ["answer-unclear"])


def test_an_implausible_number_is_kept_and_decides_nothing():
    patient, codes = made({"hemoglobin": {"value": "400", "unit": "g/dL"}})
    assert codes == ["answer-implausible"]
    assert patient.observations[0].value == 400
    assert finding(form("small"), {"hemoglobin": {"value": "400", "unit": "g/dL"}}, "INCL02").reasons == ("implausible",)


@pytest.mark.parametrize("born", ["2026-03-10", "2030", "1626-03-09", "1890"])
def test_an_impossible_date_of_birth_is_refused(born):
    patient, codes = made({"age": {"value": born}})
    assert (patient.birth_date, codes) == (None, ["answer-refused"])


@pytest.mark.parametrize("born", ["400", "9 March 2010", "03/04/2010", "2010-13-01", "2010-02-30"])
def test_an_unclear_date_of_birth_is_asked_again(born):
    patient, codes = made({"age": {"value": born}})
    assert (patient.birth_date, codes) == (None, ["answer-unclear"])


def test_no_typed_value_stands_in_an_issue():
    _, issues = to_patient(form("small"), {"hemoglobin": {"value": "4711,5", "unit": "g/dL"}, "age": {"value": "2999"}}, as_of=DAY)
    assert len(issues) == 2
    assert not any("4711" in str(issue) or "2999" in str(issue) for issue in issues)


def test_dont_know_and_not_asked_differ_from_no():
    assert finding(form("small"), {"pregnant": {"value": False}, "lactating": {"value": False}}, "EXCL01").finding == "pass"
    assert finding(form("small"), {"pregnant": {"value": None}, "lactating": {"value": False}}, "EXCL01").finding == "unknown"
    assert finding(form("small"), {"lactating": {"value": False}}, "EXCL01").finding == "unknown"


def test_none_of_these_answers_every_member_that_has_no_answer_of_its_own():
    found = form("small")
    group = next(item for item in found.items if item.type == "group")
    first, *others = found.members(group.link_id)
    patient, codes = made({group.link_id: {"value": "none"}, first.link_id: {"value": True}})
    assert codes == []
    assert patient.answers[first.key].value is True
    assert all(patient.answers[other.key].value is False for other in others)


def test_the_dates_of_a_drug_decide_by_themselves():
    found = form("small")
    link = item_of(found, "received methotrexate").link_id
    inside = {link: {"start": "2025-01-01", "end": "2025-12-20"}}
    outside = {link: {"start": "2025-01-01", "end": "2025-11-20"}}
    assert finding(found, inside, "EXCL04").finding == "fail"
    assert finding(found, outside, "EXCL04").finding == "unknown"
    assert finding(found, {link: {"value": False, **outside[link]}}, "EXCL04").finding == "pass"


def test_dates_that_show_the_opposite_of_the_answer_are_a_conflict():
    found = form("small")
    link = item_of(found, "taking prednisone").link_id
    assert finding(found, {link: {"value": True}}, "EXCL05").finding == "fail"
    low = {"value": True, "start": "2026-01-01", "dose": "5", "unit": "mg", "per": "d"}
    assert finding(found, {link: low}, "EXCL05").reasons == ("conflict",)
    high = {"start": "2026-01-01", "dose": "15", "unit": "mg", "per": "d"}
    assert finding(found, {link: high}, "EXCL05").finding == "fail"


def test_an_end_before_the_start_is_asked_again():
    link = item_of(form("small"), "received methotrexate").link_id
    patient, codes = made({link: {"start": "2026-01-01", "end": "2025-01-01"}})
    assert (patient.treatments, codes) == ((), ["answer-unclear"])


def test_an_answer_to_no_item_is_told():
    assert made({"no-such-item": {"value": True}})[1] == ["answer-unknown-item"]


def test_what_follows_from_an_answer_is_answered_too():
    found = of_text("Exclusion Criteria:\n* History of cancer\n* History of melanoma\n* Cancer within 5 years")
    wide, narrow = found.by_id["history-of-malignancy"], item_of(found, "history of melanoma")
    told = made({narrow.link_id: {"value": True}}, found)[0].answers
    assert told[wide.key].value is True
    told = made({wide.link_id: {"value": False}, narrow.link_id: {"value": None}}, found)[0].answers
    assert told[narrow.key].value is False


def test_answers_that_contradict_each_other_are_told():
    found = of_text("Exclusion Criteria:\n* History of cancer\n* History of melanoma")
    wide, narrow = item_of(found, "history of malignancy"), item_of(found, "history of melanoma")
    _, codes = made({wide.link_id: {"value": False}, narrow.link_id: {"value": True}}, found)
    assert set(codes) == {"answers-contradict"}


WINDOW = n.Window(Decimal(5), "year")
CASES = [
    (n.Condition("melanoma", "melanoma"), n.Condition("malignancy", "cancer"), True),
    (n.Condition("malignancy", "cancer"), n.Condition("melanoma", "melanoma"), False),
    (n.Condition("malignancy", "cancer"), n.Condition("malignancy", "cancer", "ever"), True),
    (n.Condition("malignancy", "cancer", "ever"), n.Condition("malignancy", "cancer"), False),
    (n.Condition("malignancy", "cancer", "ever", window=WINDOW), n.Condition("malignancy", "cancer", "ever"), True),
    (n.Condition("malignancy", "cancer", "ever"), n.Condition("malignancy", "cancer", "ever", window=WINDOW), False),
    (n.Condition("malignancy", "cancer", window=WINDOW), n.Condition("malignancy", "cancer"), False),
    (n.Condition("malignancy", "cancer", who="family"), n.Condition("malignancy", "cancer"), False),
    (n.Condition("malignancy", "cancer", "suspected"), n.Condition("malignancy", "cancer"), False),
    (
        n.Condition("malignancy", "cancer", qualifiers=(n.Qualifier("severity", "severe"),)),
        n.Condition("malignancy", "cancer"),
        True,
    ),
    (
        n.Condition("malignancy", "cancer"),
        n.Condition("malignancy", "cancer", qualifiers=(n.Qualifier("severity", "severe"),)),
        False,
    ),
    (n.Treatment("azathioprine", "azathioprine"), n.Treatment("immunosuppressants", "these", "class", "ever"), True),
    (n.Treatment("azathioprine", "azathioprine", response=("failed",)), n.Treatment("azathioprine", "azathioprine"), True),
    (n.Treatment("azathioprine", "azathioprine"), n.Treatment("azathioprine", "azathioprine", response=("failed",)), False),
    (n.Treatment("azathioprine", "azathioprine", status="planned"), n.Treatment("azathioprine", "azathioprine"), False),
    (n.Treatment("azathioprine", "azathioprine", status="naive"), n.Treatment("azathioprine", "azathioprine"), False),
    (n.Allergy("lenalidomide", "lenalidomide"), n.Contraindication("lenalidomide", "lenalidomide"), True),
    (n.Contraindication("lenalidomide", "lenalidomide"), n.Allergy("lenalidomide", "lenalidomide"), False),
]


@pytest.mark.parametrize(("narrow", "wide", "expected"), CASES)
def test_what_follows_from_what(narrow, wide, expected):
    assert follows(narrow, wide) is expected


@pytest.mark.parametrize("name", ALL)
def test_no_record_shows_the_narrow_sentence_true_and_the_wide_one_false(name):
    found = form(name)
    atoms = {}
    for criterion in found.protocol.criteria:
        for node in n.walk(criterion.node):
            atoms.setdefault(question_key(node) if not isinstance(node, n.Combination) else "", node)
    for key, wider in found.entailed.items():
        for record in records(atoms.get(key)):
            case = Case(Chart(record), Options(DAY, "baseline"))
            if evaluate_alone(atoms[key], case).truth is Truth.TRUE:
                for other in wider:
                    if other in atoms:
                        assert evaluate_alone(atoms[other], case).truth is not Truth.FALSE, (key, other)


def records(node):
    """Records that tell of the thing, going on or over, long ago or lately."""
    if node is None or getattr(node, "concept", None) is None:
        return
    for start, end in (("2010", None), ("2026-02-01", None), ("2025-06-01", "2026-02-20"), ("2015", "2016")):
        if isinstance(node, n.Condition):
            status = "active" if end is None else "resolved"
            entry = Condition(id="c", concepts=(node.concept,), status=status, onset=start, abated=end)
            yield Patient(id="p", conditions=(entry,))
        if isinstance(node, n.Treatment):
            status = "active" if end is None else "completed"
            entry = Treatment(id="t", concepts=(node.concept,), status=status, start=start, end=end, response="failed")
            yield Patient(id="p", treatments=(entry,))


@pytest.mark.parametrize("name", ALL)
@given(data=st.data())
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_prefilled_answers_decide_as_the_record_does(name, data):
    found = form(name)
    options = Options(DAY, "baseline")
    patient, _ = to_patient(found, drawn(name, data, st), as_of=DAY)
    again, _ = to_patient(found, prefilled(found, patient, options), as_of=DAY)
    one = screen(found.protocol, patient, options)
    two = screen(found.protocol, again, options)
    pairs = zip(one.findings, two.findings, strict=True)
    for first, second in pairs:
        if "conflict" not in first.reasons + second.reasons:
            assert first.met is second.met, first.criterion


@given(st.dictionaries(st.sampled_from(["age", "sex", "hemoglobin", "pregnant", "nyha", "alt", "x"]), st.dictionaries(st.sampled_from(["value", "unit", "date", "low"]), st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=12), st.lists(st.integers(), max_size=1)), max_size=4)))
@settings(max_examples=200, deadline=None)
def test_anything_typed_gives_a_record_and_issues_and_never_an_exception(answers):
    patient, _ = to_patient(form("small"), answers, as_of=date(2026, 3, 9))
    screen(protocol("small"), patient, Options(DAY))
