"""Reads the bracket between a measure and its limit that says which, or how it is measured: "QTc (Fridericia) > 450 ms"."""

from __future__ import annotations

import re

from screener.catalog.load import catalog
from screener.reading.scanning.tag_looks import plays
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

CORRECTED = frozenset({"corrected", "adjusted"})
_LONGEST = 6
_LIMITED = frozenset({"NUM", "BETW", "MEASN", "COLON"})
_NO_NAME = frozenset({"CMP", "UNIT", "TU", "ULN", "LLN", "WITHIN", "COMMA", "IF", "EXC", "FORSEX", "LP", "AGEW"})
_OWN = frozenset({"MEAS", "SEV", "FORMULA"})
_MEANS = frozenset({"PROC", "TEXT", "OR", "SLASH", "PREP", "ACCORD", "FILL"})
_BY = ("by", "via", "measured by", "assessed by", "determined by", "as measured by", "using")
_FORMULA = re.compile(r"(?:['’]s)?(?: (?:correction|corrected|formula|method))*$")
_ITEMS = re.compile(r"\d+[- ]items?(?: (?:version|scale))?")


def how_measured(tags: list[Tag]) -> list[Tag]:
    """The tags with such a bracket made part of the measure's name, or its description before it."""
    for at in range(len(tags) - 4):
        if tags[at].type != "MEAS":
            continue
        if _corrects(tags[at + 1 : at + 4]) and plays(tags[at + 4], "CMP"):
            told = covering("SEV", tags[at + 1 : at + 4], "description", "")
            return [*tags[:at], told, tags[at], *how_measured(tags[at + 4 :])]
        left = at + 2 if tags[at + 1].type == "MEASN" else at + 1
        close = _closing(tags, left) if tags[left].type == "LP" else 0
        if not close or not _limit_follows(tags, close + 1):
            continue
        inside = tags[left + 1 : close]
        ids = _named(tags[at], inside)
        if ids:
            return [*tags[:at], covering("MEAS", tags[at : close + 1], ids), *how_measured(tags[close + 1 :])]
        if _tells_how(inside):
            told = covering("SEV", tags[left : close + 1], "description", "")
            return [*tags[:at], told, *tags[at:left], *how_measured(tags[close + 1 :])]
    return tags


def _closing(tags: list[Tag], left: int) -> int:
    """Where a short bracket without another ends; 0 where it does not."""
    for at in range(left + 2, min(left + 2 + _LONGEST, len(tags))):
        if tags[at].type in {"RP", "LP"}:
            return at if tags[at].type == "RP" else 0
    return 0


def _limit_follows(tags: list[Tag], at: int) -> bool:
    at += at < len(tags) and (tags[at].text.lower() in {"of", "is", "must be"} or tags[at].type == "LP")
    return at < len(tags) and (tags[at].type in _LIMITED or plays(tags[at], "CMP"))


def _named(measure: Tag, inside: list[Tag]) -> tuple[str, ...]:
    """The measures that the catalogue knows by the words of the bracket with the name before it; none where one stands inside."""
    if any(tag.type in _NO_NAME or (tag.type in _OWN and not _corrects(inside)) for tag in inside):
        return ()
    text = _text(inside)
    short = _FORMULA.sub("", text)
    first = "QTc" if measure.value == ("qtc",) else measure.text
    for name in (f"{text} {first}", f"{first} {text}", f"{first} {short}", f"{short.rstrip('s')} {first}"):
        found = tuple(catalog().by_text(name))
        if found and all(catalog()[one].measure is not None for one in found):
            return found
    return ()


def _tells_how(inside: list[Tag]) -> bool:
    """Whether a bracket tells by which examination it is measured, for what it is corrected, or of how many items a scale is."""
    text = _text(inside).lower()
    if _corrects(inside):
        return not any(tag.type in _NO_NAME for tag in inside)
    if _ITEMS.fullmatch(text):
        return True
    examined = any(tag.type == "PROC" or tag.text.lower() == "echo" for tag in inside)
    return examined and inside[0].text.lower() in _BY and all(tag.type in _MEANS for tag in inside)


def _corrects(words: list[Tag]) -> bool:
    """Whether words tell for what a value is corrected ("corrected for hemoglobin")."""
    return len(words) > 2 and words[0].text.lower() in CORRECTED and words[1].text.lower() == "for"


def _text(inside: list[Tag]) -> str:
    """The words of a bracket as they are written."""
    made = ""
    for before, tag in zip([None, *inside], inside, strict=False):
        made += (" " if before is not None and tag.start > before.end else "") + tag.text
    return made
