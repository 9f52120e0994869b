"""Gives "recent (< 6 months) or active bleeding" its thing twice: what was recent, and what is so now or is planned."""

from __future__ import annotations

from screener.reading.tags import Tag

RECENT = frozenset({"recent", "recently", "prior", "previous", "past"})
_STATES = frozenset({"ACTIVE", "CURRENT", "PLAN", "SUSP", "KNOWN", "NEWLY"})
_BETWEEN = frozenset({"SEV"})
_THINGS = frozenset({"COND", "PROC", "DRUG", "VACC", "TREATN", "PROCN", "CONDN"})
_JOINS = frozenset({"OR", "AND", "SLASH"})
_LONGEST = 8


def recent_or(tags: list[Tag]) -> list[Tag]:
    """The tags with the thing behind "or active" also named behind a "recent" whose time stands in a bracket."""
    for at, tag in enumerate(tags):
        if tag.text.lower() not in RECENT or at + 1 >= len(tags) or tags[at + 1].type != "LP":
            continue
        closed = next((end for end in range(at + 2, min(at + _LONGEST, len(tags))) if tags[end].type == "RP"), 0)
        timed = closed and any(one.type == "TU" for one in tags[at + 2 : closed])
        if timed and closed + 2 < len(tags) and tags[closed + 1].type in _JOINS:
            thing = _thing(tags, closed + 2)
            if thing is not None:
                again = Tag(thing.type, thing.start, thing.end, thing.value, thing.text, thing.others)
                return [*tags[: closed + 1], again, *recent_or(tags[closed + 1 :])]
    return tags


def _thing(tags: list[Tag], at: int) -> Tag | None:
    """What is active, current or planned from a place on; None where the words there say no such thing."""
    if tags[at].type not in _STATES and not any(kind in _STATES for kind, _ in tags[at].others):
        return None
    at += 1
    while at < len(tags) and tags[at].type in _BETWEEN:
        at += 1
    return tags[at] if at < len(tags) and tags[at].type in _THINGS else None
