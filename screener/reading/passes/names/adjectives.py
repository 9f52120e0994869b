"""Reads "steroid-free remission" and "MRI-compatible pacemaker": such a word only tells of what kind the thing behind it is."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

WITHOUT = frozenset({"free", "sparing"})
FITTING = frozenset({"compatible", "conditional", "safe", "incompatible", "compliant", "unsafe", "noncompatible"})
_THINGS = frozenset({"TEXT", "TREATN", "PROC", "PROCN", "COND", "CONDN", "SEV", "DRUG", "PLAN"})


def adjectives(tags: list[Tag]) -> list[Tag]:
    """The tags with a drug or examination and its "free" or "compatible" before a noun made one qualifier."""
    made: list[Tag] = []
    for at, tag in enumerate(tags):
        words = tag.text.lower() if tag.type == "TEXT" else ""
        if words in WITHOUT or words in FITTING:
            dash = bool(made) and made[-1].type == "DASH"
            name = made[-1 - dash] if len(made) > dash else None
            known = name is not None and name.type == ("DRUG" if words in WITHOUT else "PROC")
            behind = tags[at + 1] if at + 1 < len(tags) else None
            if known and (words in FITTING or (behind is not None and behind.type in _THINGS)):
                first = _first(made, len(made) - 1 - dash)
                parts = [*made[first:], tag]
                del made[first:]
                made.append(covering("SEV", parts, "other"))
                continue
        made.append(tag)
    return made


_AFTER = frozenset({"COND", "TEXT", "CONDN", "SEV"})


def _left_behind(tags: list[Tag], at: int) -> bool:
    """Whether "post-" stands before a finding that is over, and before what it left ("post-stroke depression")."""
    if tags[at].text.lower() != "post" or at + 3 >= len(tags) or tags[at + 1].type != "DASH" or tags[at + 2].type != "COND":
        return False
    return tags[at + 1].start == tags[at].end and tags[at + 3].type in _AFTER


def left_behind(tags: list[Tag]) -> list[Tag]:
    """The tags with "post-stroke" before a finding made one qualifier of it."""
    for at in range(len(tags)):
        if _left_behind(tags, at):
            return [*tags[:at], covering("SEV", tags[at : at + 3], "other"), *left_behind(tags[at + 3 :])]
    return tags


HOW_MUCH = frozenset({
    "more than", "greater than", "worse than", "higher than", "less than", "lower than", "milder than", "no more than",
    "not more than", "at most", "at least", "no worse than",
})  # fmt: skip


def how_severe(tags: list[Tag]) -> list[Tag]:
    """The tags with "more than mild" made one word of severity."""
    for at in range(len(tags) - 1):
        sign, word = tags[at], tags[at + 1]
        if word.type == "SEV" and word.value == "severity" and sign.text.lower() in HOW_MUCH:
            return [*tags[:at], covering("SEV", tags[at : at + 2], "severity"), *how_severe(tags[at + 2 :])]
    return tags


def _first(made: list[Tag], at: int) -> int:
    """Where the word begins, with its "non-"."""
    before = at - 1
    while before >= 0 and made[before].type == "DASH":
        before -= 1
    return before if before >= 0 and made[before].text.lower() in {"non", "not"} else at
