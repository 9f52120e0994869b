"""Settles what "better" and "worse" mean for a measure: an ECOG status of 2 or better is at most 2, a BCVA of 60 at least 60."""

from __future__ import annotations

import re

from screener.catalog.load import catalog
from screener.reading.tags import Tag

_WORD = re.compile(r"\b(?:better|worse)\b", re.IGNORECASE)
_HIGHER = {"or": ">=", "": ">", "not": "<="}
_LOWER = {"or": "<=", "": "<", "not": ">="}


def better_worse(tags: list[Tag]) -> list[Tag]:
    """The tags with every such sign turned the way of its measure; where the catalogue cannot say, the sign is unread."""
    for at, tag in enumerate(tags):
        if tag.type not in {"CMP", "POST"} or not is_better_worse(tag):
            continue
        words = tag.text.lower()
        better = _better(tags, at)
        if not better:
            tag.type, tag.value, tag.others = "TEXT", tag.text.lower(), ()
            continue
        signs = _HIGHER if (better == "higher") == ("better" in words) else _LOWER
        tag.value = signs["or" if tag.type == "POST" else "not" if words.startswith(("no", "not")) else ""]
    return tags


def is_better_worse(tag: Tag) -> bool:
    """Whether a sign is told as better or worse."""
    return bool(_WORD.search(tag.text))


def _better(tags: list[Tag], at: int) -> str:
    """Which values of the measure that a sign belongs to are the better ones; nothing where that is not known."""
    for tag in reversed(tags[:at]):
        if tag.type in {"STOP", "SEMI"}:
            break
        if tag.type == "MEAS":
            return _of(tag)
        if tag.type == "STAGEW":
            return "lower"  # of grades and stages the higher are the worse
    following = next((tag for tag in tags[at + 1 :] if tag.type in {"MEAS", "STOP", "SEMI"}), None)
    return _of(following) if following is not None and following.type == "MEAS" else ""


def _of(tag: Tag) -> str:
    ids = tag.value if isinstance(tag.value, tuple) else ()
    ways = {concept.better for ident in ids if (concept := catalog()[ident].measure) is not None}
    return ways.pop() if len(ways) == 1 else ""
