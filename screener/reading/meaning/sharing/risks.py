"""Tells how far "risk of", "exposure to", "symptoms of" reach over a list: they are of each thing, not the things themselves."""

from __future__ import annotations

import re

from screener.reading.meaning.context import Context
from screener.reading.meaning.draft import Draft
from screener.reading.meaning.draft import Lead
from screener.reading.meaning.piece import Piece
from screener.reading.scanning.tags import Tag

_ALIKE = {"condition": "thing", "text": "thing", "treatment": "treatment"}

_ANEW = re.compile(r"\s*(?:with|who|have|has|had|having|is|are|in|for|other|any|so|due|then|thus|to)\b", re.IGNORECASE)
"""What begins anew behind a connective: "at risk of aspiration or with pneumonia"."""

_ONE = re.compile(r"\s*an?\b", re.IGNORECASE)

_SAID = re.compile(r"\b(?:signs?|symptoms?)\b", re.IGNORECASE)
"""What can itself be a thing behind the "or": "symptoms of illness or shortness of breath"."""

_DANGER = re.compile(r"risk|predispos|suscept|tendency|prone", re.IGNORECASE)


def risk_ends(carried: Lead, pieces: list[Piece], at: int, conns: list[Tag], context: Context) -> bool:
    """Whether a word of risk before a list is not of the thing at `at`; where it can be either, both readings are kept."""
    piece, before = pieces[at], next(one for one in reversed(pieces[:at]) if one.drafts)
    risk, first, draft = carried.scope["RISK"], before.drafts[-1], piece.drafts[0]
    if risk.start > first.mention.end or not _goes_on(first, piece) or _ANEW.match(context.text, conns[at - 1].end):
        return True
    conn = conns[at - 1]
    parted = conn.type == "COMMA" or isinstance(conn.value, tuple)
    if conn.type == "SEMI" or conn.text.lower() == "but":
        return True
    if parted and not _alike_to_the_end(first, pieces[at:], conns[at - 1 :]):
        return True
    dated = bool(draft.windows or draft.limits) and _DANGER.search(risk.text) is not None
    if not (parted or dated or first.parens or _SAID.search(risk.text) or _ONE.match(context.text, conn.end)):
        return False
    later = dated or (parted and (risk.start > pieces[0].end or risk.text.lower().startswith("complication")))
    options = ("first", "each") if later else ("each", "first")
    why = f"“{risk.text}” may be of each thing behind it, or of the first alone"
    return context.choose(f"risk-{risk.start}", options, why) == "first"


def _alike_to_the_end(first: Draft, pieces: list[Piece], conns: list[Tag]) -> bool:
    """Whether a list ends in "or" or "and", and nothing in it says how it stands ("risk of A, B, or a history of C")."""
    for piece, conn in zip(pieces, conns, strict=False):
        if not piece.drafts or not _goes_on(first, piece):
            return False
        if conn.type != "COMMA":
            return conn.type in {"OR", "AND", "SLASH"}
    return False


def _goes_on(before: Draft, piece: Piece) -> bool:
    """Whether a thing has no words of its own that say how it stands, and is of the kind of the one before."""
    draft = piece.drafts[0]
    kind = _ALIKE.get(draft.slot)
    judged = piece.judge is not None and piece.judge.start < draft.start
    anew = judged or piece.relative or piece.alternatives or draft.heads[0].could_be("ANY") or _DANGER.match(draft.heads[0].text)
    return kind is not None and kind == _ALIKE.get(before.slot) and not anew and draft.lead.bare_but_qualified
