"""Takes raw tags, gives the picture on which a finding is seen as its description ("haemorrhage on CT or MRI")."""

from __future__ import annotations

from functools import cache

from screener.catalog.load import catalog
from screener.core.data import read_toml
from screener.reading.tags import Tag
from screener.reading.tags import covering

_JOINS = frozenset({"OR", "AND", "SLASH", "COMMA"})
_SEEN = frozenset({"COND", "CONDN", "UNIT"})
_SITE = frozenset({"PREP", "SEV", "TEXT", "FILL"})
_WHICH_ONE = frozenset({"NUM", "ANCHOR", "FILL"})
BY = frozenset({"on", "by", "via", "on the", "by the"})
_ENDS = frozenset({"STOP", "SEMI", "COMMA", "RP", "OR", "AND", "WITHIN", "AT", "DURING", "PRIOR"})


def seen_on(tags: list[Tag]) -> list[Tag]:
    """The tags with "on CT or MRI" behind a finding or a limit made one description, which asks for no procedure."""
    at = 1
    while at + 1 < len(tags):
        if tags[at].type == "PREP" and tags[at].text.lower() in BY and tags[at - 1].type in _SEEN:
            first = at + 1
            while tags[at - 1].type == "UNIT" and first < min(len(tags), at + 4) and tags[first].type in {"TEXT", "SEV"}:
                first += 1
            end = _pictures(tags, first)
            if end > first and _may_end(tags, end):
                kind = "description" if first == at + 1 else "other"  # another machine may give another value
                tags = [*tags[:at], covering("SEV", tags[at:end], kind, ""), *tags[end:]]
        elif tags[at].type == "PREP" and tags[at].text.lower() in BY and (measure := _measure_before(tags, at)) is not None:
            end = _measured_on(tags, at + 1)
            if end:
                told = covering("SEV", tags[at:end], "description", "")
                tags = [*tags[:measure], told, *tags[measure:at], *tags[end:]]
        at += 1
    return tags


def _measure_before(tags: list[Tag], at: int) -> int | None:
    """Where a measure stands before a place, with no more than where it is taken between ("thickness in the central field")."""
    back = at - 1
    while back > max(0, at - 5) and tags[back].type in _SITE:
        back -= 1
    return back if tags[back].type == "MEAS" else None


def _measured_on(tags: list[Tag], at: int) -> int:
    """The place behind the pictures on which a value was measured, where its limit follows; 0 where none does."""
    first = at
    while first < len(tags) and tags[first].type in _WHICH_ONE:
        first += 1
    end = _pictures(tags, first)
    if end == first:
        return 0
    if end < len(tags) and tags[end].type == "MEASN":
        end += 1
    return end if end < len(tags) and tags[end].type == "CMP" else 0


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
