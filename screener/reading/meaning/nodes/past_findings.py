"""Tells a finding that is said to be over: "cancer in remission for less than 2 years" was there within that time."""

from __future__ import annotations

import re

from screener.reading.meaning.draft import Draft

_OVER = re.compile(r"(?:in )?(?:complete |full )?(?:remission|disease[ -]free|cancer[ -]free)", re.IGNORECASE)
_LINK = re.compile(r"(?:that|which|who) (?:has|have|is|are|was|were)(?: been)?", re.IGNORECASE)
_PARTS = frozenset({"in", "complete", "full", "been"})


def over(draft: Draft, text: str) -> bool:
    """Whether words behind the finding say that it is over; they count as read then, with those that lead to them."""
    behind = [tag for tag in draft.qualifiers if tag.start >= draft.heads[-1].end]
    told = [tag for tag in behind if _OVER.fullmatch(" ".join(text[tag.start : tag.end].split()))]
    if not told:
        return False
    said = [tag for tag in behind if tag in told or _LINK.fullmatch(tag.text) or tag.text.lower() in _PARTS]
    for tag in said:
        tag.state = "compiled"
    draft.qualifiers = [tag for tag in draft.qualifiers if tag not in said]
    return True
