"""The tags inside a bracket: what it names, what joins that, and the words that lead what follows its lists."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag
from screener.reading.syntax.trees import Paren
from screener.reading.syntax.trees import Tail


def flat(paren: Paren) -> list[Tag]:
    """All tags inside a bracket, connectives and tail words left out."""
    found: list[Tag] = []
    for sentence in paren.sentences:
        for clause in sentence.clauses:
            for listing in (clause.listing, *(tail.listing for tail in clause.tails)):
                for chunk in listing.chunks:
                    for element in chunk:
                        found += flat(element) if isinstance(element, Paren) else [element]
    return found


def everything(paren: Paren) -> list[Tag]:
    """All tags inside a bracket, connectives and tail words too."""
    found = [*flat(paren), *joins(paren)]
    return found + [tag for tail in _tails(paren) for tag in (tail.word, *tail.listing.conns)]


def joins(paren: Paren) -> list[Tag]:
    """The connectives inside a bracket."""
    return [conn for sentence in paren.sentences for clause in sentence.clauses for conn in clause.listing.conns]


def tails_of(paren: Paren) -> list[str]:
    """The kinds of what follows the lists inside a bracket (`examples`, `definition`, `if` …)."""
    return [tail.kind for tail in _tails(paren)]


def words_before(paren: Paren, kind: str) -> list[Tag]:
    """The words inside a bracket that lead a tail of a kind: "e.g." before examples, "except" before an exception."""
    return [tail.word for tail in _tails(paren) if tail.kind == kind]


def _tails(paren: Paren) -> list[Tail]:
    return [tail for sentence in paren.sentences for clause in sentence.clauses for tail in clause.tails]
