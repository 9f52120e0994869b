"""Puts to a name what is told behind it: "diabetes uncontrolled by medication", "prior lung cancer history"."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering
from screener.reading.scanning.tags import take

CONTROL = frozenset({
    "uncontrolled", "poorly controlled", "controlled", "well controlled", "not controlled", "inadequately controlled", "unstable",
    "labile",
})  # fmt: skip
DRUG_THERAPY = frozenset({"drug therapy", "drug treatment", "drug therapies", "medication therapy"})
_BY = frozenset({"by", "with", "on", "despite", "in spite of"})
_ENDS = frozenset({"COMMA", "STOP", "SEMI", "RP", "OR", "AND"})
_PRESSURE = ("blood-pressure",)
_BEFORE = frozenset({"HIST", "FAMILY"})


def told_behind(tags: list[Tag]) -> list[Tag]:
    """The tags with such words made one with what they tell of."""
    made: list[Tag] = []
    at = 0
    while at < len(tags):
        tag = tags[at]
        behind = tags[at + 1] if at + 1 < len(tags) else None
        if tag.text.lower() in CONTROL and tag.type == "SEV" and behind is not None:
            if made and made[-1].type == "COND" and _by_treatment(tags, at + 1):
                made.append(covering("SEV", tags[at : at + 3], "activity"))
                at += 3
                continue
            if behind.type == "MEAS" and behind.value == _PRESSURE and not _measured(tags, at + 2):
                behind.be("COND", ("hypertension",))
        if _told_again(tag, made) and _ended(tags, at + 1):
            take(tag)
            at += 1
            continue
        if tag.type == "PROC" and tag.text.lower() in DRUG_THERAPY and made and made[-1].type == "DRUG":
            tag.be("TREATN", "noun")  # "aspirin drug therapy"
        if tag.type == "RESULT" and _status_for(tags, at + 1):
            made.append(covering("RESULT", tags[at : at + 3], tag.value))
            at += 3
            continue
        made.append(tag)
        at += 1
    return made


def _told_again(tag: Tag, before: list[Tag]) -> bool:
    """Whether "history" stands behind a disease of which a status is told before it."""
    named = tag.type == "HIST" and tag.text.lower() == "history" and bool(before) and before[-1].type == "COND"
    return named and any(one.type in _BEFORE for one in before)


def _by_treatment(tags: list[Tag], at: int) -> bool:
    """Whether "by medication" stands there and nothing else follows."""
    if at + 1 >= len(tags) or tags[at].type not in {"PREP", "DESPITE"} or tags[at].text.lower() not in _BY:
        return False
    return tags[at + 1].type == "TREATN" and _ended(tags, at + 2)


def _ended(tags: list[Tag], at: int) -> bool:
    return at >= len(tags) or tags[at].type in _ENDS


def _measured(tags: list[Tag], at: int) -> bool:
    """Whether a value of the pressure follows at once, so that a test is spoken of."""
    return at < len(tags) and tags[at].type in {"CMP", "NUM", "MEASN", "PREP", "BETW"}


def _status_for(tags: list[Tag], at: int) -> bool:
    """Whether "status for" stands there ("positive status for HIV")."""
    return at + 1 < len(tags) and tags[at].text.lower() in {"status", "serostatus"} and tags[at + 1].text.lower() == "for"
