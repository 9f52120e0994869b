"""A dose that a comma sets apart from its drug: "methotrexate, 7.5-25 mg/week, for at least 12 weeks"."""

from __future__ import annotations

from screener.reading.meaning.draft import Draft
from screener.reading.meaning.nodes.doses import given_in
from screener.reading.meaning.phrases.limits import limits_of
from screener.reading.meaning.piece import Piece
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import take

_JOINS = frozenset({"OR", "AND", "COMMA", "SLASH"})


def doses_apart(pieces: list[Piece], conns: list[Tag]) -> None:
    """Gives an amount alone behind a comma to the one drug right before it, with the time that stands beside it."""
    at = 1
    while at < len(pieces):
        drug = _only_drug(pieces, conns, at - 1)
        if drug is None or conns[at - 1].type != "COMMA" or not _is_dose(pieces[at]):
            at += 1
            continue
        rest = pieces[at].rest
        drug.limits += rest.limits
        drug.doses += rest.doses
        drug.windows += rest.windows
        pieces[at - 1].end = pieces[at].end
        take(conns[at - 1])
        del pieces[at], conns[at - 1]


def _only_drug(pieces: list[Piece], conns: list[Tag], at: int) -> Draft | None:
    """The drug that a piece ends with, where the one before names no other that the dose could be of too."""
    draft = pieces[at].drafts[-1] if pieces[at].drafts and pieces[at].judge is None else None
    if draft is None or draft.slot != "treatment" or not draft.ids or draft.limits or draft.doses or draft.lead.doses:
        return None
    earlier = pieces[at - 1].drafts[-1] if at and conns[at - 1].type in _JOINS and pieces[at - 1].drafts else None
    rest = pieces[at].rest
    if (earlier is not None and earlier.slot == "treatment") or rest.limits or rest.windows or rest.scope or rest.parens:
        return None
    return draft


def _is_dose(piece: Piece) -> bool:
    """Whether a piece is one amount in a unit that drugs are given in, and no more."""
    rest = piece.rest
    other = piece.drafts or piece.judge or piece.ages or piece.count or piece.tail or piece.subgroup or rest.parens
    if other or len(rest.limits) != 1 or rest.negation or rest.scope or rest.qualifiers or rest.words:
        return False
    ones = limits_of(rest.limits[0].value)  # type: ignore[arg-type]
    return len(ones) == 1 and not ones[0].damaged and ones[0].unit is not None and ones[0].unit != "%" and given_in(ones[0].unit)
