"""Takes the times of what a sentence about contraception asks, gives its windows and the words that only tell when."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from screener.core.calendar import TimeUnit
from screener.core.span import Span
from screener.criteria.nodes import Qualifier
from screener.criteria.nodes import Window
from screener.reading.contraception.shapes import Time
from screener.reading.meaning.context import Context
from screener.reading.scanning.tags import Tag

_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "twelve": 12, "fourteen": 14, "fifteen": 15, "sixteen": 16, "twenty": 20, "twenty-four": 24, "thirty": 30, "sixty": 60,
    "ninety": 90,
}  # fmt: skip
_LENGTH = re.compile(
    rf"(?<![\w.])(?P<number>\d+(?:\.\d+)?|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})"
    r"(?: ?\([^)]*\))?[ -](?:\([^)]*\) )?(?:full |calendar |additional |consecutive |more )?"
    r"(?P<unit>min(?=utes?\b)|h(?=ours?\b|rs?\b)|d(?=ays?\b)|w(?=eeks?\b|ks?\b)|mo(?=nths?\b|s?\b)|y(?=ears?\b|rs?\b))",
    re.IGNORECASE,
)
_UNITS: dict[str, TimeUnit] = {"min": "minute", "h": "hour", "d": "day", "w": "week", "mo": "month", "y": "year"}


@dataclass(frozen=True, slots=True)
class When:
    """windows: each stretch that something has to go on for; told: what else says when."""

    windows: tuple[Window, ...]
    told: tuple[Qualifier, ...]


def when_of(times: list[Time], context: Context) -> When | None:
    """The windows of some times; None where a length of one is not known."""
    windows: list[Window] = []
    told: list[Qualifier] = []
    for at, time in enumerate(times):
        if time.side == "told":
            told.append(_words(time, context))
            continue
        anchor = _anchor(times, at)
        length = length_of(time.length)
        if length is None or not anchor:
            return None
        value, unit = length
        windows.append(Window(value, unit, True, anchor, time.side, None, span_of(time.tags)))
    only = times[0] if len(times) == 1 and not windows else None
    if only is not None and only.tags[0].type == "DURING" and _is_study(only.place):
        return When((Window(None, "day", True, "study", "during", None, span_of(only.tags)),), ())
    return When(tuple(windows), tuple(told))


def length_of(tag: Tag | None) -> tuple[Decimal, TimeUnit] | None:
    """How long a length of time is."""
    found = _LENGTH.search(tag.text) if tag is not None else None
    if found is None:
        return None
    number = found["number"].lower()
    value = Decimal(_NUMBERS[number]) if number in _NUMBERS else Decimal(number)
    return value, _UNITS[found["unit"].lower()]


def _anchor(times: list[Time], at: int) -> str:
    """The visit that a length is counted from; that of the time before or behind it where it names none."""
    time = times[at]
    if time.place and time.place[0].text.lower() not in {"its", "it"}:
        return anchor_of(time.place, time.side)
    if time.side == "after":
        return _thereafter(times[:at])
    behind = times[at + 1].place if at + 1 < len(times) else []
    return "" if not behind else "enrollment" if _is_study(behind) else anchor_of(behind, "before")


def is_strict(tag: Tag | None) -> bool:
    """Whether a length has to be passed ("for more than 30 days")."""
    return tag is not None and _STRICT.search(tag.text) is not None


_STRICT = re.compile(r"\b(?:more|greater|over)\b|>(?!=)", re.IGNORECASE)


def span_of(tags: list[Tag]) -> Span:
    """Where some words stand."""
    return Span(tags[0].start, tags[-1].end)


def _words(time: Time, context: Context) -> Qualifier:
    span = span_of(time.tags)
    return Qualifier("description", context.words(*span), span)


def _thereafter(before: list[Time]) -> str:
    """What "thereafter" points back at."""
    for time in reversed(before):
        if time.place:
            return "study-end" if _is_study(time.place) else anchor_of(time.place, "after")
    return ""


_STUDY = frozenset({
    "the", "this", "entire", "whole", "clinical", "study", "trial", "period", "duration", "course", "participation",
    "participating", "in", "their", "his", "her",
})  # fmt: skip


def _is_study(place: list[Tag]) -> bool:
    words = {tag.text.lower() for tag in place}
    return bool(words & {"study", "trial"}) and words <= _STUDY


_FIRST = re.compile(r"\bfirst\b|\bstart|\binitiat|\bbegin|\bcommenc|\bday 1\b")
_LAST = re.compile(r"\b(?:last|final)\b|\bend\b|\bended|\bending|complet|discontinu|\bstop|cessation|terminat|conclu|finish")
_GIVEN = re.compile(
    r"\bdos|treatment|therap|\bdrug|medication|\bproduct|administration|infusion|injection|medicine|\bip\b|\bimp\b|\bintake|agent"
)
_PLAIN = frozenset({
    "the", "this", "their", "his", "her", "a", "an", "any", "of", "to", "with", "in", "on", "by", "study", "trial", "protocol",
    "investigational", "treatment", "treatments", "therapy", "drug", "drugs", "medication", "medicine", "product", "products",
    "administration", "dosing", "dose", "agent", "agents", "ip", "imp", "receiving", "taking", "being", "under", "intervention",
    "interventions",
})  # fmt: skip
"""What a place may say that is no more than the treatment of the study, whose end is meant."""
_ENDS = re.compile(r"\bstud(?:y|ies)$|\btrial$|participation|(?:study|trial) (?:exit|visit|end|period)")
_VISITS = {
    "screening": "screening", "baseline": "baseline", "enrol": "enrollment", "inclusion": "enrollment", "entry": "enrollment",
    "registration": "enrollment", "randomi": "randomization", "consent": "consent", "surgery": "surgery",
}  # fmt: skip


def anchor_of(place: list[Tag], side: str) -> str:
    """The visit that words name, or the words themselves."""
    words = " ".join(tag.text.lower() for tag in place)
    if side == "before" or _FIRST.search(words):
        if _FIRST.search(words) or (_GIVEN.search(words) and not _LAST.search(words)):
            return "first-dose"
    elif _ENDS.search(words) and not _GIVEN.search(words.replace("study treatment period", "")):
        return "study-end"
    elif _LAST.search(words) or (_GIVEN.search(words) and _PLAIN.issuperset(words.split())):
        return "last-dose"
    return next((visit for word, visit in _VISITS.items() if word in words), words)
