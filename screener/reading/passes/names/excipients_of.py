"""Takes what an excipient is of for a part of its name, where an allergy to it is meant.

"Hypersensitivity to any excipient contained in the capsules": to the excipients, and no capsules were taken.
"""

from __future__ import annotations

from screener.reading.passes.names.used_in import reacts
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

EXCIPIENTS = frozenset({"excipient", "excipients", "inactive ingredient", "inactive ingredients"})
_OPENS = frozenset({"of", "in", "contained", "listed", "used", "found", "included", "within", "from"})
_NAMES = frozenset({"DRUG", "VACC", "PROCN", "TREATN", "DEVICE", "TEXT", "FILL", "ROUTE", "DOSE", "PREP", "NOF"})
_ENDS = frozenset({"COMMA", "SEMI", "STOP", "OR", "AND", "RP"})
_FARTHER = frozenset({"to", "with", "as", "for", "that", "which", "who", "than"})
"""Words with which something else is said than what the product is."""


def excipients_of(tags: list[Tag]) -> list[Tag]:
    """The tags with each such part and its product one tag, of the part's type and value."""
    for at in range(len(tags) - 2, 0, -1):
        if tags[at].text.lower() in EXCIPIENTS and tags[at].type in _NAMES:
            there = at + 1 + (tags[at + 1].text.lower() == "present")
            end = _product(tags, there)
            if end > there and reacts(tags, at):
                return [*excipients_of(tags[:at]), covering(tags[at].type, tags[at:end], tags[at].value), *tags[end:]]
    return tags


def _product(tags: list[Tag], at: int) -> int:
    """Where the words end that tell from there on what the part is of; there itself where none do, or more is said of it."""
    if at == len(tags) or tags[at].text.lower().split()[0] not in _OPENS:
        return at
    end = at
    while end < len(tags) and tags[end].type in _NAMES and not _farther(tags[end]):
        end += 1
    return end if end == len(tags) or tags[end].type in _ENDS else at


def _farther(tag: Tag) -> bool:
    return not _FARTHER.isdisjoint(tag.text.lower().split())
