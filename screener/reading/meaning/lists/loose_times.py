"""Shares a length of time behind a list that says nothing of when ("stroke or surgery with 3 months"): it narrows each member.

What it means is not known, so that none of them is decided without it.
"""

from __future__ import annotations

import re
from dataclasses import replace

from screener.criteria.nodes import Condition
from screener.criteria.nodes import Node
from screener.criteria.nodes import Qualifier
from screener.criteria.nodes import Treatment
from screener.reading.meaning.lists.member import Item

_TIME = re.compile(r"(?:\w+\s+){0,3}\d+\s*(?:hours?|hrs?|days?|weeks?|wks?|months?|years?|yrs?)\.?", re.IGNORECASE)


_SHARE = re.compile(r"[a-z]+ing (?:up )?\D{0,20}\d+ ?%", re.IGNORECASE)
"""What part of another thing a finding makes up ("making up > 50% of the lesion")."""


def with_loose_times(items: list[Item], conns: list[str]) -> list[Item]:
    """The members with such a time of the last of them on each bare one before it."""
    last = items[-1].node
    told = _loose(last)
    if told is None or set(conns) - {"or", "comma", "slash"}:
        return items
    share = _SHARE.match(told.value) is not None
    slots = {item.slot for item in items}
    if any(not _bare(item.node) for item in items[:-1]) or (len(slots) > 1 and not (share and slots <= {"condition", "text"})):
        return items
    if share:
        return [*(replace(item, node=_told(item.node, told)) for item in items[:-1]), items[-1]]
    return [*(replace(item, node=_past(_told(item.node, told))) for item in items[:-1]), replace(items[-1], node=_past(last))]


def _loose(node: Node) -> Qualifier | None:
    """The time that stands behind the name of a finding or a treatment and is none of its own."""
    if not isinstance(node, Condition | Treatment) or not _bare(node):
        return None
    behind = [one for one in node.qualifiers if one.type == "other" and one.span.start >= node.mention.end]
    return next((one for one in behind if (_TIME.fullmatch(one.value) and node.coded) or _SHARE.match(one.value)), None)


def _bare(node: Node) -> bool:
    """Whether nothing tells when a finding or a treatment was."""
    if not isinstance(node, Condition | Treatment) or node.status in {"planned", "active", "naive"}:
        return False
    return node.window is None and node.duration is None


def _told(node: Node, told: Qualifier) -> Node:
    return replace(node, qualifiers=(*node.qualifiers, told)) if isinstance(node, Condition | Treatment) else node


def _past(node: Node) -> Node:
    """The node now or before: when it was is what nobody read."""
    match node:
        case Condition(status="present"):
            return replace(node, status="ever")
        case Treatment(status="current"):
            return replace(node, status="ever")
        case _:
            return node
