"""How long what a list names has to last, said before its first member, beside the time behind its last."""

from __future__ import annotations

from screener.reading.meaning.draft import Draft
from screener.reading.meaning.phrases.windows import meaning_of
from screener.reading.meaning.piece import Piece
from screener.reading.scanning.tags import Tag


def lasting_and_timed(pieces: list[Piece]) -> None:
    """ "Chronic use (> 14 days) of steroids or NSAIDs within 6 months" is each for so long, and each within that time."""
    if len(pieces) < 2 or any(len(piece.drafts) != 1 for piece in pieces):
        return
    first, *others = [piece.drafts[0] for piece in pieces]
    last = others[-1]
    if not _led(first) or not _timed(last) or any(draft.slot != "treatment" or not draft.inherited for draft in others):
        return
    if any(draft.windows and draft.windows not in (first.windows, last.windows) for draft in others):
        return
    times = list(last.windows)
    for draft in (first, *others):
        draft.windows = [*first.windows[:1], *times]
    first.inherited = True


def _led(draft: Draft) -> bool:
    """Whether nothing but a length of time stands with a treatment, before its name."""
    verb = draft.lead.scope.get("TREAT")
    if draft.slot != "treatment" or verb is None or len(draft.windows) != 1 or draft.limits or draft.parens:
        return False
    return draft.windows[0].end <= draft.heads[0].start and _length(draft.windows[0])


def _length(tag: Tag) -> bool:
    told = meaning_of(tag)
    return told.duration is not None and not told.windows and not told.limits and not told.since


def _timed(draft: Draft) -> bool:
    """Whether a time before a visit stands behind a treatment, and no length of it."""
    told = [meaning_of(tag) for tag in draft.windows]
    behind = all(tag.start > draft.heads[-1].start for tag in draft.windows)
    plain = all(one.duration is None and not one.limits and not one.since for one in told)
    return bool(told) and behind and plain and all(window.direction == "before" for one in told for window in one.windows)
