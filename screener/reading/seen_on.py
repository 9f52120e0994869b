"""Takes raw tags, gives the picture on which a finding is seen as its description ("haemorrhage on CT or MRI")."""

from __future__ import annotations

from functools import cache

from screener.catalog.load import catalog
from screener.core.data import read_toml
from screener.reading.tags import Tag
from screener.reading.tags import covering

_JOINS = frozenset({"OR", "AND", "SLASH", "COMMA"})
_SEEN = frozenset({"COND", "CONDN", "UNIT"})
BY = frozenset({"on", "by", "via", "on the", "by the"})
_ENDS = frozenset({"STOP", "SEMI", "COMMA", "RP", "OR", "AND", "WITHIN", "AT", "DURING", "PRIOR"})


def seen_on(tags: list[Tag]) -> list[Tag]:
    """The tags with "on CT or MRI" behind a finding or a limit made one description, which asks for no procedure."""
    at = 1
    while at + 1 < len(tags):
        if tags[at].type == "PREP" and tags[at].text.lower() in BY and tags[at - 1].type in _SEEN:
            end = _pictures(tags, at + 1)
            if end > at + 1 and _may_end(tags, end):
                tags = [*tags[:at], covering("SEV", tags[at:end], "description", ""), *tags[end:]]
        at += 1
    return tags


def _pictures(tags: list[Tag], at: int) -> int:
    """The place behind the pictures that stand from a place on; the place itself where none does."""
    first = at + 1 if at < len(tags) and tags[at].type == "EITHER" else at
    if first >= len(tags) or not _is_picture(tags[first]):
        return at
    end = _behind_bracket(tags, first + 1)
    while True:
        behind = end
        while behind < len(tags) and tags[behind].type in _JOINS:
            behind += 1
        narrowed = behind
        while behind > end and narrowed < len(tags) and tags[narrowed].type in {"TEXT", "SEV", "DASH"}:
            narrowed += 1
        if behind == end or narrowed >= len(tags) or not _is_picture(tags[narrowed]):
            return end
        behind = narrowed
        end = _behind_bracket(tags, behind + 1)


def _behind_bracket(tags: list[Tag], at: int) -> int:
    """The place behind a short name in brackets ("magnetic resonance imaging (MRI)")."""
    bracket = at + 2 < len(tags) and tags[at].type == "LP" and tags[at + 2].type == "RP"
    return at + 3 if bracket and tags[at + 1].type in {"PROC", "TEXT"} else at


def _may_end(tags: list[Tag], end: int) -> bool:
    """Whether nothing goes on with the pictures' name behind a place."""
    if end == len(tags):
        return True
    goes_on = tags[end].type == "COMMA" and end + 1 < len(tags) and tags[end + 1].type == "PREP"
    return tags[end].type in _ENDS and not goes_on


def _is_picture(tag: Tag) -> bool:
    known = catalog()
    named = tag.value if tag.type == "PROC" and isinstance(tag.value, tuple) else ()
    return any(known.is_a(ident, one) for ident in named for one in _imaging())


@cache
def _imaging() -> tuple[str, ...]:
    return tuple(read_toml("rules", "words", "proofs.toml")["imaging"])
