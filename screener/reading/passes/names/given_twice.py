"""Joins two words for giving in a row: "currently undergoing treatment with warfarin"."""

from __future__ import annotations

from itertools import pairwise

from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

_NOUNS = (
    "treatment", "therapy", "treatments", "therapies", "use", "administration", "treatment with", "therapy with", "use of",
    "treated with",
)  # fmt: skip


def given_twice(tags: list[Tag]) -> list[Tag]:
    """The tags with both made one, which tells the time of the first."""
    for at, (first, second) in enumerate(pairwise(tags)):
        if first.type == second.type == "TREAT" and second.text.lower().endswith(_NOUNS) and _is_done(first):
            return [*tags[:at], *given_twice([covering("TREAT", (first, second), first.value), *tags[at + 2 :]])]
    return tags


def _is_done(tag: Tag) -> bool:
    """Whether the first tells what is or was done, and not what somebody shall stop ("able to discontinue use of …")."""
    return tag.value is not None and (tag.value != "stopped" or tag.text.lower().endswith("ed"))
