"""Puts items of a list of inclusions together where one ends in "or": that item or the next is enough."""

from __future__ import annotations

import re

from screener.core.span import Span
from screener.reading.layout.item_text import ItemText

_OR = re.compile(r"(?<!\bor)[;,.\s]\s*(?:and\s*/\s*)?or[\s;,.:*-]*$", re.IGNORECASE)
"""The last word of an item, and no room ("in ICU or OR")."""
_LONGEST = 16


def joined(found: list[ItemText], text: str) -> list[ItemText]:
    """The items with those that are alternatives to each other below one without words of its own."""
    made: list[ItemText] = []
    open_ended = False
    for item in found:
        if open_ended:
            group = made[-1]
            if group.span.end > group.span.start:
                made[-1] = group = ItemText(Span(group.span.start, group.span.start), [group])
            group.children.append(item)
        else:
            made.append(item)
        open_ended = _OR.search(text, max(item.span.start, item.whole.end - _LONGEST), item.whole.end) is not None
    return made
