"""Dates a finding by what it required: "infection requiring intravenous antibiotics within 4 weeks" was there in that time."""

from __future__ import annotations

from screener.catalog.load import catalog
from screener.reading.meaning.draft import Draft
from screener.reading.meaning.phrases.windows import meaning_of
from screener.reading.meaning.piece import Piece
from screener.reading.scanning.tags import Tag

_NOW = frozenset({"ACTIVE", "CURRENT", "PLAN"})


def required_then(pieces: list[Piece]) -> None:
    """Gives each finding the time of the treatment behind it that it required, where it has none of its own."""
    for at, piece in enumerate(pieces):
        for draft, later in zip(piece.drafts, piece.drafts[1:], strict=False):
            if (_undated(draft) or _anesthetized(draft, later)) and _required(later) and "NEED" not in draft.lead.scope:
                times = later.windows or _of_the_next(pieces, at)
                draft.windows = [tag for tag in times if _looks_back(tag)]


def _of_the_next(pieces: list[Piece], at: int) -> list[Tag]:
    """The time of what else it may have required ("antibiotics or hospitalization within 6 months")."""
    following = pieces[at + 1].drafts[:1] if at + 1 < len(pieces) else []
    return [tag for draft in following if draft.slot == "state" for tag in draft.windows]


def _required(later: Draft) -> bool:
    """Whether a treatment was required, and is neither expected nor denied."""
    return "NEED" in later.lead.scope and "PLAN" not in later.lead.scope and not later.lead.negation


def _undated(draft: Draft) -> bool:
    dated = draft.windows or any(tag.type == "WINDOW" for tag in draft.lead.windows)
    return draft.slot == "condition" and not dated and draft.lead.scope.keys().isdisjoint(_NOW)


def _anesthetized(draft: Draft, later: Draft) -> bool:
    """Whether an operation stands before the anesthesia that it required, which is given in its time."""
    given = bool(later.ids) and all(catalog().is_a(ident, "anesthesia") for ident in later.ids)
    return given and draft.slot == "treatment" and draft.heads[0].type == "PROC" and not draft.windows


def _looks_back(tag: Tag) -> bool:
    """Whether a time is a stretch before some place ("within 4 weeks", "in the 6 months before screening")."""
    found = meaning_of(tag)
    times = found.windows
    return bool(times) and found.duration is None and all(one.direction == "before" and one.value is not None for one in times)
