"""Folds criteria sets, descriptions and lead-ins into one tag each before the clauses are parsed."""

from __future__ import annotations

from screener.reading.passes.people.limits_by_place import limits_by_place
from screener.reading.passes.people.limits_of_two import limits_of_two
from screener.reading.passes.people.measures_again import measures_again
from screener.reading.passes.people.subgroups import subgroup_limits
from screener.reading.passes.table import Passes
from screener.reading.passes.times.both_times import both_times
from screener.reading.passes.times.shared_places import shared_places
from screener.reading.passes.times.times import timed
from screener.reading.passes.times.whichever import either_time
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering
from screener.reading.scanning.tags import take
from screener.reading.syntax.trees import WindowPhrase

_ENDS = frozenset({"STOP", "COLON", "SEMI", "COMMA", "LP", "RP", "WHICH", "EXC", "IF", "IE", "EG", "DESPITE", "ACCORD", "WINDOW"})
_PERMITS = frozenset({"ALLOWV", "EXCLV"})
_STARTS = frozenset({"AND", "OR", "COMMA", "NEG", "POP", "SEX", "WHICH", "EXC", "IF", "STOP", "SEMI", "COLON", "MUST", "CURRENT"})
_TAKEN = frozenset({"DRUG", "PROC", "TREATN", "PROCN", "STATE", "VACC", "ROUTE"})
_METHODS = frozenset({"formula", "equation", "method", "formulas", "equations"})
_JOINS = frozenset({"OR", "OR_LEN", "AND", "SLASH"})
_DECIDES = frozenset({"LIMIT", "RESULT", "NOF", "JUDGE", "JUDGED", "NEG"})


def collapse(tags: list[Tag]) -> list[Tag]:
    """The tags with "according to …" and "… should exclude" each made one qualifier tag that a person may confirm."""
    return _COLLAPSING.run(tags)


def _taking(tags: list[Tag]) -> list[Tag]:
    """ "Or using contraception": what one uses, where no finding stands before it that could be told by that means."""
    for at, tag in enumerate(tags):
        if tag.type == "ACCORD" and tag.could_be("TREAT") and (at == 0 or _begins(tags[at - 1])):
            ahead = next((later.type for later in tags[at + 1 :] if later.type not in _BEFORE_TAKEN), "")
            if ahead in _TAKEN:
                tag.become("TREAT")
    return tags


def _begins(before: Tag) -> bool:
    """Whether what one uses can begin behind a tag ("have been using")."""
    return before.type in _STARTS or before.text.lower() in {"have", "has", "had"}


_BEFORE_TAKEN = frozenset({"SEV", "PREP", "ALLOWV", "NUM", "JUDGED", "RESULT", "TEXT", "DOSE", "STABLE", "HIST", "LIMIT"})


def _optional(tags: list[Tag]) -> list[Tag]:
    """The tags without what may be there or not ("with or without fever"), which asks for nothing."""
    if not any(tag.type == "ACCORD" and tag.value == "optional" for tag in tags):
        return tags
    made: list[Tag] = []
    at = 0
    while at < len(tags):
        if tags[at].type != "ACCORD" or tags[at].value != "optional":
            made.append(tags[at])
            at += 1
            continue
        end = at + 1
        while end < len(tags) and tags[end].type not in _ENDS | _PERMITS | {"AND", "LIMIT"}:
            end += 1
        take(tags[at:end])
        at = end
    return made


def _excluding(tags: list[Tag]) -> list[Tag]:
    """ "Lesions should exclude A, B": what stands before the verb only says where."""
    for at, tag in enumerate(tags):
        if tag.type == "EXCLV" and tag.value == "transitive" and at + 1 < len(tags):
            start = max((i + 1 for i in range(at) if tags[i].type in {"STOP", "COLON"}), default=0)
            return [*tags[:start], _qualifier("description", tags[start : at + 1]), *tags[at + 1 :]]
    return tags


def _accorded(tags: list[Tag]) -> list[Tag]:
    made: list[Tag] = []
    at = 0
    while at < len(tags):
        tag = tags[at]
        after = tags[at + 1] if at + 1 < len(tags) else None
        if tag.type == "IE" and after is not None and after.type == "SEV" and after.value == "criteria-set":
            made.append(_qualifier("criteria-set", [tag, after]))
            at += 2
            continue
        if tag.type != "ACCORD":
            made.append(tag)
            at += 1
            continue
        end = at + 1
        while end < len(tags) and tags[end].type not in _ENDS | _PERMITS:
            if _for_head(tags, end) or _limits_again(tags, at, end) or (end > at + 1 and _aged(tags[end])):
                break
            end += 1
        while end < len(tags) and _aged(tags[end]) and end > at + 2 and tags[end - 1].type in _JOINS:
            end -= 1
        method = next((place for place in range(at + 2, end) if tags[place].type == "LIMIT"), 0)
        if method and tags[method - 1].text.lower() in _METHODS:
            end = method  # "calculated by the Cockcroft-Gault formula < 50 mL/min"
        words = tags[at:end]
        visit = end < len(tags) and tags[end].type == "WINDOW" and _limits(tags[end])
        told = {"COLON", "STOP", "SEMI"} if tag.text.lower().startswith(_POINTS) else {"COLON"}
        alone = len(words) == 1 and end < len(tags) and tags[end].type not in told
        if visit or alone or _limited_behind(tags, end) or any(word.type in _DECIDES for word in words):
            tag.become("IE")
            made.append(tag)
            at += 1
            continue
        made.append(_qualifier(str(tag.value), words))
        at = end
    return made


_POINTS = ("as de", "defined", "described", "according")
"""What points at the protocol, whose name says nothing, at the end of a sentence too ("as defined by the protocol.")."""


def _limits_again(tags: list[Tag], at: int, end: int) -> bool:
    """Whether a second limit follows behind a connective ("> 300 µm as measured by one device or > 320 µm as …")."""
    joined = tags[end].type in _JOINS and end + 1 < len(tags) and tags[end + 1].type == "LIMIT"
    return joined and at > 0 and tags[at - 1].type == "LIMIT"


def _aged(tag: Tag) -> bool:
    """Whether an age begins, which is asked besides ("as defined by the guideline aged ≥ 18 years")."""
    return tag.type == "MEAS" and tag.value == ("age",)


def _limited_behind(tags: list[Tag], at: int) -> bool:
    """Whether a bracket only shortens a measure before its limit ("… Rating Scale (YMRS) score ≥ 14")."""
    if [tag.type for tag in tags[at - 1 : at + 3]] not in _SHORTENED:
        return False
    end = at + 3
    while end < len(tags) and (tags[end].type in {"MEASN", "FILL"} or tags[end].text.lower() == "of"):
        end += 1
    return end < len(tags) and (tags[end].type == "LIMIT" or (tags[end].type == "WINDOW" and _limits(tags[end])))


_SHORTENED = (["MEAS", "LP", "MEAS", "RP"], ["MEAS", "LP", "TEXT", "RP"])


def _limits(tag: Tag) -> bool:
    """Whether a window holds a limit at a visit ("≥ 9 % at screening")."""
    phrase = tag.value
    return isinstance(phrase, WindowPhrase) and phrase.head is None and phrase.limit is not None


def _for_head(tags: list[Tag], at: int) -> bool:
    """Whether "for" and the thing itself follow ("criteria for dermatomyositis")."""
    return tags[at].type == "PREP" and tags[at].value == "for" and at + 1 < len(tags)


def _qualifier(kind: str, words: list[Tag]) -> Tag:
    return covering("SEV", words, kind, "")


_COLLAPSING = Passes(
    (timed, frozenset({"WINDOW"})),
    (either_time, frozenset({frozenset({"LIMIT", "WINDOW"}), _JOINS}), frozenset({"OR_LEN"}), frozenset({"WHICHEVER"})),
    (both_times, frozenset({"WINDOW", _JOINS})),
    (shared_places, frozenset({"WINDOW", _JOINS})),
    (measures_again, frozenset({"LIMIT", "LP", "MEAS"})),
    (subgroup_limits, frozenset({"LIMIT"})),
    (limits_by_place, frozenset({"LIMIT", "PREP", "TEXT"})),
    (limits_of_two, frozenset({"LIMIT", frozenset({"COND", "STATE"})})),
    (_excluding, frozenset({"EXCLV"})),
    (_taking, frozenset({"ACCORD"})),
    (_optional, frozenset({"ACCORD"})),
    (_accorded, frozenset({"ACCORD"}), frozenset({"IE"})),
)
