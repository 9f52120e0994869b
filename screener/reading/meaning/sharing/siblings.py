"""What an unknown name in a list is, told by its neighbours: a drug among drugs, a procedure among procedures."""

from __future__ import annotations

import itertools
import re

from screener.reading.meaning.context import Context
from screener.reading.meaning.draft import Draft
from screener.reading.meaning.nodes.treatments import kind_of
from screener.reading.meaning.piece import Piece
from screener.reading.meaning.sharing.complements import refuses
from screener.reading.scanning.kinds import is_everyday
from screener.reading.scanning.kinds import treatment_kind
from screener.reading.scanning.lexicon import lexicon
from screener.reading.scanning.tags import Tag


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


def same_refusal(pieces: list[Piece], conns: list[Tag]) -> None:
    """ "Not willing or able to give informed consent": what one is unwilling to do excludes nobody who does it."""
    for at in range(1, len(pieces)):
        before, piece = pieces[at - 1], pieces[at]
        if len(piece.drafts) != 1 or not before.drafts or conns[at - 1].type not in {"OR", "AND", "SLASH"}:
            continue
        last, draft = before.drafts[-1], piece.drafts[0]
        if refuses(last) and draft.ids == ("informed-consent",) and draft.lead.bare:
            last.after += [conns[at - 1], *draft.heads]
            piece.drafts = []


def same_proof(pieces: list[Piece], conns: list[Tag]) -> None:
    """ "Vasculitis by angiography or CT": what else shows a finding goes with what shows it."""
    for at in range(1, len(pieces)):
        before, piece = pieces[at - 1], pieces[at]
        if len(piece.drafts) != 1 or not before.drafts or conns[at - 1].type not in {"OR", "AND", "SLASH"} or before.judge:
            continue
        last, draft = before.drafts[-1], piece.drafts[0]
        shown = [tag for tag in last.after if tag.type == "PROC"]
        by = [tag for tag in last.after if tag.text.lower().startswith("by")]
        bare = draft.lead.bare_but_qualified and not (draft.windows or draft.limits or draft.results or draft.after)
        if shown and by and last.after[-1] is shown[-1] and draft.slot == "treatment" and draft.heads[0].type == "PROC" and bare:
            last.after += [conns[at - 1], *draft.lead.qualifiers, *draft.heads]
            piece.drafts = []


_ANY_ORGAN = ("transplantation",)


def same_organ(pieces: list[Piece], context: Context) -> None:
    """ "Lung resection or transplant": the organ named before may be meant, or any; where they differ, nothing is decided."""
    for before, piece in itertools.pairwise(pieces):
        if len(piece.drafts) != 1 or not before.drafts or piece.drafts[0].ids != _ANY_ORGAN or not piece.drafts[0].lead.bare:
            continue
        draft, first = piece.drafts[0], before.drafts[-1].heads[0]
        ids = lexicon().role((first.text.lower().partition(" ")[0], "transplant"), "PROC")
        if not isinstance(ids, tuple) or " " in draft.heads[0].text or draft.qualifiers:
            continue
        told = "a transplant beside another thing of an organ may be of that organ, or any"
        if context.choose(f"organ-{draft.heads[0].start}", ("same", "any"), told) == "same":
            draft.ids = ids


_REACTION = re.compile(r"allerg|sensitiv|intoleran|reaction|side effect", re.IGNORECASE)
_REACTION_TO = re.compile(r"(?:allerg\w*|(?:hyper)?sensitiv\w*)(?: reactions?)? to\b", re.IGNORECASE)


def names_reaction(draft: Draft) -> bool:
    """Whether a head is itself a reaction ("drug intolerance", "allergy to contrast media")."""
    return bool(_REACTION.search(draft.heads[0].text))


def allergic_behind(pieces: list[Piece]) -> None:
    """ "Allergy to eggs, soy or peanuts", of which the first is one name: the others are what one is allergic to as well."""
    word: Tag | None = None
    for piece in pieces:
        first = piece.drafts[0] if len(piece.drafts) == 1 else None
        if first is None:
            word = None
        elif first.slot == "condition" and _REACTION_TO.match(first.heads[0].text):
            word = Tag("ALLERGY", first.heads[0].start, first.heads[0].start, "allergy", "allergy to", state="compiled")
        elif word is not None and first.slot in {"treatment", "text"} and _bare(first):
            first.lead.scope["ALLERGY"] = word
            first.inherited = True
        else:
            word = None


def _bare(draft: Draft) -> bool:
    """Whether nothing is said of a head but that it is known or was once."""
    lead = draft.lead
    said = lead.negation or lead.doses or lead.limits or lead.qualifiers or draft.windows
    return not said and lead.scope.keys() <= {"KNOWN", "HIST", "SUSP", "KNOWNSUSP"}


_NO_NOUNS = ("ed", "ly", "able", "ible", "ful")


def _unknown(piece: Piece) -> bool:
    """Whether a piece is one name of an unknown kind; "recovered" or "in place" is no name."""
    if len(piece.drafts) != 1 or piece.drafts[0].slot != "text" or piece.judge:
        return False
    heads = piece.drafts[0].heads
    return not (heads[-1].text.lower().endswith(_NO_NOUNS) or is_everyday(heads))


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
