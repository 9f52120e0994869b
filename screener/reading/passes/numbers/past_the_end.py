"""Reads "≤ 3 seconds above the upper limit of normal" as a number that lies so far past it, no limit of its own beside it."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

_PAST = frozenset({"above", "over", "beyond", "below", "under", "longer than", "greater than", "more than", "higher than"})


def past_the_end(tags: list[Tag]) -> list[Tag]:
    """The tags with each "above the upper limit of normal" behind a number with its unit made a description of the limit."""
    for at in range(2, len(tags) - 1):
        if tags[at].type != "CMP" or tags[at].text.lower() not in _PAST or tags[at + 1].type != "ULN":
            continue
        if tags[at - 1].type == "UNIT" and tags[at - 1].text != "%" and tags[at - 2].type == "NUM":
            return [*tags[:at], covering("SEV", tags[at : at + 2], "description"), *past_the_end(tags[at + 2 :])]
    return tags
