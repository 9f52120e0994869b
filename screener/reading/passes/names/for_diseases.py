"""Keeps together what general words for a treatment are for: "medication for asthma or gout" has one name, and gout is none.

A single disease behind them is a part of their name already; each further one would be asked for itself.
"""

from __future__ import annotations

from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

FOR = frozenset({"for", "of"})
_JOINS = frozenset({"AND", "OR", "SLASH"})
_BARE = frozenset({"and", "or", "/"})
_ENDS = frozenset({"STOP", "SEMI", "RP", "WITHIN", "COMMA", "PRIOR", "LP"})


def for_diseases(tags: list[Tag]) -> list[Tag]:
    """The tags with the diseases behind "treatment for" made the words of one name."""
    for at in range(1, len(tags) - 3):
        if tags[at].type != "PREP" or tags[at].text.lower() not in FOR or tags[at - 1].type != "TREATN":
            continue
        end = _end(tags, at + 1)
        if end:
            named = covering("TEXT", tags[at + 1 : end], None)
            return [*tags[: at + 1], named, *for_diseases(tags[end:])]
    return tags


def _end(tags: list[Tag], first: int) -> int:
    """The place behind a list of bare diseases that ends in "and" or "or" and one more; 0 where no such list stands there."""
    at, last = first, False
    while at < len(tags) and tags[at].type == "COND":
        at += 1
        if last:
            return at if at == len(tags) or tags[at].type in _ENDS or _for_so_long(tags, at) else 0
        comma = at < len(tags) and tags[at].type == "COMMA"
        at += comma
        last = at < len(tags) and tags[at].type in _JOINS and tags[at].text.lower() in _BARE
        at += last
        if not comma and not last:
            return 0
    return 0


def _for_so_long(tags: list[Tag], at: int) -> bool:
    """Whether a length of time follows ("for at least 4 weeks")."""
    return tags[at].text.lower() == "for" and at + 1 < len(tags) and tags[at + 1].type in {"CMP", "NUM"}
