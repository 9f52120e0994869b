"""A plain sentence about the patient turned into the question that asks for it."""

from __future__ import annotations

_TURNS = (
    ("the patient has or has had ", "Has the patient, now or ever, had "),
    ("the patient has received ", "Has the patient received "),
    ("the patient has never received ", "Has the patient never received "),
    ("the patient has started ", "Has the patient started "),
    ("the patient has stopped ", "Has the patient stopped "),
    ("the patient has recovered from ", "Has the patient recovered from "),
    ("the patient has been ", "Has the patient been "),
    ("the patient has ", "Does the patient have "),
    ("the patient needs ", "Does the patient need "),
    ("the patient will ", "Will the patient "),
    ("the patient is ", "Is the patient "),
    ("a family member has or has had ", "Has anyone in the family, now or ever, had "),
    ("a family member has ", "Does anyone in the family have "),
    ("there is ", "Is there "),
    ("this is true of the patient: ", "Is this true of the patient: "),
    ("this is planned: ", "Is this planned: "),
    ("a person confirms: ", "Is this so, in your judgement: "),
    ("the investigator confirms: ", "For the investigator to judge. Is this so: "),
    ("the participant confirms: ", "For the participant to say. Is this so: "),
    ("the guardian confirms: ", "For the parent or guardian to say. Is this so: "),
)
"""How a plain sentence begins, and how its question does."""


def turned(sentence: str) -> str:
    """The sentence as a question."""
    for begins, asks in _TURNS:
        if sentence.startswith(begins):
            return f"{asks}{sentence.removeprefix(begins)}?"
    return f"Is this so: {sentence}?"
