"""Brings a length of time behind what there was none of, or which lasted so long, where it stands before it.

"12 months without seizures" is no seizures for 12 months, "12 months of amenorrhea" is amenorrhea for at least as long.
"""

from __future__ import annotations

from decimal import Decimal

from screener.catalog.load import catalog
from screener.reading.scanning.tag_looks import plays
from screener.reading.scanning.tags import Tag

_OPENS = frozenset({"STOP", "SEMI", "COLON", "COMMA", "LP", "IE", "AND", "OR", "EXC", "IF", "MUST"})
_WITH = frozenset({"with", "by", "as", "after", "have", "having", "has", "had"})
_ENDS = _OPENS | {"RP", "NEG", "WHICH", "EG", "DESPITE", "SLASH"}
_ABSENT = frozenset({"COND", "CONDN", "TEXT", "SEV", "KNOWN", "DRUG", "TREATN", "PROC", "HIST", "ACTIVE"})
_MOST = 5
_LONGEST = 10
_SUDDEN = ("trauma", "stroke", "myocardial-infarction", "fracture", "hemorrhage")


def lengths_of_absence(tags: list[Tag]) -> list[Tag]:
    """The tags with each such length behind its thing, and each bare length "of" a finding made a least one."""
    for at in range(len(tags) - 2):
        if tags[at].type != "NUM" or tags[at + 1].type != "TU" or tags[at + 1].value == "half-life":
            continue
        first = at - (at > 0 and plays(tags[at - 1], "CMP"))
        behind = at + 2 + (tags[at + 2].type == "POST")
        if behind + 1 > len(tags) - 1 or (first and not _open(tags[first - 1])):
            continue
        if tags[behind].type == "NEG" and not _grown(tags[at : at + 2]):
            end = _absent_end(tags, behind + 1)
            if end:
                lead = Tag("FORT", tags[first].start, tags[first].start, "for", "for")
                rest = lengths_of_absence(tags[end:])
                return [*tags[:first], *tags[behind:end], lead, *tags[first:behind], *rest]
        if first == at and behind == at + 2 and tags[behind].text.lower() == "of" and _lasting(tags, behind + 1):
            place = tags[at].start
            rest = lengths_of_absence(tags[behind + 1 :])
            return [*tags[:at], Tag("CMP", place, place, ">=", ">="), *tags[at : behind + 1], *rest]
    return tags


def _open(tag: Tag) -> bool:
    return tag.type in _OPENS or tag.text.lower() in _WITH


def _grown(amount: list[Tag]) -> bool:
    """Whether it may be an age instead ("18 years or older without diabetes")."""
    number, unit = amount
    return unit.value == "year" and (not isinstance(number.value, Decimal) or number.value > _LONGEST)


def _absent_end(tags: list[Tag], first: int) -> int:
    """The place behind what there was none of; 0 where more is said of it than its name."""
    end = first
    while end < len(tags) and tags[end].type in _ABSENT and end - first < _MOST:
        end += 1
    return end if end > first and (end == len(tags) or tags[end].type in _ENDS) else 0


def _lasting(tags: list[Tag], at: int) -> bool:
    """Whether a finding that lasts stands there, perhaps behind adjectives; what comes at once may be counted from."""
    while at < len(tags) and tags[at].type in {"SEV", "ACTIVE"}:
        at += 1
    if at >= len(tags) or tags[at].type != "COND" or not isinstance(tags[at].value, tuple):
        return False
    known = catalog()
    return not any(known.is_a(str(one), sudden) for one in tags[at].value for sudden in _SUDDEN)  # type: ignore[attr-defined]
