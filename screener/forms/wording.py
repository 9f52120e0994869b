"""The question that an atom is put as: the catalogue's own, else its plain words turned into a question."""

from __future__ import annotations

import dataclasses
from typing import Any

from screener.catalog.load import catalog
from screener.criteria import nodes as n
from screener.criteria.prose import prose
from screener.forms.controls import Control

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


def question(node: n.Node, put: Control) -> str:
    """The question about one atom."""
    concept = catalog().get(put.concept) if put.concept else None
    if put.type in ("birth-date", "number", "choice") or (put.type == "yes-no" and put.key == put.concept):
        own = concept.question if concept is not None else ""
        asked = own or f"What is the {concept.label if concept else put.key}?"
        asked = asked.replace("the latest ", "the ") if put.visit else asked
        return f"{asked.rstrip('?')}{_extra(put)}?" if asked.endswith("?") else asked
    if isinstance(node, n.Result):
        return _of_test(node)
    if isinstance(node, n.AnyOf):
        return f"Is there anything else of the kind of {_listed(node)}?"
    return turned(prose(without_confirmations(node)))


def turned(sentence: str) -> str:
    """The sentence as a question."""
    for begins, asks in _TURNS:
        if sentence.startswith(begins):
            return f"{asks}{sentence.removeprefix(begins)}?"
    return f"Is this so: {sentence}?"


def without_confirmations(node: n.Node) -> n.Node:
    """The node without what a person only ticks; the help shows those words."""
    qualifiers: tuple[n.Qualifier, ...] = getattr(node, "qualifiers", ())
    kept = tuple(item for item in qualifiers if item.type not in n.CONFIRMATIONS)
    changes: dict[str, Any] = {"qualifiers": kept}
    return node if kept == qualifiers else dataclasses.replace(node, **changes)


def _extra(put: Control) -> str:
    percent = ", in percent of the predicted value" if put.unit == "%" else ""
    return percent + (f" at the {put.visit.replace('-', ' ')} visit" if put.visit else "")


def _listed(node: n.AnyOf) -> str:
    names = dict.fromkeys(str(getattr(part, "label", "")) or prose(part) for part in node.parts)
    return " or ".join(names)


def _of_test(node: n.Result) -> str:
    """The question about a test's result."""
    sentence = prose(without_confirmations(node))
    for verb in ("has ever been", "is"):
        head, found, rest = sentence.partition(f" {verb} {node.outcome}")
        if found and head == node.label:
            begins, *ends = verb.split(" ", 1)
            return " ".join((begins.capitalize(), head, *ends, f"{node.outcome}{rest}?"))
    return f"Is this so: {sentence}?"
