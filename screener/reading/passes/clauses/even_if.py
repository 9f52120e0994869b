"""Keeps what is said to make no difference as a remark on what stands before it: "HIV, even if the load is undetectable"."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import behind
from screener.reading.scanning.tags import take

EVEN = frozenset({"even"})
_THOUGH = frozenset({"though", "when", "if", "where", "in case", "in the case of", "in the absence of"})
_ENDS = frozenset({"COMMA", "SEMI", "STOP", "COLON", "EXC", "MUST", "ALLOWV", "EXCLV"})
_WHOM = frozenset({"SEX", "POP", "FILL"})
_JOINS = frozenset({"AND", "OR", "COMMA", "SLASH"})


def even_if(tags: list[Tag]) -> list[Tag]:
    """The tags with each such remark made one qualifier that decides nothing."""
    for at in range(1, len(tags) - 2):
        if tags[at].text.lower() not in EVEN or not _opens(tags[at + 1]):
            continue
        before = at - (tags[at - 1].type == "COMMA")
        end = _end(tags, at + 2)
        if before < 1 or tags[before - 1].type in _ENDS or end == at + 2:
            continue
        inserted = before < at and end < len(tags) and tags[end].type == "COMMA"
        if inserted and end + 1 < len(tags) and tags[end + 1].type in _JOINS:
            inserted = False
        if inserted and tags[before - 1].type in _WHOM:
            take(tags[at:end])  # "men, even if sterilized, must use a condom"
            return [*tags[:before], *even_if(tags[end + 1 :])]
        return [*tags[:before], behind(tags[at:end], "description"), *even_if(tags[end + inserted :])]
    return tags


def _opens(tag: Tag) -> bool:
    return tag.type == "IF" or tag.text.lower() in _THOUGH


def _end(tags: list[Tag], first: int) -> int:
    """The place behind the remark: the end of its clause, or the bracket that it stands in."""
    depth = 0
    for at in range(first, len(tags)):
        tag = tags[at]
        depth += tag.type == "LP"
        if tag.type == "RP":
            depth -= 1
            if depth < 0:
                return at
        elif (not depth and tag.type in _ENDS) or (not depth and tag.type == "OR" and _own_clause(tags, at + 1)):
            return at
    return len(tags)


def _own_clause(tags: list[Tag], at: int) -> bool:
    """Whether something of its own follows an "or" ("even if treated, or history of stroke")."""
    return at < len(tags) and tags[at].type in {"HIST", "KNOWN", "CURRENT", "ACTIVE", "MEAS", "SEX", "POP"}
