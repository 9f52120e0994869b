"""Gives a judgement the one past stretch of time that its words set, however it was made."""

from __future__ import annotations

from dataclasses import replace

from screener.criteria.nodes import Judgement
from screener.reading.meaning.chunks.judged import looks_ahead
from screener.reading.meaning.chunks.judged import stretches_of
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import parts_of

_PAST = frozenset({"before", "until"})


def with_past_time(node: Judgement, tags: list[Tag]) -> Judgement:
    """The judgement with that stretch: what its words say may come needs a word that looks back."""
    if node.window is not None or sum(_counted(tag) for tag in tags) != 1:
        return node
    found = stretches_of(tags)
    if len(found) != 1 or found[0].direction not in _PAST or found[0].value is None or found[0].value2 is not None:
        return node
    return node if looks_ahead(node.label) else replace(node, window=found[0])


def _counted(tag: Tag) -> int:
    """How many units of time stand in a tag."""
    return sum(part.type == "TU" for part in parts_of(tag))
