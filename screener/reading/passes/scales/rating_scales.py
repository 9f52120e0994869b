"""Tells whose number stands on a rating scale that names nothing itself: "fatigue ≥ 4 on the NRS" is no pain."""

from __future__ import annotations

from screener.catalog.load import catalog
from screener.core.data import read_toml
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

_IDS = frozenset({"pain-nrs", "pain-vas"})
_ON = frozenset({"on", "using", "by", "with", "according to", "as measured by", "measured by"})
_MEASURED = frozenset({"as measured", "measured", "as assessed", "assessed", "as rated", "rated", "scored", "as"})
_SPAN = frozenset({"NUM", "RDASH", "DASH", "UNIT", "LP", "RP"})
_POINTS = frozenset({"point", "points", "pt", "to", "scale"})
_AMOUNT = frozenset({"NUM", "UNIT", "POST", "CMP", "RDASH", "DASH", "BETW", "MEASN"})
_SMALL = frozenset({"of", "to", "or", "and", "between"})
SCALES = frozenset(read_toml("rules", "words", "scales.toml")["plain"])
"""Names that say on what is rated, and not what."""


def rating_scales(tags: list[Tag]) -> list[Tag]:
    """The tags with each plain rating scale made a description of the score before it, or a name with what it rates."""
    at = 0
    while at < len(tags):
        if _is_scale(tags[at]):
            tags = _rated(tags, at) or _described(tags, at) or tags
        at += 1
    return tags


def _is_scale(tag: Tag) -> bool:
    return tag.type == "MEAS" and tag.text.lower() in SCALES and isinstance(tag.value, tuple) and set(tag.value) <= _IDS


def _rated(tags: list[Tag], at: int) -> list[Tag]:
    """ "Fatigue VAS ≥ 40 mm", "the numeric rating scale for fatigue ≥ 4": one name, known or not."""
    if "pain" in tags[at].text.lower():
        return []
    if at and _other_finding(tags[at - 1]) and tags[at].start - tags[at - 1].end <= 1:
        return [*tags[: at - 1], _named(tags[at - 1 : at + 1], tags[at - 1], tags[at]), *tags[at + 1 :]]
    behind = at + 2 < len(tags) and tags[at + 1].type == "PREP" and tags[at + 1].text.lower() in {"for", "of"}
    if behind and _other_finding(tags[at + 2]):
        return [*tags[:at], _named(tags[at : at + 3], tags[at + 2], tags[at]), *tags[at + 3 :]]
    return []


def _named(parts: list[Tag], finding: Tag, scale: Tag) -> Tag:
    """One name over what is rated and its scale: that of a known measure ("pruritus NRS"), or plain words."""
    ids = catalog().by_text(f"{finding.text} {scale.text}")
    return covering("MEAS", parts, ids) if ids else covering("TEXT", parts, "name")


def _described(tags: list[Tag], at: int) -> list[Tag]:
    """The tags with "on a 0-10 NRS" behind a number made a description; a score of pain is then on that very scale."""
    on = at - 1
    while on > 0 and (tags[on].type in _SPAN or tags[on].text.lower() in _POINTS):
        on -= 1
    if on < 2 or tags[on].text.lower() not in _ON:
        return []
    start = on - (tags[on - 1].text.lower() in _MEASURED)
    first = start - 1
    while first >= 0 and (tags[first].type in _AMOUNT or tags[first].text.lower() in _SMALL):
        first -= 1
    if first < 0 or not any(tag.type == "NUM" for tag in tags[first + 1 : start]):
        return []
    owner = tags[first]
    if _other_finding(owner) and "pain" in tags[at].text.lower():
        return []
    if _other_finding(owner):
        tags[first] = _named([owner], owner, tags[at])
    elif owner.type == "COND" and owner.text.lower() == "pain":
        owner.be("MEAS", tags[at].value)
    elif owner.type == "MEAS" and isinstance(owner.value, tuple) and set(owner.value) <= _IDS:
        owner.value = tags[at].value
    elif not (owner.type == "MEAS" or (owner.type == "COND" and any(tag.type == "UNIT" for tag in tags[first:start]))):
        return _without_span(tags, on, at)
    end = _ended(tags, at)
    return [*tags[:start], covering("SEV", tags[start:end], "description"), *tags[end:]]


def _without_span(tags: list[Tag], on: int, at: int) -> list[Tag]:
    """The tags with how far a scale reaches made part of its name ("back pain ≥ 5 on a 0-10 NRS")."""
    return [*tags[: on + 1], covering("MEAS", tags[on + 1 : at + 1], tags[at].value), *tags[at + 1 :]]


def _ended(tags: list[Tag], at: int) -> int:
    """The place behind a scale, its short name in brackets and its length ("of 100 mm")."""
    end = at + 1
    if [tag.type for tag in tags[end : end + 3]] == ["LP", "MEAS", "RP"] and _is_scale(tags[end + 1]):
        end += 3
    if [tag.type for tag in tags[end : end + 3]] == ["PREP", "NUM", "UNIT"] and tags[end].text.lower() == "of":
        end += 3
    return end


def _other_finding(tag: Tag) -> bool:
    """Whether a known finding is no pain."""
    if tag.type != "COND" or not isinstance(tag.value, tuple) or not tag.value or "pain" in tag.text.lower():
        return False
    known = catalog()
    return not any(known.is_a(ident, "pain") for ident in tag.value)
