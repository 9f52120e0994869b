"""What belongs to a negative head: its list, its examples and its bracket are denied with it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from screener.core.span import Span
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Comparison
from screener.criteria.nodes import Node
from screener.criteria.nodes import Not
from screener.criteria.nodes import Result
from screener.criteria.nodes import State
from screener.criteria.nodes import Treatment
from screener.criteria.nodes import Unread
from screener.criteria.nodes import When
from screener.criteria.nodes import walk
from screener.reading.meaning.context import Context
from screener.reading.meaning.lists.heads import like_head
from screener.reading.scanning.senses import rises


def affirmed(node: Node) -> Node | None:
    """What a negative node denies: "no prior chemotherapy" denies that some was received; None for any other node.

    A state is not among them: what stands behind "of non-childbearing potential" says when the state is lacking.
    """
    match node:
        case Not(part=State()) | Not(part=AllOf(parts=(State(), State()))):
            return None
        case Not(part=part):
            return part
        case Treatment(status="naive"):
            return replace(node, status="ever")
        case _:
            return None


def opposite(node: Node) -> Node:
    """What holds of those who do not meet a requirement."""
    match node:
        case Not(part=part):
            return part
        case Treatment(status="naive"):
            return replace(node, status="ever")
        case AllOf(parts=parts):
            return AnyOf(tuple(opposite(part) for part in parts), span=node.span)
        case AnyOf(parts=parts, head=None):
            return AllOf(tuple(opposite(part) for part in parts), node.span)
        case When(condition=given, then=asked):
            return AllOf((given, opposite(asked)), node.span)
        case Unread():
            return node
        case _:
            return Not(node, node.span)


def denied(node: Node, negative: Node) -> Node:
    """The denial of a node that has grown out of what a negative node denies ("no biologics such as adalimumab")."""
    if isinstance(node, Treatment) and isinstance(negative, Treatment):
        return replace(node, status=negative.status)
    return Not(node, Span(min(negative.span.start, node.span.start), node.span.end))


def shows_absence(nodes: list[Node]) -> bool:
    """Whether what defines a denial shows it: a test that is negative or normal."""
    results = [part for node in nodes for part in walk(node) if isinstance(part, Result)]
    return bool(results) and all(part.outcome in {"negative", "normal"} for part in results)


def _asked_for(node: Node, negative: Node, context: Context) -> bool:
    """Whether what follows a denial is asked for: where every limit lies on the better or worse side, that side tells.

    Who has not what is good ("not recovered (grade ≤ 1)") is kept out: limits of that among the exclusions are denied.
    """
    sides = {_better(part) for part in walk(node) if isinstance(part, Comparison)}
    if sides == {True}:
        return context.category == "inclusion"
    if sides == {False} and context.category == "inclusion":
        return False
    return not _either(negative, context)


def _better(limit: Comparison) -> bool | None:
    """Whether a limit's one bound is on the better side of its measure; None where that is not known."""
    rising = rises(limit.concept, limit.label)
    if rising is None or limit.change != "none" or (limit.lower is None) == (limit.upper is None):
        return None
    return (limit.lower is not None) == rising


def denied_bracket(negative: Node, inside: Callable[[Node], Node], context: Context) -> Node | None:
    """A negative node with its bracket, which `inside` works into a node; None for a node that denies nothing.

    Where the bracket holds limits, or the catalogue does not know what is denied, the bracket may as well say what is
    asked for ("no fever (temperature < 38 °C)"): both readings are kept, unless all of them lie on the better side of their
    measure ("no cognitive impairment (MMSE > 24)") or on the worse.
    """
    positive = affirmed(negative)
    if positive is None:
        return None
    whole = inside(positive)
    if not isinstance(positive, Result) and shows_absence([whole]):
        return inside(negative)  # "no hepatitis C (negative antibody)"
    unsure = _measured(whole) and not _measured(positive)
    unsure = unsure or (isinstance(whole, AnyOf) and not getattr(positive, "coded", True))
    if unsure and _asked_for(whole, negative, context):
        return inside(negative)
    return denied(whole, negative)


_JOINED = re.compile(r"[\s,;)]*\b(?P<by>and/or|and|or|nor)\b(?P<then>[^:\n]*)")
_POINTS = re.compile(r"\b(?:following|these|below|those)\b", re.IGNORECASE)
_ASKS = re.compile(r"\b(?:meet(?:s|ing)?|fulfil\w*|satisf\w+|has|have|having|with|must|should)\b", re.IGNORECASE)
"""What asks for a list that "and" joins to a denial ("no stroke, and meeting the following criteria:")."""


def denied_list(head: Node, nodes: list[Node], context: Context, *, counted: bool) -> Node | None:
    """A negative heading with its list: "No prior malignancy, including: melanoma; lymphoma" denies each of them.

    None for a heading that denies nothing. Limits below it may be what is denied or what is asked for: both are kept, unless
    the side of the measure tells. A list that "and" or "or" joins to it is denied besides it ("no asthma or any of the
    following:"), or asked for where a verb says so.
    """
    positive = affirmed(head)
    if positive is None:
        return None
    span = Span(head.span.start, max(head.span.end, *(node.span.end for node in nodes)))
    asked = AllOf((head, *nodes), span)
    joint = _JOINED.match(context.text, head.span.end, max(head.span.end, nodes[0].span.start))
    if any(affirmed(node) is not None for node in nodes) or (joint and _ASKS.search(joint["then"])):
        return asked
    if any(_measured(node) for node in nodes) and _asked_for(asked, head, context):
        return asked
    parts = tuple(like_head(node, positive) for node in nodes)
    if joint and not _POINTS.search(joint["then"]):
        return AnyOf((head, *nodes), span=span) if joint["by"] == "or" else asked  # "not treated before; or b. treated with …"
    if joint:
        return Not(AnyOf((positive, *parts), span=span), span)
    if counted or not getattr(positive, "coded", True):
        return Not(parts[0] if len(parts) == 1 else AnyOf(parts, span=span), span)
    return Not(AnyOf(parts, True, positive, span), span)


def _measured(node: Node) -> bool:
    return any(isinstance(part, Comparison | Result) for part in walk(node))


def _either(head: Node, context: Context) -> bool:
    """Whether this reading takes what belongs to a negative head as denied by it; the other reading asks for it."""
    why = "what follows a head with “no” may be denied by it, or asked for"
    return context.choose(f"denied-{head.span.start}", ("denied", "asked"), why) == "denied"
