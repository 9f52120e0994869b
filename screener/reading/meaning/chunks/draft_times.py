"""Which of the times of a draft its node can hold, and what becomes of the others."""

from __future__ import annotations

from screener.criteria.nodes import Direction
from screener.criteria.nodes import Duration
from screener.criteria.nodes import Window
from screener.reading.meaning.chunks.stretches import stable_over
from screener.reading.meaning.chunks.stretches import stable_word
from screener.reading.meaning.chunks.stretches import stays_stable
from screener.reading.meaning.draft import Draft
from screener.reading.meaning.phrases.limits import lengths_of
from screener.reading.meaning.phrases.windows import TimeMeaning
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering
from screener.reading.scanning.tags import take
from screener.reading.syntax.trees import WindowPhrase


def stable_apart(draft: Draft, times: list[TimeMeaning]) -> list[TimeMeaning]:
    """The times without that of a stable dose, kept apart where the use has its own ("for 12 weeks, stable for 4 weeks")."""
    if draft.slot != "treatment" or len(times) < 2:
        return times
    word = max((tag.start for tag in (draft.lead.scope.get("STABLE"), *draft.doses) if tag and tag.type == "STABLE"), default=-1)
    for at, (tag, time) in enumerate(zip(draft.windows, times, strict=True)):
        before = any(one.duration is not None for other, one in zip(draft.windows, times, strict=True) if other.start < tag.start)
        first_behind = 0 <= word < tag.start and not any(other.start > word for other in draft.windows[:at])
        if not before or not (stays_stable(tag) or first_behind):
            continue
        length = time.duration or stable_over(time.windows[0] if time.windows else None)[1]
        if length is None:
            continue
        take(tag)
        draft.stable_for = length
        draft.windows = [other for other in draft.windows if other is not tag]
        return [other for other in times if other is not time]
    return times


def unused_times(draft: Draft, times: list[TimeMeaning]) -> None:
    """Keeps as a qualifier each time that its node cannot hold: minutes, a second window, how long a value has stood."""
    windowed = lengthened = False
    for tag, time in zip(draft.windows, times, strict=True):
        if draft.slot == "condition" and stays_stable(tag):
            draft.qualifiers.append(stable_word(tag))
        if time.limits and draft.slot in {"condition", "treatment", "text"} and isinstance(tag.value, WindowPhrase):
            draft.limits.append(Tag("LIMIT", tag.start, tag.end, tag.value.limit, tag.text, (("parts", (tag,)),)))
        held = bool(time.limits) or time is standing_time(draft, times)
        held = held or (time.duration is not None and not lengthened and (draft.slot != "measure" or _of_disease(draft)))
        lengthened = lengthened or time.duration is not None
        if time.windows and not held and not windowed:
            windowed = True
            held = time.duration is None  # how long a value has stood is no part of its node
        both = time.more is not None and draft.slot == "condition" and not _denied(draft)  # "for 2 weeks to 3 months"
        if isinstance(tag.value, WindowPhrase) and tag.value.limit is not None and time.duration and draft.slot != "measure":
            held = held and (len(lengths_of(tag.value.limit)) == 1 or time.join == "or" or both)
        held = held and (time.more is None or both or (time.join == "or" and draft.slot == "condition"))
        held = held and not _both_ends(time)
        if not held and (time.since == "" or time.more) and not _contained(time, times[0]):
            draft.qualifiers.append(covering("SEV", (tag,), "other"))


def _denied(draft: Draft) -> bool:
    return draft.lead.negation is not None or "NAIVE" in draft.lead.scope


def _both_ends(time: TimeMeaning) -> bool:
    """Whether windows are the two ends of one stretch ("at least 3 weeks and at most 1 year before"), for one event."""
    return time.join == "all" and len({window.direction for window in time.windows}) > 1


def _contained(time: TimeMeaning, first: TimeMeaning) -> bool:
    """Whether a visit lies in the stretch of time before it that is kept ("at screening or within 6 months of it")."""
    kept = first.windows[0] if first.windows else None
    inside = kept is not None and kept.value is not None and kept.direction == "before"
    return inside and bool(time.windows) and all(
        one.value is None and one.direction == "at" and one.anchor == kept.anchor for one in time.windows  # type: ignore[union-attr]
    )  # fmt: skip


def standing_time(draft: Draft, times: list[TimeMeaning]) -> TimeMeaning | None:
    """The time for which the value of a measure has stood."""
    if draft.slot != "measure" or _of_disease(draft):
        return None
    limited = bool(draft.limits or draft.classes or draft.results or "RESULT" in draft.lead.scope)
    return next((time for time in times if time.duration is not None and not time.since), None) if limited else None


def _of_disease(draft: Draft) -> bool:
    return draft.ids == ("disease-duration",)


_FOR_GOOD = frozenset({"postmenopausal", "surgically-sterile"})
"""States that nobody leaves: "not postmenopausal for at least a year" denies their length."""


_LACKING = ("abstinen", "abstain", "sober", "remission")
"""How a lack begins that lasts so long, so that it is denied for its length ("not abstinent for more than 2 weeks")."""


def free_for(draft: Draft, duration: Duration | None, windows: list[Window]) -> Window | None:
    """ "Free of malignancy for at least 5 years" denies it for that window, not its length."""
    naive = draft.lead.scope.get("NAIVE")
    denied = draft.lead.negation is not None or (naive is not None and "not" in naive.text.lower().split())
    if not denied or duration is None or duration.lower is None or "STABLE" in draft.lead.scope:
        return None
    if draft.slot not in {"condition", "treatment", "state", "text"} or duration.unit == "minute":
        return None
    if draft.slot == "state" and draft.ids and draft.ids[0] in _FOR_GOOD:
        return None
    if draft.heads[0].text.lower().startswith(_LACKING):
        return None
    own = next((one for one in windows if one.span == duration.span), windows[0] if windows else None)
    if own is not None and own.direction in {"during", "at"} and len(windows) > 1:
        return None
    if any(one.value is not None and one.direction == "before" and one.span != duration.span for one in windows):
        return None  # "no steroids for more than 2 weeks within the past 6 months": shorter courses are not denied
    anchor = own.anchor if own is not None else "index"
    side: Direction = "after" if own is not None and own.direction == "after" else "before"
    if side == "after" and anchor == "index":
        return None  # "for more than 30 days following diagnosis of …": behind something that no list knows
    return Window(duration.lower.value, duration.unit, True, anchor, side, span=duration.span)
