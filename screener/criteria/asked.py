"""Takes a node, gives the question that asks a person for it, in plain words."""

from __future__ import annotations

import dataclasses
import re
from typing import Any
from typing import TypeVar

from screener.catalog.load import catalog
from screener.criteria import nodes as n
from screener.criteria.prose import prose
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
_ADJECTIVES = frozenset({"severity", "activity", "course", "type", "significance"})
_SMOOTHED = (
    (re.compile(r"within ([\d.]+ \w+) before the index date"), r"within the last \1"),
    (re.compile(r"within the last 1 (\w+)"), r"within the last \1"),
    (re.compile(r"\bthe index date\b"), "the day of screening"),
    (re.compile(r", and there was no response\b"), ", without a response"),
    (
        re.compile(r", and it (?:failed or it was not tolerated|was not tolerated or it failed)\b"),
        ", and did it fail, or was it not tolerated",
    ),
    (re.compile(r", and it failed\b"), ", and did it fail"),
    (re.compile(r", and it was not tolerated\b"), ", and was it not tolerated"),
    (re.compile(r"\b1 times\b"), "once"),
    (re.compile(r"(?<![\d.-])1 (hour|day|week|month|year)s\b"), r"1 \1"),
)
_CHANGED = ("is", "has risen", "has fallen", "has changed")


def asked(node: n.Node) -> str:
    """The question about a node; what a person only confirms is left out."""
    node, narrowed = _without_narrowing(_with_adjectives(_with_plain_company(without_confirmations(node))))
    text = _plainly(node)
    return _polished(f"{text[:-1]}{narrowed}?" if text.endswith("?") else f"{text}{narrowed}")


def _plainly(node: n.Node) -> str:
    """The question about a node without narrowing words."""
    match node:
        case n.Result():
            ask = f"was a result ever {node.outcome}" if node.status == "ever" else f"is the result {node.outcome}"
            return f"{_heading(node.label)}: {ask}{window(node.window)}?"
        case n.State(who="patient") if own := _own_question(node):
            return f"{own.removesuffix('?')}{window(node.window)}?"
        case n.Comparison() | n.Member() | n.Demographic():
            return _of_value(node, _turned(prose(node)))
        case n.Plan():
            return _turned(prose(dataclasses.replace(node, action=None)))
        case n.Condition() | n.Treatment():
            return _of_course(node, _turned(prose(node)))
        case _:
            return _turned(prose(node))


def _of_course(node: n.Condition | n.Treatment, text: str) -> str:
    """What went on for a time, or in a time, asked in the tense that fits."""
    if node.window is not None:
        text = text.replace(", now or ever,", "", 1)
    if isinstance(node, n.Treatment) and node.treatment == "procedure":
        text = text.replace("Has the patient received", "Has the patient had", 1)
        text = text.replace("Will the patient receive", "Will the patient have", 1)
    if node.duration is not None:
        text = text.replace("Does the patient have", "Has the patient had", 1)
        text = text.replace("Is the patient receiving", "Has the patient been receiving", 1)
    return text


def _of_value(node: n.Comparison | n.Member | n.Demographic, text: str) -> str:
    """A value that is not asked for itself: "Forced vital capacity: less than 50 % of the predicted value?"."""
    for verb in _CHANGED:
        start = f"Is this so: {node.label} {verb} "
        if text.startswith(start):
            told = "" if verb == "is" else f"{verb.removeprefix('has ')} "
            return f"{_heading(node.label)}: {told}{text.removeprefix(start)}"
    return text


def _heading(label: str) -> str:
    """The label as the beginning of a question, without the beginning of a bracket that it does not hold the end of."""
    closed = label.rpartition("(")[0].rstrip() if label.count("(") > label.count(")") else label
    return closed[:1].upper() + closed[1:]


def _without_narrowing(node: n.Node) -> tuple[n.Node, str]:
    """The node without its narrowing words, and those words in brackets."""
    given: tuple[n.Qualifier, ...] = getattr(node, "qualifiers", ())
    if not given:
        return node, ""
    changes: dict[str, Any] = {"qualifiers": ()}
    return dataclasses.replace(node, **changes), f" ({'; '.join(item.value for item in given)})"


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
