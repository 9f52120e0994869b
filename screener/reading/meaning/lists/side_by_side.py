"""Finds limits that stand side by side among the exclusions, without a word between them: a comma between them may be lost."""

from __future__ import annotations

from itertools import pairwise

from screener.reading.meaning.context import Context
from screener.reading.meaning.draft import Draft


def lost_comma(drafts: list[Draft], context: Context) -> bool:
    """Whether each of such limits keeps out by itself in this reading; that all of them together do is kept as the other."""
    if context.category != "exclusion" or len(drafts) < 2 or not all(_limited(draft) for draft in drafts):
        return False
    pairs = list(pairwise(drafts))
    if any(context.text[first.limits[-1].end : second.heads[0].start].strip() for first, second in pairs):
        return False
    if any(first.ids == second.ids for first, second in pairs):
        return False
    why = "limits side by side without a word between them may each keep out, or only together"
    return context.choose(f"beside-{drafts[0].start}", ("each", "together"), why) == "each"


def _limited(draft: Draft) -> bool:
    """Whether a draft is a known measure with a limit of its own behind it, and nothing before it."""
    behind = bool(draft.limits) and draft.limits[0].start > draft.heads[-1].start
    return draft.slot == "measure" and bool(draft.ids) and behind and draft.lead.bare
