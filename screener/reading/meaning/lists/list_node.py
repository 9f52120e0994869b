"""Takes the members of a list, gives its node."""

from __future__ import annotations

import re

from screener.criteria.nodes import Judgement
from screener.criteria.nodes import Node
from screener.reading.meaning.asked import judgement
from screener.reading.meaning.context import Context
from screener.reading.meaning.lists.combine import all_of
from screener.reading.meaning.lists.combine import combine
from screener.reading.meaning.lists.list_items import bare_noun
from screener.reading.meaning.lists.member import Members


def list_node(members: Members, context: Context) -> Node:
    """The list's node; a judgement behind its last member is about all of them."""
    last = members[-1][0]
    if len(members) > 1 and last.trailing is not None and members[-1][1] == "or" and _of_the_last(members, context):
        both = bare_noun(last.node)  # "or any other disease that would interfere"
        words = judgement(last.node.span.start, last.trailing.span.end, context, [])
        last.node = words if both else all_of([last.node, last.trailing])
        last.trailing = None
    judged = last.trailing
    if judged is None and isinstance(last.node, Judgement) and last.who:
        judged, members = last.node, members[:-1]
    node = combine([item for item, _ in members], [conn for _, conn in members[1:]], context)
    return node if judged is None else all_of([node, judged])


_ANY = re.compile(r"\b(?:any|other|another)(?: other)?\s+(?:\w+\s+)?$", re.IGNORECASE)


def _of_the_last(members: Members, context: Context) -> bool:
    """Whether a judgement is about the last member alone: it begins with "any" or "other", or names its own people."""
    first, last = members[0][0], members[-1][0]
    start = last.node.span.start
    timed = isinstance(last.trailing, Judgement) and last.trailing.window is not None  # "… or any other in the past 6 months"
    begins = (last.apart or not timed) and _ANY.search(context.text, max(0, start - 30), start) is not None
    return context.category == "exclusion" and (begins or (first.population and last.population))
