"""Reads how often menses come as the length of the cycle: "regular menses every 26-34 days"."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

MENSES = frozenset({
    "menses", "menstruation", "menstruations", "menstrual period", "menstrual periods", "menstrual cycle", "menstrual cycles",
    "cycle", "cycles", "period", "periods", "menstrual bleeding",
})  # fmt: skip
"""What comes every so many days."""
EVERY = frozenset({"every", "occurring every", "each"})
_NUMBERS = frozenset({"NUM", "DASH", "CMP", "BETW", "AND"})
_MENSTRUAL = frozenset({"menstrual", "ovulatory", "spontaneous"})


def menses_every(tags: list[Tag]) -> list[Tag]:
    """The tags with the menses before such a time made the measure of the cycle's length."""
    for at in range(len(tags) - 3):
        if tags[at].text.lower() not in MENSES or tags[at + 1].text.lower() not in EVERY or not _days(tags, at + 2):
            continue
        first = at - (at > 0 and tags[at - 1].text.lower() in _MENSTRUAL)
        if "men" not in tags[first].text.lower():
            continue
        name = covering("MEAS", tags[first : at + 2], ("cycle-length",))
        return [*tags[:first], name, *menses_every(tags[at + 2 :])]
    return tags


def _days(tags: list[Tag], at: int) -> bool:
    """Whether numbers with a unit of time begin there."""
    end = at
    while end < len(tags) and (tags[end].type in _NUMBERS or tags[end].text.lower() == "to"):
        end += 1
    return at < end < len(tags) and tags[end].type == "TU"
