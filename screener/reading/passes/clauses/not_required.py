"""Leaves out what is not required of anybody: "(HIV testing is not required)", "screening is not required"."""

from __future__ import annotations

from screener.reading.scanning.tag_looks import first_of
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import take

_ASKED = frozenset({"required", "mandatory", "necessary", "needed", "obligatory", "required for", "necessary for"})
_DENIES = frozenset({"is not", "are not", "will not be", "not", "is no longer", "not be"})
_ENDS = frozenset({"STOP", "SEMI", "LP", "RP"})
_DECIDES = frozenset({"NUM", "CMP", "WITHIN", "POP", "SEX", "IF", "COMMA", "AND", "OR", "COND", "STATE"})


def not_required(tags: list[Tag]) -> list[Tag]:
    """The tags without such sentences and brackets, which ask for nothing; their words are read."""
    for at in range(1, len(tags) - 1):
        if tags[at].type != "NEG" or tags[at].text.lower() not in _DENIES or tags[at + 1].text.lower() not in _ASKED:
            continue
        first, end = at, first_of(tags, at + 2, _ENDS)
        while first and tags[first - 1].type not in _ENDS:
            first -= 1
        more = any(tag.type in {"MUST", "COMMA", "NUM"} for tag in tags[at:end])
        if more or any(tag.type in _DECIDES for tag in tags[first:at]) or not _set_apart(tags, first, end):
            continue
        if first and tags[first - 1].type == "LP":
            first, end = first - 1, end + 1
        elif first:
            first -= 1
        take(tags[first:end], "judgement")
        return not_required([*tags[:first], *tags[end:]])
    return tags


def _set_apart(tags: list[Tag], first: int, end: int) -> bool:
    """Whether a sentence of its own or a whole bracket stands there, beside something else."""
    bracket = first > 0 and tags[first - 1].type == "LP" and end < len(tags) and tags[end].type == "RP"
    return bracket or (first > 1 and tags[first - 1].type in {"STOP", "SEMI"})
