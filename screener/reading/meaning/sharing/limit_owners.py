"""Whose a limit without a measure is: the measure before it in the list, or the age."""

from __future__ import annotations

import re

from screener.reading.meaning.chunks.bare_ages import bare_age
from screener.reading.meaning.chunks.names import admits
from screener.reading.meaning.chunks.names import measure_by_unit
from screener.reading.meaning.context import Context
from screener.reading.meaning.draft import Draft
from screener.reading.meaning.phrases.limits import Limits
from screener.reading.meaning.phrases.limits import limits_of
from screener.reading.meaning.phrases.windows import meaning_of
from screener.reading.meaning.piece import Piece
from screener.reading.meaning.sharing.orphans import fitting
from screener.reading.meaning.sharing.second_limits import second_limit
from screener.reading.scanning.tags import Tag


def orphan_limits(pieces: list[Piece], context: Context) -> None:
    """Numbers without a measure of their own: an age, or a further limit of the measure before."""
    measure: Draft | None = None
    sized: Draft | None = None
    peopled = _nothing_else(pieces, context)
    for piece in pieces:
        alone = not piece.drafts and (peopled or any(tag.type == "WINDOW" for tag in piece.ages))  # "18 to 65 years at screening"
        peopled = piece.population = piece.population or alone or piece.has_sex or piece.empty
        piece.rest.windows += [tag for tag in piece.ages if tag.type == "WINDOW"]
        limits, piece.rest.limits = [*(tag for tag in piece.ages if tag.type != "WINDOW"), *piece.rest.limits], []
        for tag in limits:
            found = limits_of(tag.value)  # type: ignore[arg-type]
            owner = _owner(found, tag, measure, piece, context)
            draft = fitting(owner, found[0], tag, measure, context, piece.start) or _sized(found, sized) or _headed(tag, context)
            if draft is None:
                piece.rest.limits.append(tag)
                continue
            draft.limits.append(tag)
            draft.parens += piece.rest.parens if not piece.drafts else []
            if not piece.drafts:
                piece.rest.parens = []
                _denied(draft, tag, piece)
                _dated(draft, measure, piece)
                _told(draft, tag, piece)
            piece.drafts.append(draft)
        for before in (measure, sized):
            if before is not None:
                second_limit(piece, before, context)
        for window in [tag for tag in piece.rest.windows if meaning_of(tag).limits]:
            draft = _owner(list(meaning_of(window).limits), window, measure, piece, context)
            if draft is not None:
                piece.rest.windows.remove(window)
                draft.windows.append(window)
                piece.drafts.append(draft)
        for draft in piece.drafts:
            if draft.slot == "measure":
                measure = draft
            elif draft.slot == "condition" and draft.limits:
                sized = draft


def _denied(draft: Draft, limit: Tag, piece: Piece) -> None:
    """ "Not between 18 and 50 years of age": a "not" right before ages denies them."""
    negation = piece.rest.negation
    found = limits_of(limit.value)  # type: ignore[arg-type]
    if negation is None or negation.value != "not" or not (aged(draft) and all(one.age and not one.bare for one in found)):
        return
    if 0 <= limit.start - negation.end <= 1:
        draft.lead.negation, piece.rest.negation = negation, None


def _told(draft: Draft, limit: Tag, piece: Piece) -> None:
    """Gives a second limit what is told behind it ("or ≥ 10 mm by CT scan")."""
    behind = [tag for tag in piece.rest.qualifiers if tag.start >= limit.end]
    if draft.inherited and behind:
        draft.qualifiers += behind
        piece.rest.qualifiers = [tag for tag in piece.rest.qualifiers if tag.start < limit.end]


def _sized(found: tuple[Limits, ...], sized: Draft | None) -> Draft | None:
    """The finding whose size is told again ("lesion ≥ 20 mm by palpation or ≥ 10 mm by CT"), in the very unit."""
    unit = found[0].unit
    if sized is None or unit is None or len(found) != 1 or found[0].bare or found[0].damaged:
        return None
    before = [one for limit in sized.limits for one in limits_of(limit.value)]  # type: ignore[arg-type]
    same = [one for one in before if one.unit == unit and (one.lower is None) == (found[0].lower is None)]
    return Draft("measure", list(sized.heads), (), inherited=True) if same else None


def _dated(draft: Draft, measure: Draft | None, piece: Piece) -> None:
    """ "Hemoglobin < 13 g/dL in men or < 12 g/dL in women within 3 months": the time behind the second limit is that of both."""
    times = [tag for tag in piece.rest.windows if not meaning_of(tag).limits]
    if not times or not draft.inherited or measure is None or draft.ids != measure.ids or aged(draft):
        return
    draft.windows += times
    piece.rest.windows = [tag for tag in piece.rest.windows if tag not in times]
    measure.windows = measure.windows or list(times)


_LISTS = re.compile(r"criteria|inclusion|exclusion|\bages?\b", re.IGNORECASE)


_OLD = re.compile(r"\b(?:older|younger)\b", re.IGNORECASE)


def _told_in_years(tag: Tag) -> bool:
    found = meaning_of(tag).limits if tag.type == "WINDOW" else limits_of(tag.value)  # type: ignore[arg-type]
    return all(one.time == "year" for one in found)


def _nothing_else(pieces: list[Piece], context: Context) -> bool:
    """Whether an item is nothing but numbers of years, which then are an age ("18 years or older")."""
    if any(piece.drafts or piece.judge or piece.rest.windows or not piece.rest.bare_but_limits for piece in pieces):
        return False
    tags = [tag for piece in pieces for tag in (*piece.ages, *piece.rest.limits)]
    if not tags or not all(_told_in_years(tag) or _OLD.search(tag.text) or bare_age(tag, pieces) for tag in tags):
        return False
    before = context.text[: pieces[0].start].rstrip(" \t\r\n-*•").rsplit("\n", 1)[-1]
    return not before.endswith(":") or bool(_LISTS.search(_LABEL.split(before[:-1])[-1]))


_LABEL = re.compile(r"[:;.]")
_LASTS = re.compile(r"\b(?:since|longer than|longer)\s*$", re.IGNORECASE)
_AGED = re.compile(r"\bage\b|\bold\b|\bolder\b|\byounger\b|\blife\b", re.IGNORECASE)
_AGE_AGAIN = re.compile(r"\bof age\s*\(\s*$", re.IGNORECASE)
_YOUNG = re.compile(r"infan|neonat|new-?born|bab(?:y|ies)|toddler|child|boy|girl|p(?:a)?ediatric", re.IGNORECASE)


def _may_be_age(first: Limits, tag: Tag, piece: Piece, context: Context) -> bool:
    """Whether a length of time beside people can be their age: years, or for the youngest any; never "longer than 2 years"."""
    before, said = context.text[piece.start : tag.start], context.text[tag.start : tag.end]
    if _LASTS.search(before) or said.lower().startswith("longer"):
        return False
    if first.time in {None, "year"} or _AGED.search(said) or _YOUNG.search(before):
        return True
    return _AGE_AGAIN.search(context.text[: tag.start]) is not None  # "6 to 9 weeks of age (42-69 days)"


def _owner(
    found: list[object] | tuple[object, ...], tag: Tag, measure: Draft | None, piece: Piece, context: Context
) -> Draft | None:
    first = found[0]
    assert isinstance(first, Limits)  # callers pass limits
    alone = measure is None and not piece.drafts and bare_age(tag, [piece])
    bare = tag.type == "LIMIT" and piece.population and (alone or any(tag is one for one in piece.ages))
    timed = first.time is not None or first.age or bare
    peopled = (piece.population or piece.has_sex) and _may_be_age(first, tag, piece, context)
    if timed and (first.age or peopled or aged(measure)):
        anchor = Tag("MEAS", tag.start, tag.end, ("age",), "age", state="compiled")
        return Draft("measure", [anchor], ("age",))
    if timed or measure is None:
        return None
    return Draft("measure", list(measure.heads), measure.ids, inherited=True)


def _headed(tag: Tag, context: Context) -> Draft | None:
    """A number alone that a unit of its own tells ("> 20 cigarettes a day"), or a heading ("Life expectancy: 12 weeks")."""
    told = measure_by_unit(limits_of(tag.value)[0].unit)  # type: ignore[arg-type]
    if told is not None:
        return Draft("measure", [Tag("MEAS", tag.start, tag.end, (told,), "", state="compiled")], (told,))
    unit = limits_of(tag.value)[0].unit  # type: ignore[arg-type]
    if not context.heading or (unit is not None and not any(admits(ident, unit) for ident in context.heading)):
        return None
    return Draft("measure", [Tag("MEAS", tag.start, tag.end, context.heading, "", state="compiled")], context.heading)


def aged(measure: Draft | None) -> bool:
    """Whether a measure is the age."""
    return measure is not None and measure.ids == ("age",)
