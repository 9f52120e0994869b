"""Reads "at least 3 months post-stroke" and "patients within a year after stroke" as a stroke so long ago."""

from __future__ import annotations

from screener.reading.passes.times.events import of_an_event
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


def following_events(tags: list[Tag]) -> list[Tag]:
    """The tags with the "following" between a time and what happens or is done made "after"."""
    for at in range(1, len(tags) - 1):
        tag = tags[at]
        if tag.type == "FILL" and tag.text.lower() == "following" and tags[at - 1].type == "TU":
            ahead = next((one for one in tags[at + 1 :] if one.type not in {"FILL", "SEV"}), None)
            if ahead is not None and ahead.type in _EVENTS:
                tag.be("AFTER", "after")
    return tags


def after_events(tags: list[Tag]) -> list[Tag]:
    """The tags with the event of "patients 1 to 6 months after an infarction" brought before its time, where they say no more."""
    for at in range(2, len(tags) - 1):
        after = tags[at]
        if after.type != "AFTER" or after.text.lower() not in _BEHIND or tags[at - 1].type != "TU":
            continue
        event = at + 1 + (tags[at + 1].type == "FILL")
        end = names_end(tags, event, frozenset({"SEV", "COND"}), frozenset({"COND"}), _MOST)
        first = _amount_start(tags, at)
        if end <= event or first is None or (end < len(tags) and tags[end].type not in _SAID):
            continue
        if (first and tags[first - 1].type not in _WHO) or not (_at_most(tags[first:at]) or of_an_event(tags[end - 1].text)):
            continue
        amount = tags[first:at]
        for tag in tags[at:event]:
            tag.state = "compiled"
        behind = [] if amount[0].type == "WITHIN" else [Tag("AGO", after.start, after.start, "before", "ago")]
        return [*tags[:first], *tags[event:end], *amount, *behind, *after_events(tags[end:])]
    return tags


_BEHIND = frozenset({"after", "following"})
_WHO = frozenset({"STOP", "POP", "SEX", "MARK"})
_SAID = frozenset({"STOP", "SEMI"})


def _at_most(amount: list[Tag]) -> bool:
    """Whether a time has a greatest length, so that who never had the event is not within it."""
    signs = [tag.value_as("CMP") for tag in amount if plays(tag, "CMP")]
    ranged = sum(tag.type == "NUM" for tag in amount) > 1
    return amount[0].type == "WITHIN" or ranged or any(sign in {"<", "<="} for sign in signs)


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
