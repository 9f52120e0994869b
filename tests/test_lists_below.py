"""Lists below headings, topics, labels and items of their own: what they are asked with, and what only leads to them."""

from __future__ import annotations

import pytest
from layouts_for_tests import layout_read

from screener.criteria.notation import print_rule
from screener.reading.compile import compile_text

BELOW = {
    "bullets within a numbered item": (
        """
        Inclusion Criteria:

        1. Age of at least 21 years • Platelets of at least 100,000/mm3
        2. Gout
        """,
        ["all of (age >= 21 years; platelets >= 100000 /uL)", "condition gout"],
    ),
    "items of which nobody meets two": (
        """
        Inclusion Criteria:

        1. Obesity:

           - Body mass index 35-39 kg/m2 and hypertension
           - Body mass index 41-50 kg/m2
        """,
        ["all of (condition obesity; any of (all of (bmi 35..39 kg/m2; condition hypertension); bmi 41..50 kg/m2))"],
    ),
    "the single exception of a flat list": (
        """
        Inclusion Criteria:

        * Total bilirubin ≤ 1.5 x ULN with the following exception:
        * Patients with Gilbert syndrome may have a bilirubin ≤ 3 x ULN
        * Hemoglobin ≥ 9 g/dL
        * Platelets ≥ 100,000/µL
        """,
        ["any of (bilirubin-total <= 1.5 x ULN; all of (condition gilbert-syndrome; bilirubin-total <= 3 x ULN))", "hemoglobin >= 9 g/dL", "platelets >= 100000 /uL"],
    ),
    "bare topics above exclusions": (
        """
        Exclusion Criteria:

        General safety
          - Gout
          - Asthma

        Ocular conditions or treatments:
          - Uveitis
          - Prior vitrectomy
        """,
        ["condition gout", "condition asthma", "condition uveitis", "received procedure vitrectomy"],
    ),
    "a topic that says when holds for what stands below it": (
        """
        Exclusion Criteria:

        Prior medical history
          - Gout
          - Asthma
        """,
        ["any of (history of gout; history of asthma)"],
    ),
    "an exclusion with a full stop and others set in below it": (
        """
        Exclusion Criteria:

        • Candidates who have received methotrexate.
            - Candidates with gout
            - Candidates with asthma
        """,
        ["any of (received methotrexate; condition gout; condition asthma)"],
    ),
    "an exclusion with what counts as it below": (
        """
        Exclusion Criteria:

        - Severe asthma
            - FEV1 below 50% of predicted
        - Gout
        """,
        ["any of (fev1 < 50 % of predicted) under (condition severe-asthma)", "condition gout"],
    ),
    "bullets set in below a heading without a colon": (
        """
        Inclusion Criteria for Part A

          -  Psoriasis.

          -  Gout.

        Exclusion Criteria

          -  Stroke.

          -  Asthma.
        """,
        ["condition psoriasis", "condition gout", "condition stroke", "condition asthma"],
    ),
    "labels without a colon above their lists": (
        """
        Inclusion Criteria:

        Age

          * 18 and over

        Sex

          * Female

        Performance status

          * ECOG 0-2
        """,
        ["age >= 18 years", "sex is {female}", "ecog 0..2"],
    ),
    "a first item with two marks that heads a list of its own": (
        """
        Inclusion Criteria:

        - 1. One of the following:

          - asthma
          - gout
        """,
        ["any of (condition asthma; condition gout)"],
    ),
    "a treatment in a list is no label": (
        """
        Inclusion Criteria:

          * Surgery

          * Age 18 and over
        """,
        ["received procedure surgery", "age >= 18 years"],
    ),
    "headings that say when they are assessed, or for whom": (
        """
        Inclusion Criteria assessed at Visit 1 (Screening):

        - Psoriasis

        Exclusion Criteria specific to Cohort 2:

        - Asthma
        """,
        ["condition psoriasis", "condition asthma"],
    ),
    "titles in capitals are no criteria": (
        """
        DISEASE CHARACTERISTICS:

          - Psoriasis

          - Hemoglobin ≥ 9 g/dL

        PATIENT CHARACTERISTICS:

          - Not pregnant
        """,
        ["condition psoriasis", "hemoglobin >= 9 g/dL", "not state pregnant"],
    ),
    "a treatment as a topic asks for nothing itself": (
        """
        Inclusion Criteria:

        Chemotherapy:

          - No prior cisplatin

        Surgery:

          - Not specified
        """,
        ["naive-to cisplatin"],
    ),
    "a topic may name the measure of what stands below": (
        """
        Inclusion Criteria:

        Age:

          - 15 to 65

        Life expectancy:

          - Not specified
        """,
        ["age 15..65 years"],
    ),
    "what is asked of some, and a list below it": (
        """
        Inclusion Criteria:

        - Women of childbearing potential must use 1 of the following acceptable methods of contraception:
            - Intrauterine device
            - Condom
        - A female participant is eligible to participate if she is not pregnant and at least one of the following applies:
            - Not a woman of childbearing potential
            - Using contraception
        - Prior malignancy is allowed if:
            - No chemotherapy within 5 years
            - No radiotherapy within 5 years
        """,
        [
            'when state childbearing-potential then state contraception {description: "Intrauterine device", description: Condom}',
            "when sex is {female} then all of (not state pregnant; any of (not state childbearing-potential; state contraception))",
            "when history of malignancy then all of (not received therapy chemotherapy within 5 years; "
            "not received therapy radiotherapy within 5 years)",
        ],
    ),
    "limits for two groups of people by their age": (
        """
        Inclusion Criteria:

        - Adequate values:
            - Creatinine < 1.5 mg/dL
            - Age ≥ 18 years: hemoglobin > 11 g/dL
            - Age < 18 years: hemoglobin > 10 g/dL
        """,
        [
            "any of (all of (creatinine < 1.5 mg/dL; when age >= 18 years then hemoglobin > 11 g/dL; "
            'when age < 18 years then hemoglobin > 10 g/dL)) under (judgement unspecified "adequate values")',
        ],
    ),
    "what is allowed among the exclusions": (
        """
        Exclusion Criteria:

        - Systemic corticosteroids within 4 weeks; however, the following are allowed:
            - Hydrocortisone
        - Asthma
        - The following are permitted:
            - Statins
        """,
        [
            "received class systemic-corticosteroids within 4 weeks except received hydrocortisone within 4 weeks",
            "condition asthma",
            'not judgement unspecified "The following are permitted: - Statins"',
        ],
    ),
    "an introduction further down gives way to its list": (
        """
        Inclusion Criteria:

        * Psoriasis

        * Participants must meet all of the following criteria:

            * Age ≥ 18 years

            * Hemoglobin ≥ 9 g/dL
        """,
        ["condition psoriasis", "age >= 18 years", "hemoglobin >= 9 g/dL"],
    ),
}


@pytest.mark.parametrize("name", BELOW)
def test_a_list_below_its_heading_gives_its_criteria(name):
    text, rules = BELOW[name]
    assert layout_read(text) == (rules, True)


NEGATIVE_HEADINGS = {
    "No history of:\n  - stroke\n  - asthma": "not any of (history of stroke; history of asthma)",
    "None of the following:\n  - stroke\n  - asthma": "not any of (condition stroke; condition asthma)",
    "Not taking any of the following medications:\n  - warfarin\n  - aspirin": "not any of (taking warfarin; taking aspirin)",
    "No prior treatment with:\n  - cisplatin\n  - carboplatin": "all of (naive-to cisplatin; naive-to carboplatin)",
    "No prior malignancy, including:\n  - melanoma\n  - lymphoma": (
        "not any of examples (history of melanoma; history of lymphoma) under (history of malignancy)"
    ),
    "No chemotherapy:\n  - No cisplatin": "all of (not taking therapy chemotherapy; not taking cisplatin)",
}


@pytest.mark.parametrize("heading", NEGATIVE_HEADINGS)
def test_what_stands_below_a_negative_heading_is_denied(heading):
    items = "\n".join(f"  {line}" for line in heading.splitlines())
    protocol = compile_text(f"Inclusion Criteria:\n\n- {items.strip()}\n")
    assert [print_rule(criterion.node) for criterion in protocol.criteria] == [NEGATIVE_HEADINGS[heading]]


def test_limits_below_a_negative_heading_are_read_both_ways():
    text = "Inclusion Criteria:\n\n- No obesity:\n    - BMI < 31 kg/m2\n"
    (criterion,) = compile_text(text).criteria
    assert criterion.settled == "open"
    assert [print_rule(reading.node) for reading in criterion.readings] == [
        "not any of examples (bmi < 31 kg/m2) under (condition obesity)",
        "all of (not condition obesity; bmi < 31 kg/m2)",
    ]
