"""Takes tags, gives them with "5 times the half-life" as five half-lives."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

_OF_A_HALF_LIFE = frozenset({"times", "x", "*", "×", "the", "of", "its", "their", "that", "this", "-"})


def half_lives(tags: list[Tag]) -> list[Tag]:
    """ "5 times the half-life" is five half-lives; half-lives that nothing counts are words."""
    for at, tag in enumerate(tags):
        if tag.type != "TU" or tag.value != "half-life":
            continue
        first = at
        while first and set(tags[first - 1].text.lower().split()) <= _OF_A_HALF_LIFE:
            first -= 1
        if not first or tags[first - 1].type != "NUM":
            tag.type, tag.value = "TEXT", tag.text.lower()
            continue
        end = _behind_half_lives(tags, at + 1)
        if first < at or end > at + 1:
            tags = [*tags[:first], covering("TU", tags[first:end], "half-life", "half-lives"), *tags[end:]]
            return half_lives(tags)
    return tags


def _behind_half_lives(tags: list[Tag], at: int) -> int:
    """Where the words end that only say again what half-lives are, or whose: "(t1/2)", "of the investigational product"."""
    if at < len(tags) and tags[at].type == "LP" and at + 4 < len(tags) and tags[at + 1].text.lower() == "t1":
        at = at + 5 if tags[at + 4].type == "RP" else at
    if at + 1 >= len(tags) or not tags[at].text.lower().startswith("of"):
        return at
    last = at + 2 if tags[at + 1].text.lower() == "study" and at + 2 < len(tags) else at + 1
    tag = tags[last]
    drug = tag.type == "TREATN" or tag.value == ("investigational-drug",) or tag.text.lower() in _ANY_DRUG
    return last + 1 if drug else at


_ANY_DRUG = frozenset({"compound", "agent", "product", "ip", "imp", "test agent", "test article", "study drug", "test drug"})
