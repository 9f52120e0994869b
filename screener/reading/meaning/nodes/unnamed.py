"""Tells words before a limit that name no measure: everyday words, another number, a whole clause. A person reads them."""

from __future__ import annotations

import re
from functools import cache

from screener.core.data import read_toml
from screener.criteria.nodes import Judgement
from screener.reading.meaning.asked import judgement
from screener.reading.meaning.chunks.chunk_signs import share_only
from screener.reading.meaning.chunks.chunk_signs import timed
from screener.reading.meaning.chunks.names import Name
from screener.reading.meaning.context import Context
from screener.reading.meaning.draft import Draft
from screener.reading.scanning.kinds import is_everyday
from screener.reading.scanning.tag_looks import NAMED

_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]{2}")
_AMOUNT = re.compile(
    r"[<>≤≥]|\b(?:less|more|greater|fewer|higher|lower) than\b|\bat (?:least|most)\b"
    r"|\d\s*(?:%|mg|mm|cm|weeks?|months?|days?|years?)\b",
    re.IGNORECASE,
)
_FEW, _MOST = 3, 12
_COVERED = frozenset({
    "affecting", "affects", "comprise", "comprises", "comprising", "involving", "involves", "covering", "covers",
})  # fmt: skip
"""Words whose share a person reads where they stand: "affecting < 50 % of the scalp"."""


def names_nothing(draft: Draft, name: Name) -> bool:
    """Whether the words that a limit stands behind are no name of a measure."""
    if name.coded or name.concept is not None or draft.inherited or draft.slot == "ready":
        return False
    words = name.label.lower().split()
    if any(draft.heads[0].start < tag.start < draft.heads[-1].end for tag in draft.limits):
        return False  # "drinks > 6 caffeinated drinks"
    amount = len(words) > _FEW and _DIGIT.search(name.label) and _AMOUNT.search(name.label)
    if not _WORD.search(name.label) or amount:
        return True
    if len(words) > _MOST and not any(tag.type in NAMED for tag in draft.heads):
        return True
    if not _COVERED.isdisjoint(words) and all(share_only(tag) for tag in draft.limits):
        return False
    return is_everyday(draft.heads) and _counted().isdisjoint(words) and not all(map(timed, draft.limits))


def in_words(draft: Draft, context: Context) -> Judgement:
    """The limit with all words around it, for a person."""
    parts = [*draft.heads, *draft.limits, *draft.after, *draft.qualifiers, *draft.lead.qualifiers, *draft.results]
    start, end = min(tag.start for tag in parts), max(tag.end for tag in parts)
    start, end = min(start, draft.start), max(end, draft.end)
    return judgement(start, end, context, [*parts, *draft.windows])


@cache
def _counted() -> frozenset[str]:
    """Everyday words that a number can be of."""
    return frozenset(read_toml("rules", "words", "plain.toml")["COUNTED"]["words"])
