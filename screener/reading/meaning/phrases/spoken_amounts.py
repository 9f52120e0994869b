"""The numbers that a judgement or a confirmation speaks of: each is held as it was read, and decides nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from screener.catalog.load import catalog
from screener.core.calendar import TimeUnit
from screener.core.span import Span
from screener.criteria.nodes import Comparison
from screener.criteria.nodes import Condition
from screener.criteria.nodes import Immunization
from screener.criteria.nodes import Judgement
from screener.criteria.nodes import Node
from screener.criteria.nodes import State
from screener.criteria.nodes import Treatment
from screener.reading.meaning.context import Context
from screener.reading.meaning.phrases.limits import Limits
from screener.reading.meaning.phrases.limits import limits_of
from screener.reading.meaning.phrases.windows import meaning_of
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import parts_of

AMOUNTS = frozenset({"LIMIT", "WINDOW"})
UNITS = {"year": "a", "month": "mo", "week": "wk", "day": "d", "hour": "h", "minute": "min", "half-life": "{half-lives}"}
_BETWEEN = 4
"""So many characters ("of ", ": ") part a name from an amount that is its own."""
_NOT_NAMES = frozenset({"PREP", "FILL", "MARK", "COMMA", "STOP", "SEMI", "COLON", "LP", "RP", "AND", "OR", "DASH", "SLASH"})
_MOST = 4


def judged(tag: Tag) -> bool:
    """Whether an amount is left to a person, with the words around it."""
    for part in parts_of(tag):  # noqa: SIM110 - asked of every amount
        if part.state == "judgement":
            return True
    return False


def amounts_among(tags: list[Tag], at: int, named: Node | None, context: Context) -> tuple[Node | None, list[Node]]:
    """The name before an amount, with the amount where it is its own; and what the amount says by itself where it is not."""
    tag = tags[at]
    own = named if named is not None and tag.start - named.span.end <= _BETWEEN else None
    span = Span(tag.start, tag.end)
    if tag.type == "WINDOW":
        return _timed(own, tag, span, tags, at, context)
    limits = [one for one in limits_of(tag.value) if not one.damaged]  # type: ignore[arg-type]
    if isinstance(own, Comparison) and own.lower is None and own.upper is None and len(limits) == 1:
        return _limited(own, limits[0], span), []
    bare = _bare(tags, at, context)
    limits = [one if one.unit or one.time else replace(one, time=_unit_behind(tags, at)) for one in limits]
    return None, [_limited(bare, one, span) for one in limits if _says_something(bare, one)]


def _bare(tags: list[Tag], at: int, context: Context) -> Comparison:
    label, mention = _label(tags, at, context)
    return Comparison(None, label, None, None, coded=False, mention=mention, span=Span(tags[at].start, tags[at].end))


def _says_something(node: Comparison, one: Limits) -> bool:
    """Whether there is a name or a unit that tells what a number is a number of (years alone may be an age)."""
    return node.mention != node.span or one.unit is not None or one.time not in {None, "year"}


def _unit_behind(tags: list[Tag], at: int) -> TimeUnit | None:
    """The unit of time that stands a word behind its number ("12 consecutive months")."""
    for tag in tags[at + 1 : at + 3]:
        if tag.type == "TU":
            return cast(TimeUnit, tag.value)
    return None


def _timed(
    own: Node | None, tag: Tag, span: Span, tags: list[Tag], at: int, context: Context
) -> tuple[Node | None, list[Node]]:
    meaning = meaning_of(tag)
    windows = [window for window in meaning.windows if window.value is not None]
    if len(windows) == 1 and isinstance(own, Condition | Treatment | State | Immunization | Comparison) and own.window is None:
        return replace(own, window=windows[0], span=own.span.join(span)), []
    label, mention = _label(tags, at, context)
    alone: list[Node] = [Judgement(label, "unspecified", window, mention, span) for window in windows]
    length = meaning.duration
    if length is not None and isinstance(own, Condition | Treatment) and own.duration is None and not windows:
        return replace(own, duration=length, span=own.span.join(span)), []
    bare = _bare(tags, at, context)
    if length is not None and (length.lower is not None or length.upper is not None):
        alone.append(replace(bare, lower=length.lower, upper=length.upper, unit=UNITS[length.unit]))
    return None, alone + [_limited(bare, one, span) for one in meaning.limits if not one.damaged]


def _limited(node: Comparison, one: Limits, span: Span) -> Comparison:
    if one.age and node.concept is None:
        node = replace(node, concept="age", label=catalog()["age"].label, coded=True, mention=span)
    unit = one.unit if one.unit is not None else UNITS[one.time] if one.time is not None else None
    whole = Span(min(node.span.start, span.start), max(node.span.end, span.end))
    return replace(node, lower=one.lower, upper=one.upper, unit=unit, relative_to=one.relative, span=whole)


def _label(tags: list[Tag], at: int, context: Context) -> tuple[str, Span]:
    """The words before an amount as what it is an amount of, else those behind it."""
    first = at
    while first and at - first < _MOST and tags[first - 1].type not in _NOT_NAMES | AMOUNTS:
        first -= 1
    if first == at and first and tags[at - 1].type == "PREP":
        end = first = at - 1
        while first and end - first < _MOST and tags[first - 1].type not in _NOT_NAMES | AMOUNTS:
            first -= 1
        if first < end:
            mention = Span(tags[first].start, tags[end - 1].end)
            return context.name(*mention), mention
        first = at
    if first < at:
        mention = Span(tags[first].start, tags[at - 1].end)
        return context.name(*mention), mention
    last = at + 1
    while last < len(tags) and last - at <= _MOST and tags[last].type not in _NOT_NAMES | AMOUNTS:
        last += 1
    mention = Span(tags[at + 1].start, tags[last - 1].end) if last > at + 1 else Span(tags[at].start, tags[at].end)
    return context.name(*mention), mention
