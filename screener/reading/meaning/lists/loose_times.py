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


def with_loose_times(items: list[Item], conns: list[str]) -> list[Item]:
    """The members with such a time of the last of them on each bare one before it."""
    last = items[-1].node
    told = _loose(last)
    if told is None or set(conns) - {"or", "comma", "slash"}:
        return items
    if any(not _bare(item.node) or item.slot != items[-1].slot for item in items[:-1]):
        return items
    return [*(replace(item, node=_with(item.node, told)) for item in items[:-1]), replace(items[-1], node=_with(last, None))]


def _loose(node: Node) -> Qualifier | None:
    """The time that stands behind the name of a finding or a treatment and is none of its own."""
    if not isinstance(node, Condition | Treatment) or not node.coded or not _bare(node):
        return None
    behind = [one for one in node.qualifiers if one.type == "other" and one.span.start >= node.mention.end]
    return next((one for one in behind if _TIME.fullmatch(one.value)), None)


def _bare(node: Node) -> bool:
    """Whether nothing tells when a finding or a treatment was."""
    if not isinstance(node, Condition | Treatment) or node.status in {"planned", "active", "naive"}:
        return False
    return node.window is None and node.duration is None


def _with(node: Node, told: Qualifier | None) -> Node:
    """The node with the time to be confirmed, now or before: when it was is what nobody read."""
    match node:
        case Condition():
            status = "ever" if node.status == "present" else node.status
            return replace(node, status=status, qualifiers=node.qualifiers if told is None else (*node.qualifiers, told))
        case Treatment():
            taken = "ever" if node.status == "current" else node.status
            return replace(node, status=taken, qualifiers=node.qualifiers if told is None else (*node.qualifiers, told))
        case _:
            return node
