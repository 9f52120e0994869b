"""Keeps what somebody is unable to do, or is unable for, together over its "or": "unable to undergo MRI or CT"."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

UNABLE = frozenset({
    "unable to", "inability to", "not able to", "inability of", "incapable of", "cannot", "can not", "failure to", "unwilling to",
    "unable", "inability", "refusal to", "refuses to", "difficulty", "impossibility of", "impossibility to",
})  # fmt: skip
_NAMES = frozenset({"COND", "PROC", "MEAS", "DRUG", "CONDN", "PROCN", "TREATN", "MEASN"})
_INSIDE = _NAMES | {"TEXT", "SEV", "PREP", "DASH", "ROUTE", "SLASH", "PRIOR", "FILL"}
_ENDS = frozenset({"STOP", "SEMI", "RP", "COMMA", "LP"})


def unable_either(tags: list[Tag]) -> list[Tag]:
    """The tags with the names that "or" joins behind an inability, or behind its cause, made the words of one.

    Whether the second is a reason of its own ("unable to swallow or malabsorption"), a person says.
    """
    for at, tag in enumerate(tags):
        starts = tag.type == "JUDGED" and tag.text.lower() in UNABLE
        if not starts and not (tag.type == "CAUSE" and at > 0 and _unable(tags[at - 1])):
            continue
        end = _end(tags, at + 1)
        if any(one.type == "OR" for one in tags[at + 1 : end]):
            tags[at + 1 : end] = [covering("TEXT", tags[at + 1 : end], None)]
            return unable_either(tags)
    return tags


def _unable(tag: Tag) -> bool:
    ids = tag.value if tag.type == "STATE" and isinstance(tag.value, tuple) else ()
    return "unable-to-participate" in ids or "unwilling" in ids


def _end(tags: list[Tag], at: int) -> int:
    """Behind what is named up to the end of the clause; `at` itself where something else stands there."""
    end = at
    while end < len(tags) and (tags[end].type in _INSIDE or tags[end].type == "OR"):
        end += 1
    return end if end == len(tags) or tags[end].type in _ENDS else at
