"""What was changed about a treatment: "no change in diuretics within 2 weeks" denies the change, not the diuretics."""

from __future__ import annotations

from screener.reading.meaning.draft import Draft
from screener.reading.meaning.piece import Piece
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import take


def changes(pieces: list[Piece], conns: list[Tag]) -> None:
    """Makes a treatment behind words of change the event that they tell of, with further bare treatments behind "or"."""
    for at, piece in enumerate(pieces):
        for draft in piece.drafts:
            change = _change(draft)
            if change is None:
                continue
            further = _further(pieces, conns, at) if draft is piece.drafts[-1] else []
            _make_event(draft, change, further)


def _change(draft: Draft) -> Tag | None:
    """The words of change straight before a treatment; a part in percent behind it is another matter."""
    words = draft.lead.words
    if draft.slot != "treatment" or not words or not draft.heads or draft.limits:
        return None
    return next((tag for tag in words if tag.type == "CHANGE" and tag.end <= draft.heads[0].start), None)


def _further(pieces: list[Piece], conns: list[Tag], at: int) -> list[Tag]:
    """The connectives and names of the bare treatments that go on with the same change; their times become its own."""
    found: list[Tag] = []
    for number in range(at + 1, len(pieces)):
        drafts, conn = pieces[number].drafts, conns[number - 1]
        if pieces[at].drafts[-1].windows or conn.type not in {"OR", "AND", "COMMA", "SLASH"}:
            break
        if len(drafts) != 1 or drafts[0].slot != "treatment" or not drafts[0].lead.bare or drafts[0].limits:
            break
        found += [conn, *drafts[0].qualifiers, *drafts[0].heads, *drafts[0].doses]
        pieces[at].drafts[-1].windows += drafts[0].windows
        pieces[number].drafts = []
    return found


def _make_event(draft: Draft, change: Tag, further: list[Tag]) -> None:
    """The draft as an event in the text's own words, from the first word of the change to the last name."""
    lead = draft.lead
    end = max(tag.end for tag in (*draft.heads, *draft.doses, *further))
    start = min(tag.start for tag in (change, *lead.doses))
    inside = [tag for tag in (*draft.qualifiers, *lead.qualifiers) if start <= tag.start and tag.end <= end]
    parts = sorted([change, *lead.doses, *inside, *draft.heads, *draft.doses, *further], key=lambda tag: tag.start)
    take(parts)
    draft.slot, draft.ids = "condition", ()
    draft.heads = [Tag("TEXT", start, end, "", "", state="compiled")]
    draft.qualifiers = [tag for tag in draft.qualifiers if tag not in inside]
    draft.doses, lead.doses = [], []
    lead.words = [tag for tag in lead.words if tag is not change]
    lead.qualifiers = [tag for tag in lead.qualifiers if tag not in inside]
