"""Carries "must not", "cannot", "has not" over the verbs behind "or": "must not have had A or participated in B" denies both."""

from __future__ import annotations

import re

from screener.reading.meaning.draft import Draft
from screener.reading.meaning.piece import Piece
from screener.reading.scanning.tags import Tag

_MODAL = re.compile(r"(?:may|must|should|shall|can|could|will)\s?not\b|(?:do|does|did) not\b", re.IGNORECASE)
_VERB = re.compile(
    r"\s*(?:(?:have|has|had|be|been|being|be on|currently|previously|ever|recently)\b\s*)*"
    r"(?:undergone|receiv\w+|participat\w+|tak(?:en|ing|e)|us(?:ed|ing|e)|enrolled|had|have|be|been|being|on|exposed|treated)\b",
    re.IGNORECASE,
)
"""What goes on behind "or" with no subject and no modal of its own."""
_PERFECT = re.compile(r"(?:has|have|had) not\b", re.IGNORECASE)
_PARTICIPLE = re.compile(
    r"\s*(?:(?:been|currently|previously|ever|recently)\b\s*)*"
    r"(?:undergone|received|participated|taken|used|enrolled|exposed|treated|donated)\b",
    re.IGNORECASE,
)
"""What goes on behind the "or" of "has not": "has not taken A or received B" denies both, "or has received B" does not."""
_PLANNED = re.compile(
    r"\s*(?:(?:have|has|be|any|an|a|the|current|known)\b\s*)*"
    r"(?:plan|plans|planned|planning|expect\w*|anticipat\w+|intend\w*|intention\w*|scheduled|need|needs|requir\w+)\b",
    re.IGNORECASE,
)
"""What is to come goes on behind either: "must not have received a live vaccine, or expected need for one"."""
_TO_COME = frozenset({"PLAN", "NEED"})
_SAID = frozenset({"TREAT", "HIST", "CURRENT", "ACTIVE", "KNOWN", "ROUTE", "NAIVE", "RISK"})
_SLOTS = frozenset({"condition", "treatment", "vaccine", "text"})


def deny_behind_modals(pieces: list[Piece], conns: list[Tag], text: str) -> None:
    """Each verb behind the "or" of a denied modal at the start of a list denied with the first."""
    if not any(conn.type == "OR" for conn in conns) or not pieces[0].drafts:
        return
    denied = _denied_by(pieces[0].drafts[0])
    if denied is None:
        return
    for conn, piece in zip(conns, pieces[1:], strict=False):
        draft = piece.drafts[0] if piece.drafts else None
        if draft is None or conn.type not in {"OR", "COMMA"} or piece.judge is not None or piece.relative:
            return
        if draft.lead.negation is not None or draft.lead.scope.get("NAIVE") is denied:
            continue
        goes_on = _PARTICIPLE if _PERFECT.match(denied.text) else _VERB
        planned = bool(draft.lead.scope.keys() & _TO_COME) and _PLANNED.match(text, conn.end) is not None
        if not (planned or goes_on.match(text, conn.end)) or not _plain(draft, _SAID | _TO_COME if planned else _SAID):
            return
        draft.lead.scope.pop("NAIVE", None)
        draft.lead.negation = Tag("NEG", denied.start, denied.end, "not", denied.text, state=denied.state)
        draft.inherited = piece.negation_shared = True


def _denied_by(draft: Draft) -> Tag | None:
    """The denied modal before a draft."""
    tag = draft.lead.negation or draft.lead.scope.get("NAIVE")
    said = tag is not None and (_MODAL.match(tag.text) or _PERFECT.match(tag.text))
    return tag if said and tag is not None and tag.start < draft.heads[0].start else None


def _plain(draft: Draft, said: frozenset[str]) -> bool:
    """Whether a draft only says that something is, was had or is taken; what ended or is stable may be an alternative."""
    lead = draft.lead
    verb = lead.scope.get("TREAT")
    ended = verb is not None and verb.value == "stopped"
    named = draft.slot in _SLOTS or draft.ids in {("other-trial",), ("pregnant",), ("lactating",)}
    return named and not ended and lead.scope.keys() <= said and not (lead.limits or draft.limits)
