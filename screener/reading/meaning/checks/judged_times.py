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
    told = node.window is None or (node.window.value is None and node.window.direction == "before")
    if not told or _units(tags) != 1:
        return node
    found = stretches_of(tags)
    if len(found) != 1 or found[0].direction not in _PAST or found[0].value is None or found[0].value2 is not None:
        return node
    numbers = [part.text for tag in tags if tag.type == "WINDOW" for part in parts_of(tag) if part.type == "NUM"]
    if looks_ahead(node.label) or not any(number in node.label for number in numbers):
        return node
    return replace(node, window=found[0])


def _units(tags: list[Tag]) -> int:
    """How many units of time stand in tags, without the one of a bracket that tells a length again ("4 weeks (28 days)")."""
    units = 0
    for at, tag in enumerate(tags):
        again = [each.type for each in tags[at - 1 : at + 2]] == ["LP", "LIMIT", "RP"] and tags[at - 2].type == "WINDOW"
        units += 0 if at > 1 and again else sum(part.type == "TU" for part in parts_of(tag))
    return units
