"""Examples that ask for a time without them: the class that they stand for has to be absent for that time too."""

from __future__ import annotations

from dataclasses import replace

from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Node
from screener.criteria.nodes import Not
from screener.criteria.nodes import Treatment
from screener.criteria.nodes import walk
from screener.reading.meaning.asked import judgement
from screener.reading.meaning.context import Context
from screener.reading.meaning.lists.combine import span_of
from screener.reading.meaning.lists.heads import open_head


def free_of(head: Node, examples: list[Node], context: Context) -> Node | None:
    """ "Immunosuppressants such as steroids must be stopped at least 2 weeks before": none of the head either, for that time.

    None where the examples ask for no time without them; words for a person where only some do.
    """
    nodes = [node for example in examples for node in walk(example)]
    if isinstance(head, Not) or not any(isinstance(node, Not) and _timed(node.part) for node in nodes):
        return None
    inner = [node.part for node in examples if isinstance(node, Not) and isinstance(node.part, Treatment)]
    span = span_of([head, *examples])
    window = inner[-1].window if inner else None
    if len(inner) < len(examples) or window is None or not isinstance(head, Treatment):
        return judgement(span.start, span.end, context, [])
    whole = open_head(replace(head, status="ever", window=window), context)
    return Not(AnyOf(tuple(inner), True, whole, span), span)


def _timed(node: Node) -> bool:
    return isinstance(node, Treatment) and node.window is not None
