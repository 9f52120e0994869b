"""A second limit with its own company: "BMI >= 30, or >= 27 with hypertension" limits the BMI, not the hypertension."""

from __future__ import annotations

import re

from screener.reading.meaning.context import Context
from screener.reading.meaning.draft import Draft
from screener.reading.meaning.piece import Piece
from screener.reading.scanning.tags import Tag

_WITH = re.compile(r"\s*(?:with|plus|in (?:the )?presence of|if|and|in (?:patients|subjects|those) with)\b", re.IGNORECASE)


def limits_with(pieces: list[Piece], conns: list[Tag], context: Context) -> None:
    """Gives a limit behind "or", before "with" and a finding, to the measure that the piece before it limits."""
    for at in range(1, len(pieces)):
        drafts, before = pieces[at].drafts, pieces[at - 1].drafts
        if conns[at - 1].type not in {"OR", "COMMA"} or not drafts or not before:
            continue
        first, measure = drafts[0], before[-1]
        if measure.slot != "measure" or not measure.limits or first.slot not in {"condition", "treatment", "text", "state"}:
            continue
        limit = _leading(first, context)
        if limit is None:
            continue
        first.limits = [tag for tag in first.limits if tag is not limit]
        first.lead.limits = [tag for tag in first.lead.limits if tag is not limit]
        own = Draft("measure", list(measure.heads), measure.ids, limits=[limit], inherited=True)
        pieces[at].drafts = [own, *drafts]


def _leading(draft: Draft, context: Context) -> Tag | None:
    """The limit that stands before a head with "with" between them."""
    start = min(tag.start for tag in (*draft.heads, *draft.lead.scope.values(), *draft.lead.qualifiers, *draft.qualifiers))
    for tag in (*draft.limits, *draft.lead.limits):
        if tag.end <= start and _WITH.match(context.text[tag.end : start]):
            return tag
    return None
