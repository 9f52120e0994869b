"""Joins two words for giving in a row: "currently undergoing treatment with warfarin"."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

_NOUNS = (
    "treatment", "therapy", "treatments", "therapies", "use", "administration", "treatment with", "therapy with", "use of",
    "treated with",
)  # fmt: skip


def given_twice(tags: list[Tag]) -> list[Tag]:
    """The tags with both made one, which tells the time of the first."""
    for at, first in enumerate(tags):
        if first.type != "TREAT" or not _is_done(first):
            continue
        last = at + 1
        while last < len(tags) and tags[last].type == "FILL":
            last += 1
        if last < len(tags) and tags[last].type == "TREAT" and tags[last].text.lower().endswith(_NOUNS):
            return [*tags[:at], *given_twice([covering("TREAT", tags[at : last + 1], first.value), *tags[last + 1 :]])]
    return tags


def _is_done(tag: Tag) -> bool:
    """Whether the first tells what is or was done, and not what somebody shall stop ("able to discontinue use of …")."""
    return tag.value is not None and (tag.value != "stopped" or tag.text.lower().endswith("ed"))
