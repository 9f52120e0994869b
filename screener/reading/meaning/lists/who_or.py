"""Reads "people with A who took B or have never had C": the "or" joins what is said of them behind "who", not A to C."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from screener.criteria.nodes import Demographic
from screener.criteria.nodes import Judgement
from screener.criteria.nodes import Node
from screener.criteria.nodes import Not
from screener.criteria.nodes import Unread
from screener.reading.meaning.context import Context
from screener.reading.meaning.lists.combine import all_of
from screener.reading.meaning.lists.combine import any_of
from screener.reading.meaning.lists.member import Members

_WHO = re.compile(r"\bwho\b", re.IGNORECASE)
_GOES_ON = re.compile(
    r"[^.;]*?\b(?:and/or|or)\s+(?:(?:ha(?:s|ve|d)|are|is|were|was|did|do|does)\b(?:\s+(?:not|never|been)\b)*|never\b)",
    re.IGNORECASE,
)


def said_of_them(members: Members, context: Context) -> Members:
    """The members with those that go on behind "who" made alternatives, asked with what stands before it."""
    if len(members) < 2 or {conn for _, conn in members[1:]} - {"or", "comma"} or members[-1][1] != "or":
        return members
    spans = [item.node.span for item, _ in members]
    found = list(_WHO.finditer(context.text, spans[0].start, max(span.end for span in spans)))
    place = found[0].start() if len(found) == 1 else -1
    at = next((at for at, span in enumerate(spans) if span.start < place < span.end), len(members))
    if at + 1 >= len(members) or not _each_goes_on(members[at:], context):
        return members
    item, conn = members[at]
    before = [node for node in item.heads if _begins(node) < place]
    behind = [node for node in item.heads if _begins(node) > place]
    if not before or not behind or any(isinstance(node, Judgement | Unread) for node in behind):
        return members
    said = any_of([all_of(behind), *(one.node for one, _ in members[at + 1 :])])
    kinds = all(conn == "or" for _, conn in members[1 : at + 1]) and not any(isinstance(node, Demographic) for node in before)
    if at and kinds:  # "patients with A or B who …"
        whom = any_of([*(one.node for one, _ in members[:at]), all_of(before)])
        return [(replace(item, node=all_of([whom, said]), heads=()), members[0][1])]
    return [*members[:at], (replace(item, node=all_of([*before, said]), heads=()), conn)]


def _each_goes_on(members: Members, context: Context) -> bool:
    """Whether each "or" is followed by a verb that goes on with what is said of the same people."""
    places = [(one.node.span.end, other.node, conn) for (one, _), (other, conn) in pairwise(members)]
    return all(_GOES_ON.match(context.text, end, _begins(node)) for end, node, conn in places if conn == "or")


def _begins(node: Node) -> int:
    """Where the name of what a node asks begins."""
    while isinstance(node, Not):
        node = node.part
    mention = getattr(node, "mention", None)
    return mention.start if mention is not None else node.span.start
