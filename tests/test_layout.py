"""Layouts of pasted text: marks and numbers of items, lines that blank lines set apart, wrapped lines, fields run together."""

from __future__ import annotations

import pytest
from layouts_for_tests import layout_read

LAYOUTS = {
    "copied with its HTML": (
        """
        <b>Inclusion Criteria</b><br/><ol type="1"><li>HbA1c &#x2265; 7&nbsp;%</li><li>BMI &amp;lt; 30 kg/m<sup>2</sup></li></ol>
        <p class="head">Exclusion criteria:</p>
        <ul>
          <li>One of the following:<ul><li>Gout</li><li>Asthma</li></ul></li>
          <li>Platelets &lt; 100 x 10<sup>9</sup>/L</li>
          <li>Age of 80 years<sup>1</sup> or older</li>
        </ul>
        """,
        [
            "hba1c >= 7 %", "bmi < 30 kg/m2", "any of (condition gout; condition asthma)", "platelets < 100 10*9/L",
            "age >= 80 years",
        ],
    ),
    "signs that are no HTML": (
        """
        Hemoglobin <10 g/dL & platelets >100 x 10^9/L
        Gout & asthma
        """,
        ["all of (hemoglobin < 10 g/dL; platelets > 100 10*9/L)", "all of (condition gout; condition asthma)"],
    ),
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
    "marked items that begin with topics": (
        """
        Exclusion Criteria

          -  Cardiac: ejection fraction < 40 %

          -  Pulmonary: FEV1 < 45 %

          -  Renal: creatinine > 2 mg/dL

          -  CNS: epilepsy

          -  Gout
        """,
        ["lvef < 40 %", "fev1 < 45 % of predicted", "creatinine > 2 mg/dL", "condition epilepsy", "condition gout"],
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
        ["age 18..70 years", "condition psoriasis", "bmi >= 30 kg/m2"],
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
    "a line behind a blank line starts anew": (
        """
        Exclusion Criteria:

        * Asthma

        Other conditions may be discussed with the sponsor.
        """,
        ["condition asthma", 'judgement unspecified "conditions may be discussed with the sponsor"'],
    ),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_layout_gives_its_criteria(name):
    text, rules = LAYOUTS[name]
    assert layout_read(text) == (rules, True)
