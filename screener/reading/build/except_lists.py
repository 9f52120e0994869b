"""Exceptions listed behind a colon: "cancer, except: skin cancer, carcinoma in situ" lets those off."""

from __future__ import annotations

from dataclasses import replace

from screener.reading.tags import Tag
from screener.reading.tags import take
from screener.reading.trees import Clause
from screener.reading.trees import Sentence
from screener.reading.trees import Tail

_POINTS = frozenset({"NOF", "PREP", "FILL"})
_KINDS = frozenset({"CONDN", "TREATN", "PROCN", "TEXT"})


def excepting_joined(sentence: Sentence) -> Sentence:
    """The sentence with each list behind "except:" or "except for the following:" made what is excepted."""
    made: list[Clause] = []
    for clause in sentence.clauses:
        tail = _bare(made[-1]) if made else None
        if tail is None or not any(clause.listing.chunks):
            made.append(clause)
            continue
        take([tag for chunk in tail.listing.chunks for tag in chunk if isinstance(tag, Tag)])
        made[-1] = Clause(made[-1].listing, [*made[-1].tails[:-1], replace(tail, listing=clause.listing), *clause.tails])
    return sentence if len(made) == len(sentence.clauses) else replace(sentence, clauses=made)


def _bare(clause: Clause) -> Tail | None:
    """The exception with which a clause ends, where it only points at what follows."""
    tail = clause.tails[-1] if clause.tails else None
    if tail is None or tail.kind != "except" or tail.listing.conns:
        return None
    tags = [tag for chunk in tail.listing.chunks for tag in chunk]
    pointed = any(tag.type == "NOF" for tag in tags)
    return tail if all(tag.type in (_POINTS | _KINDS if pointed else _POINTS) for tag in tags) else None
