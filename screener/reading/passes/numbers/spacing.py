"""Keeps "at least 4 hours apart" from being a limit of what is measured: it tells how far two readings lie apart."""

from __future__ import annotations

from screener.reading.scanning.tag_looks import plays
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering
from screener.reading.scanning.tags import telling

_BEHIND = frozenset({"apart"})
_APART = frozenset({"separated", "spaced"})
TOLD = _BEHIND | _APART
"""The words that tell of a distance, behind it or before it."""
_AMOUNT = frozenset({"NUM", "TU", "UNIT", "CMP", "DASH", "POST"})


def spaced(tags: list[Tag]) -> list[Tag]:
    """The tags with each distance in time between two readings made one qualifier."""
    made: list[Tag] = []
    at = 0
    while at < len(tags):
        tag = tags[at]
        if tag.text.lower() in _BEHIND and made and made[-1].type == "TU":
            first = len(made)
            while first and (made[first - 1].type in _AMOUNT or plays(made[first - 1], "CMP")):
                first -= 1
            made[first:] = [_apart([*made[first:], tag])]
        elif tag.type in {"TEXT", "PREP"} and tag.text.lower() in _APART:
            end = _amount_end(tags, at + 1)
            made.append(_apart(tags[at:end]) if end else tag)
            at = end - 1 if end else at
        else:
            made.append(tag)
        at += 1
    return made


def _apart(parts: list[Tag]) -> Tag:
    """One qualifier for the words, whose further role holds the sign, the number and the unit of one plain length."""
    numbers = [tag for tag in parts if tag.type == "NUM"]
    units = [tag for tag in parts if tag.type == "TU"]
    signs = [tag for tag in parts if plays(tag, "CMP")]
    if len(numbers) != 1 or len(units) != 1 or len(signs) > 1 or any(tag.type == "POST" for tag in parts):
        return covering("SEV", parts, "other", "")
    return telling("apart", parts, (signs[0] if signs else None, numbers[0], units[0]))


def _amount_end(tags: list[Tag], at: int) -> int:
    """The place after "by at least 4 weeks"; 0 where no time stands here."""
    if at < len(tags) and tags[at].text.lower() == "by":
        at += 1
    first = at
    while at < len(tags) and (tags[at].type in _AMOUNT or plays(tags[at], "CMP")):
        at += 1
    return at if at > first and tags[at - 1].type == "TU" else 0
