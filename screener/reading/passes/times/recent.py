"""Gives "recent (< 6 months) or active bleeding" its thing twice: what was recent, and what is so now or is planned."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag

RECENT = frozenset({"recent", "recently", "prior", "previous", "past"})
_STATES = frozenset({"ACTIVE", "CURRENT", "PLAN", "SUSP", "KNOWN", "NEWLY"})
_GIVING = frozenset({"TREAT", "IMMUN", "PREP"})
_BETWEEN = frozenset({"SEV", "FILL"})
_THINGS = frozenset({"COND", "PROC", "DRUG", "VACC", "TREATN", "PROCN", "CONDN"})
_JOINS = frozenset({"COMMA", "OR", "AND", "SLASH"})
_GIVEN = frozenset({"treatment", "therapy"})
_LONGEST = 8


def recent_or(tags: list[Tag]) -> list[Tag]:
    """The tags with the thing behind "or active" also named behind a "recent" whose time stands in a bracket."""
    for at, tag in enumerate(tags):
        if tag.text.lower() not in RECENT or at + 1 >= len(tags) or tags[at + 1].type != "LP":
            continue
        closed = _closing(tags, at + 1)
        timed = closed and any(one.type == "TU" for one in tags[at + 2 : closed])
        if timed and closed + 2 < len(tags) and tags[closed + 1].type in _JOINS:
            again = [one.again() for one in _things(tags, closed + 1)]
            if again:
                return [*tags[: closed + 1], *again, *recent_or(tags[closed + 1 :])]
    return tags


def recent_treatment(tags: list[Tag]) -> list[Tag]:
    """Makes "recent treatment (< 30 days) with prednisone" the like of "recent (< 30 days) prednisone"."""
    for at in range(len(tags) - 4):
        recent, noun, left = tags[at : at + 3]
        if recent.text.lower() not in RECENT or noun.text.lower() not in _GIVEN or left.type != "LP":
            continue
        closed = _closing(tags, at + 2)
        timed = closed and any(one.type == "TU" for one in tags[at + 3 : closed])
        if timed and closed + 2 < len(tags) and tags[closed + 1].type == "PREP" and tags[closed + 2].type in {"DRUG", "PROC"}:
            noun.state = tags[closed + 1].state = "compiled"
            return [*tags[: at + 1], *tags[at + 2 : closed + 1], *tags[closed + 2 :]]
    return tags


def _closing(tags: list[Tag], opening: int) -> int:
    """The place of the bracket's end; 0 where it does not end soon."""
    return next((end for end in range(opening + 1, min(opening + _LONGEST, len(tags))) if tags[end].type == "RP"), 0)


def _things(tags: list[Tag], at: int) -> list[Tag]:
    """What is active, current or planned behind a joint, with the word that says how it is given; nothing where none is."""
    states = 0
    while at < len(tags) and (tags[at].type in _JOINS or _is_state(tags[at])):
        states += _is_state(tags[at])
        at += 1
        if at < len(tags) and states and tags[at].type == "LP":
            at = (_closing(tags, at) or len(tags)) + 1
    first = at
    while at < len(tags) and tags[at].type in _GIVING:
        at += 1
    begin = at
    while at < len(tags) and tags[at].type in _BETWEEN:
        at += 1
    if not states or at >= len(tags) or tags[at].type not in _THINGS:
        return []
    return [*(tag for tag in tags[first:begin] if tag.type != "PREP"), *tags[begin : at + 1]]


def _is_state(tag: Tag) -> bool:
    return tag.type in _STATES or any(kind in _STATES for kind, _ in tag.others)
