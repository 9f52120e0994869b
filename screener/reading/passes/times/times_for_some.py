"""Reads "4 weeks since chemotherapy, or 6 weeks for mitomycin" as "… (6 weeks for mitomycin)": another time for some of it."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import bracketed

FOR_SOME = frozenset({"for", "for any", "for prior", "in case of", "in the case of"})
_THINGS = frozenset({"DRUG", "PROC", "VACC"})
_MORE = _THINGS | {"COMMA", "OR", "AND", "SLASH", "FILL"}
_JOINTS = frozenset({"COMMA", "OR", "AND", "EXC"})
_STOPS = frozenset({"STOP", "SEMI", "COLON"})
_TIMED = frozenset({"WITHIN", "AFTER", "PRIOR"})
_EXCEPT = frozenset({"except", "except for", "but", "unless", "excepting"})


def times_for_some(tags: list[Tag]) -> list[Tag]:
    """The tags with such a time in a bracket of its own behind the time of all."""
    for at in range(3, len(tags) - 3):
        if tags[at].type != "NUM" or tags[at + 1].type != "TU" or tags[at + 2].text.lower() not in FOR_SOME:
            continue
        first, end = _begin(tags, at), _end(tags, at + 3)
        if first and end and _timed(tags, first):
            for tag in tags[first:at]:
                tag.state = "compiled" if tag.type in _JOINTS else tag.state
            inside = [tag for tag in tags[first:at] if tag.type not in _JOINTS]
            rest = tags[end:]
            if rest and rest[0].type == "COMMA":
                rest[0].state, rest = "compiled", rest[1:]
            return [*tags[:first], *bracketed([*inside, *tags[at:end]]), *times_for_some(rest)]
    return tags


def _begin(tags: list[Tag], at: int) -> int:
    """Where the comma, "or" or "except" before the time and its sign stands; 0 where nothing joins it to what is before."""
    first = at
    if tags[first - 1].type in {"CMP", "WITHIN"}:
        first -= 1
    joined = first
    while joined > 0 and tags[joined - 1].type in _JOINTS:
        if tags[joined - 1].type == "EXC" and tags[joined - 1].text.lower() not in _EXCEPT:
            return 0
        joined -= 1
    return joined if joined < first else 0


def _end(tags: list[Tag], at: int) -> int:
    """The place behind the treatments that the time is for; 0 where none stand there or their clause goes on."""
    if tags[at].type == "FILL" and at + 1 < len(tags):
        at += 1
    if tags[at].type not in _THINGS:
        return 0
    end = at
    while end < len(tags) and tags[end].type in _MORE:
        if tags[end].type == "COMMA" and not (end + 1 < len(tags) and tags[end + 1].type in _THINGS | {"OR", "AND"}):
            break
        if tags[end].type in {"OR", "AND"} and not (end + 1 < len(tags) and tags[end + 1].type in _THINGS):
            break
        end += 1
    whole = end == len(tags) or tags[end].type in {"COMMA", "STOP", "SEMI", "PRIOR", "RP", "OR", "AND"}
    return end if whole else 0


def _timed(tags: list[Tag], first: int) -> bool:
    """Whether a treatment with a time stands before in the same sentence, for all of it alike."""
    first_tag = next((place + 1 for place in range(first - 1, -1, -1) if tags[place].type in _STOPS), 0)
    before = tags[first_tag:first]
    kinds = [tag.type for tag in before]
    if "LP" in kinds or any(tag.text.lower() in FOR_SOME for tag in before):
        return False
    return not _TIMED.isdisjoint(kinds) and not _THINGS.isdisjoint(kinds) and "TU" in kinds
