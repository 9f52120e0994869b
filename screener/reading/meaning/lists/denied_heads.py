"""Denies together what a denial names in one breath: "no CMV pneumonia", "no history of varices due to cirrhosis"."""

from __future__ import annotations

import re
from itertools import pairwise

from screener.criteria.nodes import AllOf
from screener.criteria.nodes import Condition
from screener.criteria.nodes import Member
from screener.criteria.nodes import Node
from screener.criteria.nodes import Not
from screener.criteria.nodes import Result
from screener.criteria.nodes import Treatment
from screener.reading.meaning.context import Context
from screener.reading.meaning.draft import Draft
from screener.reading.scanning.tags import Tag

_NAMED = (Condition, Treatment, Member, Result)
_PARTED = re.compile(r"[,;:.•*\n]|\b(?:and|or|but|despite|who|must|should|to|related|associated|induced)\b", re.IGNORECASE)
_ANEW = re.compile(r"\s*[A-Z][a-z]+ ")
_FURTHEST = 40
"""Characters that may stand between two names of one breath."""


def denied_heads(nodes: list[Node], drafts: list[Draft], context: Context) -> list[Node]:
    """The heads of one piece with all that stand behind a denied one, and are not denied themselves, denied with it.

    Nobody is asked to have what only tells of which kind or origin the denied thing is. What somebody does not respond to
    ("no response to insulin") was given, and among the exclusions a denial of both would turn away whoever has neither.
    """
    if len(nodes) < 2 or len(nodes) != len(drafts) or context.category != "inclusion":
        return nodes
    first = next((at for at, node in enumerate(nodes) if isinstance(node, Not) and _plain(drafts[at].lead.negation)), None)
    if first is None or first + 1 == len(nodes):
        return nodes
    rest = nodes[first + 1 :]
    if not all(isinstance(node, _NAMED) for node in rest) or _apart(nodes[first:], context):
        return nodes
    denied = nodes[first]
    assert isinstance(denied, Not)  # looked at above
    span = denied.span.join(rest[-1].span)
    return [*nodes[:first], Not(AllOf((denied.part, *rest), span), span)]


def _plain(negation: Tag | None) -> bool:
    """Whether a denial is a word of its own, no beginning of a name ("non-HIV related disorders")."""
    return negation is not None and not negation.text.lower().startswith("non")


def _apart(nodes: list[Node], context: Context) -> bool:
    """Whether something between two of them parts them, or the second begins a line of its own that lost its mark."""
    for one, other in pairwise(nodes):
        between = context.text[one.span.end : other.span.start]
        if len(between) > _FURTHEST or _PARTED.search(between):
            return True
        if not between.strip() and _ANEW.match(context.text, other.span.start):
            return True
    return False
