"""Reads "relapse within 6 months of completing chemotherapy" as a time behind the end of the treatment."""

from __future__ import annotations

from screener.reading.passes.times.events import anchor_of
from screener.reading.scanning.tag_looks import names_end
from screener.reading.scanning.tag_looks import plays
from screener.reading.scanning.tags import Tag

_ENDS = frozenset({"completing", "ending", "finishing", "end of", "the end of", "finishing of", "termination of"})
_LAST = ("last dose", "the last dose", "last cycle", "last course", "final dose")
_AFTER = frozenset({"of", "of the", "after", "following", "from", "post"})
_PARTS = frozenset({
    "TREATN", "DRUG", "PROC", "PROCN", "TEXT", "SEV", "ROUTE", "DASH", "TREAT", "FILL", "SLASH", "VACC", "ACTIVE", "CURRENT",
    "HIST",
})  # fmt: skip
_NAMES = frozenset({"TREATN", "DRUG", "PROC", "PROCN", "VACC"})
_HAPPENS = frozenset({"COND", "CONDN", "TEXT", "RESP", "STATE", "DRUG", "TREATN", "PROC", "OR", "AND", "HIST"})
"""What can stand before such a time; "patients within a year of completing chemotherapy" have nothing there."""
_MOST = 9


def ended_anchors(tags: list[Tag]) -> list[Tag]:
    """The tags with the end of a treatment behind "within 6 months of" made the anchor of a time that follows it."""
    for at in range(3, len(tags) - 2):
        if tags[at - 3].type != "WITHIN" or tags[at - 1].type != "TU" or tags[at].text.lower() not in _AFTER:
            continue
        before = next((tag for tag in reversed(tags[: at - 3]) if tag.type != "FILL"), None)
        if before is None or before.type not in _HAPPENS:
            continue
        first = at + 1 + (tags[at + 1].type == "FILL")
        if first >= len(tags) or not _ended(tags[first]):
            continue
        end = names_end(tags, first + 1, _PARTS, _NAMES, _MOST)
        if end == first + 1 or any(plays(tag, "PLAN") for tag in tags[: at - 3]):
            continue
        side = tags[at]
        side.be("AFTER", "after")
        return [*tags[: at + 1], anchor_of(tags[at + 1 : end]), *ended_anchors(tags[end:])]
    return tags


def _ended(tag: Tag) -> bool:
    """Whether a word tells that a treatment is over, or its last part."""
    words = tag.text.lower()
    return (tag.type == "TREAT" and tag.value == "stopped") or words in _ENDS or words.startswith(_LAST)
