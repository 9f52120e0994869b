"""What small words before or behind a limit mean for it: each function is called at a tag, and changes the tags around it."""

from __future__ import annotations

from itertools import pairwise

from screener.reading.scanning.tag_looks import plays
from screener.reading.scanning.tags import Tag


def of_normal(tags: list[Tag], at: int) -> None:
    """ "150 % of the upper limit of normal" is 150 % of it."""
    behind = at + 1 < len(tags) and plays(tags[at + 1], "ULN")
    if behind and at > 1 and tags[at].value == "of" and tags[at - 1].value == "%" and tags[at - 2].type == "NUM":
        tags[at].drop()


def that_is(tags: list[Tag], at: int) -> None:
    """ "A QTc that is 450 ms or greater" gives the limit of what stands before it."""
    if tags[at].text.lower() != "that is" or not at or at + 1 >= len(tags) or tags[at + 1].type not in {"NUM", "WITHIN"}:
        return
    named = next((tag for tag in reversed(tags[max(0, at - 4) : at]) if tag.type not in {"RP", "LP", "TEXT"}), None)
    if named is not None and named.type == "MEAS":
        tags[at].drop()


def share_kept(tags: list[Tag], at: int) -> None:
    """ "At least 80 % compliance with the diary" is measured."""
    if tags[at].text.lower() not in {"compliance", "adherence"}:
        return
    behind = tags[at + 1 : at + 7]
    later = any(one.type == "NUM" and two.value == "%" for one, two in pairwise(behind))
    if (at > 1 and tags[at - 1].value == "%" and tags[at - 2].type == "NUM") or later:
        tags[at].be_words()


def affected(tags: list[Tag], at: int) -> None:
    """ "Affecting > 10 % of the body surface area" limits how much of it is affected."""
    if tags[at].text.lower() not in _AFFECTING:
        return
    share = next((place for place in range(at + 1, min(at + 6, len(tags))) if tags[place].value == "%"), 0)
    if not share or any(tag.type not in {"CMP", "NUM", "DASH", "FILL"} for tag in tags[at + 1 : share]):
        return
    end = share + 1
    while end < len(tags) and (tags[end].type in {"PREP", "FILL"} or tags[end].text.lower() == "total"):
        end += 1
    named = tags[end].value if end < len(tags) and tags[end].type == "MEAS" else None
    extent = next((one for one in _EXTENTS if isinstance(named, tuple) and one in named), None)
    if extent is None:
        return
    tags[at].be("MEAS", (extent,))
    again = [tag.type for tag in tags[end + 1 : end + 4]] == ["LP", "MEAS", "RP"]
    for tag in tags[share + 1 : end + 1 + 3 * again]:
        tag.drop()


_EXTENTS = ("bsa-involvement", "burn-size")
_AFFECTING = frozenset({"affecting", "affects", "involving", "involves", "covering", "covers"})


def smoked(tags: list[Tag], at: int) -> None:
    """ "At least a 30 pack-year history of smoking" counts the pack-years."""
    counted = at and tags[at - 1].value == "{pack-years}"
    if counted and at + 1 < len(tags) and tags[at + 1].type == "STATE" and tags[at + 1].value == ("smoker",):
        tags[at].drop()
        tags[at + 1].drop()


def if_so(tags: list[Tag], at: int) -> None:
    """ "ALT ≤ 3 x ULN. If liver metastases are present, ≤ 5 x ULN": the second limit goes on with the first."""
    if not at or at + 1 >= len(tags) or not plays(tags[at - 1], "ULN") or tags[at + 1].type != "IF":
        return
    ahead = [tag.type for tag in tags[at + 2 : at + 10]]
    sign = ahead.index("CMP") if "CMP" in ahead else 0
    if sign and "ULN" in ahead[sign:] and not {"MEAS", "STOP", "SEMI"} & set(ahead[:sign]):
        tags[at].type = "SEMI"


def or_limit(tags: list[Tag], at: int) -> None:
    """ "≤ 3 x ULN/≤ 5 x ULN with liver metastases" is one or the other."""
    if at and at + 1 < len(tags) and plays(tags[at - 1], "ULN") and tags[at + 1].type == "CMP":
        tags[at].type, tags[at].value = "OR", "or"
