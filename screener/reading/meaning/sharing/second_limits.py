"""A second limit that stands before the place or the picture that it holds for is still of the measure before it."""

from __future__ import annotations

from screener.reading.meaning.context import Context
from screener.reading.meaning.draft import Draft
from screener.reading.meaning.phrases.limits import limits_of
from screener.reading.meaning.piece import Piece
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

_WHERE = frozenset({"in", "on", "by", "at", "before", "after", "during", "under", "using", "via"})
_SHOWN = _WHERE | {"with"}


def second_limit(piece: Piece, before: Draft, context: Context) -> None:
    """Gives the first head's limit back to the measure before it, in the very unit ("or > 24 mmHg in the other eye").

    The head, which a preposition leads, then only says where, when or on what picture the limit holds.
    """
    first = piece.drafts[0] if piece.drafts else None
    if first is None or len(first.limits) != 1 or first.limits[0].end > first.heads[0].start or not _only_tells(first):
        return
    tag = first.limits[0]
    between = context.text[tag.end : first.heads[0].start].split()
    places = _SHOWN if first.heads[0].type == "PROC" else _WHERE
    if not between or between[0].lower() not in places or not same_unit(first, before):
        return
    again = Draft("measure", list(before.heads), () if before.slot == "condition" else before.ids, limits=[tag], inherited=True)
    hours = [one for one in first.lead.qualifiers if one.start >= tag.end]
    again.qualifiers = list(hours)
    first.lead = first.lead.copy()
    first.lead.qualifiers = [one for one in first.lead.qualifiers if one not in hours]
    if all(_bare(draft) for draft in piece.drafts):
        start = max([tag.end + context.text[tag.end :].index(between[0]), *(one.end for one in hours)])
        again.qualifiers.append(_where(piece.drafts, start))
        again.parens = [paren for draft in piece.drafts for paren in draft.parens]
        piece.drafts = [again]
    else:
        first.limits = []
        piece.drafts.insert(0, again)


def _where(drafts: list[Draft], start: int) -> Tag:
    """One qualifier over the words of some heads, from a place on."""
    told = [tag for draft in drafts for tag in (*draft.qualifiers, *draft.heads, *draft.after)]
    words = covering("SEV", sorted(told, key=lambda one: one.start), "other", "")
    words.start = min(start, words.start)
    return words


def _bare(draft: Draft) -> bool:
    """Whether a head says no more than its name."""
    return not draft.windows and _only_tells(draft)


def same_unit(one: Draft, before: Draft) -> bool:
    """Whether the limit of a draft has the unit of one before it, and limits the same side."""
    found = limits_of(one.limits[0].value)  # type: ignore[arg-type]
    if len(found) != 1 or found[0].unit in {None, "1", "{score}"} or found[0].bare or found[0].damaged:
        return False
    known = [other for limit in before.limits for other in limits_of(limit.value)]  # type: ignore[arg-type]
    return any(other.unit == found[0].unit and (other.lower is None) == (found[0].lower is None) for other in known)


def _only_tells(draft: Draft) -> bool:
    """Whether a head is a picture, a treatment or words that the catalogue does not know, said plainly."""
    plain = draft.lead.negation is None and not draft.lead.scope and not draft.results and not draft.doses
    return plain and (draft.heads[0].type == "PROC" or draft.slot == "treatment" or not draft.ids)
