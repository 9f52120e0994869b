"""Keeps "more than twice" behind a stay in hospital with it: a record of a stay does not count how often there was one."""

from __future__ import annotations

from screener.reading.scanning.tag_looks import plays
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

_STAY = ("hospitalized",)
_OFTEN = frozenset({"once", "twice", "thrice"})
_TIMES = frozenset({"time", "times", "occasion", "occasions"})
_NAMES = frozenset({"COND", "CONDN", "SEV", "TEXT", "FILL"})


def stays_counted(tags: list[Tag]) -> list[Tag]:
    """The tags with such a count, and what the stays were for, as words that narrow the stay."""
    for at, tag in enumerate(tags):
        end = _counted(tags, at + 1) if tag.type == "STATE" and tag.value == _STAY else at + 1
        if end > at + 1:
            told = covering("SEV", tags[at + 1 : end], "other", " ".join(one.text for one in tags[at + 1 : end]))
            return [*tags[: at + 1], told, *stays_counted(tags[end:])]
    return tags


def _counted(tags: list[Tag], at: int) -> int:
    """The place behind "more than twice", "3 times or more" and what it was for; the place itself where no count stands there."""
    number = at + 1 if at < len(tags) and plays(tags[at], "CMP") else at
    if number >= len(tags) or tags[number].type != "NUM":
        return at
    said = tags[number + 1].text.lower() if number + 1 < len(tags) else ""
    end = number + 2 if said in _TIMES else number + 1
    if end == number + 1 and tags[number].text.lower() not in _OFTEN:
        return at
    end += end < len(tags) and tags[end].type == "POST"
    behind = end + 1
    if end < len(tags) and tags[end].type == "PREP" and tags[end].text.lower().startswith("for"):
        while behind < len(tags) and tags[behind].type in _NAMES:
            behind += 1
    return behind if behind > end + 1 else end
