"""Puts examples to the part of a compound head that they are of: "BMI ≥ 27 with a comorbidity such as gout" keeps its limit."""

from __future__ import annotations

from dataclasses import replace

from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Comparison
from screener.criteria.nodes import Condition
from screener.criteria.nodes import Demographic
from screener.criteria.nodes import Judgement
from screener.criteria.nodes import Member
from screener.criteria.nodes import Node
from screener.criteria.nodes import Not
from screener.criteria.nodes import Treatment
from screener.reading.meaning.lists.combine import all_of
from screener.reading.meaning.lists.denials import affirmed

_FIRST = (Comparison, Demographic, Member)
_NAMED = (Condition, Judgement, Treatment)


def exemplified(node: Node, text: str) -> Node:
    """The node with its examples asked beside what stands before the thing that they are examples of."""
    match node:
        case AnyOf(open=True, head=AllOf() as head):
            return _with_limits(node, head, text) or _denied(node, head) or node
        case AllOf(parts=parts) | AnyOf(parts=parts):
            made = tuple(exemplified(part, text) for part in parts)
            return node if made == parts else replace(node, parts=made)
        case _:
            return node


def _with_limits(node: AnyOf, head: AllOf, text: str) -> Node | None:
    """The limits and the people first, then what is named with its examples; None where no word joins the two."""
    first = [part for part in head.parts if isinstance(part, _FIRST)]
    rest: list[Node] = [part for part in head.parts if not isinstance(part, _FIRST)]
    ends = max((part.span.end for part in first), default=0)
    if not first or not rest or any(part.span.start < ends or not isinstance(part, _NAMED) for part in rest):
        return None
    joined = text[ends : min(part.span.start for part in rest)].strip(" ,.;:•*-\n\r\t")
    if not joined or not all(isinstance(part, _NAMED) for part in node.parts):
        return None
    return AllOf((*first, replace(node, head=all_of(rest))), node.span)


def _denied(node: AnyOf, head: AllOf) -> Node | None:
    """What was never given, denied with its examples; None where they are no treatments that are denied."""
    given, *rest = head.parts
    denied = affirmed(given)
    if denied is None or not all(isinstance(part, Treatment) for part in (denied, *node.parts)):
        return None
    examples = tuple(replace(part, status="ever") for part in node.parts if isinstance(part, Treatment))
    return AllOf((Not(replace(node, parts=examples, head=denied), given.span.join(node.span)), *rest), node.span)
