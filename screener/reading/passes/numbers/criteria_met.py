"""Keeps how many of a set's criteria are met with the set: "at least 4 of the 11 ACR criteria for lupus"."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

_OF = frozenset({"of", "of the", "out of", "the"})


def criteria_met(tags: list[Tag]) -> list[Tag]:
    """The tags with a count before a named set of criteria part of its name; one that heads a list stays a count."""
    made: list[Tag] = []
    for at, tag in enumerate(tags):
        if tag.type == "SEV" and tag.value == "criteria-set" and not _heads_list(tags, at):
            first = _count(made)
            if first < len(made) and (_told(made, first) or _of_disease(tags, at)):
                tag = covering("SEV", [*made[first:], tag], "criteria-set")
                del made[first:]
        made.append(tag)
    return made


def _told(before: list[Tag], first: int) -> bool:
    """Whether words before a count tie it to what it tells of ("according to", "with", a bracket)."""
    if first and before[first - 1].text.lower() == "with":
        return first > 1 and before[first - 2].type == "COND"
    return first > 0 and before[first - 1].type in {"ACCORD", "LP"}


def _of_disease(tags: list[Tag], at: int) -> bool:
    """Whether a disease follows whose criteria they are."""
    return at + 2 < len(tags) and tags[at + 1].text.lower() in {"for", "of"} and tags[at + 2].type == "COND"


def _heads_list(tags: list[Tag], at: int) -> bool:
    """Whether a bracket follows or a colon ends the words, behind which the criteria may be told."""
    return any(tag.type == "COLON" for tag in tags[at + 1 :]) or (at + 1 < len(tags) and tags[at + 1].type == "LP")


def _count(before: list[Tag]) -> int:
    """Where the count begins that ends the tags ("at least 4 of the 11", "4 or more of"); how many they are where none does."""
    none = at = len(before)
    if at and before[at - 1].type == "NUM" and at > 1 and _of(before[at - 2]):
        at -= 1
    while at and _of(before[at - 1]):
        at -= 1
    kinds = [tag.type for tag in before[:at]]
    return at - 2 if kinds[-2:] in (["CMP", "NUM"], ["NUM", "POST"]) else none


def _of(tag: Tag) -> bool:
    return tag.type in {"PREP", "FILL"} and tag.text.lower() in _OF
