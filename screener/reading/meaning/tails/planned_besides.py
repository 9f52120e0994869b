"""Takes "or planned use" behind an exception for what it is: the same treatment with the same exception, still to come.

"Steroids other than eye drops within 30 days, or planned use during the study".
"""

from __future__ import annotations

from dataclasses import replace

from screener.reading.scanning.tags import Tag
from screener.reading.syntax.trees import Clause
from screener.reading.syntax.trees import Listing
from screener.reading.syntax.trees import Paren
from screener.reading.syntax.trees import Tail

_CASES = ("unless", "except if", "except when", "except for when", "except where", "except in")
_GIVEN = frozenset({"DRUG", "PROC", "VACC", "TREATN"})
_NAMES = _GIVEN | {"ROUTE", "SEV", "TEXT"}
_ONLY_PLANNED = frozenset({"PLAN", "NEED", "TREAT", "WINDOW", "PREP"})


def planned_besides(clause: Clause) -> tuple[Clause, Tag, Clause] | None:
    """What stands before "or planned use", what joins it on, and the same as planned; None where an exception ends otherwise."""
    tail = clause.tails[-1] if len(clause.tails) == 1 else None
    if tail is None or tail.kind != "except" or tail.word.text.lower().startswith(_CASES) or len(clause.listing.chunks) != 1:
        return None
    chunks, conns = tail.listing.chunks, tail.listing.conns
    named = _names(clause.listing.chunks[0])
    if len(chunks) < 2 or conns[-1].type not in {"OR", "COMMA"} or not _bounded(chunks[-2]) or not named:
        return None
    first = replace(tail, listing=Listing(chunks[:-1], conns[:-1]))
    if _something_else(chunks[-1], named):
        return Clause(clause.listing, [first]), conns[-1], Clause(Listing([chunks[-1]], []), [])
    planned = _planned(chunks[-1], named)
    if planned is None:
        return None
    excepted = [_names(chunk) for chunk in chunks[:-1]]
    if not all(excepted):
        return None
    again = Tail("except", tail.word.again(), Listing([list(chunk) for chunk in excepted], [conn.again() for conn in conns[:-1]]))
    return Clause(clause.listing, [first]), conns[-1], Clause(Listing([planned], []), [again])


def _names(chunk: list[Tag | Paren]) -> list[Tag]:
    """The names of a chunk once more, without its verb and its time; nothing where it names no treatment."""
    tags = [tag for tag in chunk if isinstance(tag, Tag) and tag.type in _NAMES]
    return [tag.again() for tag in tags] if any(tag.type in _GIVEN for tag in tags) else []


def _bounded(chunk: list[Tag | Paren]) -> bool:
    """Whether a time stands behind the exception, which is that of all before "or"."""
    return any(isinstance(tag, Tag) and tag.type == "WINDOW" for tag in chunk)


def _something_else(chunk: list[Tag | Paren], named: list[Tag]) -> bool:
    """Whether another treatment is said to be planned, which excepts nothing ("…, or planned surgery")."""
    first = chunk[0] if chunk else None
    if not isinstance(first, Tag) or (first.type != "PLAN" and not first.text.lower().startswith("planned ")):
        return False
    heads = [tag.value for tag in chunk if isinstance(tag, Tag) and tag.type in _GIVEN]
    return bool(heads) and heads[0] not in [tag.value for tag in named]


def _planned(chunk: list[Tag | Paren], named: list[Tag]) -> list[Tag | Paren] | None:
    """What is planned, with the names that it is of; None where it names anything else."""
    tags = [tag for tag in chunk if isinstance(tag, Tag)]
    if len(tags) < len(chunk) or not tags or tags[0].type not in {"PLAN", "NEED"}:
        return None
    own = [tag for tag in tags if tag.type not in _ONLY_PLANNED]
    if own:
        heads = [tag.value for tag in named if tag.type in _GIVEN]
        return list(tags) if len(own) == 1 and own[0].type in _GIVEN and own[0].value in heads else None
    for tag in tags:
        if tag.type in {"TREAT", "PREP"}:
            tag.state = "compiled"
    times = [tag for tag in tags if tag.type == "WINDOW"]
    return [tags[0], *named, *times]
