"""Reads the test before "EGFR-targeted therapy" or "EGFR therapy" as what it is aimed at, which nobody measures there."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

TARGETED = ("targeted", "directed", "targeting")
THERAPIES = ("therapy", "therapies", "treatment", "treatments")
_MEASURED = frozenset({"CMP", "NUM", "TEXT", "MEASN", "RESULT", "COND", "DASH"})
_NAMES = frozenset({"STATE", "DRUG", "PROC", "COND"})
_GIVEN = frozenset({"PROC", "DRUG", "TREATN"})


def targeted_at(tags: list[Tag]) -> list[Tag]:
    """The tags with each bare measure right before a targeted therapy made words about the therapy."""
    made: list[Tag] = []
    at = 0
    while at < len(tags):
        dash = at + 2 < len(tags) and tags[at + 1].type == "DASH"
        ahead = at + 1 + dash
        if tags[at].type == "MEAS" and ahead < len(tags) and _targeted(tags[ahead]):
            made.append(covering("SEV", [tags[at]], "type"))
            for mark in tags[at + 1 : ahead]:
                mark.state = "compiled"
            at = ahead
            continue
        if tags[at].type == "MEAS" and _named_after(tags, at):
            tags[at].be_words()
        made.append(tags[at])
        at += 1
    return made


def _targeted(tag: Tag) -> bool:
    return tag.type in _GIVEN and tag.text.lower().startswith(TARGETED)


def _named_after(tags: list[Tag], at: int) -> bool:
    """Whether a therapy right behind a measure has its name from it, and no value follows."""
    given = tags[at + 1] if at + 1 < len(tags) else None
    if given is None or given.type != "TREATN" or given.text.lower() not in THERAPIES:
        return False
    if any(kind in _NAMES for kind, _ in tags[at].others):
        return False  # "supplemental oxygen therapy"
    return at + 2 == len(tags) or tags[at + 2].type not in _MEASURED
