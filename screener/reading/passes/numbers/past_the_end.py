"""Puts "≤ 3 seconds above the upper limit of normal" to a person: a number that lies so far past it is no limit of its own."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

_PAST = frozenset({"above", "over", "beyond", "below", "under", "longer than", "greater than", "more than", "higher than"})


def past_the_end(tags: list[Tag]) -> list[Tag]:
    """The tags with a measure, its limit and "above the upper limit of normal" made one judgement.

    Where no measure stands straight before the limit, the words behind it describe it.
    """
    for at in range(2, len(tags) - 1):
        if tags[at].type != "CMP" or tags[at].text.lower() not in _PAST or tags[at + 1].type != "ULN":
            continue
        if tags[at - 1].type == "UNIT" and tags[at - 1].text != "%" and tags[at - 2].type == "NUM":
            signed = at - 3 if at > 2 and tags[at - 3].type == "CMP" else at - 2
            first = signed - 1 if signed and tags[signed - 1].type == "MEAS" else at
            kind, value = ("SEV", "description") if first == at else ("JUDGED", "judgement")
            return [*tags[:first], covering(kind, tags[first : at + 2], value), *past_the_end(tags[at + 2 :])]
    return tags
