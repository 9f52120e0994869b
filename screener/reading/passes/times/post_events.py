"""Reads "at least 3 months post-stroke" as a stroke at least 3 months ago."""

from __future__ import annotations

from screener.reading.scanning.tag_looks import names_end
from screener.reading.scanning.tag_looks import plays
from screener.reading.scanning.tags import Tag

_EVENTS = frozenset({"COND", "PROC"})
_PARTS = _EVENTS | {"SEV", "TEXT", "DASH"}
_AMOUNT = frozenset({"NUM", "TU", "DASH", "RDASH", "BETW", "CMP", "WITHIN"})
_OPENS = frozenset({"STOP", "SEMI", "COLON", "COMMA", "LP", "POP", "SEX", "AND", "OR", "MARK"})
_ENDS = frozenset({"STOP", "SEMI", "COLON", "COMMA", "RP", "AND", "OR", "LP", "PREP", "WHICH", "JUDGE", "ACCORD", "EXC", "IF"})
_MOST = 4


def post_events(tags: list[Tag]) -> list[Tag]:
    """The tags with each event behind "post" and a length of time brought before it, where nothing else is timed."""
    for at in range(2, len(tags) - 1):
        post = tags[at]
        if post.type != "AFTER" or post.text.lower() != "post" or tags[at - 1].type != "TU":
            continue
        event = at + 1 + (tags[at + 1].type == "DASH")
        end = names_end(tags, event, _PARTS, _EVENTS, _MOST)
        first = _amount_start(tags, at)
        if end <= event or first is None or (end < len(tags) and tags[end].type not in _ENDS):
            continue
        amount = tags[first:at]
        for tag in tags[at:event]:
            tag.state = "compiled"
        place = post.start
        behind = [] if amount[0].type == "WITHIN" else [Tag("AGO", place, place, "before", "ago")]
        return [*tags[:first], *tags[event:end], *amount, *behind, *post_events(tags[end:])]
    return tags


def _amount_start(tags: list[Tag], at: int) -> int | None:
    """Where the length of time begins that ends there; None where it is that of something before it."""
    first = at
    while first and (tags[first - 1].type in _AMOUNT or plays(tags[first - 1], "CMP") or _to(tags, first - 1)):
        first -= 1
    while first < at and tags[first].type in {"DASH", "TU"}:
        first += 1
    if first == at or not any(tag.type == "NUM" for tag in tags[first:at]):
        return None
    before = tags[first - 1] if first else None
    return first if before is None or before.type in _OPENS or before.text.lower() in {"are", "who are", "is"} else None


def _to(tags: list[Tag], at: int) -> bool:
    return tags[at].text.lower() in {"to", "and", "but"} and at > 0 and tags[at - 1].type in {"NUM", "TU"}
