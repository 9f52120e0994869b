"""Reads the score behind the scale that shows a finding: "depression as measured by the PHQ-9 (score ≥ 10)"."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag

_INSIDE = frozenset({"CMP", "NUM", "MEASN", "DASH", "FILL", "UNIT", "POST", "BETW", "AND"})
_SMALL = frozenset({"of", "to", "is"})
_ENDS = frozenset({"STOP", "SEMI", "COLON", "COMMA", "AND", "OR", "LP", "RP"})
_LONGEST = 10


def scored_by(tags: list[Tag]) -> list[Tag]:
    """The tags with the scale inside the bracket that gives its score, which then shows the finding before it."""
    for at in range(1, len(tags) - 4):
        if tags[at].type != "ACCORD" or not _finding(tags, at):
            continue
        named = at + 1 + (tags[at + 1].type == "FILL")
        if named + 3 >= len(tags) or tags[named].type != "MEAS" or tags[named + 1].type != "LP":
            continue
        end = _closing(tags, named + 2)
        if not end:
            continue
        for tag in tags[at:named]:
            tag.state = "compiled"
        opened = Tag("LP", tags[at].start, tags[at].start + 1, None, "(", state="compiled")
        tags[named + 1].state = "compiled"
        return [*tags[:at], opened, tags[named], *tags[named + 2 : end + 1], *scored_by(tags[end + 1 :])]
    return tags


def _finding(tags: list[Tag], at: int) -> bool:
    """Whether a finding that is not denied stands before a place."""
    first = next((one + 1 for one in range(at - 1, -1, -1) if tags[one].type in _ENDS), 0)
    return tags[at - 1].type in {"COND", "CONDN"} and not any(tag.type in {"NEG", "EXC"} for tag in tags[first:at])


def _closing(tags: list[Tag], first: int) -> int:
    """Where a bracket that holds one signed number closes; 0 for any other."""
    for end in range(first, min(first + _LONGEST, len(tags))):
        if tags[end].type == "RP":
            return end if any(tag.type == "CMP" for tag in tags[first:end]) else 0
        if tags[end].type not in _INSIDE and tags[end].text.lower() not in _SMALL:
            return 0
    return 0
