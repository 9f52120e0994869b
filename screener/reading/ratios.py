"""Reads two measures over each other as the ratio that the catalogue knows: "PaO2 / FiO2"."""

from __future__ import annotations

from screener.catalog.load import catalog
from screener.catalog.words import words
from screener.reading.lexicon import lexicon
from screener.reading.tags import Tag


def ratios(tags: list[Tag]) -> list[Tag]:
    """The tags with "A / B" made one measure where the catalogue knows the two together by any of their names."""
    for at in range(1, len(tags) - 1):
        if tags[at].type == "SLASH" and tags[at - 1].type == tags[at + 1].type == "MEAS":
            over, under = tags[at - 1], tags[at + 1]
            ids = _ratio(over, under)
            if ids:
                for tag in (over, tags[at], under):
                    tag.state = "compiled"
                whole = Tag("MEAS", over.start, under.end, ids, f"{over.text}/{under.text}")
                return [*tags[: at - 1], whole, *ratios(tags[at + 2 :])]
    return tags


def _ratio(over: Tag, under: Tag) -> tuple[str, ...]:
    """The measure that two names make together; empty where they make none of its own."""
    roles = lexicon().roles
    for first in _names(over):
        for second in _names(under):
            for kind, ids in roles.get(first + second, ()):
                if kind == "MEAS" and isinstance(ids, tuple) and ids not in (over.value, under.value):
                    return ids
    return ()


def _names(tag: Tag) -> list[tuple[str, ...]]:
    """The words of a measure in the text and of its synonyms."""
    ids = tag.value if isinstance(tag.value, tuple) else ()
    known = [catalog()[ids[0]].label, *catalog()[ids[0]].synonyms] if len(ids) == 1 else []
    return [words(name) for name in (tag.text, *known)]
