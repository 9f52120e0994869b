"""Tells an amount of what is given from one of what it is given for: "asthma requiring > 10 mg/day of prednisone"."""

from __future__ import annotations

from screener.reading.scanning.tag_looks import plays
from screener.reading.scanning.tags import Tag

_GIVES = frozenset({"TREAT", "NEED", "RESP"})
_WORDS = frozenset({"on", "with", "by", "using", "requiring", "receiving", "taking", "under"})
_BETWEEN = frozenset({"SEV", "ROUTE", "CURRENT", "HIST", "NEWLY"})
_GIVEN = frozenset({"DRUG", "TREATN"})
_FOR = frozenset({"COND", "CONDN", "TEXT"})
_TO = frozenset({"to", "and", "-", "–"})
_DAILY = frozenset({"per day", "a day", "daily", "/day", "per week"})


def given_amounts(tags: list[Tag]) -> list[Tag]:
    """The tags with each number behind "treated with", "on" and before a treatment marked as that of the treatment."""
    for at, tag in enumerate(tags):
        if tag.type != "NUM" or plays(tag, "AHEAD") or not _given(tags, _behind(tags, at)):
            continue
        first = _begin(tags, at)
        if first and _gives(tags, first - 1):
            tag.others = (*tag.others, ("AHEAD", True))
    return tags


def _begin(tags: list[Tag], at: int) -> int:
    """Where the amount begins whose last number stands there."""
    while at > 1 and tags[at - 1].text.lower() in _TO and tags[at - 2].type == "NUM":
        at -= 2
    return at - 1 if at and (plays(tags[at - 1], "CMP") or tags[at - 1].type == "BETW") else at


def _behind(tags: list[Tag], at: int) -> int:
    """The place behind a number, its unit and "or more"; a length of time is no amount."""
    end = at + 1
    while end < len(tags) and (tags[end].type in {"UNIT", "POST", "DOSE"} or tags[end].text.lower() in _DAILY):
        end += 1
    if end < len(tags) and tags[end].type == "PREP" and tags[end].text.lower() == "of":
        end += 1
    return end


def _given(tags: list[Tag], at: int) -> bool:
    """Whether a treatment stands there."""
    while at < len(tags) and tags[at].type in _BETWEEN:
        at += 1
    return at < len(tags) and tags[at].type in _GIVEN


def _gives(tags: list[Tag], at: int) -> bool:
    """Whether a word that gives something stands there, behind what it is given for."""
    word = tags[at]
    if word.type not in _GIVES and not (word.type == "PREP" and word.text.lower() in _WORDS):
        return False
    return any(tag.type in _FOR for tag in tags[max(0, at - 3) : at])
