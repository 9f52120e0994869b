"""Asks a limit of those alone in the part of the trial that its bracket names: "BCVA ≤ 73 letters (for subjects in Part A)"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from screener.core.span import Span
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Comparison
from screener.criteria.nodes import Judgement
from screener.criteria.nodes import Node
from screener.criteria.nodes import Qualifier
from screener.criteria.nodes import When
from screener.criteria.nodes import walk

_PART = re.compile(
    r"(?:(?:for|in)\s+)?(?:(?:participants|patients|subjects|volunteers|those)\s+(?:in|of|enrolled\s+in)\s+)?(?:the\s+)?"
    r"(?:part|cohort|arm|phase|sub-?study)s?\s+(?:[A-H]|\d{1,2}[a-z]?|I{1,3}[ab]?|IV)(?:\s*(?:,|and|or|&|/)\s*(?:[A-H]|\d{1,2}|I{1,3}))*"
    r"(?:\s+(?:only|participants|patients|subjects))*",
    re.IGNORECASE,
)


def in_bracket_parts(node: Node, excludes: bool, *, enough: bool = False) -> Node:
    """The node with each such limit under the part, which a person says; `enough`: one of several limits is enough."""
    match node:
        case Comparison():
            return _asked(node, excludes or enough)
        case AllOf(parts=parts):
            return replace(node, parts=tuple(in_bracket_parts(part, excludes, enough=enough) for part in parts))
        case AnyOf(parts=parts, head=None):
            return replace(node, parts=tuple(in_bracket_parts(part, excludes, enough=True) for part in parts))
        case _:
            return node


def places_of(node: Node) -> Iterator[Span]:
    """Where such brackets stand."""
    for leaf in walk(node):
        if isinstance(leaf, Comparison):
            yield from (told.span for told in leaf.qualifiers if _names_part(told))


def _asked(node: Comparison, together: bool) -> Node:
    part = next((told for told in node.qualifiers if _names_part(told)), None)
    if part is None:
        return node
    whom = Judgement(part.value, "unspecified", None, part.span, part.span)
    limit = replace(node, qualifiers=tuple(told for told in node.qualifiers if told is not part))
    return AllOf((whom, limit), node.span) if together else When(whom, limit, node.span)


def _names_part(told: Qualifier) -> bool:
    return told.type == "description" and _PART.fullmatch(told.value.strip()) is not None
