"""Reads "that would limit life expectancy to less than a year" as a disease with so short a life expectancy."""

from __future__ import annotations

from screener.reading.scanning.tag_looks import plays
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

_LIMITS = frozenset({
    "limit", "limits", "limiting", "reduce", "reduces", "reducing", "shorten", "shortens", "shortening", "decrease", "decreases",
})  # fmt: skip
_SMALL = frozenset({"FILL", "POP", "MARK"})
_SURVIVAL = ("life-expectancy",)
_MODAL = frozenset({"would", "may", "could", "can", "will", "might", "is likely to", "are likely to"})


def limited_life(tags: list[Tag]) -> list[Tag]:
    """The tags with the words between a disease and the limit of a life made "with"; a doubt that nothing denies stays asked."""
    for at, tag in enumerate(tags):
        if tag.type != "MEAS" or tag.value != _SURVIVAL:
            continue
        first = _limiting(tags, at)
        if first is None or not _up_to(tags, at + 1):
            continue
        doubt = any(one.type == "JUDGED" for one in tags[first:at])
        if doubt and not any(one.type == "NEG" for one in tags[:first]):
            continue
        link = covering("PREP", tags[first:at], "with", "with")
        for one in tags[first:at]:
            one.state = "compiled"
        return [*tags[:first], link, *limited_life(tags[at:])]
    return tags


def _limiting(tags: list[Tag], at: int) -> int | None:
    """Where the words begin that say that a disease limits the life; None where they do not."""
    verb = at - 1
    while verb > 0 and tags[verb].type in _SMALL and tags[verb].text.lower() not in _LIMITS:
        verb -= 1
    if verb < 1 or tags[verb].text.lower() not in _LIMITS:
        return None
    first = verb
    while first > 1 and (tags[first - 1].text.lower() in _MODAL or tags[first - 1].text.lower().endswith("ly")):
        first -= 1
    first -= tags[first - 1].type == "WHICH"
    return first or None


def _up_to(tags: list[Tag], at: int) -> bool:
    """Whether a sign for less follows."""
    at += at < len(tags) and tags[at].type == "PREP"
    return at < len(tags) and plays(tags[at], "CMP") and tags[at].value in {"<", "<="}
