"""Takes a list of a sentence, gives its members, each with the connective before it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from dataclasses import replace

from screener.criteria.nodes import Judgement
from screener.criteria.nodes import Not
from screener.reading.meaning.brackets.parens import let_off
from screener.reading.meaning.built import Builder
from screener.reading.meaning.chunks.chunk import read_chunk
from screener.reading.meaning.chunks.chunk_signs import STATES
from screener.reading.meaning.chunks.judged import JUDGES
from screener.reading.meaning.chunks.judged import Elements
from screener.reading.meaning.chunks.judged import parted
from screener.reading.meaning.context import Context
from screener.reading.meaning.draft import Lead
from screener.reading.meaning.lists.asked_of_some import for_some_only
from screener.reading.meaning.lists.changed import changes
from screener.reading.meaning.lists.combine import conn_kind
from screener.reading.meaning.lists.going_on import goes_on
from screener.reading.meaning.lists.going_on import name_goes_on
from screener.reading.meaning.lists.indications import indications
from screener.reading.meaning.lists.list_items import flat_tags
from screener.reading.meaning.lists.list_items import item_of
from screener.reading.meaning.lists.list_items import lonely
from screener.reading.meaning.lists.list_node import list_node
from screener.reading.meaning.lists.member import Item
from screener.reading.meaning.lists.member import Members
from screener.reading.meaning.lists.under_head import bare_names
from screener.reading.meaning.lists.who_or import said_of_them
from screener.reading.meaning.piece import Piece
from screener.reading.meaning.sharing.complements import complements
from screener.reading.meaning.sharing.complements import proofs
from screener.reading.meaning.sharing.share import share
from screener.reading.meaning.tails.exceptions import exception
from screener.reading.meaning.tails.special import beside
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import parts_of
from screener.reading.scanning.tags import take
from screener.reading.syntax.trees import Listing


@dataclass(frozen=True, slots=True)
class _Pieces:
    """The pieces of a list, with the chunk of each and the words for a person behind it (both by the identity of a piece).

    bare: the drafts that are no more than a name.
    """

    given: list[Piece]
    chunks: dict[int, Elements]
    behind: dict[int, Elements]
    bare: frozenset[int]


def list_members(
    listing: Listing, context: Context, inherited: Lead | None, build: Builder
) -> tuple[Members, Lead | None, str, bool]:
    """The members of a list with the connective before each, what the last chunk left over, its count, and whether it allows.

    build: gives the node of the sentences inside a bracket.
    """
    conns = list(listing.conns)
    pieces = _pieces(listing, conns, context, inherited)
    members: Members = []
    count, allowed = "", False
    pending = "comma"
    for at, piece in enumerate(pieces.given):
        conn = _conn_before(pieces.given, conns, at, pending)
        pending = conn if conn in {"and", "or"} or pending == "comma" else pending
        count = str(piece.count.value) if piece.count is not None else count
        allowed = allowed or piece.allowed is not None
        chunk = pieces.chunks.get(id(piece), [])
        item = item_of(piece, chunk, context, pieces.behind.get(id(piece), []), build)
        alone = item is None and bool(members or any(later.drafts for later in pieces.given[at + 1 :]))
        if alone:
            item = lonely(piece, members[-1][0].node if members else None, context)
        if item is None:
            name_goes_on(members, chunk, context)
            continue
        if goes_on(members, item, chunk, conn, context, alone=alone):
            continue
        if isinstance(item.node, Judgement) and members and conn == "comma" and not (alone or _measured(chunk)):
            pending = "and"
            item.who = True
        mark = conns[at - 1].value if at else None
        item.apart, item.closes = isinstance(mark, tuple), isinstance(mark, tuple) and mark[1] == "semi"
        item.bare = len(piece.drafts) == 1 and id(piece.drafts[0]) in pieces.bare
        members.append((item, pending))
        pending = "comma"
    members = _settled(members, pieces.given, context, build)
    rest = pieces.given[-1].rest if pieces.given else None
    _take_what_adds_nothing(rest, members, context)
    return members, rest, count, allowed


def _pieces(listing: Listing, conns: list[Tag], context: Context, inherited: Lead | None) -> _Pieces:
    """The pieces of a list, what they share given to each; `conns` loses those that join nothing."""
    kinds = frozenset([one.type for chunk in listing.chunks for one in chunk])
    judged = not kinds.isdisjoint(JUDGES)
    alone = len(listing.chunks) == 1
    halves: list[tuple[Elements, Elements]] = [
        parted(chunk, context.category, alone=alone) if judged else (chunk, []) for chunk in listing.chunks
    ]
    pieces = [read_chunk(chunk) for chunk, _ in halves]
    chunks = {id(piece): chunk for piece, (chunk, _) in zip(pieces, halves, strict=True)}
    behind = {id(piece): rest for piece, (_, rest) in zip(pieces, halves, strict=True) if rest}
    if not kinds.isdisjoint(STATES):
        complements(pieces, conns)
    if "CHANGE" in kinds:
        changes(pieces, conns)
    indications(pieces, context)
    if "PROC" in kinds:
        proofs(pieces, conns)
    bare = bare_names(pieces)
    _related_to_all(pieces, conns, bare)
    return _Pieces(share(pieces, conns, context, inherited, kinds), chunks, behind, bare)


def _related_to_all(pieces: list[Piece], conns: list[Tag], bare: frozenset[int]) -> None:
    """ "Cough due to ramipril or enalapril": it may have come from any of the names."""
    for at, piece in enumerate(pieces):
        relation = piece.relation
        if relation is None or not piece.drafts:
            continue
        for draft in piece.drafts:
            if draft.heads[0].start < relation.end < draft.heads[-1].end:
                relation.end = draft.heads[-1].end
        if relation.end < piece.drafts[-1].heads[-1].end:
            continue
        for conn, later in zip(conns[at:], pieces[at + 1 :], strict=False):
            closes = isinstance(conn.value, tuple) and conn.value[1] == "semi"
            if closes or len(later.drafts) != 1 or id(later.drafts[0]) not in bare:
                break
            if conn.type != "COMMA":
                relation.end = later.drafts[0].heads[-1].end


_MEASURED = frozenset({"MEAS", "CMP", "NUM"})


def _measured(chunk: Elements) -> bool:
    """Whether a chunk is a limit that a person has to decide, and so none of what stands before its comma."""
    only = chunk[0] if len(chunk) == 1 else None
    return isinstance(only, Tag) and only.type == "JUDGED" and parts_of(only)[0].type in _MEASURED


def _conn_before(pieces: list[Piece], conns: list[Tag], at: int, pending: str) -> str:
    """What joins a piece to those before it; `pending` is what an empty piece before it has left."""
    conn = conn_kind(conns[at - 1]) if at else "comma"
    if pieces[at].stacked:
        return "and"
    return pending if at and pieces[at - 1].empty else conn


def _take_what_adds_nothing(rest: Lead | None, members: Members, context: Context) -> None:
    """Marks the modifiers left at the end of a list as read, those apart that may change what is asked."""
    if rest is None:
        return
    end = max((item.node.span.end for item, _ in members), default=-1)
    unsure = {"SUSP"} if end < 0 else set()  # "if possible"
    take([tag for tag in rest.scope.values() if tag.start < end or tag.type in unsure or not _matters(tag, context)])


_MATTERS = frozenset({
    "PLAN", "ALLERGY", "ALLERGYW", "CONTRA", "CONTRAW", "SUSP", "KNOWNSUSP", "RESULT", "RESP", "NAIVE", "STABLE", "ROUTE",
    "HISTOL", "IMMUN", "RISK", "FAMILY", "NEWLY", "ACTIVE",
})  # fmt: skip


_OF_THE_STUDY = re.compile(
    r"\s*(?:duration|length|period|study|trial|visits?|assessments?|procedures?|entry|enrol\w*|randomi\w*|date|day|dose|start"
    r"|follow)\b",
    re.IGNORECASE,
)


def _matters(tag: Tag, context: Context) -> bool:
    """Whether a modifier behind the last head, which has found none of its own, may change what is asked.

    "Used", "given", "required" and the like only go on with what stands before them.
    """
    if tag.type == "PLAN" and _OF_THE_STUDY.match(context.text, tag.end):
        return False
    return tag.type in _MATTERS or (tag.type == "TREAT" and tag.value == "stopped")


def _settled(members: Members, pieces: list[Piece], context: Context, build: Builder) -> Members:
    """The members with limits for some, what only one sex is asked, what is excluded, and exceptions left over."""
    if members:
        members = said_of_them(beside(members), context)
    if context.category == "inclusion" and members:
        members = for_some_only(members)
        if any(piece.excluded is not None and piece.excluded.value == "passive" for piece in pieces):
            both = "both" in context.text[pieces[0].start : members[0][0].node.span.end].lower().split()
            listing = context if both else replace(context, category="exclusion")  # a list of what keeps out, wherever it stands
            whole = list_node(members, listing)
            members = [(Item(Not(whole, whole.span)), "comma")]  # "pregnant women are excluded"
    for piece in pieces:
        for paren in piece.rest.parens:
            unless = let_off(paren, context, build) if members else None
            if unless is not None:
                whole = exception(list_node(members, context), unless, context, "except")
                members = [(Item(whole), "comma")]
            take(flat_tags(paren), "judgement")
        take(piece.rest.responses)
    return members
