"""Folds the stage or grade of a finding into one qualifier: "stage III, IVA or IVB", "≥ grade 2", "grades 1-3"."""

from __future__ import annotations

import itertools
import re

from screener.catalog.load import catalog
from screener.reading.passes.clauses.roles import ROMAN
from screener.reading.scanning.tag_looks import any_of_type
from screener.reading.scanning.tag_looks import plays
from screener.reading.scanning.tag_looks import sentence_around
from screener.reading.scanning.tags import Tag

_WORDS = frozenset({"stage", "stages", "grade", "grades", "class", "classes", "axis", "type", "types"})
_CLASS = re.compile(r"(?:[0-9]|10|(?:IV|V?I{1,3}|V))(?:[A-Ea-e][0-9]?)?|T[0-4][a-d]?")
_LETTERED = re.compile(r"(?:IV|V?I{1,3}|V|T?[0-4])[A-Ea-e][0-9]?")
_CLASSIFICATIONS = frozenset({"classification", "criteria", "staging", "system"})
_LETTER = re.compile(r"[A-Ea-e][0-9]?")
_JOINS = frozenset({"COMMA", "AND", "OR", "SLASH", "DASH", "PLUS"})
_JOIN_WORDS = frozenset({"to", "through", "-", "–", "~"})
_FINDINGS = frozenset({"COND", "CONDN"})
_MODIFIERS = frozenset({"SEV", "TEXT", "ACTIVE", "KNOWN", "NEWLY", "HISTOL", "CURRENT", "COND", "CONDN"})
_BRACKETS = frozenset({"LP", "RP", "STAGEW", "NUM", "ROMAN"})
_LOOK = 4
_TOXICITY = ("ctcae-grade",)
"""The scale by which findings are graded."""


def stage_once(tags: list[Tag]) -> list[Tag]:
    """The tags without the second "class" of "class III or class IV", which the first says too."""
    made: list[Tag] = []
    for at, tag in enumerate(tags):
        if tag.type == "STAGEW" and at > 2 and at + 1 < len(tags) and tags[at - 1].type in _JOINS:
            before = tags[at - 3]  # its own word, or a scale that ends in it ("NYHA class III or class IV")
            again = before.type in {"STAGEW", "MEAS"} and before.text.lower().rstrip("s").endswith(tag.text.lower().rstrip("s"))
            if again and all(_CLASS.fullmatch(tags[place].text) for place in (at - 2, at + 1)):
                tag.state = "compiled"
                continue
        made.append(tag)
    return made


def staged(tags: list[Tag]) -> list[Tag]:
    """The tags with each stage of a finding made one SEV tag; a class of a scale that is named is left to the scale."""
    if not any_of_type(tags, "STAGEW", "MEAS"):
        return tags
    made: list[Tag] = []
    at = 0
    while at < len(tags):
        if (tags[at].type == "STAGEW" and tags[at].text.lower() in _WORDS) or (
            tags[at].type == "MEAS" and _unknown_stage(tags, at)
        ):
            end = _named_after(tags, _classes(tags, at + 1))
            first = at - 1 if made and made[-1] is tags[at - 1] and plays(tags[at - 1], "CMP") else at
            if end > at + 1 and _of_finding(tags, first, end):
                if first < at:
                    made.pop()
                if made and made[-1].type == "COMMA" and _told_behind_comma(tags, first, end):
                    made.pop().state = "filler"
                if len(made) > 1 and made[-1].text == "of" and made[-2].type in _FINDINGS and plays(tags[end - 1], "POST"):
                    made.pop().state = "compiled"  # "hypertension of grade II or higher"
                made.append(_qualifier(tags[first:end]))
                at = end
                continue
        made.append(tags[at])
        at += 1
    return _unbracketed(made)


def _alternative(tags: list[Tag], at: int) -> bool:
    """Whether "or" and one other finding end a bracket here, and the sentence with it."""
    ends = at + 3 >= len(tags) or tags[at + 3].type in {"STOP", "SEMI"}
    return ends and [tag.type for tag in tags[at : at + 3]] == ["OR", "COND", "RP"]


_PLUS = frozenset({"1", "2", "3", "4"})
_LEAKS = ("regurgitation", "insufficiency", "incompetence", "stenosis")


def leaks_graded(tags: list[Tag]) -> list[Tag]:
    """The tags with a valve's fault before its class made the grade of that fault ("aortic or mitral regurgitation ≥ 3+")."""
    for at in range(1, len(tags) - 2):
        sign, number, plus = tags[at : at + 3]
        leak = tags[at - 1].type in _FINDINGS and tags[at - 1].text.lower().endswith(_LEAKS)
        classed = plays(sign, "CMP") and plus.text == "+" and plus.start == number.end and number.text in _PLUS
        if leak and classed:
            named = (f"{one}-grade" for one in tags[at - 1].value)  # type: ignore[attr-defined]
            graded = tuple(grade for grade in named if grade in catalog())
            if graded:
                tags[at - 1].type, tags[at - 1].value, tags[at - 1].others = "MEAS", graded, ()
                tags[at - 1].text += " grade"  # so that "aortic" before it is found to have one too
    return tags


def _unbracketed(tags: list[Tag]) -> list[Tag]:
    """ "Glioma (grade I, II or glioblastoma)": the grades are the glioma's, and the other finding is an alternative to it."""
    for at in range(1, len(tags) - 4):
        told = tags[at].type == "LP" and tags[at + 1].type == "SEV" and tags[at + 1].value == "stage"
        if told and tags[at - 1].type == "COND" and _alternative(tags, at + 2):
            tags[at].state = tags[at + 4].state = "filler"
            return [*tags[:at], *tags[at + 1 : at + 4], *_unbracketed(tags[at + 5 :])]
    return tags


def _classes(tags: list[Tag], at: int) -> int:
    """The place after the classes that stand from here on, with their signs; the same place where none does."""
    end = at
    look = at + 1 if at < len(tags) and plays(tags[at], "CMP") else at
    while look < len(tags):
        after = _one_class(tags, look)
        if after == look:
            break
        end = look = after
        while look < len(tags) and (tags[look].type in _JOINS or tags[look].text.lower() in _JOIN_WORDS):
            look += 1
    if end > at and end < len(tags) and plays(tags[end], "POST"):
        end += 1
    return end


def _unknown_stage(tags: list[Tag], at: int) -> bool:
    """Whether a known staging stands before classes that it does not have ("FIGO stage IB2")."""
    tag, after = tags[at], tags[at + 1] if at + 1 < len(tags) else None
    if tag.type != "MEAS" or after is None or after.type != "TEXT" or after.could_be("CLASSES"):
        return False
    return tag.text.lower().endswith(("stage", "stages")) and _LETTERED.fullmatch(after.text) is not None


def _named_after(tags: list[Tag], end: int) -> int:
    """The place after the name of the classification behind its classes ("stage II of the Ishak classification")."""
    at = end
    if at < len(tags) and tags[at].type == "PREP" and tags[at].text.lower().startswith("of"):
        at += 1
    first = at
    while at < len(tags) and at < first + 3 and tags[at].type in {"TEXT", "FILL", "MARK"}:
        at += 1
    named = first < at < len(tags) and tags[at].text.lower() in _CLASSIFICATIONS
    return at + 1 if named else end


def _one_class(tags: list[Tag], at: int) -> int:
    tag = tags[at]
    if tag.type == "SEV" or not _CLASS.fullmatch(tag.text):
        return at
    after = tags[at + 1] if at + 1 < len(tags) else None
    if after is None or after.start != tag.end:
        return at + 1
    if _LETTER.fullmatch(after.text):
        return at + 2
    return at if after.type in {"UNIT", "TU", "TEXT"} else at + 1


def _of_finding(tags: list[Tag], first: int, end: int) -> bool:
    """Whether a finding stands right before or soon after the classes, and no scale that they could be of."""
    around = tags[max(0, first - _LOOK) : first] + tags[end : end + _LOOK]
    if any(tag.type == "MEASN" or (tag.type == "MEAS" and _scale(tag) and not _told_behind(tag, tags[first])) for tag in around):
        return False
    while first > 1 and tags[first - 1].type == "SEV":
        first -= 1
    before = tags[first - 1] if first else None
    inside = before is not None and before.type == "LP"
    if before is not None and before.type == "LP" and first > 1:
        if end < len(tags) and tags[end].type in {"OR", "AND"}:
            return tags[first - 2].type == "COND" and _alternative(tags, end)
        before = tags[first - 2]
    if before is not None and before.type == "PREP" and before.text.lower() == "of" and first > 1:
        return tags[first - 2].type in _FINDINGS and plays(tags[end - 1], "POST")
    if before is not None and (before.type in _FINDINGS or (before.type == "RP" and first > 3)):
        return True
    if before is not None and before.type == "COMMA" and _told_behind_comma(tags, first, end):
        return True
    for tag in tags[end : end + 2 * _LOOK]:
        if tag.type in _FINDINGS:
            return True
        if tag.type not in _MODIFIERS and tag.type not in _JOINS and not (inside and tag.type in _BRACKETS):
            return False
    return False


def _told_behind_comma(tags: list[Tag], first: int, end: int) -> bool:
    """Whether a grade behind a comma is of the one finding before it ("neuropathy, grade ≥ 2")."""
    if not any(tag.type == "STAGEW" and tag.text.lower().startswith("grade") for tag in tags[first:end]):
        return False
    begin, last = sentence_around(tags, first)
    alone = first > 1 and tags[first - 2].type == "COND" and not any(tag.type in _JOINS for tag in tags[begin : first - 1])
    return alone and (end >= last or tags[end].type in {"COMMA", "SEMI", "OR"})


def _told_behind(tag: Tag, stage: Tag) -> bool:
    """Whether the scale of toxicities stands behind a grade, of which it says no more ("grade ≥ 2 neuropathy (CTCAE v5.0)")."""
    return tag.value == _TOXICITY and tag.start > stage.start


def _scale(tag: Tag) -> bool:
    known = catalog()
    return any(known[ident].kind in {"ordinal", "score"} for ident in tag.value if ident in known)  # type: ignore[attr-defined]


def _qualifier(parts: list[Tag]) -> Tag:
    kind = "type" if any(tag.text.lower().startswith("type") for tag in parts) else "stage"
    whole = Tag("SEV", min(tag.start for tag in parts), max(tag.end for tag in parts), kind, kind)
    whole.others = (("parts", tuple(parts)),)
    return whole


def route_or_class(tags: list[Tag]) -> list[Tag]:
    """The tags with the "IV" straight behind a measure or "class" made a class ("ASA class IV or higher")."""
    for before, tag in itertools.pairwise(tags):
        if tag.type == "ROUTE" and tag.text in ROMAN and before.type in {"MEAS", "STAGEW"}:
            tag.be("ROMAN", ROMAN[tag.text])
    return tags
