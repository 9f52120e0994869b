"""A trial's own disease is not what its exclusions of wider kinds turn away."""

from __future__ import annotations

import pytest

from screener.criteria.notation import print_rule
from screener.reading.compile import compile_text

TRIAL = """Inclusion Criteria:
- Non-small cell lung cancer

Exclusion Criteria:
- {exclusion}
"""


def excluded(exclusion):
    return compile_text(TRIAL.format(exclusion=exclusion)).criteria[-1]


@pytest.mark.parametrize(
    ("exclusion", "rule"),
    [
        ("Other malignancy within 5 years", "history of malignancy within 5 years except condition non-small-cell-lung-cancer"),
        ("Malignancy", "condition malignancy except condition non-small-cell-lung-cancer"),
        (
            "Malignancy other than basal cell carcinoma",
            "condition malignancy except any of (condition basal-cell-carcinoma; condition non-small-cell-lung-cancer)",
        ),
    ],
)
def test_a_wider_kind_spares_the_trials_own_disease(exclusion, rule):
    criterion = excluded(exclusion)
    assert print_rule(criterion.node) == rule
    assert "own-condition" in {issue.code for issue in criterion.issues}


def test_without_the_word_other_both_readings_stay():
    criterion = compile_text("Inclusion Criteria:\n- Psoriasis\n\nExclusion Criteria:\n- Skin disease\n").criteria[-1]
    assert criterion.settled == "open"
    assert [print_rule(reading.node) for reading in criterion.readings] == [
        "condition skin-disease",
        "condition skin-disease except condition psoriasis",
    ]


@pytest.mark.parametrize("exclusion", ["Asthma", "Severe lung disease", "Non-small cell lung cancer with brain metastases"])
def test_other_diseases_and_narrower_kinds_stand_as_they_are(exclusion):
    criterion = excluded(exclusion)
    assert "except" not in print_rule(criterion.node)
    assert criterion.readings == ()


def test_an_inclusion_that_denies_other_malignancy_spares_it_too():
    text = "Inclusion Criteria:\n- Melanoma\n- No other malignancy\n"
    assert print_rule(compile_text(text).criteria[-1].node) == "not (condition malignancy except condition melanoma)"


def test_the_disease_of_one_group_is_spared_in_its_own_lists():
    group = "Inclusion Criteria for {0}:\n\n* {1}\n\nExclusion Criteria for {0}:\n\n* Other malignancy\n\n"
    text = group.format("Cohort A", "Melanoma") + group.format("Cohort B", "Glioblastoma")
    found = [print_rule(criterion.node) for criterion in compile_text(text).criteria if criterion.category == "exclusion"]
    assert found == [
        'when judgement unspecified "Cohort A" then condition malignancy except condition melanoma',
        'when judgement unspecified "Cohort B" then condition malignancy except condition glioblastoma',
    ]


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("Patients with Gilbert syndrome are eligible", 'judgement unspecified "patients with Gilbert syndrome are eligible"'),
        ("Women who are breastfeeding are eligible", 'judgement unspecified "women who are breastfeeding are eligible"'),
        ("Subjects on metformin are eligible", 'judgement unspecified "subjects on metformin are eligible"'),
        ("Patients who received prior chemotherapy are eligible", "received therapy chemotherapy"),
        ("Patients with small cell lung cancer are eligible", "condition small-cell-lung-cancer"),
        (
            "Patients with treated brain metastases are eligible",
            "when condition brain-metastases then condition brain-metastases {activity: treated}",
        ),
        (
            "Patients with hepatitis C on sofosbuvir whose HCV RNA is undetectable are eligible",
            "when condition hepatitis-c then all of (taking sofosbuvir; hcv-rna negative)",
        ),
    ],
)
def test_those_with_something_else_than_the_trials_disease_are_let_in_and_not_asked_for(line, rule):
    criterion = compile_text(f"Inclusion Criteria:\n- Lung cancer\n- {line}\n").criteria[-1]
    assert print_rule(criterion.node) == rule
    assert criterion.readings == ()
