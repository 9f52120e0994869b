"""Plain-English readback: takes a node, gives a sentence fragment that a coordinator can check against the text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from screener.criteria import nodes as n
from screener.criteria.prose_parts import count
from screener.criteria.prose_parts import dose
from screener.criteria.prose_parts import duration
from screener.criteria.prose_parts import listed
from screener.criteria.prose_parts import measure_limits
from screener.criteria.prose_parts import qualifiers
from screener.criteria.prose_parts import window

Verb = tuple[str, str]
"""What is said of a person who does, and of one who does not."""

_WHO: Mapping[str, str] = {
    "patient": "the patient",
    "family": "a family member",
    "partner": "the partner",
    "donor": "the donor",
    "other": "another person",
}
_CONDITION: Mapping[n.ConditionStatus, Verb] = {
    "present": ("has", "does not have"),
    "ever": ("has or has had", "has never had"),
    "active": ("has active", "does not have active"),
    "suspected": ("is suspected of having", "is not suspected of having"),
    "newly-diagnosed": ("is newly diagnosed with", "is not newly diagnosed with"),
    "resolved": ("has recovered from", "has not recovered from"),
}
_TREATMENT: Mapping[n.TreatmentStatus, Verb] = {
    "current": ("is receiving", "is not receiving"),
    "ever": ("has received", "has not received"),
    "started": ("has started", "has not started"),
    "stopped": ("has stopped", "has not stopped"),
    "planned": ("will receive", "will not receive"),
    "naive": ("has never received", "has received"),
    "needed": ("needs", "does not need"),
    "eligible": ("is eligible for", "is not eligible for"),
}
_CHANGE: Mapping[n.Change, Verb] = {
    "none": ("is", "is not"),
    "increase": ("has risen by", "has not risen by"),
    "decrease": ("has fallen by", "has not fallen by"),
    "either": ("has changed by", "has not changed by"),
}
_RESPONSE: Mapping[str, str] = {
    "failed": "it failed",
    "intolerant": "it was not tolerated",
    "none": "there was no response",
}
_JUDGE: Mapping[n.Judge, str] = {
    "investigator": "the investigator",
    "participant": "the participant",
    "guardian": "the guardian",
    "unspecified": "a person",
}


def prose(node: n.Node) -> str:
    """The node in plain words, as the middle of a sentence."""
    return _say(node, holds=True)


def _say(node: n.Node, *, holds: bool) -> str:
    match node:
        case n.AllOf() | n.AnyOf() | n.AtLeast() | n.AtMost() | n.When() | n.Except():
            text = _combination(node)
            return text if holds else f"it is not so that {text}"
        case n.Not(part=part):
            return _say(part, holds=not holds)
        case _:
            return _atom(node, holds=holds)


def _inner(node: n.Node) -> str:
    """A part of a combination; one that is itself a combination stands in brackets."""
    text = prose(node)
    return f"({text})" if isinstance(node, n.AllOf | n.AnyOf | n.AtLeast | n.AtMost | n.When | n.Except) else text


def _combination(node: n.AllOf | n.AnyOf | n.AtLeast | n.AtMost | n.When | n.Except) -> str:
    match node:
        case n.AllOf(parts=parts):
            return listed(map(_inner, parts), "and")
        case n.AnyOf(parts=parts, head=head):
            listing = listed(map(_inner, parts), "or")
            if head is not None:
                return f"{_inner(head)}, {'for example' if node.open else 'that is'} {listing}"
            return f"for example {listing}" if node.open else listing
        case n.AtLeast(count=number, parts=parts):
            return f"at least {number} of these hold: {listed(map(_inner, parts), 'and')}"
        case n.AtMost(count=number, parts=parts):
            return f"at most {number} of these hold: {listed(map(_inner, parts), 'and')}"
        case n.When(condition=condition, then=then):
            return f"if {_inner(condition)}, then {_inner(then)}"
        case n.Except(base=base, unless=unless):
            return f"{_inner(base)}, except where {_inner(unless)}"
        case _:
            assert_never(node)


def _atom(node: n.Atom, *, holds: bool) -> str:
    match node:
        case n.Comparison():
            verb = _verb(_CHANGE[node.change], holds=holds)
            return f"{node.label} {verb} {measure_limits(node)}{window(node.window)}{qualifiers(node.qualifiers)}"
        case n.Result():
            words = ("has ever been", "has never been") if node.status == "ever" else ("is", "is not")
            verb = _verb(words, holds=holds)
            return f"{node.label} {verb} {node.outcome}{window(node.window)}{qualifiers(node.qualifiers)}"
        case n.Member():
            values = listed(node.values, "or")
            verb = _verb(("is", "is not"), holds=holds)
            return f"{node.label} {verb} {values}{window(node.window)}{qualifiers(node.qualifiers)}"
        case n.Demographic():
            return f"{node.label} {_verb(('is', 'is not'), holds=holds)} {listed(node.values, 'or')}"
        case n.Condition():
            return _condition(node, holds=holds)
        case n.Treatment():
            return _treatment(node, holds=holds)
        case _:
            return _statement(node, holds=holds)


def _condition(node: n.Condition, *, holds: bool) -> str:
    verb = _verb(_CONDITION[node.status], holds=holds)
    text = f"{_WHO[node.who]} {verb} {node.label}{count(node.count)}{duration(node.duration, 'for')}"
    return text + window(node.window) + qualifiers(node.qualifiers)


def _treatment(node: n.Treatment, *, holds: bool) -> str:
    verb = _verb(_TREATMENT[node.status], holds=holds)
    text = f"the patient {verb} {node.label}{dose(node.dose)}"
    text += "" if node.route is None else f" by {node.route} route"
    text += count(node.count) + duration(node.duration, "for") + duration(node.stable_for, "unchanged for")
    if node.concurrent_with:
        text += f" together with {listed((_named(each) for each in node.concurrent_with), 'and')}"
    text += "" if node.indication is None else f" because of {_named(node.indication)}"
    text += window(node.window)
    if node.response:
        text += f", and {listed((_RESPONSE[each] for each in node.response), 'or')}"
    return text + qualifiers(node.qualifiers)


def _named(node: n.Node) -> str:
    """What goes with a treatment: a bare thing by its name, anything else in full."""
    bare: n.Node | None = None
    if isinstance(node, n.Condition):
        bare = n.Condition(node.concept, node.label, coded=node.coded)
    elif isinstance(node, n.Treatment):
        bare = n.Treatment(node.concept, node.label, node.treatment, coded=node.coded)
    if node == bare and isinstance(node, n.Condition | n.Treatment):
        return node.label
    return f"({prose(node)})"


def _statement(
    node: n.Immunization | n.Allergy | n.Contraindication | n.State | n.Plan | n.Judgement | n.Unread, *, holds: bool
) -> str:
    match node:
        case n.Immunization(status="given"):
            verb: Verb = ("the patient has been vaccinated with", "the patient has not been vaccinated with")
        case n.Immunization():
            verb = ("a vaccination is planned with", "no vaccination is planned with")
        case n.Allergy():
            verb = ("the patient is allergic to", "the patient is not allergic to")
        case n.Contraindication():
            verb = ("there is a contraindication to", "there is no contraindication to")
        case n.State():
            verb = (f"this is true of {_WHO[node.who]}:", f"this is not true of {_WHO[node.who]}:")
        case n.Plan():
            verb = ("it is planned:", "it is not planned:")
        case n.Judgement():
            verb = (f"{_JUDGE[node.judge]} confirms:", f"{_JUDGE[node.judge]} does not confirm:")
        case n.Unread():
            verb = ("nobody has read yet:", "nobody has read yet (it is negated):")
        case _:
            assert_never(node)
    return f"{_verb(verb, holds=holds)} {_what(node)}"


def _what(
    node: n.Immunization | n.Allergy | n.Contraindication | n.State | n.Plan | n.Judgement | n.Unread,
) -> str:
    match node:
        case n.Judgement() | n.Unread():
            words = f"“{node.label}”"
            return words if isinstance(node, n.Unread) else words + window(node.window)
        case n.Plan():
            action = "" if node.action is None else f" ({prose(node.action)})"
            return f"{node.label}{action}{window(node.window)}"
        case n.Contraindication():
            return node.label + qualifiers(node.qualifiers)
        case n.Immunization() | n.Allergy() | n.State():
            return node.label + window(node.window) + qualifiers(node.qualifiers)
        case _:
            assert_never(node)


def _verb(verb: Verb, *, holds: bool) -> str:
    return verb[0] if holds else verb[1]
