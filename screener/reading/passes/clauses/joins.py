"""Tells whether "and", "or" and "to" join two limits or two things."""

from __future__ import annotations

from decimal import Decimal

from screener.reading.passes.clauses.roles import ROMAN
from screener.reading.passes.clauses.roles import roman_next
from screener.reading.scanning.tag_looks import is_amount
from screener.reading.scanning.tag_looks import plays
from screener.reading.scanning.tags import Tag

JOINTS = frozenset({"AND", "OR", "COMMA", "SLASH", "TEXT", "CMP", "DASH", "PREP", "PLUS"})
"""The types of tag that can join two numbers or two limits, or stand between an amount and what it is counted from."""


_SET_IN = "set in"
"""The value of a "but" that a comma stood before: one behind its number closes what it opened."""


_TOLD_OF = frozenset({"WITHIN", "SEV", "CAUSE", "AGO"})
"""What stands behind what happened, and behind no visit ("screening and a hospitalization for asthma within a year")."""


def _visit(after: Tag | None, beyond: Tag | None) -> bool:
    """Whether a further visit follows, not what has a time or reason of its own ("screening or surgery within a month")."""
    told = after is not None and after.type != "ANCHOR" and beyond is not None and beyond.type in _TOLD_OF
    return plays(after, "ANCHOR") and not told


def _within(made: list[Tag]) -> bool:
    """Whether a stretch of time is bounded ("within 8 weeks of", "less than 3 months from"), not an amount ("3 weeks of")."""
    return any(tag.type == "WITHIN" or (tag.type == "CMP" and str(tag.value)[:1] == "<") for tag in made[-7:])


def join(tag: Tag, made: list[Tag], after: Tag | None, beyond: Tag | None) -> None:
    """Turns connectives and dashes into the ones that join two numbers or two limits."""
    before = made[-1] if made else None
    if tag.type in {"AND", "OR", "COMMA", "SLASH"} and before is not None and before.type == "ROMAN" and roman_next(after):
        tag.type = "DROP"
    elif tag.type in {"AND", "OR", "SLASH"} and before is not None and before.type == "ANCHOR" and _visit(after, beyond):
        tag.type = "AND_AT" if tag.type == "AND" else "OR_AT"
        if after is not None and after.type != "ANCHOR":
            after.become("ANCHOR")
    elif tag.type == "TEXT" and tag.text.lower() == "but" and is_amount(before) and plays(after, "CMP"):
        tag.type = "AND_CMP"
    elif tag.type == "AND" and tag.text.lower() == "but" and _comma_behind_amount(made) and plays(after, "CMP"):
        if beyond is not None and beyond.type == "NUM":
            made.pop().state = "filler"  # "at least 6 months, but no more than 5 years"
            tag.type, tag.value = "AND_CMP", _SET_IN
    elif tag.type == "COMMA" and len(made) > 2 and made[-1].type == "NUM" and made[-3].value is _SET_IN:
        tag.type = "DROP"  # "at least 1, but no more than 2, prior regimens"
    elif tag.type in {"AND", "OR"} and is_amount(before) and after is not None and not tag.could_be("APART"):
        if plays(after, "CMP") and beyond is not None and beyond.type == "NUM":
            tag.type = tag.type + "_CMP"
        elif tag.type == "AND" and after.type == "NUM" and before is not None and before.type == "NUM" and plays(beyond, "TU"):
            tag.type = "RDASH"
    elif tag.type == "CMP" and tag.value == "~" and is_amount(before) and after is not None and after.type == "NUM":
        tag.type = "RDASH"
    elif tag.type == "DASH":
        if is_amount(before) and after is not None and (after.type == "NUM" or after.text in ROMAN):
            tag.type = "RDASH"
        elif after is not None and plays(after, "CMP") and _far_end(made, after, beyond):
            tag.type = "TO_CMP" if _signed(made) else "RDASH"
        else:
            tag.type = "COMMA" if _spaced(tag, before, after) else "DROP"
    elif (
        tag.type == "PREP"
        and is_amount(before)
        and after is not None
        and (after.type in {"NUM", "CMP"} or after.text in ROMAN)
        and tag.text.lower() in {"to", "through"}
    ):
        tag.type = "RDASH"
        if after.type == "CMP" and beyond is not None and beyond.type == "NUM" and _signed(made):
            tag.type = "TO_CMP"
    elif (
        tag.type == "PREP"
        and before is not None
        and before.type == "TU"
        and plays(after, "ANCHOR")
        and tag.value in {"of", "to", "from"}
        and _within(made)
    ):
        tag.type, tag.value = "PRIOR", "of"
        if after is not None and after.type != "ANCHOR":
            after.become("ANCHOR")
    elif tag.type == "PLUS":
        tag.type = "POST" if before is not None and before.type == "NUM" else "DROP"
        tag.value = ">="


def _signed(made: list[Tag]) -> bool:
    """Whether the amount that stands last has a sign before it."""
    at = len(made) - 1
    while at > 0 and is_amount(made[at]) and made[at].type != "NUM":
        at -= 1
    return at > 0 and made[at].type == "NUM" and made[at - 1].type == "CMP"


def _far_end(made: list[Tag], sign: Tag, number: Tag | None) -> bool:
    """Whether a sign behind a dash bounds what the number before the dash begins ("5 - < 12 years")."""
    low = next((tag for tag in reversed(made[-3:]) if tag.type == "NUM"), None)
    if low is None or number is None or number.type != "NUM" or not is_amount(made[-1]) or sign.value not in {"<", "<="}:
        return False
    return isinstance(low.value, Decimal) and isinstance(number.value, Decimal) and low.value < number.value


def _comma_behind_amount(made: list[Tag]) -> bool:
    return len(made) > 1 and made[-1].type == "COMMA" and is_amount(made[-2])


def named(made: list[Tag]) -> bool:
    """Whether a measure, a length of time or a score stands last, so that a colon only leads to its number."""
    return measured(made) or lasting(made) or scored(made)


def measured(made: list[Tag]) -> bool:
    """Whether a measure stands last, perhaps with its abbreviation in a bracket or its visit, or how long a finding lasts."""
    end = len(made)
    if end > 2 and made[-1].type == "ANCHOR" and made[-2].type == "AT":
        end -= 2  # "HbA1c at screening: < 9 %"
    if end > 2 and made[end - 1].type == "POP" and made[end - 2].type == "PREP":
        end -= 2  # "BMI of subjects: < 45"
    if end > 1 and made[end - 1].type == "MEASN":
        end -= 1  # "ECOG status score: 0-1", "ECOG (Eastern Cooperative Oncology Group) score: 0-1"
    if end > 3 and made[end - 1].type == "RP":
        opens = next((at for at in range(end - 2, max(0, end - 7), -1) if made[at].type == "LP"), end)
        end = opens if opens == end - 3 or (opens < end and made[opens + 1].type in {"AT", "PREP"}) else end
    if made[end - 1].type == "COND" and end == len(made):
        return any(tag.text.lower().startswith("duration of") for tag in made[-3:-1])
    return made[end - 1].type == "MEAS"


def scored(made: list[Tag]) -> bool:
    """Whether a sentence so far is the name of a score that no catalogue knows ("Bell score: 30-60")."""
    first = next((at + 1 for at in range(len(made) - 1, -1, -1) if made[at].type in {"STOP", "SEMI"}), 0)
    name = made[first:]
    known = len(name) > 1 and name[-1].type == "MEASN" and name[-1].text.lower() in {"score", "index", "scale", "score total"}
    return known and len(name) < _LONG_NAME and all(tag.type == "TEXT" and tag.text[:1].isupper() for tag in name[:-1])


_LONG_NAME = 5


def lasting(made: list[Tag]) -> bool:
    """Whether the duration of something stands last ("duration of symptoms", "symptom duration")."""
    said = [tag.text.lower() for tag in made[-4:]]
    return said[-1] == "duration" or any(word in {"duration of", "length of"} for word in said)


def _spaced(tag: Tag, before: Tag | None, after: Tag | None) -> bool:
    return before is not None and after is not None and before.end < tag.start and tag.end < after.start


def starts_limit(tag: Tag | None) -> bool:
    """Whether a number phrase begins here, so that "Age: 18 years" is one."""
    return tag is not None and (tag.type in {"NUM", "BETW"} or plays(tag, "CMP"))
