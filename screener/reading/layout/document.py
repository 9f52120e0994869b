"""Takes one list of criteria, gives its items with their nesting: by bullets and indents, inline marks or lines."""

from __future__ import annotations

from screener.core.span import Span
from screener.reading.layout.abstract_fields import fields
from screener.reading.layout.inline_items import inline_items
from screener.reading.layout.item_text import ItemText
from screener.reading.layout.lines import lines_of
from screener.reading.layout.lines import with_run_on
from screener.reading.layout.nested_items import nested
from screener.reading.layout.nested_items import unmarked


def items(text: str, body: Span) -> list[ItemText]:
    """The items of a list with their nesting: by bullets and indents, by marks run together on one line, or by lines."""
    labelled = _labelled(text, body) if ":" in text[body.start : body.end] else []
    if labelled:
        return labelled
    lines = [line for line in lines_of(text, body) if line.text_start < line.end or line.start == line.end]
    if all(line.start == line.end for line in lines):
        return []
    marked = [line for line in lines if line.mark]
    if len(marked) <= 1:
        inline = inline_items(text, body)
        if len(inline) > 1:
            return inline
    if not marked:
        return unmarked(text, lines)
    return nested(text, with_run_on(text, lines))


def _labelled(text: str, body: Span) -> list[ItemText]:
    """The items of a paragraph of labelled fields, each statement below its label; titles in capitals stand by themselves."""
    made: list[ItemText] = []
    for label, statements in fields(text, body, _starred):
        below = [ItemText(one) for one in statements]
        if label.text(text).isupper() or label.end == label.start:
            made += [*([ItemText(label)] if label.end > label.start else []), *below]
        else:
            made.append(ItemText(label, below))
    return made


def _starred(text: str, content: Span) -> list[Span]:
    return [item.span for item in inline_items(text, content)]


