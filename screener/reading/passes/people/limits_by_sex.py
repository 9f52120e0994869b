"""Limits that each hold for one sex: "QTc: male >= 450 ms, female >= 470 ms"."""

from __future__ import annotations

from screener.reading.scanning.tag_looks import JOINS
from screener.reading.scanning.tag_looks import NAMED
from screener.reading.scanning.tag_looks import UNITS
from screener.reading.scanning.tags import Tag

_SIDES = frozenset({"MEASN", "COLON", "LP", "DASH", "FILL", "PREP", "MARK", "TEXT"})
_LIMITED = UNITS | {"CMP", "NUM", "FORSEX", "COMMA", "SEMI", "OR", "AND", "SLASH", "DROP", "FILL"}


def for_sex(tags: list[Tag], at: int) -> None:
    """ "QTc: male ≥ 450 ms, female ≥ 470 ms", "> 1.5 mg/dL men, > 1.3 mg/dL women": the sex of a limit, not of the patient."""
    if _both_behind(tags, at):
        tags[at].type, tags[at].others = "FORSEX", ()
        return
    ahead = at + 1
    while ahead < len(tags) and tags[ahead].type in {"DASH", "COLON", "FILL", "PREP"}:
        ahead += 1
    if ahead >= len(tags) or tags[ahead].type not in {"CMP", "NUM", "BETW"}:
        return
    back = at - 1
    while back >= 0 and tags[back].type in _SIDES and at - back <= 3:
        back -= 1
    if back > 2 and [tags[back].type, tags[back - 2].type] == ["RP", "LP"]:
        back -= 3  # "Hemoglobin (Hgb): men 13-18 g/dL"
    measured = back >= 0 and tags[back].type == "MEAS" and tags[back].value != ("age",)
    if not measured and not _after_sexed(tags, at):
        return
    tags[at].type, tags[at].others = "FORSEX", ()
    for place in range(at + 1, ahead):
        if tags[place].type in {"DASH", "COLON"}:
            tags[place].drop("filler")
    for place in range(back + 1, at):
        if measured and tags[place].type == "COLON":
            tags[place].drop("filler")


def _both_behind(tags: list[Tag], at: int) -> bool:
    """Whether a sex stands straight behind a limit with its unit, and the other sex behind the one before or after it."""
    if not _behind_limit(tags, at):
        return False
    others = [place for place in range(max(0, at - _APART), min(len(tags), at + _APART)) if tags[place].type in {"SEX", "FORSEX"}]
    return any(tags[place].value != tags[at].value and _behind_limit(tags, place) for place in others)


def _behind_limit(tags: list[Tag], at: int) -> bool:
    first = at - 1
    while first >= 0 and tags[first].type in UNITS | {"SLASH", "TIMES"}:
        first -= 1
    return 0 < first < at - 1 and tags[first].type == "NUM" and tags[first - 1].type == "CMP"


_APART = 8
"""How many tags two limits that each name a sex lie apart at most."""


def _after_sexed(tags: list[Tag], at: int) -> bool:
    """Whether the limit of the other sex stands right before, behind a comma or "and"."""
    back = at - 1
    while back >= 0 and tags[back].type in JOINS:
        back -= 1
    if back == at - 1 or back < 0 or tags[back].type not in UNITS | {"NUM"}:
        return False
    while back >= 0 and tags[back].type in UNITS | {"NUM", "CMP", "DASH", "PREP", "DROP", "BETW"}:
        back -= 1
    return back >= 0 and tags[back].type == "FORSEX"


_SHORT = 8


def abbreviated_before(tags: list[Tag], at: int) -> bool:
    """Whether a bracket with an abbreviation stands straight before a place, behind a name ("index (SMI) (< 7 in men …)")."""
    if at < 4 or tags[at - 1].type != "RP" or tags[at - 3].type != "LP":
        return False
    return tags[at - 4].type in NAMED | {"TEXT"} and tags[at - 2].type in NAMED | {"TEXT"} and len(tags[at - 2].text) <= _SHORT


def unbracketed(tags: list[Tag], at: int) -> None:
    """ "QTc (> 450 ms in men, > 470 ms in women)": a bracket of nothing but limits by sex is read as if it were none."""
    end = at + 1
    while end < len(tags) and tags[end].type in _LIMITED:
        end += 1
    inside = tags[at + 1 : end]
    closed = end < len(tags) and tags[end].type == "RP"
    if closed and sum(tag.type == "FORSEX" for tag in inside) == 2:
        tags[at].drop("filler")
        tags[end].drop("filler")
