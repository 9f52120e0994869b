"""Reads an age at which a disease began as one of then, not of now: "onset at ≤ 12 years of age", "< 50 at migraine onset"."""

from __future__ import annotations

from screener.reading.scanning.tag_looks import names_end
from screener.reading.scanning.tag_looks import sentence_around
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

_AGE = ("age",)
AT_ONSET = frozenset({"at", "at the time of"})
_ONSETS = {"onset": "onset", "diagnosis": "diagnosis"}
ONSETS_OF = frozenset({"onset of", "diagnosis of"})
DIAGNOSED_WITH = frozenset({"diagnosed with", "first diagnosed with", "diagnosed as having"})
_NAMES = frozenset({"COND", "CONDN", "SEV", "TEXT"})
_AMOUNT = frozenset({"NUM", "CMP", "DASH", "RDASH", "TU", "AGEW", "AGESUF", "BETW", "POST"})
_TO = frozenset({"to", "and", "through"})
_BEGUN = {"onset": "onset", "began": "onset", "beginning": "onset", "diagnosed": "diagnosis", "diagnosis": "diagnosis"}
ONSETS = frozenset(_BEGUN)
_YEARS = frozenset({"AGEW", "AGESUF"})
_PEOPLE = frozenset({"POP", "SEX", "STOP", "SEMI"})


def ages_at_onset(tags: list[Tag]) -> list[Tag]:
    """The tags with such an age told as the age at the onset or the diagnosis."""
    at = 1
    while at + 1 < len(tags):
        tag, before = tags[at], tags[at - 1]
        ahead = tags[at + 1]
        onset = _ONSETS.get(ahead.text.lower())
        begun = _onset_of(tags, at)
        if _bare_years(tags, at):
            tags.insert(at, Tag("AGESUF", before.end, before.end, "", "", state="compiled"))
            at += 1
            tag, before = tags[at], tags[at - 1]
        if _onset_alone(tags, at):
            here = before.end
            age = Tag("MEAS", here, here, _AGE, "", state="compiled")
            tags[at:at] = [age, Tag("AT", here, here, "at"), Tag("ANCHOR", here, here, "onset", "onset")]
            at += 3
        elif begun:
            tag.be("AT", "at")
            tags[at + 1 : begun] = [covering("ANCHOR", tags[at + 1 : begun], _ONSETS[_first_word(ahead)])]
        elif (began := _then_begun(tags, at)) and _age_told(tags, at):
            tag.be("AT", "at")
            ahead.be("ANCHOR", began)
        elif tag.type == "PREP" and tag.text.lower() == "of" and before.value == _AGE and onset is not None:
            tag.be("AT", "at")
            ahead.be("ANCHOR", onset)
        elif tag.type in {"PREP", "AT"} and tag.text.lower() in AT_ONSET:
            named = _ONSETS.get(tags[at + 2].text.lower()) if at + 2 < len(tags) else None
            if before.type in _YEARS and ahead.type == "COND" and named is not None:
                tag.be("AT", "at")
                tags[at + 1 : at + 3] = [covering("ANCHOR", tags[at + 1 : at + 3], named, named)]
            elif before.type in {"COND", "TEXT", "ANCHOR"} and _aged(tags, at + 1):
                began = _began(tags, at)
                if began:
                    tag.be("AT", "at")
                    place = tag.start
                    age = Tag("MEAS", place, place, _AGE, "", state="compiled")
                    then = Tag("ANCHOR", tag.end, tag.end, began, began, state="compiled")
                    tags[at : at + 1] = [age, tag, then]
                    at += 2
        at += 1
    return tags


def _onset_of(tags: list[Tag], at: int) -> int:
    """The place behind "onset of asthma" in "age at onset of asthma"; 0 where no age at one is told."""
    if tags[at].text.lower() not in {"of", "at", "of the", "at the"} or tags[at - 1].value != _AGE:
        return 0
    ahead = tags[at + 1]
    if ahead.text.lower() not in ONSETS_OF:
        return 0
    end = names_end(tags, at + 2, frozenset({"SEV", "TEXT", "COND", "CONDN"}), frozenset({"COND", "CONDN"}))
    return end if end > at + 2 else 0


def _then_begun(tags: list[Tag], at: int) -> str:
    """What "at diagnosis of asthma" and "when diagnosed with asthma" say of a disease that they name; empty for anything else."""
    tag, ahead = tags[at], tags[at + 1]
    named = at + 2 < len(tags) and tags[at + 2].type in _NAMES
    if tag.text.lower() in AT_ONSET and ahead.text.lower() in ONSETS_OF and named:
        return _ONSETS[_first_word(ahead)]
    return "diagnosis" if tag.text.lower() == "when" and ahead.text.lower() in DIAGNOSED_WITH and named else ""


def _onset_alone(tags: list[Tag], at: int) -> bool:
    """Whether the age at an onset stands right behind the word ("epilepsy, onset < 12 months of age")."""
    if tags[at - 1].text.lower() != "onset" or tags[at - 1].type not in {"TEXT", "ANCHOR"} or not _aged(tags, at):
        return False
    return at == 1 or tags[at - 2].type in {"COND", "COMMA", "SEMI", "STOP", "LP"} or tags[at - 2].text.lower() == "with"


def _bare_years(tags: list[Tag], at: int) -> bool:
    """Whether people are told by years alone at the diagnosis of something ("women 20 to 40 years at diagnosis of asthma")."""
    if tags[at - 1].type != "TU" or tags[at - 1].value != "year" or not _then_begun(tags, at):
        return False
    first = at
    while first > 0 and (tags[first - 1].type in _AMOUNT or tags[first - 1].text.lower() in _TO):
        first -= 1
    return first == 0 or tags[first - 1].type in _PEOPLE


def _age_told(tags: list[Tag], at: int) -> bool:
    """Whether an age in numbers ends at a place."""
    first = at
    while first > 0 and (tags[first - 1].type in _AMOUNT or tags[first - 1].text.lower() in _TO):
        first -= 1
    amount = tags[first:at]
    named = any(tag.type in _YEARS for tag in amount) or (first > 0 and tags[first - 1].value == _AGE)
    return named and any(tag.type == "NUM" for tag in amount)


def _first_word(tag: Tag) -> str:
    return tag.text.lower().split()[0]


def _aged(tags: list[Tag], at: int) -> bool:
    """Whether a signed age stands here in words of age."""
    if at + 2 >= len(tags) or tags[at].type != "CMP" or tags[at + 1].type != "NUM":
        return False
    return tags[at + 2].type == "AGEW" or (tags[at + 2].type == "TU" and at + 3 < len(tags) and tags[at + 3].type == "AGESUF")


def _began(tags: list[Tag], at: int) -> str:
    """With which of the words for a beginning a sentence tells what was so at a place; empty for none."""
    first, _ = sentence_around(tags, at)
    if any(tag.type in {"AND", "OR", "COMMA", "FAMILY"} for tag in tags[first:at]):
        return ""
    words = [word for tag in tags[first:at] for word in tag.text.lower().split()]
    return next((_BEGUN[word] for word in words if word in _BEGUN), "")
