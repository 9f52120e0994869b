"""Brings "> NYHA class II" and "≥ CTCAE grade 3" into the order scale, sign, class."""

from __future__ import annotations

from functools import cache

from screener.catalog.load import catalog
from screener.reading.passes.clauses.roles import ROMAN
from screener.reading.scanning.tag_looks import plays
from screener.reading.scanning.tags import Tag

_BETWEEN = frozenset({"STAGEW", "MEASN"})


def sign_first(tags: list[Tag]) -> list[Tag]:
    """The tags with a sign before a scale moved to the number or class behind it."""
    for at in range(len(tags) - 2):
        scale = tags[at + 1]
        if scale.type != "MEAS" or not plays(tags[at], "CMP") or not _of_scales(scale):
            continue
        number = _behind(tags, at + 2)
        bounded = at > 0 and tags[at - 1].type in {"NUM", "UNIT", "TU"}
        if number < len(tags) and _class(tags[number]) and not bounded:
            sign = tags[at]
            if sign.type != "CMP":
                sign.become("CMP")
            tags[at:number] = [*tags[at + 1 : number], sign]
    return tags


def _behind(tags: list[Tag], at: int) -> int:
    """The place behind the words that go on with a scale: its abbreviation in a bracket, its version, "grade"."""
    while at < len(tags):
        kinds = [tag.type for tag in tags[at : at + 3]]
        if kinds in (["LP", "MEAS", "RP"], ["LP", "TEXT", "RP"]):
            at += 3
        elif tags[at].text.lower() == "version" and kinds[1:2] == ["NUM"]:
            at += 2
        elif tags[at].type in _BETWEEN:
            at += 1
        else:
            break
    return at


def _class(tag: Tag) -> bool:
    return tag.type == "NUM" or tag.text in ROMAN or (len(tag.text) == 1 and tag.text in "ABCDE")


def _of_scales(tag: Tag) -> bool:
    """Whether all that a name can mean are ordinals and scores."""
    return isinstance(tag.value, tuple) and bool(tag.value) and _scales().issuperset(tag.value)


@cache
def _scales() -> frozenset[str]:
    """The ordinals and scores of the catalogue."""
    return frozenset(concept.id for concept in catalog().concepts.values() if concept.kind in {"ordinal", "score"})
