"""Layouts of pasted text: titles in capitals, topics with lists below them, lines that blank lines set apart."""

from __future__ import annotations

from textwrap import dedent

import pytest

from screener.criteria.notation import print_rule
from screener.reading.compile import compile_text

LAYOUTS = {
    "an introduction of a single candidate": (
        """
        Exclusion Criteria:

        A participant will be excluded if one or more of the following conditions apply:

        1. Gout
        2. Asthma
        """,
        ["condition gout", "condition asthma"],
    ),
    "labelled fields run together": (
        """
        PATIENT CHARACTERISTICS: Age: 18 and over Performance status: ECOG 0-2 Life expectancy: Not specified
        Hepatic: Bilirubin no greater than 2 mg/dL SGOT no greater than 3 times ULN Renal: Creatinine no greater
        than 1.5 mg/dL OR Creatinine clearance at least 60 mL/min No nephrotic syndrome

        PRIOR CONCURRENT THERAPY: Chemotherapy: At least 4 weeks since prior chemotherapy No concurrent chemotherapy
        Surgery: See Disease Characteristics Other: Not pregnant
        """,
        [
            "age >= 18 years", "ecog 0..2", "all of (bilirubin-total <= 2 mg/dL; ast <= 3 x ULN)",
            "all of (any of (creatinine <= 1.5 mg/dL; creatinine-clearance >= 60 mL/min); not condition nephrotic-syndrome)",
            "all of (not received therapy chemotherapy within < 4 weeks; not taking therapy chemotherapy)", "not state pregnant",
        ],
    ),
    "labelled fields with stars on one line": (
        """
        PATIENT CHARACTERISTICS:. Age:. * 21 and under. Performance status:. * Karnofsky 60-100%. Renal:. * Creatinine normal OR. * Creatinine clearance at least 60 mL/min. * No nephrotic syndrome. Surgery:. * Not specified.
        """,
        [
            "age <= 21 years", "karnofsky 60..100 %",
            "all of (any of (creatinine normal; creatinine-clearance >= 60 mL/min); not condition nephrotic-syndrome)",
        ],
    ),
    "rows of a table, cell after cell, whose shorter column runs out": (
        """
        Inclusion criteria

        Exclusion criteria

        Psoriasis

        Gout

        Age ≥ 18 years

        Asthma

        \u00a0

        Pregnancy

        1. BMI body mass index, HD haemodialysis, HIV human immunodeficiency virus
        """,
        ["condition psoriasis", "condition gout", "age >= 18 years", "condition asthma", "state pregnant"],
    ),
    "a note of abbreviations below the list": (
        """
        Exclusion Criteria:

        * Gout
        * HIV, hepatitis B

        Abbreviations: HIV, human immunodeficiency virus; COPD, chronic obstructive pulmonary disease.
        """,
        ["condition gout", "any of (condition hiv-infection; condition hepatitis-b)"],
    ),
    "a heading that its sentence follows without a blank": (
        """
        Inclusion criteriaA candidate must meet all of the following:
        1. Psoriasis
        2. Age ≥ 18 years

        Exclusion criteriaA candidate who meets any of the following criteria will be excluded:
        1. Gout
        2. Asthma
        """,
        ["condition psoriasis", "age >= 18 years", "condition gout", "condition asthma"],
    ),
    "a sentence that turns away, with its list on its line": (
        """
        Patients are eligible if they have: (1) psoriasis; (2) obesity.

        Patients will be excluded if any of the following criteria apply: (1) gout; (2) asthma; (3) pregnancy.
        """,
        ["condition psoriasis", "condition obesity", "condition gout", "condition asthma", "state pregnant"],
    ),
    "numbered items on one line, the first a span of ages": (
        """
        Inclusion Criteria: 1. 18-70 years old; 2. Psoriasis 3. BMI ≥ 30
        """,
        ["age 18..70 years", "condition psoriasis", "bmi >= 30 ?"],
    ),
    "the fields of a registry below the lists": (
        """
        Inclusion Criteria:

        * Psoriasis

        Exclusion Criteria:

        * Gout
        Healthy Volunteers: False
        Sex: FEMALE
        Minimum Age: 18 Years
        Maximum Age: 70 Years
        """,
        ["age 18..70 years", "sex is {female}", "condition psoriasis", "condition gout"],
    ),
    "an introduction without a colon": (
        """
        Exclusion Criteria:

        Subjects meeting any of the following criteria are not eligible for this study.
        1. Gout
        2. Asthma
        """,
        ["condition gout", "condition asthma"],
    ),
    "a note set in between numbered items": (
        """
        Exclusion Criteria:

        1. Known gout

           Note: Patients with a single attack are not excluded.

        2. Known asthma
        3. Known epilepsy
        """,
        ["condition gout", 'not judgement unspecified "patients with a single attack are not excluded"', "condition asthma", "condition epilepsy"],
    ),
    "a paragraph with a list of its own between numbered items": (
        """
        Inclusion Criteria:

        1. Body mass index of at least 20 kg/m2

           Women need to meet one of the following criteria:

             - Hysterectomy
             - Menopause

        2. Platelets of at least 100,000/mm3
        """,
        [
            "bmi >= 20 kg/m2", "when sex is {female} then any of (received procedure hysterectomy; state postmenopausal)",
            "platelets >= 100000 /uL",
        ],
    ),
    "a numbered item set in behind bullets": (
        """
        Exclusion Criteria:

        1. Known gout
        2. Kidney disease, with the following exceptions:

        * Kidney stones

          3. Known asthma

          4. Known epilepsy
        """,
        ["condition gout", "condition renal-disease except condition kidney-stones", "condition asthma", "condition epilepsy"],
    ),
    "statements on lines of their own among bullets": (
        """
        Exclusion Criteria:

        * Asthma attack within 6 months before randomization, angina within 9 months before randomization or stroke within 12 months before randomization.
        Known asthma.
        Known epilepsy.
        * Pregnancy
        """,
        [
            "any of (history of asthma-exacerbation within 6 months before randomization; history of angina within 9 months"
            " before randomization; history of stroke within 12 months before randomization)", "condition asthma",
            "condition epilepsy", "state pregnant",
        ],
    ),
    "numbered items run on within a line": (
        """
        Exclusion Criteria:

        1. Known gout
        2. Known asthma 3. Known epilepsy 4. Known anemia
        5. Pregnancy
        """,
        ["condition gout", "condition asthma", "condition epilepsy", "condition anemia", "state pregnant"],
    ),
    "a number that no gap in the list waits for": (
        """
        Exclusion Criteria:

        1. Known gout
        2. Diabetes of type 3. Other forms are allowed
        3. Pregnancy
        """,
        ["condition gout", 'condition diabetes-mellitus {other: "of type 3"} except judgement unspecified "are allowed"', "state pregnant"],
    ),
    "an item behind a paragraph by its number": (
        """
        Exclusion Criteria:

         1. Known gout

          2. Known asthma

             Women are asked for one of the following criteria:

               - Hysterectomy

          3. Known epilepsy
        """,
        ["condition gout", "condition asthma", "received procedure hysterectomy", "condition epilepsy"],
    ),
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
    "a first item that lost its bullet": (
        """
        Exclusion Criteria:

        Stroke.

          -  Asthma.

          -  Gout.
        """,
        ["condition stroke", "condition asthma", "condition gout"],
    ),
    "a first item on the line of the heading": (
        """
        Exclusion Criteria: Stroke

        * Asthma
        * Gout
        """,
        ["condition stroke", "condition asthma", "condition gout"],
    ),
    "a list that goes on behind lettered paragraphs": (
        """
        Inclusion Criteria:

          -  Psoriasis

        A. PASI of at least 10 within the last 3 months before the first dose

          -  Gout
        """,
        ["condition psoriasis", "pasi >= 10 within 3 months before first-dose", "condition gout"],
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
    "a first item with two marks, and all others set in below it": (
        """
        Exclusion Criteria:

        * • Stroke within 3 months

          * Pregnancy
          * Asthma
        """,
        ["history of stroke within 3 months", "state pregnant", "condition asthma"],
    ),
    "a first number behind a mark, and the next ones set in below it": (
        """
        Inclusion Criteria:

        - 1. Psoriasis

          2. Age over 18 years
        """,
        ["condition psoriasis", "age > 18 years"],
    ),
    "a first item on the heading's own line": (
        """
        Exclusion Criteria:• Stroke within 3 months

          - Asthma
          - Gout
        """,
        ["history of stroke within 3 months", "condition asthma", "condition gout"],
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
    "phases and cohorts in the headings of both lists": (
        """
        Key Inclusion Criteria Cohort I

        - Psoriasis

        Key Exclusion Criteria Cohort I and Cohort II

        - Stroke
        - Asthma
        """,
        [
            'when judgement unspecified "Cohort I" then condition psoriasis',
            'when judgement unspecified "Cohort I and Cohort II" then condition stroke',
            'when judgement unspecified "Cohort I and Cohort II" then condition asthma',
        ],
    ),
    "lines in lower case without bullets": (
        """
        Exclusion Criteria:
        psoriasis
        asthma treated with oral corticosteroids
        stroke
        """,
        ["condition psoriasis", "all of (condition asthma; received class oral-corticosteroids)", "condition stroke"],
    ),
    "short lines with capitals without bullets": (
        """
        Exclusion Criteria:
        Hypersensitivity to aspirin
        Gout
        Pregnancy
        """,
        ["allergy to aspirin", "condition gout", "state pregnant"],
    ),
    "wrapped lines without bullets": (
        """
        Exclusion Criteria:
        Treatment with methotrexate, azathioprine, leflunomide or cyclosporine
        within 4 weeks before screening
        """,
        [
            "any of (received methotrexate within 4 weeks before screening; received azathioprine within 4 weeks before screening; "
            "received leflunomide within 4 weeks before screening; received ciclosporin within 4 weeks before screening)"
        ],
    ),
    "a bracket that stands open over a line": (
        """
        Exclusion Criteria:
        Osteoporosis (hip or femoral
        T-score below -2.5)
        Gout
        """,
        [
            'all of (condition osteoporosis; any of (judgement unspecified "hip"; bmd-t-score < -2.5 {other: femoral}))',
            "condition gout",
        ],
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
    "a line behind a blank line starts anew": (
        """
        Exclusion Criteria:

        * Asthma

        Other conditions may be discussed with the sponsor.
        """,
        ["condition asthma", 'judgement unspecified "conditions may be discussed with the sponsor"'],
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


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_layout_gives_its_criteria(name):
    text, rules = LAYOUTS[name]
    protocol = compile_text(dedent(text))
    assert [print_rule(criterion.node) for criterion in protocol.criteria] == rules
    assert all(
        sum(entry.span.end - entry.span.start for entry in protocol.ledger[field]) == len(words)
        for field, words in protocol.texts.items()
    )


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


SEXES = {
    "Men or women ≥ 35 years old; Women who do not donate eggs": [
        "age >= 35 years",
        "when sex is {female} then not state donor-eggs-sperm",
    ],
    "Male, 50 to 80 years old; Female, 40 to 70 years old": [
        "when sex is {male} then age 50..80 years",
        "when sex is {female} then age 40..70 years",
    ],
    "Women aged 20 to 40 years; Asthma": ["all of (sex is {female}; age 20..40 years)", "condition asthma"],
    "Women aged 20 to 40 years; Male partner with azoospermia": [
        "all of (sex is {female}; age 20..40 years)",
        "all of (sex is {male}; condition azoospermia in partner)",
    ],
}


@pytest.mark.parametrize("lines", SEXES)
def test_a_trial_of_both_sexes_asks_of_one_what_it_says_of_that_one(lines):
    listed = "".join(f"- {line}\n" for line in lines.split("; "))
    protocol = compile_text(f"Inclusion Criteria:\n\n{listed}")
    assert [print_rule(criterion.node) for criterion in protocol.criteria] == SEXES[lines]
