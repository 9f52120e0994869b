"""Reads "any drug that has not received regulatory approval (at the time of study entry)" as an investigational drug."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

_THINGS = frozenset({"TREATN", "DRUG", "PROC", "PROCN"})
_TIME = frozenset({"WITHIN", "NUM", "TU", "PREP", "PRIOR", "ANCHOR"})
_THAT = frozenset({"that has", "that have", "which has", "which have", "that had", "that", "which"})
_APPROVAL = frozenset({"regulatory", "marketing", "approval", "authorization", "authorisation"})
_USE = frozenset({"for", "for any", "for the", "for a", "any", "the", "indication", "indications", "being", "studied", "use"})
_INVOLVED = frozenset({"involved", "involving", "involves", "included", "including"})
_INVESTIGATIONAL = ("investigational-drug",)
_OTHER = ("other-trial",)
_CLAUSE = frozenset({"WHICH", "FILL", "TREAT", "PREP", "TREATN"})


def unapproved(tags: list[Tag]) -> list[Tag]:
    """The tags with each thing that nobody approved an investigational drug, the words about its approval gone."""
    for at, tag in enumerate(tags):
        if tag.type != "NAIVE" or tag.text.lower() not in {"not received", "not yet received"}:
            continue
        first, end = _thing(tags, at), _approval(tags, at + 1)
        if first < 0 or end == at + 1:
            continue
        behind = unapproved(tags[end:])
        said = _said_before(tags, first)
        if said < first and first + 2 == at:  # the trial is told of, and asks for no drug besides
            return [*tags[:said], covering("SEV", tags[said:end], "other"), *behind]
        drug = tags[first]
        drug.be("DRUG", _INVESTIGATIONAL)
        paired = first > 1 and tags[first - 1].type == "OR" and tags[first - 2].type == "TREATN"  # "any drug or device that …"
        opened = first - 2 if paired else first
        for one in (*tags[opened:first], *tags[at - 1 : end]):
            one.state = "compiled"
        return [*tags[:opened], *tags[first : at - 1], *behind]
    return tags


def _thing(tags: list[Tag], at: int) -> int:
    """Where the thing stands that "that has not received" tells of, perhaps before its time; -1 for none."""
    if at < 2 or tags[at - 1].text.lower() not in _THAT:
        return -1
    first = at - 2
    while first > 0 and tags[first].type in _TIME:
        first -= 1
    timed = any(tag.type == "TU" for tag in tags[first + 1 : at - 1])
    return first if tags[first].type in _THINGS and (timed or first == at - 2) else -1


def _approval(tags: list[Tag], at: int) -> int:
    """The place behind the words for an approval, for what and when; the place itself where they do not stand there."""
    end = at
    while end < len(tags) and tags[end].text.lower() in _APPROVAL:
        end += 1
    if end == at:
        return at
    while end < len(tags) and tags[end].text.lower() in _USE:
        end += 1
    dated = end + 1 < len(tags) and tags[end].type == "AT" and tags[end + 1].type == "ANCHOR"
    return end + 2 if dated else end


def _said_before(tags: list[Tag], first: int) -> int:
    """Where "that involved treatment with" begins behind a trial; the place itself where it does not."""
    at = first
    while at > 0 and (tags[at - 1].type in _CLAUSE or tags[at - 1].text.lower() in _INVOLVED):
        at -= 1
    involved = any(tag.text.lower() in _INVOLVED for tag in tags[at:first])
    trial = any(tag.type == "STATE" and tag.value == _OTHER for tag in tags[:at])
    return at if involved and trial else first
