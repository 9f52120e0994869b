from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import settings
from vocabulary_for_tests import NAMES

from screener.criteria import nodes as n
from screener.criteria.notation import parse_rule
from screener.criteria.prose import prose

from strategies import nodes

SAID = {
    "easi >= 6 at screening": "Eczema Area and Severity Index is at least 6 at the screening visit",
    "hemoglobin <= 85 g/L also <= 8.5 g/dL": "Hemoglobin is at most 85 g/L (also written at most 8.5 g/dL)",
    "age 2..18 years": "Age is from 2 to 18 years",
    "age > 2 and < 18 years exact-birthday": "Age is more than 2 and less than 18 years (to the exact birthday)",
    "not age = 18 years": "Age is not exactly 18 years",
    "easi measured": "Eczema Area and Severity Index is known",
    "alt > 3 x ULN using highest": "Alanine aminotransferase is more than 3 times the upper limit of normal (the highest value counts)",
    "fvc < 50 % of predicted": "Forced vital capacity is less than 50 % of the predicted value",
    "mmt decrease >= 10 % of scale-maximum": "Manual muscle testing has fallen by at least 10 % of the scale's maximum",
    "hiv-test positive ever": "HIV test has ever been positive",
    "nyha in {III, IV}": "NYHA class is III or IV",
    "sex is {female}": "Sex is female",
    "not history of malignancy within 5 years before screening": "the patient has never had Malignancy within 5 years before the screening visit",
    "history of malignancy in family times >= 2": "a family member has or has had Malignancy at least 2 times",
    "condition malignancy lasting < 12 months": "the patient has Malignancy for less than 12 months",
    "condition malignancy {severity: mild, criteria-set: UICC}": "the patient has Malignancy (severity: mild; to be confirmed: UICC)",
    "taking prednisone dose <= 20 mg per kg per d route oral stable >= 6 months": (
        "the patient is receiving Prednisone at a dose of at most 20 mg per kg of body weight per day by oral route "
        "unchanged for at least 6 months"
    ),
    'received class corticosteroids with (taking "x") for (condition "y") response {failed, intolerant}': (
        "the patient has received Corticosteroids together with x because of y, and it failed or it was not tolerated"
    ),
    "received procedure surgery within 5..10 weeks before baseline": "the patient has received Surgery between 5 and 10 weeks before the baseline visit",
    "received procedure surgery until > 1 year before first-dose": "the patient has received Surgery more than 1 year before the first dose",
    'vaccinated "live vaccine" within < 4 weeks': "the patient has been vaccinated with live vaccine within less than 4 weeks before the index date",
    "allergy to penicillin": "the patient is allergic to Penicillin",
    "not contraindication to penicillin": "there is no contraindication to Penicillin",
    "not state pregnant": "this is not true of the patient: Pregnant",
    'planned "surgery" during study doing (will-receive procedure surgery)': "it is planned: surgery (the patient will receive Surgery) during the study",
    'judgement guardian "able to comply"': "the guardian confirms: “able to comply”",
    'unread "foo"': "nobody has read yet: “foo”",
    "any of (state pregnant; all of (easi >= 6; nyha in I))": (
        "this is true of the patient: Pregnant or (Eczema Area and Severity Index is at least 6 and NYHA class is I)"
    ),
    "at least 2 of (nyha in I; easi < 6; hiv-test normal)": (
        "at least 2 of these hold: NYHA class is I, Eczema Area and Severity Index is less than 6 and HIV test is normal"
    ),
    "when state pregnant then nyha in I": "if this is true of the patient: Pregnant, then NYHA class is I",
    "history of malignancy except nyha in I": "the patient has or has had Malignancy, except where NYHA class is I",
    'any of examples (condition "lupus") under (condition "autoimmune disease")': (
        "the patient has autoimmune disease, for example the patient has lupus"
    ),
    "not any of (state pregnant)": "it is not so that this is true of the patient: Pregnant",
}


@pytest.mark.parametrize(("rule", "said"), SAID.items())
def test_a_rule_in_plain_words(rule, said):
    node, found = parse_rule(rule, NAMES)
    assert found == ()
    assert prose(node) == said


@given(nodes)
@settings(max_examples=200, deadline=None)
def test_every_node_can_be_said_and_its_negation_otherwise(node):
    said = prose(node)
    assert said
    assert prose(n.Not(node)) != said
    assert all(label in said for label in (each.label for each in n.walk(node) if hasattr(each, "label")))
