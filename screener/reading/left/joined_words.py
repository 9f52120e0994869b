"""Joins words for a person that stand beside each other in one list, where one of them says nothing alone.

"May interfere with the absorption, distribution or excretion of drugs" is one question.
"""

from __future__ import annotations

import re
from dataclasses import replace

from screener.core.span import Span
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Except
from screener.criteria.nodes import Judgement
from screener.criteria.nodes import Node
from screener.criteria.nodes import Not
from screener.criteria.nodes import When
from screener.criteria.nodes import is_list
from screener.reading.meaning.context import Context

_BETWEEN = re.compile(r"[\s,/]*(?:\b(?:and/or|and|or)\b)?\s*", re.IGNORECASE)


def joined_words(node: Node, places: frozenset[Span], context: Context) -> Node:
    """The node with each judgement at one of the places joined to the judgement straight before or behind it in its list."""
    match node:
        case AllOf(parts=parts) | AnyOf(parts=parts):
            made = _joined(tuple(joined_words(part, places, context) for part in parts), places, context)
            alone = len(made) == 1 < len(parts) and is_list(node)
            return made[0] if alone else replace(node, parts=made)
        case Not(part=part):
            return replace(node, part=joined_words(part, places, context))
        case When(condition=given, then=then):
            return replace(node, condition=joined_words(given, places, context), then=joined_words(then, places, context))
        case Except(base=base, unless=unless):
            return replace(node, base=joined_words(base, places, context), unless=joined_words(unless, places, context))
        case _:
            return node


def _joined(parts: tuple[Node, ...], places: frozenset[Span], context: Context) -> tuple[Node, ...]:
    """The parts with each such run of judgements as one."""
    made: list[Node] = []
    for part in parts:
        before = made[-1] if made else None
        if (
            isinstance(part, Judgement)
            and isinstance(before, Judgement)
            and (part.span in places or before.mention in places)
            and before.window == part.window
            and _BETWEEN.fullmatch(context.text, before.span.end, part.span.start)
        ):
            span = Span(before.span.start, part.span.end)
            made[-1] = replace(before, label=context.name(*span), mention=part.mention, span=span)
        else:
            made.append(part)
    return tuple(made)
