"""Keeps two routes of one treatment together behind what needs it: "infection requiring oral or intravenous antibiotics"."""

from __future__ import annotations

from screener.reading.scanning.tag_looks import plays
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

_JOINS = frozenset({"OR", "AND", "SLASH", "COMMA"})
_GIVES = frozenset({"NEED", "TREAT"})
_GIVEN = frozenset({"DRUG", "TREATN", "PROC", "PROCN"})
_ENDS = frozenset({"STOP", "SEMI", "COLON", "COMMA", "OR"})


def both_routes(tags: list[Tag]) -> list[Tag]:
    """The tags with such routes, behind a finding and the word for its treatment, made one qualifier of the treatment."""
    for at in range(2, len(tags) - 2):
        end = _routes(tags, at)
        if end and tags[at - 1].type in _GIVES and tags[end].type in _GIVEN and _finding_before(tags, at - 1):
            return [*tags[:at], covering("SEV", tags[at:end], "type"), *both_routes(tags[end:])]
    return tags


def _routes(tags: list[Tag], at: int) -> int:
    """The place behind two or more joined routes, before the end; 0 where there are no such."""
    end, count, joined = at, 0, True
    while end < len(tags):
        if joined and plays(tags[end], "ROUTE"):
            count, joined = count + 1, False
        elif tags[end].type in _JOINS:
            joined = True
        else:
            break
        end += 1
    return end if count > 1 and not joined and end < len(tags) else 0


def _finding_before(tags: list[Tag], at: int) -> bool:
    """Whether a finding stands before that place in its part of the sentence."""
    while at > 0 and tags[at - 1].type not in _ENDS:
        at -= 1
        if tags[at].type in {"COND", "CONDN"}:
            return True
    return False
