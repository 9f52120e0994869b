"""Reads "breast cancer without evidence of recurrence": what is gone of a disease narrows it, and is no second one."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import behind

LEFT = frozenset({"recurrence", "recurrences", "relapse", "relapses", "disease", "recurrent disease", "residual disease"})
_BARE = frozenset({"disease"})
"""Words that need "evidence of" before them: "without disease" says too little."""
_BETWEEN = frozenset({"FILL", "KNOWN", "ACTIVE", "CURRENT", "COURSE"})
_DISEASE = frozenset({"COND"})
_TOLD = frozenset({"SEV", "TREAT", "TEXT", "JUDGED", "PREP", "FILL", "WHICH", "RP", "COND", "PROC", "TREATN"})
_TIMES = frozenset({"FORT", "WITHIN", "CMP", "NUM", "SINCE", "BETW"})
_FOR = frozenset({"for", "in", "during", "over", "since", "after", "at"})


def without_recurrence(tags: list[Tag]) -> list[Tag]:
    """The tags with each such denial behind a disease one qualifier of it; one with a time stays what an exception may ask."""
    made: list[Tag] = []
    at = 0
    while at < len(tags):
        end = _end(tags, at) if tags[at].type == "NEG" and _behind_disease(made) else at
        if end == at:
            made.append(tags[at])
            at += 1
        else:
            made.append(behind(tags[at:end], "activity"))
            at = end
    return made


def _behind_disease(made: list[Tag]) -> bool:
    """Whether a disease stands before, with nothing but words about it and its treatment since."""
    for tag in reversed(made):
        if tag.type in _DISEASE:
            return True
        if tag.type not in _TOLD:
            return False
    return False


def _end(tags: list[Tag], at: int) -> int:
    """The place behind the denial's words; its own place where they are none, or a time goes on behind them."""
    end = at + 1
    while end < len(tags) and tags[end].type in _BETWEEN and tags[end].text.lower() not in LEFT:
        end += 1
    if end == len(tags) or tags[end].text.lower() not in LEFT:
        return at
    told = " ".join(tag.text.lower() for tag in tags[at:end])
    if tags[end].text.lower() in _BARE and "evidence" not in told and "sign" not in told:
        return at
    after = tags[end + 1] if end + 1 < len(tags) else None
    timed = after is not None and (after.type in _TIMES or after.text.lower() in _FOR or after.type == "LP")
    return at if timed else end + 1
