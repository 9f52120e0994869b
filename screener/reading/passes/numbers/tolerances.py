"""Takes a bracket that tells how far something may vary ("stable weight (± 3 kg)") as words beside what it stands behind."""

from __future__ import annotations

from screener.reading.scanning.tag_looks import UNITS
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import behind

_STEADY = "stable"
_BESIDE = frozenset({"PREP", "FILL", "MEAS", "MEASN", "CHANGE", "SEV", "TEXT"})
_LONGEST = 7
_NEAR = 4


def tolerances(tags: list[Tag]) -> list[Tag]:
    """The tags with each such bracket behind what is stable made one qualifier, for a person to confirm."""
    for at, tag in enumerate(tags):
        end = _end(tags, at) if tag.type == "LP" else 0
        if end and any(_STEADY in one.text.lower() for one in tags[max(0, at - _NEAR) : at]):
            tag.state = tags[end].state = "compiled"
            return [*tags[:at], behind(tags[at + 1 : end]), *tolerances(tags[end + 1 :])]
    return tags


def _end(tags: list[Tag], at: int) -> int:
    """The place of the bracket's end, where nothing but one such amount stands in it; 0 where it is another bracket."""
    if at + 4 >= len(tags) or (tags[at + 1].type, tags[at + 1].value) != ("CMP", "±"):
        return 0
    if tags[at + 2].type != "NUM" or tags[at + 3].type not in UNITS:
        return 0
    for place in range(at + 4, min(len(tags), at + _LONGEST)):
        if tags[place].type == "RP":
            return place
        if tags[place].type not in _BESIDE:
            return 0
    return 0
