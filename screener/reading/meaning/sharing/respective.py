"""Gives each of two measures its own of two limits: "systolic and diastolic pressure < 170 and < 100 mmHg, respectively"."""

from __future__ import annotations

import re

from screener.reading.meaning.context import Context
from screener.reading.meaning.draft import Draft
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import parts_of
from screener.reading.syntax.trees import Amount
from screener.reading.syntax.trees import BoundPhrase
from screener.reading.syntax.trees import LimitPhrase

_RESPECTIVELY = re.compile(r"\s*,?\s*respectively\b", re.IGNORECASE)


def respective(draft: Draft, context: Context) -> tuple[list[Tag], list[Tag]] | None:
    """The first and the second of the two bounds of a measure's only limit, where "respectively" stands behind it."""
    if len(draft.limits) != 1 or not _RESPECTIVELY.match(context.text, draft.limits[0].end):
        return None
    tag = draft.limits[0]
    phrase = tag.value
    if not isinstance(phrase, LimitPhrase) or len(phrase.bounds) != 2 or phrase.ranged:
        return None
    first, second = phrase.bounds
    if first.amount is None or second.amount is None:
        return None
    measures = first.amount.measures or second.amount.measures
    one = BoundPhrase(first.sign, Amount(first.amount.number, measures), first.post)
    return [_alone(tag, one)], [_alone(tag, second)]


def _alone(tag: Tag, bound: BoundPhrase) -> Tag:
    return Tag("LIMIT", tag.start, tag.end, LimitPhrase([bound]), tag.text, (("parts", parts_of(tag)),))
