"""Small protocols of hand-made nodes, and a reader that gives them, for the tests of the scorers."""

from __future__ import annotations

from decimal import Decimal

from benchmarks.reading.score import Tally
from screener.core.span import Span
from screener.criteria.nodes import Bound
from screener.criteria.nodes import Node
from screener.criteria.protocol import Criterion
from screener.criteria.protocol import LedgerEntry
from screener.criteria.protocol import Protocol


def at(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def low(value: str, inclusive: bool = True) -> Bound:
    return Bound(Decimal(value), inclusive)


def protocol(text: str, *nodes: Node, category="inclusion", readings=(), state="compiled") -> Protocol:
    span = Span(0, len(text))
    entry = (LedgerEntry(span, state),)
    criteria = tuple(
        Criterion(f"C{number}", category, "text", text, span, node, entry, readings) for number, node in enumerate(nodes)
    )
    return Protocol("p", "", {"text": text}, criteria, {"text": entry})


def reading(*protocols: Protocol):
    """A reader that knows just these texts."""
    known = {text: one for one in protocols for text in one.texts.values()}
    return lambda text, source="", category=None: known[text]


def row(tallies: list[Tally], shape: str) -> Tally:
    return next(tally for tally in tallies if tally.shape == shape)
