"""Reads an age before a colon and a limit as whom that limit concerns: "Age < 2 years: heart rate 100-190 bpm" asks no age."""

from __future__ import annotations

from screener.reading.passes.ages.ages_of_some import age_ends
from screener.reading.scanning.tags import Tag

_BEGINS = frozenset({"STOP", "SEMI", "MARK"})
_ENDS = _BEGINS | {"RP", "LP"}
_NEAR = 6
_AGE = ("age",)


def ages_before_colons(tags: list[Tag]) -> list[Tag]:
    """The tags with each such age made a condition; a bracket of it is a sentence of its own ("ECOG 0-1 (over 70 years: 0)")."""
    made = list(tags)
    at = 0
    while at < len(made):
        end = _age_of_some(made, at)
        closed = _closed(made, end) if end and at and made[at - 1].type == "LP" else 0
        if end and (at == 0 or made[at - 1].type in _BEGINS or closed):
            if closed:
                made[closed].drop()
            if at:
                made[at - 1].be("STOP", ".")
                made[at - 1].state = "filler"
            made[end].type = "COMMA"
            start = made[at].start
            if made[at].type == "POP":
                made.insert(at + 1, Tag("MEAS", made[at].end, made[at].end, _AGE, ""))
            made.insert(at, Tag("IF", start, start, "if", ""))
            at = end
        at += 1
    return made


def _age_of_some(tags: list[Tag], at: int) -> int:
    """The place of the colon behind people of an age, or the measure, that stands here before another limit; 0 for none."""
    people = tags[at].type == "POP"
    if not people and (tags[at].type != "MEAS" or tags[at].value != _AGE):
        return 0
    end = age_ends(tags, at + 1, of_people=True)
    if not end or end + 1 >= len(tags) or tags[end].type != "COLON":
        return 0
    asked = tags[end + 1]
    return end if asked.type == "MEAS" and asked.value != _AGE and any(_amount(tags, end + 2)) else 0


def _amount(tags: list[Tag], at: int) -> list[Tag]:
    """The numbers right behind a measure."""
    near = tags[at : at + _NEAR]
    stop = next((place for place, tag in enumerate(near) if tag.type in _ENDS), len(near))
    return [tag for tag in near[:stop] if tag.type == "NUM"]


def _closed(tags: list[Tag], end: int) -> int:
    """The place of the bracket's end, where nothing else is opened in it and the sentence ends there."""
    place = next((one for one in range(end, len(tags)) if tags[one].type in {"LP", "RP"}), 0)
    behind = tags[place + 1].type if place + 1 < len(tags) else "STOP"
    return place if place and tags[place].type == "RP" and behind in _BEGINS else 0
