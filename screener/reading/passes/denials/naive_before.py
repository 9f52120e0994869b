"""Puts "naive" before what it is said of, where its sentence goes on: "methotrexate-naive patients with psoriasis"."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag

GIVEN = frozenset({"DRUG", "PROC"})
_JOINS = frozenset({"OR", "AND", "COMMA", "SLASH"})
_ENDS = _JOINS | {"STOP", "SEMI", "COLON", "IF", "EXC", "LP", "RP", "NEG", "NAIVE"}
_HEADS = frozenset({"COND", "CONDN", "DRUG", "PROC", "STATE", "MEAS", "VACC"})


def naive_before(tags: list[Tag]) -> list[Tag]:
    """The tags with each such word before the name that it stands behind, or a comma behind it where that is a list of names."""
    made: list[Tag] = []
    for at, tag in enumerate(tags):
        last = _last(made) if tag.type == "NAIVE" and _naive(tag) and _goes_on(tags, at + 1) else -1
        if last < 0:
            made.append(tag)
            continue
        if last > 0 and made[last - 1].type in _JOINS:
            made += [tag, Tag("COMMA", tag.end, tag.end, None, ",", state="compiled")]
            continue
        if made[-1].type == "DASH":
            made.pop().state = "compiled"
        made.insert(last, tag)
    return made


def _naive(tag: Tag) -> bool:
    """Whether the bare word stands there: "naive to" is told of what follows it."""
    words = tag.text.lower().replace("ï", "i").split()
    return words[0] == "naive" and words[-1] != "to"


def _last(made: list[Tag]) -> int:
    """The place of the treatment right before, perhaps with its abbreviation in a bracket; -1 where none stands there."""
    at = len(made) - 1
    if at >= 0 and made[at].type == "DASH":
        at -= 1
    if at > 2 and made[at].type == "RP" and made[at - 2].type == "LP":
        at -= 3
    return at if at >= 0 and made[at].type in GIVEN else -1


def _goes_on(tags: list[Tag], at: int) -> bool:
    """Whether a further thing is named behind it before its part of the sentence ends."""
    for tag in tags[at:]:
        if tag.type in _ENDS:
            return False
        if tag.type in _HEADS:
            return True
    return False
