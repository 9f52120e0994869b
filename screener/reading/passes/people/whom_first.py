"""Reads "for patients on warfarin:" at the beginning of a sentence as a condition: what follows is asked of these alone.

"In subjects who have had surgery, platelets > 100": so is a limit behind a comma.
"""

from __future__ import annotations

from screener.reading.passes.ages.ages_of_some import FOR
from screener.reading.passes.ages.ages_of_some import THEN
from screener.reading.passes.ages.ages_of_some import age_ends
from screener.reading.scanning.tag_looks import first_of
from screener.reading.scanning.tag_looks import plays
from screener.reading.scanning.tags import Tag

_BEGINS = frozenset({"STOP", "SEMI", "MARK"})
_MARKS = _BEGINS | {"COLON"}
_STOP = frozenset({"STOP"})
_SEXES = frozenset({"SEX", "FORSEX"})
_OTHERWISE = frozenset({"IF", "EXC", "CMP", "NUM", "STATE", "JUDGED"})
_HAD = frozenset({"DRUG", "PROC", "COND"})
_WHOSE = _HAD | {
    "TREAT", "HIST", "KNOWN", "TEXT", "OR", "AND", "COMMA", "FILL", "SEV", "ROUTE", "CURRENT", "TREATN", "PROCN", "CONDN", "PREP",
    "NEG", "NAIVE",
}
_KINDS = frozenset({"COND", "SEV", "AND", "OR", "SLASH", "KNOWN", "FILL"})
_PEOPLE = (" patients", " subjects", " participants")
"""How names of diseases end that are told as those who have them."""
_NOTES = frozenset({"note", "nb"})
_MUST = frozenset({"must", "should", "shall"})
_NEAR = 6
"""How near its sign stands behind a measure."""
_LEADS = tuple(f"{word} " for word in FOR)


def whom_first(tags: list[Tag]) -> list[Tag]:
    """The tags with "for" before people whom a colon follows made a condition, "for men:" the men."""
    made: list[Tag] = []
    for at, tag in enumerate(tags):
        made.append(tag)
        if at > 0 and tags[at - 1].type not in _BEGINS and not _or_else(tags, at) and not _opened(tags, at):
            continue
        parted = at > 0 and tags[at - 1].type == "SEMI"
        if parted and tag.type == "IF" and tag.text.lower().startswith(_LEADS) and _headed(tags, at + 1):
            tags[at - 1].type = "STOP"
        if tag.type == "IF" and tag.text.lower().startswith(_LEADS) and (comma := _limited_behind(tags, at + 1)):
            tags[comma].value = THEN
        ahead = tags[at + 1].type if at + 1 < len(tags) else ""
        word = tag.text.find(" ")
        if tag.type == "FORSEX" and ahead == "COLON" and word > 0 and not any(one.type in _SEXES for one in tags[at + 2 :]):
            sex = Tag("SEX", tag.start + word + 1, tag.end, tag.value, tag.text[word + 1 :], (("parts", (tag,)),))
            made[-1:] = [Tag("IF", tag.start, tag.start + word, "if", tag.text[:word]), sex]
        elif tag.type == "PREP" and tag.text.lower() in FOR and (comma := _named(tags, at + 1)):
            tag.be("IF", "if")
            tags[comma].value = THEN
        elif tag.type != "PREP" or tag.text.lower() not in FOR or ahead != "POP":
            continue
        elif _headed(tags, at + 2) or _limited(tags, at + 2):
            tag.be("IF", "if")
            if tags[at + 2].type == "PREP":
                tags[at + 2].drop()
    return made


def _opened(tags: list[Tag], at: int) -> bool:
    """Whether a bracket or a note begins here ("(for …", "Note: for …")."""
    note = tags[at - 1].type == "COLON" and tags[at - 2 : at - 1] and tags[at - 2].text.lower() in _NOTES
    return tags[at - 1].type == "LP" or bool(note)


def _named(tags: list[Tag], at: int) -> int:
    """The comma behind people told by what they have ("asthmatic patients,"), or a disease with a limit behind; 0 for neither."""
    end, people = at, False
    while end < len(tags) and not people and (tags[end].type in _KINDS or (end > at and tags[end].type == "POP")):
        people = tags[end].type == "POP" or tags[end].text.lower().endswith(_PEOPLE)
        end += 1
    named = [tag.type for tag in tags[at:end]]
    if end + 1 >= len(tags) or tags[end].type != "COMMA":
        return 0
    if people and not any(tag.type == "POP" for tag in _sentence(tags, end)):
        return end if "COND" in named or (named == ["SEV", "POP"] and _asked(tags, end)) else 0
    return end if "COND" in named and _measures(tags, end + 1) else 0


def _limited_behind(tags: list[Tag], at: int) -> int:
    """The first comma behind these people where measures with a limit follow it; 0 for any other."""
    comma = next((place for place in range(at, len(tags)) if tags[place].type not in _WHOSE or tags[place].type == "COMMA"), 0)
    return comma if comma and tags[comma].type == "COMMA" and _measures(tags, comma + 1) else 0


def _asked(tags: list[Tag], at: int) -> bool:
    """Whether something must be so in what is left of the sentence."""
    return any(tag.text.lower() in _MUST for tag in _sentence(tags, at))


def _sentence(tags: list[Tag], at: int) -> list[Tag]:
    """The tags of a sentence behind a place."""
    return tags[at : first_of(tags, at, _STOP)]


def _headed(tags: list[Tag], at: int) -> bool:
    """Whether the first mark from here on is a colon, and what stands before it names more than the people."""
    end = first_of(tags, at, _MARKS)
    if end in {at, len(tags)} or tags[end].type != "COLON" or end + 1 == len(tags):
        return False
    return not any(tag.type in _OTHERWISE and not _treated(tag) for tag in tags[at:end])


def _limited(tags: list[Tag], at: int) -> bool:
    """Whether these people have or had something, or are of an age or so, and a limit of a measure stands behind the comma."""
    named = False
    aged = age_ends(tags, at)
    if aged and aged < len(tags) and tags[aged].type == "OR":
        at = aged + 1  # "for patients over 75 years or with heart failure, creatinine ≤ 1.5"
    for place in range(at, len(tags)):
        tag = tags[place]
        named = named or tag.type in _HAD or _treated(tag)
        if tag.type == "COMMA" and named and _measures(tags, place + 1):
            return True
        if tag.type not in _WHOSE and not _treated(tag):
            return False
    return False


def _treated(tag: Tag) -> bool:
    """Whether a state is that of being treated ("on dialysis")."""
    return tag.type == "STATE" and tag.text.lower().startswith(("on ", "receiving ", "undergoing "))


def _or_else(tags: list[Tag], at: int) -> bool:
    """Whether a limit and an "or" stand before ("INR < 1.5, or for patients taking warfarin, INR < 3")."""
    return at > 1 and tags[at - 1].type == "OR" and any(tag.type == "NUM" for tag in tags[max(0, at - _NEAR) : at - 1])


def _measures(tags: list[Tag], at: int) -> bool:
    """Whether a measure with its sign stands there, behind no more than a word of its kind; or a denial ("no cough")."""
    if tags[at : at + 1] and tags[at].type == "NEG":
        return True
    while at < len(tags) and tags[at].type in {"FILL", "SEV", "TEXT"}:
        at += 1
    ahead = tags[at + 1 : at + 1 + _NEAR]
    return at < len(tags) and tags[at].type == "MEAS" and any(plays(tag, "CMP") for tag in ahead)
