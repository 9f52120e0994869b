"""How long a value has stood: "HbA1c > 8 % for at least 3 months" holds now, and held so long ago already."""

from __future__ import annotations

from dataclasses import replace

from screener.core.span import Span
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Bound
from screener.criteria.nodes import Comparison
from screener.criteria.nodes import Duration
from screener.criteria.nodes import Member
from screener.criteria.nodes import Node
from screener.criteria.nodes import Qualifier
from screener.criteria.nodes import Result
from screener.criteria.nodes import Window
from screener.reading.meaning.chunks.names import admits
from screener.reading.meaning.context import Context
from screener.reading.meaning.draft import Draft
from screener.reading.meaning.phrases.limits import limits_of
from screener.reading.meaning.phrases.spoken_amounts import UNITS
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import parts_of
from screener.reading.scanning.tags import take
from screener.reading.syntax.trees import WindowPhrase

WILLINGNESS = frozenset({"willing", "unwilling", "able-to-participate", "unable-to-participate", "caregiver-available"})
"""States that look ahead, so that a length of time beside them tells how long they have to go on."""


def stays(tag: Tag) -> bool:
    """Whether a limit beside a state says how long it has been: hours to months, where years might be an age."""
    return all(one.time in {"hour", "day", "week", "month"} and not one.age for one in limits_of(tag.value))  # type: ignore[arg-type]


_LENGTHS = frozenset({"cycle", "cycles", "duration", "interval", "intervals", "length", "delay"})


def is_length(noun: Tag, tag: Tag) -> bool:
    """Whether a noun names a length of time and a range of time follows it ("menstrual cycles 24-38 days")."""
    last = tag.value.bounds[-1].amount if getattr(tag.value, "ranged", False) else None  # type: ignore[attr-defined]
    return noun.text.lower() in _LENGTHS and last is not None and any(part.type == "TU" for part in last.measures)


_YOUNGEST = 10


def stays_before(tag: Tag) -> bool:
    """The same of a limit before a state, of a few years too ("at least 2 years postmenopausal")."""
    found = limits_of(tag.value)  # type: ignore[arg-type]
    bounds = [bound.value for one in found for bound in (one.lower, one.upper) if bound is not None]
    few = all(one.time is not None and not one.age and not one.bare for one in found)
    return stays(tag) or (few and all(value < _YOUNGEST for value in bounds))


def length_of_state(draft: Draft) -> Duration | None:
    """How long a state has been, by a limit straight beside it, which is taken; None where there is none with a sign."""
    for tag in draft.limits:
        found = limits_of(tag.value)  # type: ignore[arg-type]
        one = found[0]
        if len(found) == 1 and one.time is not None and not one.bare and not one.damaged:
            draft.limits = [other for other in draft.limits if other is not tag]
            take(tag)
            return Duration(one.lower, one.upper, one.time, Span(tag.start, tag.end))
    return None


_RATES = frozenset({"/d", "/wk", "/mo", "d/wk", "d/mo"})


def sessions(draft: Draft) -> None:
    """How long something is done each time, beside how often, is a limit too ("> 2 times a week for 30 minutes or longer")."""
    rated = any((limits_of(tag.value)[0].unit or "") in _RATES for tag in draft.limits)  # type: ignore[arg-type]
    if draft.slot not in {"measure", "text", "condition"} or not rated:
        return
    for tag in draft.windows:
        phrase = tag.value
        if not isinstance(phrase, WindowPhrase) or phrase.limit is None or phrase.anchor is not None or phrase.head is None:
            continue
        one = limits_of(phrase.limit)[0]
        if phrase.head.text.lower() == "for" and (one.unit == "min" or one.time == "hour") and not one.bare and not one.damaged:
            draft.windows = [other for other in draft.windows if other is not tag]
            draft.limits.append(Tag("LIMIT", tag.start, tag.end, phrase.limit, tag.text, (("parts", parts_of(tag)),)))


def length_of_result(draft: Draft) -> Duration | None:
    """How long a result has stood, by a time straight behind it that is none of its measure's ("HBsAg positive > 6 months")."""
    told = draft.results[0] if draft.results else draft.lead.scope.get("RESULT")
    if len(draft.limits) != 1 or not draft.ids or told is None or told.value not in _OUTCOMES:
        return None
    tag = draft.limits[0]
    one = limits_of(tag.value)[0]  # type: ignore[arg-type]
    plain = one.time is not None and one.lower is not None and not one.age and not one.bare and not one.damaged
    if not plain or tag.start - max(told.end, draft.heads[-1].end) > 1:
        return None
    if any(admits(ident, UNITS[one.time]) for ident in draft.ids):  # type: ignore[index]
        return None
    return length_of_state(draft)


_OUTCOMES = frozenset({"positive", "negative", "normal", "abnormal"})


def since_of(duration: Duration | None, window: Window | None) -> Window | None:
    """The time at and before which something has to have held already; None where the words set no least length."""
    if duration is None or duration.lower is None or duration.upper is not None or duration.unit == "minute":
        return None
    if window is not None and (window.value is not None or window.direction != "before"):
        return None
    anchor = window.anchor if window is not None else "index"
    return Window(duration.lower.value, duration.unit, duration.lower.inclusive, anchor, "until", span=duration.span)


def begun_of(duration: Duration | None, window: Window | None) -> Window | None:
    """The time at and before which a state does not hold yet ("on dialysis for less than 3 months")."""
    if duration is None or duration.upper is None or duration.lower is not None:
        return None
    turned = Duration(Bound(duration.upper.value, not duration.upper.inclusive), None, duration.unit, duration.span)
    return since_of(turned, window)


def stood(node: Node, duration: Duration, context: Context) -> Node:
    """A value that holds now and held at the start of its time; that it held all the while is to be confirmed."""
    if isinstance(node, AllOf | AnyOf):
        return replace(node, parts=tuple(stood(part, duration, context) for part in node.parts))
    whole = Qualifier("other", context.words(*duration.span), duration.span)
    if not isinstance(node, Comparison | Member | Result):
        return node
    since = since_of(duration, node.window)
    if since is None:
        return replace(node, qualifiers=(*node.qualifiers, whole))
    now = replace(node, window=None) if node.window is not None else node
    then = replace(node, window=since, qualifiers=(*node.qualifiers, whole))
    return AllOf((now, then), Span(node.span.start, max(node.span.end, duration.span.end)))
