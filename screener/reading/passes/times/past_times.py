"""Reads "in the 6 previous months" as "in the previous 6 months"."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

PAST = frozenset({"previous", "preceding", "prior", "last", "past", "most recent"})
_IN = frozenset({"in", "in the", "within", "within the", "during", "during the", "over", "over the"})


def past_times(tags: list[Tag]) -> list[Tag]:
    """The tags with the word between a number and its unit of time taken into the preposition of the stretch before them."""
    for at in range(len(tags) - 3):
        head, number, word, unit = tags[at : at + 4]
        if number.type != "NUM" or unit.type != "TU" or word.text.lower() not in PAST or head.text.lower() not in _IN:
            continue
        within = covering("WITHIN", [head, word], "last", f"{head.text} {word.text}")
        within.end = head.end
        return past_times([*tags[:at], within, number, unit, *tags[at + 4 :]])
    return tags
