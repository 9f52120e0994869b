"""Headings of the two lists: what heads one, what only speaks of the criteria, and what stands before the first."""

from __future__ import annotations

from textwrap import dedent

import pytest

from screener.criteria.notation import print_rule
from screener.reading.compile import compile_text


def _rules(text: str) -> list[tuple[str, str]]:
    return [(each.category[:2], print_rule(each.node)) for each in compile_text(dedent(text)).criteria]


BOTH = [("in", "condition gout"), ("ex", "condition asthma")]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Inclusion Criteria:", "Exclusion Criteria:"),
        ("Inclusion criteria include:", "Exclusion criteria include, but are not limited to:"),
        ("Inclusion Criteria", "Exclusion Criteria"),
        ("Inclusion criteria.", "Exclusion criteria."),
        ("[Inclusion Criteria]", "[Exclusion Criteria]"),
        (r"Key Inclusion Criteria \[Part 1\]:", r"Key Exclusion Criteria \[Part 1\]:"),
        ("Summary Criteria for Inclusion:", "Summary Criteria for Exclusion:"),
        ("   INCLUSION", "   EXCLUSION"),
        ("Inclusion Criteria Extension:", "Exclusion Criteria Extension:"),
        ("Inclusion Criteria:", "Exclusion Criteria for Conditions that Could in Any Way Bias the Outcome or Change the\n    Conduct of the Visits"),
        ("Inclusion Criteria:", "Volunteers meeting any of the criteria below are excluded:"),
        ("Inclusion Criteria:", "Subjects should not enter the study if any of the following\n    conditions are present:"),
    ],
)
def test_a_heading_begins_its_list(first, second):
    assert _rules(f"{first}\n\n  - Gout\n\n{second}\n\n  - Asthma\n") == BOTH


def test_a_heading_may_be_followed_by_its_first_item_on_its_line():
    assert _rules("Inclusion Criteria Gout\n\nExclusion Criteria Asthma\n") == BOTH


def test_criteria_that_stand_before_a_heading_of_exclusions_are_inclusions():
    assert _rules("Adults must have:\n\n1. Gout\n\nExclusion Criteria:\n\n- Asthma\n") == BOTH


@pytest.mark.parametrize(
    "words",
    [
        "Treatment with aspirin other than stated in the\n    inclusion criteria\n    within 4 weeks",
        "Does not meet the inclusion criteria",
        "See inclusion criteria",
        "Skin cancer of the basal cells is not an\n    exclusion criterion",
        "Basal cell cancer is not\n    exclusionary",
    ],
)
def test_a_sentence_that_speaks_of_the_criteria_heads_no_list(words):
    rules = _rules(f"Inclusion Criteria:\n\n- Gout\n\nExclusion Criteria:\n\n- Stroke\n- {words}\n- Asthma\n")
    assert [rule for rule in rules if rule[0] == "in"] == [("in", "condition gout")]
    assert rules[1] == ("ex", "condition stroke")
    assert rules[-1] == ("ex", "condition asthma")


def test_lists_of_several_groups_side_by_side_are_each_asked_of_their_own():
    text = """
        Inclusion Criteria:

        Patients with asthma:

          - FEV1 below 80 % predicted

        Healthy volunteers:

          - non-smoker
        """
    assert _rules(text) == [
        ("in", 'when judgement unspecified "Patients with asthma" then fev1 < 80 % of predicted'),
        ("in", 'when judgement unspecified "Healthy volunteers" then state non-smoker'),
    ]


def test_a_list_of_one_group_alone_is_asked_of_all():
    text = """
        Inclusion Criteria:

        Patients with asthma:

          - FEV1 below 80 % predicted
        """
    assert _rules(text) == [("in", "all of (condition asthma; fev1 < 80 % of predicted)")]


@pytest.mark.parametrize(
    ("first", "second", "one", "other"),
    [
        ("Inclusion criteria for patients:", "Inclusion criteria for healthy controls:", "patients", "healthy controls"),
        ("Donor Inclusion Criteria:", "Recipient Inclusion Criteria:", "Donor", "Recipient"),
        ("Inclusion Criteria (COPD cohort):", "Additional Inclusion Criteria (OSA cohort)", "COPD cohort", "OSA cohort"),
        ("Key Inclusion Criteria Part 1:", "Key Inclusion Criteria - Part 2:", "Part 1", "Part 2"),
    ],
)
def test_each_of_several_lists_is_asked_of_the_group_that_its_heading_names(first, second, one, other):
    assert _rules(f"{first}\n\n  - Gout\n\n{second}\n\n  - Asthma\n") == [
        ("in", f'when judgement unspecified "{one}" then condition gout'),
        ("in", f'when judgement unspecified "{other}" then condition asthma'),
    ]


def test_exclusions_behind_the_inclusions_of_each_group_are_those_of_that_group():
    one, other = "Inclusion criteria for patients:", "Inclusion criteria for healthy controls:"
    bare = "Exclusion Criteria:"
    text = f"{one}\n\n  - Gout\n\n{bare}\n\n  - Asthma\n\n{other}\n\n  - Gout\n\n{bare}\n\n  - COPD\n"
    assert [rule for side, rule in _rules(text) if side == "ex"] == [
        'when judgement unspecified "patients" then condition asthma',
        'when judgement unspecified "healthy controls" then condition copd',
    ]
    of_both = text.replace(bare, "Exclusion criteria for both groups:")
    assert [rule for side, rule in _rules(of_both) if side == "ex"] == ["condition asthma", "condition copd"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Inclusion Criteria for patients with eczema:", "Exclusion Criteria:"),
        ("Inclusion criteria for all patients:", "Exclusion criteria for all controls:"),
        ("Inclusion Criteria at Visit 1:", "Exclusion Criteria at Visit 2:"),
        ("Inclusion criteria for the study eye:", "Exclusion criteria for the fellow eye:"),
    ],
)
def test_a_heading_that_names_no_group_among_others_is_asked_of_everybody(first, second):
    assert _rules(f"{first}\n\n  - Gout\n\n{second}\n\n  - Asthma\n") == BOTH


def test_headings_of_parts_of_the_trial_need_no_colon_where_each_part_has_both():
    found = _rules("""
        Safety Trial Inclusion

        * Gout

        Safety Trial Exclusion

        * Asthma

        Randomized Pilot Inclusion

        * Gout

        Randomized Pilot Exclusion

        * Psoriasis
    """)
    assert found == [
        ("in", 'when judgement unspecified "Safety Trial" then condition gout'),
        ("ex", 'when judgement unspecified "Safety Trial" then condition asthma'),
        ("in", 'when judgement unspecified "Randomized Pilot" then condition gout'),
        ("ex", 'when judgement unspecified "Randomized Pilot" then condition psoriasis'),
    ]


def test_a_line_that_ends_in_exclusion_heads_nothing_without_its_counterpart():
    found = _rules("""
        Inclusion Criteria:

        * Gout
        * No reason for exclusion
    """)
    assert {side for side, _ in found} == {"in"}


@pytest.mark.parametrize(
    ("inclusion", "exclusion"),
    [
        ("{} Inclusion Criteria:", "{} Exclusion Criteria:"),
        ("{} - Inclusion Criteria", "{} - Exclusion Criteria"),
        ("{}: Inclusion criteria", "{}: Exclusion criteria"),
        ("{} inclusion criteria are:", "{} exclusion criteria are:"),
        ("{} Inclusion:", "{} Exclusion:"),
        ("Inclusion Criteria, {}:", "Exclusion Criteria, {}:"),
        ("Inclusion, {}", "Exclusion, {}"),
    ],
)
@pytest.mark.parametrize("groups", [("Cohort A", "Cohort B"), ("Caregivers", "Children"), ("Safety Trial", "Extension")])
def test_the_lists_of_each_group_are_headed_by_its_name_before_or_behind(inclusion, exclusion, groups):
    text = "".join(
        f"{inclusion.format(group)}\n\n* {disease}\n\n{exclusion.format(group)}\n\n* Asthma\n\n"
        for group, disease in zip(groups, ("Gout", "Psoriasis"), strict=True)
    )
    first, second = groups
    assert _rules(text) == [
        ("in", f'when judgement unspecified "{first}" then condition gout'),
        ("ex", f'when judgement unspecified "{first}" then condition asthma'),
        ("in", f'when judgement unspecified "{second}" then condition psoriasis'),
        ("ex", f'when judgement unspecified "{second}" then condition asthma'),
    ]


def test_parts_that_are_no_groups_of_people_are_asked_of_everybody():
    found = _rules(
        "Ocular Inclusion Criteria:\n\n* Gout\n\nOcular Exclusion Criteria:\n\n* Asthma\n\n"
        "Surgical Inclusion Criteria:\n\n* Psoriasis\n\nSurgical Exclusion Criteria:\n\n* Vitiligo\n"
    )
    assert found == [("in", "condition gout"), ("ex", "condition asthma"), ("in", "condition psoriasis"), ("ex", "condition vitiligo")]


def test_a_sentence_about_further_criteria_heads_no_list():
    found = _rules(
        "Inclusion Criteria:\n\n* Gout\n\nOther inclusion criteria may apply\n\n"
        "Exclusion Criteria:\n\n* Asthma\n\nOther exclusion criteria may apply\n"
    )
    assert [rule for _, rule in found if rule in {"condition gout", "condition asthma"}] == ["condition gout", "condition asthma"]
    assert {side for side, rule in found if "asthma" in rule} == {"ex"}


def test_a_group_on_the_line_above_the_heading_of_its_list_names_whom_it_is_for():
    part = "{}\n\nInclusion Criteria:\n\n* {}\n\nExclusion Criteria:\n\n* {}\n\n"
    found = _rules(part.format("Part A - adults", "Gout", "Asthma") + part.format("Part B - children:", "Psoriasis", "Vitiligo"))
    assert found == [
        ("in", 'when judgement unspecified "Part A - adults" then condition gout'),
        ("ex", 'when judgement unspecified "Part A - adults" then condition asthma'),
        ("in", 'when judgement unspecified "Part B - children" then condition psoriasis'),
        ("ex", 'when judgement unspecified "Part B - children" then condition vitiligo'),
    ]


def test_a_line_above_one_heading_alone_stays_a_criterion():
    found = _rules("Inclusion Criteria:\n\n* Gout\n\nWritten consent\n\nExclusion Criteria:\n\n* Asthma\n")
    assert found == [("in", "condition gout"), ("in", "state informed-consent"), ("ex", "condition asthma")]


@pytest.mark.parametrize("heading", ["Non inclusion criteria:", "Non-inclusion criteria", "NON INCLUSION CRITERIA"])
def test_criteria_of_non_inclusion_are_exclusions(heading):
    assert _rules(f"Inclusion Criteria:\n\n* Gout\n\n{heading}\n\n* Asthma\n") == BOTH
