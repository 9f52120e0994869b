"""Exceptions listed behind a colon let those off; a limit listed behind an exception is asked of its own.

"Cancer, except: skin cancer, carcinoma in situ"; "infection other than HIV, or platelets < 100,000/uL".
"""

from __future__ import annotations

from dataclasses import replace

from screener.criteria.nodes import AllOf
from screener.criteria.nodes import Node
from screener.criteria.nodes import Not
from screener.reading.meaning.context import Context
from screener.reading.meaning.lists.combine import all_of
from screener.reading.meaning.lists.combine import any_of
from screener.reading.meaning.lists.combine import span_of
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import take
from screener.reading.syntax.trees import Clause
from screener.reading.syntax.trees import Listing
from screener.reading.syntax.trees import Paren
from screener.reading.syntax.trees import Sentence
from screener.reading.syntax.trees import Tail

_POINTS = frozenset({"NOF", "PREP", "FILL"})
_CASES = ("unless", "except if", "except when", "except for when", "except where", "except in")
_STARTS = frozenset({"HIST", "KNOWN", "CURRENT", "ACTIVE", "SEX", "ALLERGY", "NEG", "STATE"})
_TREATED = frozenset({"DRUG", "PROC", "VACC"})
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


def ended_exception(clause: Clause) -> tuple[Clause, Tag, Clause] | None:
    """What stands before the end of an exception, what joins on there, and the rest, which is asked of its own."""
    tail = clause.tails[-1] if clause.tails else None
    if tail is None or tail.kind != "except" or not any(clause.listing.chunks) or tail.word.text.lower().startswith("exception"):
        return None
    chunks, conns = tail.listing.chunks, tail.listing.conns
    cases = tail.word.text.lower().startswith(_CASES)
    for at, conn in enumerate(conns):
        behind = chunks[at + 1 :]
        if _limited(chunks[at]):
            return None
        limited = _measured(behind)
        given = tail.word.text.lower().startswith("other than") and _given(behind[0])
        apart = conn.type == "SEMI" and (limited or given or _begins(behind[0]))
        apart = apart or (conn.type == "OR" and given and _given(chunks[at]))  # "other than A for 3 months or B within a year"
        if apart or (conn.type in {"OR", "COMMA"} and not cases and limited):
            first = replace(tail, listing=Listing(chunks[: at + 1], conns[:at]))
            rest = Clause(Listing(chunks[at + 1 :], conns[at + 1 :]))
            return Clause(clause.listing, [*clause.tails[:-1], first]), conn, rest
    return None


def beside_exception(first: Node, conn: Tag, rest: Node, context: Context) -> Node:
    """Both: either of them excludes; in an inclusion "or" leaves a choice, but none of what is denied."""
    if isinstance(first, Not) and conn.type != "SEMI":
        return AllOf((first, Not(rest, rest.span)), span_of([first, rest]))
    choice = context.category == "exclusion" or conn.type == "OR"
    return any_of([first, rest]) if choice else all_of([first, rest])


def _limited(chunk: list[Tag | Paren]) -> bool:
    return any(isinstance(tag, Tag) and tag.type == "LIMIT" for tag in chunk)


def _measured(chunks: list[list[Tag | Paren]]) -> bool:
    """Whether measures with a limit begin there, the limit behind the last of them ("AST or ALT > 3 x ULN")."""
    for chunk in chunks:
        first = chunk[0] if chunk else None
        if not isinstance(first, Tag) or first.type != "MEAS":
            return False
        if _limited(chunk) or len(chunk) > 1:
            return _limited(chunk)
    return False


def _given(chunk: list[Tag | Paren]) -> bool:
    """Whether a treatment with a time of its own begins there ("steroids other than A; rituximab within 12 months")."""
    tags = [tag for tag in chunk if isinstance(tag, Tag)]
    first = next((tag for tag in tags if tag.type not in {"TREAT", "SEV", "ROUTE", "PRIORW", "FILL"}), None)
    return first is not None and first.type in _TREATED and any(tag.type == "WINDOW" for tag in tags)


def _begins(chunk: list[Tag | Paren]) -> bool:
    """Whether a chunk begins with what no exception from a disease or a treatment is: a history, a state, whom it is asked of."""
    return bool(chunk) and isinstance(chunk[0], Tag) and chunk[0].type in _STARTS
