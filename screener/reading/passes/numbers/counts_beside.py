"""Reads "eosinophils ≥ 300/µL and at least 1 exacerbation" as a limit and a count of another thing, not as two limits."""

from __future__ import annotations

from decimal import Decimal

from screener.reading.scanning.tag_looks import sentence_around
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import take

APART = ("APART", True)
"""Marks a connective that joins no two limits."""
_MEASURED = frozenset({"UNIT", "ULN", "RELTO"})
_COUNTED = frozenset({"COND", "CONDN", "PROC", "PROCN", "DRUG", "TREATN", "VACC", "STATE", "TEXT", "SEV", "HIST"})
PLUS = frozenset({"plus"})
WITH = frozenset({"with"})
_SAYS_NO_COUNT = frozenset({"inclusive", "inclusively", "both", "respectively", "points", "each"})
_MOST = 12
"""No more things than that are counted beside a limit; a greater number is a second limit whose unit is left out."""


def counts_beside(tags: list[Tag]) -> list[Tag]:
    """The tags with each connective between a limit with its unit and the least count of something else marked.

    "With" joins the two as "and" does, but to the last of several limits alone: there "with at least one" is "with".
    """
    for at in range(1, len(tags) - 3):
        joint, before = tags[at], tags[at - 1]
        if before.type == "COMMA" and at > 1:
            before = tags[at - 2]
        if not _joins(joint) or before.type not in _MEASURED or not _counts(tags, at + 1):
            continue
        if joint.type == "PREP" and _alternative(tags, at):
            if 1 in {tags[at + 1].value, tags[at + 2].value}:
                take(tags[at + 1 : at + 3])
                return [*tags[: at + 1], *counts_beside(tags[at + 3 :])]
            continue
        if joint.type not in {"AND", "OR"}:
            joint.be("AND", "and")
        joint.others = (*joint.others, APART)
    return tags


def _joins(tag: Tag) -> bool:
    """Whether a tag can join a limit and a count."""
    kind, words = tag.type, tag.text.lower()
    return kind in {"AND", "OR"} or (kind == "POST" and words in PLUS) or (kind == "PREP" and words in WITH)


def _alternative(tags: list[Tag], at: int) -> bool:
    """Whether the limit before a place is one of several in its sentence."""
    start, _ = sentence_around(tags, at)
    return any(tag.type == "OR" for tag in tags[start:at])


def _counts(tags: list[Tag], at: int) -> bool:
    """Whether "at least one" or "one or more" of something that is no unit stands there."""
    sign, number, thing = tags[at], tags[at + 1], tags[at + 2]
    if number.type in {"POST", "CMP"} and tags[at - 1].type == "PREP":
        sign, number = number, sign
    least = sign.type in {"CMP", "POST"} and str(sign.value)[:1] == ">"
    if not least or number.type != "NUM" or not isinstance(number.value, Decimal):
        return False
    whole = number.value == int(number.value) and 0 < number.value <= _MOST
    return whole and thing.type in _COUNTED and thing.text.lower() not in _SAYS_NO_COUNT
