"""What an unknown name in a list is, told by its neighbours: a drug among drugs, a procedure among procedures."""

from __future__ import annotations

from screener.reading.build.draft import Draft
from screener.reading.build.kinds import is_plain
from screener.reading.build.kinds import treatment_kind
from screener.reading.build.piece import Piece
from screener.reading.build.treatments import kind_of


def like_neighbours(pieces: list[Piece]) -> None:
    """Gives each unknown name the slot of the nearest known name before it, else behind it.

    One without a known neighbour stays words, which a person decides.
    """
    if len(pieces) < 2:
        return
    unknown = [at for at, piece in enumerate(pieces) if _unknown(piece)]
    for at in unknown:
        draft = pieces[at].drafts[0]
        known = _nearest(pieces, at)
        if known is None:
            continue
        draft.slot = known.slot
        if known.slot == "treatment":
            kind = kind_of(known.ids[0]) if known.ids else known.kind or treatment_kind(known.heads)
            draft.kind = "drug" if kind == "class" else kind


def allergic_too(pieces: list[Piece]) -> None:
    """ "Penicillin or sulfonamide allergy": the word behind the last substance is about those before it too."""
    for before, piece in zip(reversed(pieces[:-1]), reversed(pieces[1:]), strict=True):
        if not before.drafts or not piece.drafts:
            continue
        first, last = piece.drafts[0], before.drafts[-1]
        word = first.lead.scope.get("ALLERGY")
        if word is None or word.start < first.heads[0].start:
            continue
        if last.slot == first.slot == "treatment" and last.lead.bare and not last.windows:
            last.lead.scope["ALLERGY"] = word
            last.inherited = True


_NO_NOUNS = ("ed", "ly", "able", "ible", "ful")


def _unknown(piece: Piece) -> bool:
    """Whether a piece is one name of an unknown kind; "recovered" or "in place" is no name."""
    if len(piece.drafts) != 1 or piece.drafts[0].slot != "text" or piece.judge:
        return False
    heads = piece.drafts[0].heads
    return not (heads[-1].text.lower().endswith(_NO_NOUNS) or is_plain(heads))


def _nearest(pieces: list[Piece], at: int) -> Draft | None:
    """The head right before in the list, or right behind, that tells what kind of thing is listed."""
    for side in (reversed(pieces[:at]), pieces[at + 1 :]):
        near = next((piece for piece in side if piece.drafts), None)
        if near is None or near.judge is not None:
            continue
        draft = near.drafts[-1 if near.end <= pieces[at].start else 0]
        if draft.slot in {"condition", "treatment"}:
            return draft
    return None
