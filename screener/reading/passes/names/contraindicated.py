"""Reads "patients in whom spirometry is contraindicated" as a contraindication to it: nobody is asked whether it was done."""

from __future__ import annotations

from screener.reading.scanning.tag_looks import first_of
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering
from screener.reading.scanning.tags import take

CONTRAINDICATED = frozenset({
    "contraindicated", "contra-indicated", "contra - indicated", "contra indicated", "medically contraindicated",
    "clinically contraindicated", "absolutely contraindicated",
})  # fmt: skip
_IS = frozenset({"is", "are", "was", "were", "would be", "is a", "be"})
_NAMES = frozenset({"DRUG", "PROC", "VACC"})
_JOINS = frozenset({"AND", "OR", "SLASH"})
_WITH = frozenset({"SEV", "ROUTE", "FILL"})
_WHOM = frozenset({"in whom", "for whom", "in which", "for which", "whom", "which", "where", "when"})
_CASES = frozenset({"condition", "conditions", "situation", "situations", "circumstance", "circumstances"})
_HAVING = frozenset({"with", "with a", "with an", "having", "who have", "who has", "who have a"})
_ENDS = frozenset({"STOP", "SEMI", "COMMA", "COLON", "LP", "RP", "EG", "IE", "EXC"})
_CLOSE = frozenset({"RP"})
_BEGINS = frozenset({"STOP", "SEMI", "COMMA", "OR", "AND", "COLON", "LP", "MARK", "POP"})


def contraindicated(tags: list[Tag]) -> list[Tag]:
    """The tags with "contraindicated" before the treatments that it is said of."""
    for at, tag in enumerate(tags):
        if tag.type != "CONTRA" or tag.text.lower() not in CONTRAINDICATED:
            continue
        verb = at
        while verb and tags[verb - 1].type == "FILL" and tags[verb - 1].text.lower() in _IS:
            verb -= 1
        first = _first(tags, verb)
        begin = _begin(tags, first)
        if first == verb or not (begin == 0 or tags[begin - 1].type in _BEGINS):
            continue
        if _reasons_named(tags, at + 1):
            words = covering("JUDGED", tags[first : at + 1], "judgement")
            take(tags[begin:first])
            return [*tags[:begin], words, *contraindicated(tags[at + 1 :])]
        if not _closes(tags, at + 1):
            continue
        take(tags[begin:first])
        take(tags[verb:at])
        return [*tags[:begin], tag, *tags[first:verb], *_behind(tags, at + 1), *contraindicated(tags[at + 1 :])]
    return tags


def _behind(tags: list[Tag], at: int) -> list[Tag]:
    """The mark that parts what stands at a place from the treatments before it, as it is not contraindicated."""
    if at < len(tags) and tags[at].type == "COMMA":
        tags[at].type = "SEMI"
    elif at + 1 < len(tags) and tags[at].type in _JOINS and tags[at + 1].text.lower() in _HAVING:
        return [Tag("SEMI", tags[at].start, tags[at].start, ";", "", state="compiled")]
    return []


def _closes(tags: list[Tag], at: int) -> bool:
    """Whether nothing more is said of the treatments behind the word ("or not tolerated", "or with a pacemaker")."""
    if at == len(tags):
        return True
    if tags[at].type == "COMMA" and at + 1 < len(tags) and tags[at + 1].type in _JOINS:
        at += 1
    elif tags[at].type in _ENDS:
        return True
    if tags[at].type not in _JOINS or at + 1 == len(tags):
        return False
    return tags[at + 1].type in {"COND", "POP", "MEAS"} or tags[at + 1].text.lower() in _HAVING


def _reasons_named(tags: list[Tag], at: int) -> bool:
    """Whether a bracket follows with a treatment or device, which is the reason and is not contraindicated itself."""
    if at == len(tags) or tags[at].type != "LP":
        return False
    return any(tag.type in _NAMES for tag in tags[at : first_of(tags, at, _CLOSE)])


def _first(tags: list[Tag], end: int) -> int:
    """Where the treatments begin that end before a place; the place itself where none does."""
    at = end
    while at and tags[at - 1].type in _NAMES and (at == end or tags[at].type in _JOINS | _WITH):
        at -= 1
        while at and tags[at - 1].type in {"SEV", "ROUTE"}:
            at -= 1
        if at > 1 and tags[at - 1].type in _JOINS and tags[at - 2].type in _NAMES:
            at -= 1
    return at


def _begin(tags: list[Tag], first: int) -> int:
    """Where the words begin that only lead to the treatments: their use, whom it is for, in what condition."""
    at = first
    while at and (
        tags[at - 1].type in {"TREAT", "FILL", "WHICH"}
        or tags[at - 1].text.lower() in _WHOM | _CASES
        or (tags[at - 1].type == "PREP" and at < len(tags) and tags[at].text.lower() in _WHOM)
    ):
        at -= 1
    return at
