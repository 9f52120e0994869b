"""Takes a node, gives the question that asks a person for it, in plain words."""

from __future__ import annotations

import dataclasses
import re
from typing import Any
from typing import TypeVar

from screener.catalog.load import catalog
from screener.criteria import nodes as n
from screener.criteria.prose import prose
from screener.criteria.prose_parts import qualifiers
from screener.criteria.prose_parts import window

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
    ("this is true of the partner: ", "Is this true of the partner: "),
    ("it is planned: ", "Is this planned: "),
    ("a vaccination is planned with ", "Is a vaccination planned with "),
    ("a person confirms: ", "Is this so, in your judgement: "),
    ("the investigator confirms: ", "For the investigator to judge. Is this so: "),
    ("the participant confirms: ", "For the participant to say. Is this so: "),
    ("the guardian confirms: ", "For the parent or guardian to say. Is this so: "),
)
"""How a plain sentence begins, and how its question does."""
_ADJECTIVES = frozenset({"severity", "activity", "course", "type"})
_SMOOTHED = (
    (re.compile(r"within (\d+ \w+) before the index date"), r"within the last \1"),
    (re.compile(r", and there was no response\b"), ", without a response"),
    (
        re.compile(r", and it (?:failed or it was not tolerated|was not tolerated or it failed)\b"),
        ", and did it fail, or was it not tolerated",
    ),
    (re.compile(r", and it failed\b"), ", and did it fail"),
    (re.compile(r", and it was not tolerated\b"), ", and was it not tolerated"),
    (re.compile(r"(?<=[(;])( ?)(?:severity|activity|course|type|other|dose|stage|site): "), r"\1"),
)


def asked(node: n.Node) -> str:
    """The question about a node; what a person only confirms is left out."""
    node = _with_adjectives(_with_plain_company(without_confirmations(node)))
    if isinstance(node, n.Result):
        return _of_test(node)
    if isinstance(node, n.State) and node.who == "patient" and (own := _own_question(node)):
        return _polished(f"{own.removesuffix('?')}{window(node.window)}{qualifiers(node.qualifiers)}?")
    text = _polished(_turned(prose(node)))
    if isinstance(node, n.Comparison):
        return _of_change(node, text)
    if getattr(node, "window", None) is not None:
        text = text.replace(", now or ever,", "", 1)
    if isinstance(node, n.Treatment) and node.treatment == "procedure":
        text = text.replace("Has the patient received", "Has the patient had", 1)
        text = text.replace("Will the patient receive", "Will the patient have", 1)
    if getattr(node, "duration", None) is not None:
        text = text.replace("Does the patient have", "Has the patient had", 1)
        text = text.replace("Is the patient receiving", "Has the patient been receiving", 1)
    return text


def _own_question(node: n.State) -> str:
    """The catalogue's question about a state; empty where it has none."""
    concept = catalog().get(node.concept) if node.concept else None
    return concept.question if concept is not None else ""


Kind = TypeVar("Kind", bound=n.Node)


def without_confirmations(node: Kind) -> Kind:
    """The node without what a person only ticks; the help shows those words."""
    given: tuple[n.Qualifier, ...] = getattr(node, "qualifiers", ())
    kept = tuple(item for item in given if item.type not in n.CONFIRMATIONS)
    changes: dict[str, Any] = {"qualifiers": kept}
    return node if kept == given else dataclasses.replace(node, **changes)


def _turned(sentence: str) -> str:
    """The sentence as a question."""
    for begins, asks in _TURNS:
        if sentence.startswith(begins):
            return f"{asks}{sentence.removeprefix(begins)}?"
    return f"Is this so: {sentence}?"


def _polished(text: str) -> str:
    """The question in plainer words."""
    for pattern, plainer in _SMOOTHED:
        text = pattern.sub(plainer, text)
    return text


def _with_adjectives(node: n.Node) -> n.Node:
    """Narrowing words by the name that they narrow: "severe atopic dermatitis", "prednisone (1 mg/kg)"."""
    given: tuple[n.Qualifier, ...] = getattr(node, "qualifiers", ())
    changes: dict[str, Any] = {}
    if isinstance(node, n.Condition) and (before := [item.value for item in given if item.type in _ADJECTIVES]):
        words = " ".join(map(_lowered, before))
        kept = tuple(item for item in given if item.type not in _ADJECTIVES)
        any_of = node.label == ANY_OF_THESE
        changes = {"label": f"{node.label}, {words}" if any_of else f"{words} {node.label}", "qualifiers": kept}
    elif isinstance(node, n.Treatment) and given:
        changes = {"label": f"{node.label} ({', '.join(_lowered(item.value) for item in given)})", "qualifiers": ()}
    return dataclasses.replace(node, **changes) if changes else node


ANY_OF_THESE = "any of these"
"""What a list of like things is called in the question about all of them."""


def _lowered(words: str) -> str:
    return words[:1].lower() + words[1:] if words[1:2].islower() else words


def _with_plain_company(node: n.Node) -> n.Node:
    """What was given together with a treatment by its name alone, where it shares how it was given and what came of it."""
    if not isinstance(node, n.Treatment) or not node.concurrent_with:
        return node
    alike = (node.status, node.duration, node.response, node.window)
    bare = tuple(
        n.Treatment(other.concept, other.label, other.treatment, coded=other.coded)
        if isinstance(other, n.Treatment) and (other.status, other.duration, other.response, other.window) == alike
        else other
        for other in node.concurrent_with
    )
    return dataclasses.replace(node, concurrent_with=bare)


def _of_test(node: n.Result) -> str:
    """The question about a test's result."""
    asks = f"was a result ever {node.outcome}" if node.status == "ever" else f"is the result {node.outcome}"
    name = _closed(node.label)
    name = name[:1].upper() + name[1:]
    return f"{name}: {asks}{window(node.window)}{qualifiers(node.qualifiers)}?"


def _closed(label: str) -> str:
    """The label without the beginning of a bracket that it does not hold the end of."""
    return label.rpartition("(")[0].rstrip() if label.count("(") > label.count(")") else label


def _of_change(node: n.Comparison, text: str) -> str:
    """The question about a number, as far as it is not asked for itself."""
    verb = {"none": "is", "increase": "has risen by", "decrease": "has fallen by", "either": "has changed by"}[node.change]
    start = f"Is this so: {node.label} {verb} "
    if not text.startswith(start):
        return text
    begins, *ends = verb.split(" ", 1)
    name = _closed(node.label) if re.search(r" [A-Z]", node.label) else _lowered(_closed(node.label))
    return " ".join((begins.capitalize(), "the", name, *ends, text.removeprefix(start)))
