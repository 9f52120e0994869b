"""Reads "neuropathy that is ≥ grade 2" and "hypertension that is uncontrolled" as the finding and how it is.

Where no comma sets "that is" off, it says which of them is meant, and defines nothing ("cancer that is resistant to cisplatin").
"""

from __future__ import annotations

from screener.reading.scanning.tags import Tag

THAT_IS = frozenset({"that is", "which is", "that are", "which are"})
_FOUND = frozenset({"COND", "CONDN"})
_HOW = frozenset({"activity", "severity", "course"})
_SETS_OFF = frozenset({"COMMA", "SEMI", "COLON", "STOP", "LP", "DASH", "MARK"})
_ENDS = frozenset({"STOP", "SEMI", "COMMA", "RP", "WITHIN", "PREP", "AT"})


def told_that_is(tags: list[Tag]) -> list[Tag]:
    """The tags without "that is" between a finding and its grade, and with how the finding is before its name."""
    for at in range(1, len(tags) - 1):
        if tags[at].text.lower() not in THAT_IS or tags[at - 1].type not in _FOUND:
            continue
        how = tags[at + 1]
        graded = how.type == "STAGEW" or (how.type == "CMP" and at + 2 < len(tags) and tags[at + 2].type == "STAGEW")
        if graded:
            tags[at].state = "compiled"
            return [*tags[:at], *told_that_is(tags[at + 1 :])]
        alone = at + 2 >= len(tags) or tags[at + 2].type in _ENDS
        if alone and (how.type in {"ACTIVE", "CURRENT"} or (how.type == "SEV" and how.value in _HOW)):
            tags[at].state = "compiled"
            return [*tags[: at - 1], how, tags[at - 1], *told_that_is(tags[at + 2 :])]
    return tags


def relative_that_is(tags: list[Tag]) -> list[Tag]:
    """The tags with each "that is" between a thing and what narrows it a relative "that"."""
    for at, tag in enumerate(tags[1:-1], 1):
        alone = {tags[at - 1].type, tags[at + 1].type}.isdisjoint(_SETS_OFF)
        if alone and tag.type == "IE" and tag.text.lower() == "that is":
            tag.be("WHICH", "which")
    return tags
