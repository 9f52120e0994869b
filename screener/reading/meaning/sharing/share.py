"""Shares modifiers over a coordination: "history of A or B", "A and B > 3 x ULN", "A or B within 5 years"."""

from __future__ import annotations

import itertools

from screener.catalog.implications import ruled_out
from screener.reading.meaning.chunks.chunk_signs import STATES
from screener.reading.meaning.chunks.chunk_signs import is_class
from screener.reading.meaning.context import Context
from screener.reading.meaning.draft import Draft
from screener.reading.meaning.draft import Lead
from screener.reading.meaning.nodes.doses_apart import doses_apart
from screener.reading.meaning.nodes.partners import share_partners
from screener.reading.meaning.piece import Piece
from screener.reading.meaning.sharing.carried import carry_forward
from screener.reading.meaning.sharing.carried import deny_the_rest
from screener.reading.meaning.sharing.carried_back import carry_back
from screener.reading.meaning.sharing.carried_back import lead_times
from screener.reading.meaning.sharing.carried_back import trailing_times
from screener.reading.meaning.sharing.elapsed import share_elapsed
from screener.reading.meaning.sharing.elapsed import share_ended
from screener.reading.meaning.sharing.led_lengths import lasting_and_timed
from screener.reading.meaning.sharing.limit_owners import orphan_limits
from screener.reading.meaning.sharing.limits_with import limits_with
from screener.reading.meaning.sharing.modal_denials import deny_behind_modals
from screener.reading.meaning.sharing.required_then import required_then
from screener.reading.meaning.sharing.siblings import allergic_behind
from screener.reading.meaning.sharing.siblings import allergic_too
from screener.reading.meaning.sharing.siblings import like_neighbours
from screener.reading.meaning.sharing.siblings import same_organ
from screener.reading.meaning.sharing.siblings import same_proof
from screener.reading.meaning.sharing.siblings import same_refusal
from screener.reading.meaning.sharing.waiting import merge_modifiers
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import take


def share(
    pieces: list[Piece], conns: list[Tag], context: Context, inherited: Lead | None, kinds: frozenset[str]
) -> list[Piece]:
    """The pieces with what they share filled in; pieces that held only modifiers are merged into the next.

    kinds: the types of all tags of the list, by which it is told what there is to share.
    """
    guarded = "GUARD" in kinds or inherited is not None
    if len(pieces) == 1 and inherited is None:
        if guarded:
            share_partners(pieces, conns)
        orphan_limits(pieces, context)
        required_then(pieces)
        return pieces
    pieces = merge_modifiers(pieces, conns)
    doses_apart(pieces, conns)
    limits_with(pieces, conns, context)
    if "SEX" in kinds:
        _drop_both_sexes(pieces, context)
    carry_forward(pieces, conns, inherited, context)
    if guarded:
        share_partners(pieces, conns)
    share_elapsed(pieces, conns)
    if context.category == "inclusion":
        deny_the_rest(pieces, conns, context.text)
        deny_behind_modals(pieces, conns, context.text)
    like_neighbours(pieces)
    allergic_too(pieces)
    if "PROC" in kinds:
        same_organ(pieces, context)
        same_proof(pieces, conns)
    stated = not kinds.isdisjoint(STATES)
    if stated and context.category == "exclusion":
        same_refusal(pieces, conns)
    _earlier_limits(pieces, conns)
    allergic_behind(pieces)
    _responses(pieces)
    _failed_too(pieces, conns)
    if stated:
        _stacked(pieces)
    _classes(pieces)
    orphan_limits(pieces, context)
    lead_times(pieces)
    _planned_too(pieces)
    trailing_times(pieces, conns)
    if context.category == "inclusion":
        share_ended(pieces, conns)
    carry_back(pieces, conns, context)
    lasting_and_timed(pieces)
    required_then(pieces)
    return pieces


def _responses(pieces: list[Piece]) -> None:
    """ "… and who have failed therapy or are intolerant": a response without a treatment of its own is to those named before."""
    named: list[Draft] = []
    for piece in pieces:
        tags = list(piece.rest.responses) if not piece.drafts else []
        if len(piece.drafts) == 1 and piece.drafts[0].lead.responses and not piece.drafts[0].ids and named:
            only = piece.drafts[0]
            if all(tag.type == "TREATN" for tag in only.heads):
                tags = [*only.lead.responses]
                take(only.heads)
                piece.drafts = []
        if tags and named:
            take(tags)
            piece.rest.responses = []
            for draft in named:
                draft.lead.responses += [tag for tag in tags if tag not in draft.lead.responses]
        named += [draft for draft in piece.drafts if draft.slot == "treatment" and draft.ids]


def _failed_too(pieces: list[Piece], conns: list[Tag]) -> None:
    """ "Treatment with A or B has failed": what stands behind the last of some treatments is told of those before it."""
    for at in range(len(pieces) - 2, -1, -1):
        if not pieces[at].drafts or not pieces[at + 1].drafts or conns[at].type not in {"OR", "AND", "SLASH", "COMMA"}:
            continue
        draft, later = pieces[at].drafts[-1], pieces[at + 1].drafts[0]
        told = [tag for tag in later.lead.responses if tag.start > later.heads[-1].start]
        lead = draft.lead
        begun = _begun(later)
        if begun is not None and lead.bare_but_qualified and draft.slot == "treatment" and not draft.windows:
            lead.scope[begun.type] = begun  # "insulin or metformin started within 3 months"
        if told and draft.slot == later.slot == "treatment" and not (lead.responses or draft.windows or lead.negation):
            draft.lead.responses = told
            draft.lead.scope.setdefault("RESP", told[0])
            draft.inherited = True


def _begun(draft: Draft) -> Tag | None:
    """The word behind a treatment that says when it was begun, or that it is planned."""
    verb = draft.lead.scope.get("TREAT") or draft.lead.scope.get("PLAN")
    told = verb is not None and (verb.type == "PLAN" or verb.value == "started") and verb.start > draft.heads[-1].start
    return verb if told and draft.slot == "treatment" else None


def _earlier_limits(pieces: list[Piece], conns: list[Tag]) -> None:
    """ "Ferritin < 100 or 100-300 with TSAT < 20 %": a number before a limited measure is of the measure before the "or"."""
    for at in range(1, len(pieces)):
        before, piece = pieces[at - 1].drafts, pieces[at].drafts
        if not before or not piece or piece[0].slot != "measure" or len(piece[0].limits) < 2 or conns[at - 1].type != "OR":
            continue
        first, draft = before[-1], piece[0]
        tag = draft.limits[0]
        if first.slot != "measure" or first.ids == draft.ids or not first.limits or tag.end > draft.heads[0].start:
            continue
        draft.limits = draft.limits[1:]
        piece.insert(0, Draft("measure", list(first.heads), first.ids, limits=[tag], inherited=True))


def _stacked(pieces: list[Piece]) -> None:
    """ "Non-pregnant, non-nursing female": adjectives before one noun hold together."""
    for first, second in itertools.pairwise(pieces):
        if len(first.drafts) == 1 and second.drafts and first.drafts[0].slot == second.drafts[0].slot == "state":
            second.stacked = None not in (first.drafts[0].lead.negation, second.drafts[0].lead.negation)


def _drop_both_sexes(pieces: list[Piece], context: Context) -> None:
    """ "Male and female patients" names the population, not a condition."""
    for first, second in itertools.pairwise(pieces):
        if context.category == "inclusion" and _of_one_sex(first, second, context):
            continue
        aged = all(draft.ids == ("age",) for draft in first.drafts[:-1])
        if first.drafts and aged and first.drafts[-1].slot == "sex" and not first.rest.limits and second.drafts:
            other = second.drafts[0]
            if other.slot == "sex" and other.ids != first.drafts[-1].ids and other.lead.negation is None:
                take([*first.drafts[-1].heads, *other.heads])
                del first.drafts[-1]
                if first.drafts:  # "adult (> 18 years) male or female patients"
                    second.drafts, first.drafts = [*first.drafts, *second.drafts[1:]], []
                    second.drafts.insert(0, other)
                del second.drafts[0]
                second.population = True
                first.empty = True
                second.rest.population = True


def _of_one_sex(first: Piece, second: Piece, context: Context) -> bool:
    """Whether only the second of two sexes is told of: by what no other can be, or behind a comma ("men, and sterile women")."""
    told = [draft for draft in second.drafts[1:] if draft.slot == "state" and draft.lead.negation is None]
    if not told or not first.drafts:
        return False
    ones = (ruled_out("sex", "male") | ruled_out("sex", "female")) - {"childbearing-potential"}  # told of couples too
    between = context.text[first.drafts[-1].heads[-1].end : second.drafts[0].heads[0].start]
    return any(set(draft.ids) & ones for draft in told) or "," in between


def _classes(pieces: list[Piece]) -> None:
    """ "ECOG 0, 1 or 2": bare classes behind a connective belong to the ordinal before them."""
    measure: Draft | None = None
    for piece in pieces:
        bare = piece.rest.words
        if not piece.drafts and bare and measure is not None and all(is_class(tag) for tag in bare):
            if measure.classes and not piece.rest.limits:
                measure.classes += bare
                piece.rest.words = []
        elif piece.drafts:
            measure = piece.drafts[-1] if piece.drafts[-1].slot == "measure" else None


def _planned_too(pieces: list[Piece]) -> None:
    """ "Major surgery within 8 weeks, or planned during the study": a plan without a thing of its own is for the one before."""
    for before, piece in itertools.pairwise(pieces):
        scope = piece.rest.scope
        if piece.drafts or piece.judge or set(scope) != {"PLAN"} or not before.drafts:
            continue
        last = before.drafts[-1]
        if last.slot not in {"treatment", "vaccine"} or "PLAN" in last.lead.scope:
            continue
        *others, twin = [
            Draft(one.slot, list(one.heads), one.ids, Lead(scope=dict(scope)), windows=list(piece.rest.windows), inherited=True)
            for one in _same_time(pieces[: pieces.index(piece)])
        ]
        piece.rest.windows = []
        piece.drafts.append(twin)
        piece.alternatives += others


def _same_time(pieces: list[Piece]) -> list[Draft]:
    """The last of a list and the bare ones before it, which share its time."""
    last = pieces[-1].drafts[-1]
    found = [last]
    for piece in reversed(pieces[:-1]):
        draft = piece.drafts[-1] if piece.drafts else None
        if draft is None or draft.slot != last.slot or draft.windows or piece.judge:
            break
        found.insert(0, draft)
    return found
