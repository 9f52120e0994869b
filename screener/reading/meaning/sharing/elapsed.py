"""How long ago: "at least (or less than) 3 weeks since prior chemotherapy or surgery" asks it of each, and of events."""

from __future__ import annotations

from screener.criteria.nodes import Window
from screener.reading.meaning.draft import Draft
from screener.reading.meaning.draft import Lead
from screener.reading.meaning.nodes.events_ago import names_event
from screener.reading.meaning.phrases.windows import meaning_of
from screener.reading.meaning.piece import Piece
from screener.reading.scanning.tags import Tag

_GIVEN = frozenset({"treatment", "vaccine"})
_JOINS = frozenset({"OR", "AND", "COMMA", "SLASH"})
_PLAIN = frozenset({"HIST", "ROUTE", "TREAT"})


def share_elapsed(pieces: list[Piece], conns: list[Tag]) -> None:
    """Gives the time since the first of a list of treatments or events, long or short, to the bare ones behind it."""
    first: Draft | None = None
    for at, piece in enumerate(pieces):
        draft = piece.drafts[0] if piece.drafts and piece.judge is None else None
        if draft is None or _elapsed(draft) or first is None:
            first = draft if draft is not None and _elapsed(draft) else None
            continue
        if conns[at - 1].type not in _JOINS or not _bare(draft, first.lead.scope.get("TREAT")):
            first = None
            continue
        draft.windows = [first.windows[0]]
        draft.inherited = True
        piece.together = _long_over(first)  # "less than 4 weeks since A or B" is of either


def share_ended(pieces: list[Piece], conns: list[Tag]) -> None:
    """ "Chemotherapy or immunotherapy must be completed at least 4 weeks before screening": each of them has to be over."""
    for at in range(len(pieces) - 2, -1, -1):
        draft = pieces[at].drafts[-1] if pieces[at].drafts and pieces[at].judge is None else None
        later = pieces[at + 1].drafts[0] if pieces[at + 1].drafts else None
        if draft is None or later is None or conns[at].type not in _JOINS or later.slot not in _GIVEN:
            continue
        verb = later.lead.scope.get("TREAT")
        if verb is None or verb.value != "stopped" or verb.start < later.heads[0].start or not _long_over(later):
            continue
        if _bare(draft, None):
            draft.windows = list(later.windows)
            draft.lead.scope["TREAT"] = verb
            draft.inherited = pieces[at + 1].together = True


def after_birth(lead: Lead) -> Window | None:
    """The time since a birth where nothing else is told ("or within 6 months after delivery")."""
    windows = [window for tag in lead.windows for window in meaning_of(tag).windows]
    return windows[0] if len(windows) == 1 and windows[0].anchor == "birth" and windows[0].direction == "after" else None


def _long_over(draft: Draft) -> bool:
    """Whether a least time stands behind a treatment."""
    if not draft.windows:
        return False
    meaning = meaning_of(draft.windows[0])
    least = meaning.duration is not None and meaning.duration.lower is not None
    return least or any(window.direction == "until" and window.value is not None for window in meaning.windows)


def _elapsed(draft: Draft) -> bool:
    """Whether the time since a treatment, at least or less than so long, stands before it."""
    if not (draft.slot in _GIVEN or _happened(draft)) or not draft.windows:
        return False
    meaning = meaning_of(draft.windows[0])
    long = meaning.duration is not None and (meaning.duration.lower is None) != (meaning.duration.upper is None)
    return long and meaning.since == "index" and draft.windows[0].start < draft.heads[0].start


def _bare(draft: Draft, shared: Tag | None) -> bool:
    """Whether a treatment says nothing of its own but how it is given."""
    lead = draft.lead
    told = lead.negation or lead.limits or lead.windows or draft.windows or draft.limits or draft.results
    verb = lead.scope.get("TREAT")
    same = verb is None or verb is shared or verb.value != "current"
    return (draft.slot in _GIVEN or _happened(draft)) and not told and same and lead.scope.keys() <= _PLAIN


def _happened(draft: Draft) -> bool:
    """Whether a draft is of something that happens and is over ("stroke or myocardial infarction")."""
    return draft.slot == "condition" and names_event(draft)
