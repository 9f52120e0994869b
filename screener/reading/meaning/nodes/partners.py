"""Tells whose a pregnancy, an illness or a habit is where the words name a partner, a parent or somebody else."""

from __future__ import annotations

from typing import Literal

from screener.reading.meaning.draft import Draft
from screener.reading.meaning.piece import Piece
from screener.reading.scanning.tags import Tag

_BEARING = frozenset({"pregnant", "lactating", "childbearing-potential"})
_PARTNERS = ("partner", "spouse")
_KIN = ("parent", "mother", "caregiver", "carer", "caretaker", "relatives", "family member")
_ACTING = ("guardian", "representative")


def someone_else(draft: Draft) -> Literal["patient", "partner", "other"]:
    """The patient, or whom the words before a head name in the patient's place ("whose partner is pregnant")."""
    named = [tag for tag in draft.lead.words if tag.type == "GUARD" and tag.end <= draft.heads[0].start]
    if any(_is_partner(tag.text.lower()) for tag in draft.lead.words if tag.type == "GUARD" and draft.slot == "state"):
        return "partner"
    for tag in named:
        text = tag.text.lower()
        apart = draft.heads[0].start - tag.end > 1  # "partner violence" is no violence of the partner
        if apart and _is_partner(text):
            return "partner"
        if (apart or draft.slot == "state") and any(one in text for one in _KIN) and not any(one in text for one in _ACTING):
            return "other"
    return "patient"


def share_partners(pieces: list[Piece], conns: list[Tag]) -> None:
    """ "A pregnant or lactating partner", "whose partner is pregnant or lactating": both are the partner's."""
    for at, piece in enumerate(pieces):
        if at > 0 and not pieces[at - 1].drafts and pieces[at - 1].population and conns[at - 1].type in {"AND", "OR", "SLASH"}:
            for draft in _named(piece):  # "patients and their partners with influenza" are the patients too
                draft.lead.words = [tag for tag in draft.lead.words if tag.type != "GUARD"]
        behind = _guard(piece.rest.words)
        if behind is not None and piece.drafts and _bearing(piece.drafts[-1]) and piece.drafts[-1].span.end <= behind.start:
            _give(pieces, conns, at, behind, -1)
        ahead = _guard(piece.drafts[-1].lead.words) if piece.drafts else None
        if ahead is not None and _bearing(piece.drafts[-1]):
            _give(pieces, conns, at, ahead, 1)


def _named(piece: Piece) -> list[Draft]:
    """The illnesses and states of a piece that the catalogue knows; none where a person judges."""
    return [draft for draft in piece.drafts if draft.ids and draft.slot in {"condition", "state"}] if piece.judge is None else []


def _give(pieces: list[Piece], conns: list[Tag], at: int, tag: Tag, step: int) -> None:
    """Gives a partner to the state at a place and to those joined with it on one side."""
    while True:
        draft = pieces[at].drafts[-1] if pieces[at].drafts else None
        if draft is None or not _bearing(draft):
            return
        if tag not in draft.lead.words:
            draft.lead.words.append(tag)
        conn = at if step > 0 else at - 1
        if not 0 <= at + step < len(pieces) or conns[conn].type not in {"OR", "SLASH", "COMMA"}:
            return
        at += step


def _guard(words: list[Tag]) -> Tag | None:
    return next((tag for tag in words if tag.type == "GUARD" and _is_partner(tag.text.lower())), None)


def _is_partner(text: str) -> bool:
    return any(one in text for one in _PARTNERS) and "study" not in text


def _bearing(draft: Draft) -> bool:
    return draft.slot == "state" and bool(_BEARING.intersection(draft.ids))
