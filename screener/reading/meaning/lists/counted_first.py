"""Ends what is counted at a semicolon: "at least one of asthma, COPD or gout; and FEV1 < 80 %" asks for the limit besides."""

from __future__ import annotations

import re

from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Node
from screener.criteria.nodes import is_plain
from screener.reading.meaning.lists.combine import counted

_ENDS = re.compile(r"\W*;\s*and\b", re.IGNORECASE)


def counted_first(node: AllOf | AnyOf, count: str, text: str) -> Node | None:
    """The node with the first list in it counted alone; None where the count is of all that it names."""
    first, *rest = node.parts
    if not isinstance(node, AllOf) or not is_plain(first) or not rest or not count.isdigit():
        return None
    listed, behind = text[first.span.start : first.span.end], text[first.span.end : rest[0].span.start]
    if ";" in listed or len(first.parts) < int(count):
        return None
    unlike = count != "1" and len(node.parts) <= int(count) and not {one.kind for one in first.parts} & {one.kind for one in rest}
    return AllOf((counted(list(first.parts), count), *rest), node.span) if _ENDS.match(behind) or unlike else None
