"""Reads how often something is done as a rate: "at least twice a week", "5x/week", "once a month"."""

from __future__ import annotations

from decimal import Decimal

from screener.reading.passes.numbers.counts import begins
from screener.reading.scanning.tags import Tag

_RATES = {
    "day": "/d", "daily": "/d", "week": "/wk", "weekly": "/wk", "month": "/mo", "monthly": "/mo", "year": "/a", "yearly": "/a",
    "annually": "/a",
}  # fmt: skip
_ONCE = frozenset({"once", "twice", "thrice"})
_TIMES = frozenset({"x", "times", "time"})
_PER = frozenset({"a", "per", "each", "every", "/"})


def how_often(tags: list[Tag]) -> list[Tag]:
    """The tags with "a week" behind a number of times made the unit of a rate."""
    at = 0
    while at < len(tags):
        tag = tags[at]
        at += 1
        if tag.type != "NUM":
            continue
        first = at
        timed = _time_a(tags, at)
        if timed is not None:
            made, end = timed
            tags = [*tags[:first], *made, *tags[end:]]
            continue
        if at < len(tags) and tags[at].text.lower() in _TIMES and tags[at].type in {"TIMES", "UNIT", "TEXT"}:
            at += 1
        elif tag.text.lower() not in _ONCE:
            continue
        rate, end = _rate(tags, at)
        if rate:
            unit = Tag("UNIT", tags[first].start, tags[end - 1].end, rate, rate)
            unit.others = (("parts", tuple(tags[first:end])),)
            tags = [*tags[:first], unit, *tags[end:]]
        at = first
    return tags


_NUMBERS = {"once": 1, "twice": 2, "thrice": 3, "three times": 3}


def signed_rates(tags: list[Tag]) -> list[Tag]:
    """The tags with "once weekly" behind a sign made its number and rate: "nitrates more than once weekly"."""
    made: list[Tag] = []
    for tag in tags:
        times = next((word for word in _NUMBERS if tag.text.lower().startswith(word)), "") if tag.type == "DOSE" else ""
        rate = _RATES.get(tag.text.lower().rsplit(maxsplit=1)[-1], "") if times else ""
        if not rate or not made or made[-1].type != "CMP":
            made.append(tag)
            continue
        end = tag.start + len(times)
        made.append(Tag("NUM", tag.start, end, Decimal(_NUMBERS[times]), times, (("parts", (tag,)),)))
        made.append(Tag("UNIT", end, tag.end, rate, "times a week", (("parts", (tag,)),)))
    return made


_MOST = 3
_MEASURES = frozenset({"MEAS", "MEASN", "DRUG", "TREATN", "DOSE"})


def things_a_day(tags: list[Tag]) -> list[Tag]:
    """The tags with unknown things that are counted in each day or week named before their number: "≥ 4 sweet drinks a day"."""
    at = 0
    while at < len(tags):
        number = at
        at += 1
        if tags[number].type != "NUM" or any(tag.type in _MEASURES for tag in tags[max(0, number - 4) : number]):
            continue
        start = at + (at < len(tags) and tags[at].type == "POST")
        end = start
        while end < len(tags) and end - start < _MOST and tags[end].type == "TEXT" and tags[end].text.isalpha():
            end += 1
        rate, after = _rate(tags, end)
        if end == start or not rate or rate == "/a":
            continue
        first = begins(tags[:at])
        if first == number and start == at:
            continue  # a plain number has no sign
        unit = Tag("UNIT", tags[end].start, tags[after - 1].end, rate, rate)
        unit.others = (("parts", tuple(tags[end:after])),)
        tags = [*tags[:first], *tags[start:end], *tags[first:at], unit, *tags[at:start], *tags[after:]]
        at = after
    return tags


_SHORT = {"day": "", "hour": "h", "minute": "min"}
_DAYS = frozenset({"/wk", "/mo"})
"""Rates that days are counted in."""


def _time_a(tags: list[Tag], at: int) -> tuple[list[Tag], int] | None:
    """ "3 days or more a week": a time in each week, the unit before "or more", and the place behind them."""
    time = tags[at] if at < len(tags) else None
    if time is None or time.type != "TU" or time.value not in _SHORT:
        return None
    behind = at + 1 + (at + 1 < len(tags) and tags[at + 1].type == "POST")
    rate, end = _rate(tags, behind)
    if not rate or (rate == "/d" and time.value == "day"):
        return None
    short = "d" if time.value == "day" and rate in _DAYS else _SHORT[str(time.value)]
    unit = Tag("UNIT", time.start, time.end, short + rate, "times a week")
    unit.others = (("parts", (time, *tags[behind:end])),)
    return [unit, *tags[at + 1 : behind]], end


def _rate(tags: list[Tag], at: int) -> tuple[str, int]:
    """The unit of a rate that stands here and the place after it."""
    if at >= len(tags):
        return "", at
    tag = tags[at]
    last = (tag.text.lower().split() or [""])[-1]
    if tag.type == "DOSE":
        return _RATES.get(last, ""), at + 1
    if last in {"weekly", "monthly", "daily", "yearly", "annually"}:
        return _RATES[last], at + 1
    if tag.text.lower() in _PER and at + 1 < len(tags) and (tags[at + 1].type == "TU" or tags[at + 1].could_be("TU")):
        return _RATES.get(tags[at + 1].text.lower(), ""), at + 2
    return "", at
