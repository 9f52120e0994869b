"""Brings a time behind an opinion to what it dates: "illness, as judged by the investigator, during the past 3 months"."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag

_HEADS = frozenset({"COND", "CONDN", "DRUG", "TREATN", "PROC", "PROCN"})
_TIME = frozenset({"WITHIN", "CMP", "NUM", "TU"})
_POINT = frozenset({"PRIOR", "ANCHOR", "OF", "PREP", "FILL"})
_JUDGING = frozenset({"ACCORD", "JUDGED", "SEV", "PREP", "FILL"})


def opinion_between(tags: list[Tag]) -> list[Tag]:
    """The tags with each such time before the opinion; a time that begins a part of its own stays where it is."""
    for at in range(2, len(tags) - 2):
        if tags[at].type != "WITHIN":
            continue
        end = _end(tags, at)
        first, comma = _opinion(tags, at)
        if not first or end == at:
            continue
        if comma:
            tags[at - 1].state = "compiled"
        said = tags[first : at - comma]
        if comma and tags[first - 1].type == "CONDN":  # behind a comma "serious illness" would be judged without its time
            said[0].state, said = "compiled", said[1:]
        return [*tags[:first], *tags[at:end], *said, *opinion_between(tags[end:])]
    return tags


def _end(tags: list[Tag], at: int) -> int:
    """The place behind the time and the point that it is counted from; its own place where it is not whole."""
    end = at + 1
    while end < len(tags) and tags[end].type in _TIME:
        end += 1
    if tags[end - 1].type != "TU":
        return at
    last = end
    while last < len(tags) and tags[last].type in _POINT:
        last += 1
    while last > end and tags[last - 1].type != "ANCHOR":
        last -= 1
    if last < len(tags) and tags[last].type not in {"COMMA", "SEMI", "STOP", "OR", "EG", "RP"}:
        return at
    return last


def _opinion(tags: list[Tag], at: int) -> tuple[int, int]:
    """Where the opinion before the time begins, with its comma, right behind what it is of; and whether a comma ends it."""
    comma = int(tags[at - 1].type == "COMMA")
    last = at - 1 - comma
    if last < 1 or tags[last].type != "JUDGE":
        return 0, comma
    first = last
    while first > 0 and tags[first - 1].type in _JUDGING:
        first -= 1
    parted = first > 0 and tags[first - 1].type == "COMMA"
    if bool(comma) != parted:
        return 0, comma
    first -= parted
    return (first, comma) if first > 0 and tags[first - 1].type in _HEADS else (0, comma)
