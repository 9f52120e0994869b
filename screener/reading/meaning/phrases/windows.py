"""Takes a window phrase, gives what it means: a window around an anchor, a duration, or a limit with a visit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from dataclasses import replace
from decimal import Decimal
from typing import cast

from screener.core.calendar import TimeUnit
from screener.core.span import Span
from screener.criteria.nodes import Bound
from screener.criteria.nodes import Direction
from screener.criteria.nodes import Duration
from screener.criteria.nodes import Window
from screener.reading.meaning.phrases.limits import Limits
from screener.reading.meaning.phrases.limits import lengths_of
from screener.reading.meaning.phrases.limits import two_lengths
from screener.reading.scanning.tags import Tag
from screener.reading.syntax.trees import AnchorPhrase
from screener.reading.syntax.trees import WindowPhrase

ELAPSED = frozenset({"diagnosis", "onset"})
"""Anchors that the time since bounds the age of the disease, not a visit."""


AHEAD = frozenset({"last-dose", "study-end"})
"""Anchors that lie ahead of every candidate, so that a length of time behind them tells how long something has to go on."""


_VISITS = frozenset({
    "index", "screening", "baseline", "consent", "enrollment", "randomization", "first-dose", "last-dose", "study",
})  # fmt: skip


def ahead(window: Window | None, *, of_visit: bool = False) -> Window | None:
    """The window of something planned: "within 6 months" begins now, "within 6 months of enrollment" there."""
    anchors = _VISITS if of_visit else _VISITS & {"index"}
    if window is None or window.value is None or window.anchor not in anchors or window.direction != "before":
        return window
    return replace(window, direction="after")


def goes_on_for(tag: Tag) -> Tag:
    """The time of what has to go on ("for at least 30 days after surgery") as the stretch behind its visit."""
    found = meaning_of(tag)
    duration = found.duration
    behind = len(found.windows) == 1 and found.windows[0].direction == "after" and found.windows[0].value is None
    if not behind or found.windows[0].anchor == "index" or duration is None or found.more is not None:
        return tag
    if (duration.lower is None) == (duration.upper is None):
        return tag
    bound = duration.lower or duration.upper
    assert bound is not None  # one of the two is there
    anchor, words = found.windows[0].anchor, tag.text.lower()
    if anchor == "first-dose" and "first" not in words:
        anchor = "last-dose"  # "for 6 months following treatment"
    elif anchor == "enrollment" and "participation" in words:
        anchor = "study-end"
    window = replace(found.windows[0], value=bound.value, unit=duration.unit, anchor=anchor)
    phrase = replace(cast(WindowPhrase, tag.value), meaning=TimeMeaning((window,)))
    return Tag(tag.type, tag.start, tag.end, phrase, tag.text, tag.others, tag.state)


@dataclass(frozen=True, slots=True)
class TimeMeaning:
    """What a window tag says: windows (several where it names several anchors), a duration, limits that stand at a visit.

    join: "or", "and", or "through" for a time before a place together with the time behind it. more: a second duration;
    `join` then tells whether both have to have passed ("all") or one of them ("or").
    """

    windows: tuple[Window, ...] = ()
    join: str = ""
    duration: Duration | None = None
    limits: tuple[Limits, ...] = ()
    since: str = ""
    more: Duration | None = None


def meaning_of(tag: Tag) -> TimeMeaning:
    """The meaning of a WINDOW tag."""
    phrase = tag.value
    assert isinstance(phrase, WindowPhrase)  # a WINDOW tag holds one
    found: TimeMeaning | None = phrase.meaning
    if found is None:
        found = _meaning_of(phrase, Span(tag.start, tag.end))
        if phrase.other is not None:
            found = _two_lengths(found, replace(phrase, limit=phrase.other, other=None, meaning=None), Span(tag.start, tag.end))
        if phrase.also is not None:
            found = replace(found, windows=(*found.windows, *_later(phrase, found, Span(tag.start, tag.end))), join=phrase.join)
        phrase.meaning = found
    return found


def unlimited(tag: Tag) -> Tag:
    """The time of a tag without the limits that stand before its visit ("> 90 mmHg at screening")."""
    found = meaning_of(tag)
    if not found.limits:
        return tag
    phrase = replace(cast(WindowPhrase, tag.value), meaning=replace(found, limits=()))
    return Tag(tag.type, tag.start, tag.end, phrase, tag.text, tag.others, tag.state)


def _later(phrase: WindowPhrase, found: TimeMeaning, span: Span) -> tuple[Window, ...]:
    """The stretch ahead; "within 4 weeks before or after the first dose" reaches as far on both sides."""
    assert phrase.also is not None  # the caller looked
    shared = phrase.anchor is not None and phrase.anchor.preposition.state == "filler" and _after(phrase.also.anchor)
    if shared and len(found.windows) == 1:
        return (replace(found.windows[0], direction="after"),)
    return _meaning_of(phrase.also, span).windows


def _two_lengths(one: TimeMeaning, phrase: WindowPhrase, span: Span) -> TimeMeaning:
    """ "Within 30 days or 5 half-lives, whichever is longer" is within one of them; what is longer ago is so of both."""
    two = _meaning_of(phrase, span)
    windows = (*one.windows, *two.windows)
    away = any(window.direction in {"until", "from"} for window in windows)
    away = away or (one.duration is not None and one.duration.lower is not None)
    both = phrase.which == ("longer" if away else "shorter")
    return replace(one, windows=windows, join="all" if both else "or", more=two.duration)


def _meaning_of(phrase: WindowPhrase, span: Span) -> TimeMeaning:
    limits = lengths_of(phrase.limit) if phrase.limit is not None else ()
    anchors, join = _anchors(phrase.anchor)
    told = limits[0] if limits else None
    if told is not None and told.time is not None and not told.damaged and anchors[0] in AHEAD:
        if phrase.head is None and _since(phrase.anchor):  # "at least 4 weeks since the end of treatment"
            length = Duration(told.lower, None if told.bare else told.upper, told.time, span)
            return TimeMeaning(duration=length, since="index")
        if _after(phrase.anchor):
            bound = told.lower or told.upper
            ahead = Window(bound.value if bound else None, told.time, True, anchors[0], "after", span=span)
            return TimeMeaning((ahead,))  # "for at least 4 weeks after the last dose"
    if phrase.head is not None and phrase.head.type == "FORT":
        duration = _duration(limits, span)
        windows = tuple(_bare_window(phrase.anchor, anchor, span) for anchor in anchors) if phrase.anchor else ()
        if len(windows) < 2 and phrase.limit is not None and (pair := two_lengths(phrase.limit)):
            return TimeMeaning(windows, pair, duration, more=_duration(limits[1:], span))
        return TimeMeaning(windows, join, duration)
    if phrase.head is not None:
        base = _within(limits, phrase.unit, _side(phrase.head, phrase.anchor, anchors), span)
        return TimeMeaning(tuple(replace(base, anchor=anchor) for anchor in anchors), join)
    if not limits:
        return TimeMeaning(tuple(_bare_window(phrase.anchor, anchor, span) for anchor in anchors), join)
    at_visit = phrase.anchor is not None and phrase.anchor.preposition.type in {"AT", "DURING"}
    if _time_of(limits[0]) is None or limits[0].age or at_visit:
        windows = tuple(_bare_window(phrase.anchor, anchor, span) for anchor in anchors)
        return TimeMeaning(windows, join, limits=limits)
    one = limits[0]
    begins = phrase.limit is not None and phrase.limit.between is not None and len(phrase.limit.bounds) == 1
    if begins and not _after(phrase.anchor):
        one = replace(one, bare=True)  # "from 30 days before vaccination": the time begins there
    if _after(phrase.anchor) and _behind_an_event(phrase, one, anchors[0]):
        return TimeMeaning()
    if len(anchors) == 1 and phrase.limit is not None and (pair := two_lengths(phrase.limit)):
        first, second = (_measured(end, phrase.anchor, anchors, join, span) for end in limits)
        return replace(first, windows=(*first.windows, *second.windows), join=pair, more=second.duration)
    return _measured(one, phrase.anchor, anchors, join, span)


_PAST = re.compile(r"\b(?:past|last|previous|preceding|prior|recent)\b", re.IGNORECASE)
_FIRST_VISITS = frozenset({"screening", "consent", "enrollment", "baseline"})


def _side(head: Tag, phrase: AnchorPhrase | None, anchors: tuple[str, ...]) -> Direction:
    """On which side of its anchor a window lies; "the past 6 months from screening" lie before it, as all seen there does."""
    if head.value == "next":
        return "after"
    born = phrase is not None and phrase.anchor is not None and phrase.anchor.text.lower() == "birth"
    if born and phrase is not None and phrase.preposition.text.lower() in {"of", "from"}:
        return "after"  # "within 24 hours of birth"
    begun = _of_a_beginning(phrase, anchors[0])
    if begun is not None:
        return begun
    if not _after(phrase) or phrase is None:
        return "before"
    return "before" if _counted_back(phrase, anchors[0]) or _PAST.search(head.text) else "after"


_DIAGNOSIS = frozenset({"diagnosis", "initial diagnosis", "first diagnosis"})
"""The trial's own disease, which lies within such a time where it is asked for."""


def _counted_back(phrase: AnchorPhrase | None, anchor: str) -> bool:
    """Whether a time is counted back from a visit: "surgery < 4 weeks from registration"."""
    word = phrase.preposition.text.lower() if phrase is not None else ""
    return word == "from" and anchor in _FIRST_VISITS | {"randomization", "first-dose"}


def _of_a_beginning(phrase: AnchorPhrase | None, anchor: str) -> Direction | None:
    """Behind an onset; on both sides of a diagnosis, or of what began and has no date of its own; None for any other."""
    word = phrase.preposition.text.lower() if phrase is not None else ""
    if phrase is None or phrase.anchor is None or word not in {"of", "of the", "from", "from the"}:
        return None
    if anchor == "onset" or (anchor == "diagnosis" and word.startswith("from")):
        return "after"  # "within 6 hours of stroke onset", "within 12 weeks from diagnosis"
    told = phrase.anchor.text.lower().startswith(("diagnosis", "onset", "initial diagnosis", "first diagnosis"))
    return "around" if told and phrase.anchor.text.lower() not in _DIAGNOSIS else None


def _behind_an_event(phrase: WindowPhrase, one: Limits, anchor: str) -> bool:
    """ "120 days after" something that is no visit: neither how long nor how long ago."""
    assert phrase.anchor is not None  # the caller looked
    plain = one.bare and phrase.anchor.preposition.text.lower() in {"after", "following", "post"}
    return plain and (phrase.anchor.anchor is None or anchor not in _VISITS | AHEAD | ELAPSED)


def _anchors(phrase: AnchorPhrase | None) -> tuple[tuple[str, ...], str]:
    if phrase is None or phrase.anchor is None:
        return ("index",), ""
    names = [str(phrase.anchor.value)]
    names += [str(tag.value) for tag in phrase.more if str(tag.value) not in names]
    return tuple(names), phrase.join if len(names) > 1 else ""


def _after(phrase: AnchorPhrase | None) -> bool:
    return phrase is not None and phrase.preposition.type == "AFTER"


def _since(phrase: AnchorPhrase | None) -> bool:
    """Whether a time is counted from what is over, whatever lies ahead goes by the same name."""
    return phrase is not None and phrase.preposition.type == "AFTER" and phrase.preposition.text.lower().endswith("since")


def _duration(limits: tuple[Limits, ...], span: Span) -> Duration | None:
    if not limits or limits[0].damaged:
        return None
    one, time = limits[0], _time_of(limits[0])
    if time is None:
        return None
    if one.bare and one.lower is not None:
        return Duration(Bound(one.lower.value, True), None, time, span)
    return Duration(one.lower, one.upper, time, span)


def _time_of(one: Limits) -> TimeUnit | None:
    """The unit of time of a limit; minutes are a unit of measure too."""
    return one.time or ("minute" if one.unit == "min" else None)


def _within(limits: tuple[Limits, ...], unit: Tag | None, direction: Direction, span: Span) -> Window:
    if unit is not None:
        return Window(Decimal(1), cast(TimeUnit, unit.value), True, "index", direction, span=span)
    if not limits or limits[0].damaged:
        return Window(None, direction=direction, span=span)
    one = limits[0]
    bound = one.upper or one.lower
    value = bound.value if bound else None
    inclusive = one.bare or bound is None or bound.inclusive
    second = one.lower.value if one.lower and one.upper and one.lower != one.upper else None
    return Window(value, _time_of(one) or "day", inclusive, "index", direction, second, span)


def _bare_window(phrase: AnchorPhrase | None, anchor: str, span: Span) -> Window:
    directions: dict[str, Direction] = {
        "PRIOR": "before",
        "AFTER": "after",
        "AT": "at",
        "DURING": "during",
        "AGO": "before",
    }
    direction = directions[phrase.preposition.type] if phrase else "before"
    return Window(None, "day", True, anchor, direction, span=span)


def _measured(one: Limits, phrase: AnchorPhrase | None, anchors: tuple[str, ...], join: str, span: Span) -> TimeMeaning:
    """A length of time before or after an anchor: "at least 3 months before screening"."""
    if one.damaged:
        return TimeMeaning((Window(None, span=span),))
    after = _after(phrase) and not _counted_back(phrase, anchors[0])
    time = _time_of(one) or "day"
    if after and anchors[0] in ELAPSED | {"index"}:
        duration = Duration(one.lower, None if one.bare else one.upper, time, span)
        return TimeMeaning(duration=duration, since=anchors[0])
    made = []
    for anchor in anchors:
        if one.lower is not None and one.upper is not None and not one.bare:
            base = Window(one.lower.value, time, True, anchor, "after" if after else "before", one.upper.value, span)
        elif one.lower is not None and not one.bare:
            base = Window(one.lower.value, time, one.lower.inclusive, anchor, "from" if after else "until", None, span)
        else:
            bound = one.upper or one.lower
            value = bound.value if bound else None
            inclusive = one.bare or bound is None or bound.inclusive
            base = Window(value, time, inclusive, anchor, "after" if after else "before", None, span)
        made.append(base)
    return TimeMeaning(tuple(made), join)
