"""Puts the condition of an exception into it: "no malignancy except A, or other cancer if disease-free for 5 years"."""

from __future__ import annotations

from dataclasses import replace

from screener.reading.meaning.context import Context
from screener.reading.meaning.tails.led import says_who
from screener.reading.meaning.tails.remission import free_of_disease
from screener.reading.syntax.trees import Listing
from screener.reading.syntax.trees import Tail


def with_conditions(tails: list[Tail], context: Context) -> list[Tail]:
    """The tails with an "if" straight behind an exception, and nothing between them, made its own."""
    made: list[Tail] = []
    for tail in tails:
        before = made[-1] if made else None
        if before is None or not _conditioned(before, tail) or says_who(tail.word, context):
            made.append(tail)
        elif free_of_disease(tail.listing, context):
            made[-1] = replace(before, listing=_joined(before.listing, tail))
        else:
            made[-1] = replace(before, given=tail)
    return made


def _conditioned(exception: Tail, condition: Tail) -> bool:
    """Whether something is excepted on a condition, and nothing parts that from it."""
    kinds = (exception.kind, condition.kind) == ("except", "if") and exception.given is None
    return kinds and bool(exception.listing.chunks[-1]) and any(condition.listing.chunks)


def _joined(listing: Listing, tail: Tail) -> Listing:
    """The list with the words of a condition as words of its last member."""
    tail.word.be_words()
    first, *rest = tail.listing.chunks
    return Listing([*listing.chunks[:-1], [*listing.chunks[-1], tail.word, *first], *rest], [*listing.conns, *tail.listing.conns])
