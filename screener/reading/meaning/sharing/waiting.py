"""Modifiers without a head, which wait for the next one: "recurrent or chronic X"."""

from __future__ import annotations

import itertools
from dataclasses import replace

from screener.reading.meaning.draft import Lead
from screener.reading.meaning.piece import Piece
from screener.reading.meaning.sharing.carried import STATUS
from screener.reading.meaning.sharing.siblings import names_reaction
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import take


def merge_modifiers(pieces: list[Piece], conns: list[Tag]) -> list[Piece]:
    """ "recurrent or chronic X" and "a positive test for, or any suspicion of, X": modifiers alone wait for the next head."""
    kept: list[Piece] = []
    waiting: list[Lead] = []
    at, joint = 0, None
    while at < len(pieces):
        piece = pieces[at]
        only_lead = not piece.drafts and not piece.judge and not piece.rest.limits and not piece.rest.windows
        holds = bool(piece.rest.scope or piece.rest.qualifiers or piece.rest.doses or piece.rest.negation)
        if only_lead and holds and _goes_on(piece.rest, pieces[at + 1 :]) and not piece.rest.parens:
            waiting.append(piece.rest)
            take(conns[at]) if at < len(conns) else None
            joint = conns[at] if at < len(conns) and conns[at].type == "OR" else None
            del pieces[at]
            del conns[at]
            continue
        if waiting and piece.drafts:
            _merge_into(piece, waiting, joint)
            waiting = []
        kept.append(piece)
        at += 1
    return kept


_TOLD = frozenset({"KNOWN", "SUSP", "KNOWNSUSP"})
"""How sure a finding is."""
_TOLD_APART = _TOLD | {"ACTIVE", "CURRENT"}
"""What a finding may be instead of being narrowed ("active or chronic infection")."""
_NOW = frozenset({"ACTIVE", "CURRENT"})


def _goes_on(lead: Lead, later: list[Piece]) -> bool:
    """Whether a head follows that modifiers can wait for: nobody is allergic to a disease ("allergies, asthma")."""
    ahead = next((piece.drafts[0] for piece in later if piece.drafts), None)
    reacts = bool(lead.scope.keys() & {"ALLERGY", "CONTRA"})
    if ahead is None or not reacts or ahead.slot not in {"condition", "state", "sex"} or ahead.lead.scope:
        return ahead is not None
    return names_reaction(ahead) and "CONTRA" not in lead.scope


def _merge_into(piece: Piece, waiting: list[Lead], joint: Tag | None) -> None:
    """joint: the "or" that stands between the last of them and the head."""
    first = piece.drafts[0]
    if joint is not None:
        _narrowed_instead(piece, waiting, joint)
    narrowed = bool(first.lead.qualifiers) and first.slot == "condition"
    beside = joint is not None and narrowed and first.lead.qualifiers[0].start - joint.end <= 1
    courses = narrowed and _courses(first.lead.qualifiers[0])
    told = _TOLD_APART if beside or courses else _TOLD
    apart = (joint is not None or courses) and narrowed and not first.lead.scope.keys() & (STATUS | _TOLD | {"ALLERGY"})
    for earlier, lead in itertools.pairwise(waiting):
        _route_too(earlier, lead)
    _route_too(waiting[-1], first.lead)
    for lead in waiting:
        for key, tag in lead.scope.items():
            if key == "ALLERGY" and first.slot == "condition" and names_reaction(first):
                take(tag)  # "known sensitivity or allergy to iodine": the name says so itself
            elif key in {"ALLERGY", "CONTRA", "RESP"}:
                first.lead.scope.setdefault(key, tag)
                take(tag)
                first.lead.responses += lead.responses
        if lead.qualifiers and first.lead.qualifiers:
            _join_qualifiers(first.lead, lead)
        elif lead.qualifiers:
            first.lead.qualifiers = [*lead.qualifiers, *first.lead.qualifiers]
        if lead.negation is not None and first.lead.negation is None:
            first.lead.negation = lead.negation
        other = {key: tag for key, tag in lead.scope.items() if key not in {"ALLERGY", "CONTRA", "RESP"}}
        if not other:
            continue
        known = apart and not lead.qualifiers and other.keys() <= told  # "known or untreated X" is X known, or untreated
        if known or first.lead.scope.keys() & (STATUS | {"RESULT"}) or "ROUTE" in first.lead.scope.keys() & other.keys():
            twin = replace(first, lead=lead.copy(), heads=list(first.heads))
            twin.lead.windows = []
            if known:
                twin.lead.qualifiers = first.lead.qualifiers[1:]
            denied = first.lead.negation
            if denied is not None and all(denied.start < tag.start for tag in other.values()):
                twin.lead.negation = denied
            piece.alternatives.append(twin)
        else:
            first.lead.scope.update(other)


def _courses(tag: Tag) -> bool:
    """Whether it names several courses that a finding may have ("active, chronic or recurrent X")."""
    return tag.value == "course" and " or " in tag.text.lower()


def _narrowed_instead(piece: Piece, waiting: list[Lead], joint: Tag) -> None:
    """ "Chronic or active X" is X chronic, or active: what waits narrows another X. What stands before it narrows both."""
    first, last = piece.drafts[0], waiting[-1]
    now = first.lead.scope.keys() & _NOW
    if first.slot != "condition" or first.lead.scope.keys() != now or first.lead.qualifiers or not now:
        return
    if not last.qualifiers or any(lead.scope.keys() - _TOLD for lead in waiting):
        return
    if joint.start - last.qualifiers[-1].end > 1 or first.lead.scope[min(now)].start - joint.end > 1:
        return
    for earlier, lead in itertools.pairwise(waiting):
        if earlier.qualifiers and lead.qualifiers:
            _join_qualifiers(lead, earlier)
            earlier.qualifiers = []
    twin = replace(first, lead=first.lead.copy(), heads=list(first.heads))
    twin.lead.scope = {key: tag for lead in waiting for key, tag in lead.scope.items()}
    twin.lead.windows = []
    twin.lead.qualifiers = last.qualifiers
    take(twin.lead.qualifiers)
    twin.lead.negation = first.lead.negation or next((lead.negation for lead in waiting if lead.negation), None)
    last.qualifiers = last.qualifiers[:-1]
    for lead in waiting:
        first.lead.scope.update(lead.scope)
        lead.scope.clear()
    piece.alternatives.append(twin)


def _route_too(before: Lead, lead: Lead) -> None:
    """ "Has not received oral, nasal or inhaled X": the words before one route are before each of them."""
    if "ROUTE" not in before.scope or lead.scope.keys() != {"ROUTE"}:
        return
    lead.scope.update({key: tag for key, tag in before.scope.items() if key not in {"ROUTE", "ALLERGY", "CONTRA", "RESP"}})
    lead.negation = lead.negation or before.negation


def _join_qualifiers(lead: Lead, earlier: Lead) -> None:
    """ "Recurrent or chronic" is one qualifier over both words."""
    first, last = earlier.qualifiers[0], lead.qualifiers[0]
    take([*earlier.qualifiers, last])
    whole = Tag("SEV", min(first.start, last.start), max(first.end, last.end), first.value, "", state="compiled")
    lead.qualifiers = [whole, *lead.qualifiers[1:]]
