"""Brings how long something has been done behind its name, and how often a treatment failed before it.

"More than 2 years of handball" is handball for more than 2 years; "failure of at least 2 adequate antidepressant trials" is the
failure of at least 2 antidepressants, whose adequacy is to be confirmed; "planned surgery in 3 months" lies within them.
"""

from __future__ import annotations

import itertools

from screener.reading.scanning.tag_looks import any_of_type
from screener.reading.scanning.tag_looks import plays
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

_STARTS = frozenset({"STOP", "SEMI", "COLON", "COMMA", "LP"})
_AHEAD = frozenset({"PLAN"})
_TRIALS = frozenset({"trial", "trials", "course", "courses", "attempts", "treatments", "therapies", "regimens", "medications"})
_MOST = 5


def done_for(tags: list[Tag]) -> list[Tag]:
    """The tags with "for" before a length of time whose activity stands behind it, the activity first."""
    for at in range(len(tags) - 3):
        if tags[at + 2].type != "TU" or tags[at + 1].type != "NUM":
            continue
        sign, number, time, of = tags[at : at + 4]
        opens = plays(sign, "CMP") and of.type == "PREP"
        if not opens or of.text.lower() != "of" or (at and tags[at - 1].type not in _STARTS):
            continue
        end = at + 4
        while end < len(tags) and end - at - 4 < _MOST and tags[end].type == "TEXT" and tags[end].text.isalpha():
            end += 1
        if end > at + 4 and (end == len(tags) or tags[end].type in _STARTS or tags[end].type in {"PREP", "AND", "OR"}):
            of.state = "filler"
            place = sign.start
            return [*tags[:at], *tags[at + 4 : end], Tag("FORT", place, place, "for", "for"), sign, number, time, *tags[end:]]
    return tags


def adequate_trials(tags: list[Tag]) -> list[Tag]:
    """The tags with "adequate" between a number of failures and a treatment made a word to be confirmed."""
    if not any_of_type(tags, "RESP"):
        return tags
    for at in range(2, len(tags) - 1):
        tag = tags[at]
        if tag.type != "JUDGED" or not tag.text.lower().startswith("adequate") or tags[at + 1].type not in {"DRUG", "TREATN"}:
            continue
        if tags[at - 1].type == "NUM" and any(before.type == "RESP" for before in tags[max(0, at - 4) : at - 1]):
            tags[at] = covering("SEV", [tag], "other", tag.text)
            drug = at + 1
            if drug + 1 < len(tags) and tags[drug].type == "DRUG" and tags[drug + 1].text.lower() in _TRIALS:
                noun = tags[drug + 1]
                noun.state = "compiled"
                return [*tags[: drug + 1], *tags[drug + 2 :]]
    return tags


def planned_within(tags: list[Tag]) -> list[Tag]:
    """The tags with "in" before the time of something planned made "within"."""
    for at in range(1, len(tags) - 2):
        word = tags[at]
        if tags[at + 2].type != "TU" or tags[at + 1].type != "NUM":
            continue
        if word.type not in {"PREP", "AT"} or word.text.lower() != "in":
            continue
        if any(before.type in _AHEAD or before.text.lower().startswith("plan") for before in tags[:at]):
            word.be("WITHIN", "last")
    return tags


_OBLIGED = frozenset({"must", "should", "may", "can", "will", "that", "which"})


def to_last(tags: list[Tag]) -> list[Tag]:
    """The tags with the verb of "expected to last 2 hours", "must last at least 4 hours" a length, not the last hours."""
    for at, (before, tag) in enumerate(itertools.pairwise(tags), 1):
        said = tag.text.lower()
        if said not in {"last", "lasts"} or not tag.could_be("FORT"):
            continue
        expected = before.type == "PLAN" and before.text.lower().endswith("to")
        bounded = (
            at + 1 < len(tags) and plays(tags[at + 1], "CMP") and not any(plays(one, "AGO") for one in tags[at + 2 : at + 5])
        )
        if said == "lasts" or expected or before.text.lower() in _OBLIGED or bounded:
            tag.become("FORT")
            tag.others = ()
    return tags
