"""Drops the measures that a bracket with a limit for some names again: "AST and ALT ≤ 3 x ULN (AST and ALT ≤ 5 x ULN if …)"."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag

_JOINS = frozenset({"COMMA", "AND", "OR", "SLASH"})
_BETWEEN = _JOINS | {"LP", "RP", "MEASN", "FILL"}


def measures_again(tags: list[Tag]) -> list[Tag]:
    """The tags with each such bracket beginning with its limit, where it names the measures before it and no others."""
    made: list[Tag] = []
    at = 0
    while at < len(tags):
        made.append(tags[at])
        at += 1
        if tags[at - 1].type == "LP" and at > 1 and tags[at - 2].type == "LIMIT":
            end = _named_end(tags, at)
            if end > at and _for_some(tags, end) and _ids(tags[at:end]) == _before(tags, at - 2):
                for tag in tags[at:end]:
                    tag.state = "compiled"
                at = end
    return made


def _named_end(tags: list[Tag], at: int) -> int:
    """The place of the limit behind the measures that begin at a place; the place itself where none do."""
    end = at
    while end < len(tags) and (tags[end].type in _JOINS or tags[end].type in {"MEAS", "MEASN"}):
        end += 1
    named = end > at and tags[at].type == "MEAS" and tags[end - 1].type in {"MEAS", "MEASN"}
    return end if named and end < len(tags) and tags[end].type == "LIMIT" else at


def _for_some(tags: list[Tag], limit: int) -> bool:
    """Whether a limit is followed by whom it is for."""
    behind = tags[limit + 1] if limit + 1 < len(tags) else None
    return behind is not None and (behind.type in {"IF", "ALLOWV"} or (behind.type == "PREP" and behind.value in {"for", "in"}))


def _ids(tags: list[Tag]) -> set[object]:
    return {tag.value for tag in tags if tag.type == "MEAS"}


def _before(tags: list[Tag], limit: int) -> set[object]:
    """The measures that stand right before a limit."""
    first = limit
    while first > 0 and (tags[first - 1].type in _BETWEEN or tags[first - 1].type == "MEAS"):
        first -= 1
    return _ids(tags[first:limit])
