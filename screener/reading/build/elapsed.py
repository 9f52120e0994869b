"""How long ago: "at least 3 weeks since prior chemotherapy, radiotherapy or surgery" asks it of each of them."""

from __future__ import annotations

from screener.reading.build.draft import Draft
from screener.reading.build.piece import Piece
from screener.reading.build.windows import meaning_of
from screener.reading.tags import Tag

_GIVEN = frozenset({"treatment", "vaccine"})
_JOINS = frozenset({"OR", "AND", "COMMA", "SLASH"})
_PLAIN = frozenset({"HIST", "ROUTE", "TREAT"})


def share_elapsed(pieces: list[Piece], conns: list[Tag]) -> None:
    """Gives the time that has to have passed since the first of a list of treatments to the bare ones behind it."""
    since: Tag | None = None
    verb: Tag | None = None
    for at, piece in enumerate(pieces):
        draft = piece.drafts[0] if piece.drafts and piece.judge is None else None
        if draft is None:
            since = None
            continue
        own = _elapsed(draft)
        if own is not None or since is None:
            since, verb = own, draft.lead.scope.get("TREAT")
            continue
        if conns[at - 1].type not in _JOINS or not _bare(draft, verb):
            since = None
            continue
        draft.windows = [since]
        draft.inherited = piece.negation_shared = True


def _elapsed(draft: Draft) -> Tag | None:
    """The time since a treatment that stands before it, None where there is none."""
    if draft.slot not in _GIVEN or not draft.windows:
        return None
    tag = draft.windows[0]
    meaning = meaning_of(tag)
    least = meaning.duration is not None and meaning.duration.lower is not None
    return tag if least and meaning.since == "index" and tag.start < draft.heads[0].start else None


def _bare(draft: Draft, shared: Tag | None) -> bool:
    """Whether a treatment says nothing of its own but how it is given."""
    lead = draft.lead
    told = lead.negation or lead.limits or lead.windows or draft.windows or draft.limits or draft.results
    verb = lead.scope.get("TREAT")
    same = verb is None or verb is shared or verb.value != "current"
    return draft.slot in _GIVEN and not told and same and lead.scope.keys() <= _PLAIN
