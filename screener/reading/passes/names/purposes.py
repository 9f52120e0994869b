"""Keeps what a treatment is to prevent with it: "PrEP for HIV prevention within a month" is one thing, taken in that time."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import behind

PREVENTING = frozenset({"prevention", "prophylaxis", "suppression"})
_GIVEN = frozenset({"DRUG", "PROC", "TREATN", "RP"})


def purposes(tags: list[Tag]) -> list[Tag]:
    """The tags with "for HIV prevention" behind a treatment made one word for its purpose."""
    for at in range(1, len(tags) - 2):
        opens = tags[at].type == "PREP" and tags[at].text.lower() in {"for", "for the"} and tags[at - 1].type in _GIVEN
        end = at + 2 + (tags[at + 1].type == "SEV")
        if opens and end < len(tags) and tags[end - 1].type == "COND" and tags[end].text.lower() in PREVENTING:
            return [*tags[:at], behind(tags[at : end + 1]), *purposes(tags[end + 1 :])]
    return tags
