"""Denies with the first what stands behind the "or" of a denial: "no asthma or active ulcer", "not seeking or taking care".

Whoever has the second would be let in by it. What has a verb of its own, or says how something is, may be another way in
("no steroids or on a stable dose", "no disease or treated disease").
"""

from __future__ import annotations

import re
from dataclasses import replace

from screener.criteria.nodes import Allergy
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Condition
from screener.criteria.nodes import Immunization
from screener.criteria.nodes import Node
from screener.criteria.nodes import Not
from screener.criteria.nodes import Plan
from screener.criteria.nodes import State
from screener.criteria.nodes import Treatment
from screener.criteria.nodes import children
from screener.criteria.nodes import is_plain
from screener.criteria.nodes import walk
from screener.reading.meaning.context import Context

_DENIED = (Allergy, Condition, Immunization, Plan, State, Treatment)
_STATES = frozenset({"pregnant", "lactating", "trying-to-conceive", "smoker", "other-trial", "hospitalized"})
_NO = re.compile(r"\b(?:(?P<no>no|without|(?:absence|free|lack) of)|not|never|neither)\b", re.IGNORECASE)
_JOINED = re.compile(r"(?:(?P<apart>,\s*)?\b(?:or|nor)\b|,)\s*(?P<between>(?:(?!(?:or|nor)\b)[\w'-]+\s+){0,5})$", re.IGNORECASE)
_PARTED = re.compile(r"[,;.:]|\b(?:or|and|but)\b", re.IGNORECASE)
_ENDED = re.compile(r"[.;:*•\n)\]]")
_NOTHING = ("otherwise", "limited", "only", "more", "less")
"""What "not" stands before without denying anything."""
_FURTHEST = 30
"""How far before what is denied its denial may stand."""
_OWN = re.compile(
    r"on|at|in|with|within|after|before|following|if|when|who|whose|whom|that|which|where|for|to|by|has|have|had|having|is|are|was|were|be|"
    r"been|being|must|may|can|will|should|do|does|did|not|no|non|only|at|more|less|greater|fewer|equal|up|over|under|"
    r"willing|able|unable|unwilling|ineligible|eligible|intolerant|refractory|resistant|failed|failure|relapsed|recurrent|"
    r"contraindicat\w+|progress\w*|metasta\w+|advanced|locali[sz]ed|locally|unresect\w+|inoperable|treated|untreated|previously|adequately|well\w*|stable|stably|controlled|mild|minimal|"
    r"asymptomatic|inactive|quiescent|resolved|negative|normal|low|limited|former|ex|post\w*|pre\w*|surgically|"
    r"patients?|subjects?|participants?|persons?|women|men|females?|males?|they|he|she|else|otherwise|documented|complete|"
    r"use|using|presence|sterile|abstinen\w*|hysterectomy|vasectom\w*|one|two|single|\d.*",
    re.IGNORECASE,
)
"""First words by which the second may be a way in of its own."""


def denied_or(node: Node, context: Context) -> Node:
    """The node of a requirement with each such second part denied."""
    if context.category != "inclusion":
        return node
    if isinstance(node, AllOf):
        return replace(node, parts=tuple(denied_or(part, context) for part in node.parts))
    if isinstance(node, AnyOf) and is_plain(node):
        kept = _spread(node.parts, context)
        return kept[0] if len(kept) == 1 < len(node.parts) else replace(node, parts=kept)
    return node


def _spread(parts: tuple[Node, ...], context: Context) -> tuple[Node, ...]:
    kept: list[Node] = []
    for part in parts:
        if kept and _carries(kept[-1], part, context):
            kept[-1] = _with(kept[-1], part)
        else:
            kept.append(denied_or(part, context))
    return tuple(kept)


def _carries(before: Node, part: Node, context: Context) -> bool:
    """Whether the denial that ends one part goes on over the next."""
    denials = _denials(before)
    if not denials or not _deniable(part):
        return False
    denied, begins = _begins(denials[0].part), _begins(part)
    if begins <= denied:
        begins = part.span.start  # "no immunization or a planned one"
    text = context.text[max(0, min(denials[0].span.start, denied) - _FURTHEST) : denied]
    said = _NO.search(text)
    if said is None or _PARTED.search(text, said.end()) or begins <= denied or context.text.startswith(_NOTHING, denied):
        return False
    joint = _JOINED.search(context.text, denied, begins)
    if joint is None or _ENDED.search(context.text, denied, begins):
        return False
    words = f"{joint['between']} {context.text[begins : part.span.end]}".split()
    if joint["apart"] and not said["no"] and not words[0].endswith("ing"):
        return False  # "not amenable to surgery, or …"
    return bool(words) and not _OWN.fullmatch(words[0].strip(",()"))


def _denials(node: Node) -> list[Not]:
    """The denials with which a part ends."""
    found: list[Not] = []
    for one in reversed(node.parts if isinstance(node, AllOf) else (node,)):
        if not isinstance(one, Not):
            break
        found.insert(0, one)
    return found


def _begins(node: Node) -> int:
    """Where the first thing stands that a node names."""
    leaves = [leaf for leaf in walk(node) if not children(leaf)]
    places = [getattr(leaf, "mention", leaf.span) for leaf in leaves]
    return min(place.start if place.end else leaf.span.start for place, leaf in zip(places, leaves, strict=True))


def _deniable(part: Node) -> bool:
    """Whether a part is a thing that may be denied, and no way in by what somebody is."""
    leaves = [one for one in walk(part) if not children(one)]
    if any(isinstance(one, Not) for one in walk(part)):
        return False
    return all(isinstance(one, _DENIED) and not (isinstance(one, State) and one.concept not in _STATES) for one in leaves)


def _with(before: Node, part: Node) -> Node:
    """The part before with the next denied too."""
    denied = Not(part, part.span)
    span = before.span.join(part.span)
    return AllOf((*before.parts, denied), span) if isinstance(before, AllOf) else AllOf((before, denied), span)
