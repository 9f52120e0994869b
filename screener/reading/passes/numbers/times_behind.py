"""Brings "2 or more times the upper limit of normal" into the order sign, number, times."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

_LIMITS = frozenset({"ULN", "LLN"})


def times_behind(tags: list[Tag]) -> list[Tag]:
    """The tags with a sign behind a number ("or more") that "times" follows, or that stands behind it, before the number."""
    for at in range(len(tags) - 2):
        number = tags[at]
        kinds = [tag.type for tag in tags[at : at + 3]]
        if kinds not in (["NUM", "POST", "TIMES"], ["NUM", "TIMES", "POST"]):
            continue
        if at + 3 >= len(tags) or tags[at + 3].type not in _LIMITS:
            continue
        sign = next(tag for tag in tags[at : at + 3] if tag.type == "POST")
        before = Tag("CMP", number.start, number.start, sign.value, "")
        return [*tags[:at], before, number, covering("TIMES", tags[at + 1 : at + 3], "×"), *times_behind(tags[at + 3 :])]
    return tags
