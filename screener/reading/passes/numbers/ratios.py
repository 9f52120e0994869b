"""Reads two measures over each other as the ratio that the catalogue knows: "PaO2 / FiO2"."""

from __future__ import annotations

from functools import lru_cache

from screener.catalog.load import catalog
from screener.catalog.words import words
from screener.reading.scanning.lexicon import lexicon
from screener.reading.scanning.tags import Tag


def ratios(tags: list[Tag]) -> list[Tag]:
    """The tags with "A / B" made one measure where the catalogue knows the two together, or "ratio" stands behind them."""
    tags = _spelled(tags)
    for at in range(1, len(tags) - 1):
        first = _told_twice(tags, at - 4) if tags[at].type == "SLASH" and tags[at - 1].type == "RP" else at - 1
        if tags[at].type == "SLASH" and first >= 0 and tags[first].type == tags[at + 1].type == "MEAS":
            over, under = tags[first], tags[at + 1]
            ids = _ratio(over, under)
            end = at + 5 if _told_twice(tags, at + 1) > 0 else at + 2
            named = end < len(tags) and tags[end].type == "MEASN" and tags[end].text.lower() == "ratio"
            if ids or named:
                end += named and not ids
                for tag in tags[first:end]:
                    tag.state = "compiled"
                said = f"{over.text}/{under.text}" + (" ratio" if named and not ids else "")
                whole = Tag("MEAS", over.start, tags[end - 1].end, ids, said)
                return [*tags[:first], whole, *ratios(tags[end:])]
    return tags


def _told_twice(tags: list[Tag], at: int) -> int:
    """The place of a measure whose other name stands in brackets behind it; -1 where none stands there."""
    kinds = [tag.type for tag in tags[at : at + 4]] if at >= 0 else []
    return at if kinds == ["MEAS", "LP", "MEAS", "RP"] and tags[at].value == tags[at + 2].value else -1


def _spelled(tags: list[Tag]) -> list[Tag]:
    """ "Ratio of A to B" is one measure of its own, whether the catalogue knows it or not."""
    for at, ratio in enumerate(tags):
        if ratio.type != "MEASN" or ratio.text.lower() != "ratio" or at + 4 >= len(tags) or tags[at + 1].text.lower()[:2] != "of":
            continue
        over = _measure(tags, at + 2)
        under = _measure(tags, over + 2) if over and over + 2 < len(tags) and tags[over + 1].text.lower() in {"to", "over"} else 0
        if not under:
            continue
        parts = tags[at : under + 1]
        ids = _ratio(tags[over], tags[under])
        text = " ".join(part.text for part in parts)
        whole = Tag("MEAS", ratio.start, tags[under].end, ids, text)
        whole.others = (("parts", tuple(parts)),)
        return [*tags[:at], whole, *_spelled(tags[under + 1 :])]
    return tags


def _measure(tags: list[Tag], at: int) -> int:
    """The place of the measure that stands here, perhaps behind one word; 0 where none does."""
    for place in (at, at + 1):
        if place < len(tags) and tags[place].type == "MEAS":
            return place
        if place < len(tags) and tags[place].type != "TEXT":
            return 0
    return 0


def _ratio(over: Tag, under: Tag) -> tuple[str, ...]:
    """The measure that two names make together; empty where they make none of its own."""
    return _known(over.text, over.value, under.text, under.value)


@lru_cache(maxsize=1_000)
def _known(over: str, over_ids: object, under: str, under_ids: object) -> tuple[str, ...]:
    """The same for words and concepts, by all their names: the same few ratios stand in text after text."""
    roles = lexicon().roles
    for first in _names(over, over_ids):
        for second in _names(under, under_ids):
            for kind, ids in roles.get(first + second, ()):
                if kind == "MEAS" and isinstance(ids, tuple) and ids not in (over_ids, under_ids):
                    return ids
    return ()


def _names(text: str, ids: object) -> list[tuple[str, ...]]:
    """The words of a measure in the text and of its synonyms."""
    only = ids if isinstance(ids, tuple) and len(ids) == 1 else ()
    known = [name for ident in only for name in (catalog()[ident].label, *catalog()[ident].synonyms)]
    return [words(name) for name in (text, *known)]
