"""Reads the test before "EGFR-targeted therapy" as what the therapy is aimed at, which nobody measures there."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

TARGETED = ("targeted", "directed", "targeting")
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
        made.append(tags[at])
        at += 1
    return made


def _targeted(tag: Tag) -> bool:
    return tag.type in _GIVEN and tag.text.lower().startswith(TARGETED)
