"""Reads "within the following time period prior to dosing: 30 days, 5 half-lives or …" as within 30 days or 5 half-lives."""

from __future__ import annotations

from screener.reading.scanning.tag_looks import first_of
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

FOLLOWING = frozenset({"within the following"})
_PERIOD = frozenset({"time", "period", "periods", "timeframe", "timeframes", "interval", "intervals", "times", "frame"})
_JOINTS = frozenset({"COMMA", "OR"})
_ENDS = frozenset({"STOP", "SEMI"})


def following_period(tags: list[Tag]) -> list[Tag]:
    """The tags with the lengths of time in the place of the words that point at them."""
    for at in range(1, len(tags) - 4):
        if tags[at].text.lower() not in FOLLOWING:
            continue
        point = at + 1
        while point < len(tags) and tags[point].text.lower() in _PERIOD:
            point += 1
        colon = next((place for place in range(point, len(tags)) if tags[place].type == "COLON"), 0)
        if point == at + 1 or not colon or tags[point].type != "PRIOR":
            continue
        end = _lengths(tags, colon + 1)
        stop = first_of(tags, end, _ENDS)
        if end == colon + 1:
            continue
        for tag in (*tags[at + 1 : point], tags[colon]):
            tag.state = "compiled"
        within = tags[at]
        within.be("WITHIN", True)
        lengths = [_joined(tag) for tag in tags[colon + 1 : end]]
        last = max([place + 1 for place in range(point, colon) if tags[place].type == "ANCHOR"], default=colon)
        for tag in tags[last:colon]:
            tag.state = "compiled"
        return [*tags[:at], within, *lengths, *tags[point:last], *_told(tags[end:stop]), *tags[stop:]]
    return tags


def _told(rest: list[Tag]) -> list[Tag]:
    """A further time that no number gives is a person's, beside those that are counted; "whichever is longer" adds nothing."""
    words = [tag for tag in rest if tag.type not in {"LP", "RP", "WHICHEVER", "COMMA"}]
    if len(words) < 2 or words[0].type != "OR":
        for tag in rest:
            tag.state = "compiled"
        return []
    return [words[0], covering("JUDGED", [tag for tag in rest if tag is not words[0] and tag.start >= words[0].end], "judgement")]


def _lengths(tags: list[Tag], at: int) -> int:
    """The place behind lengths of time in a row."""
    end = at
    while end + 1 < len(tags) and tags[end].type == "NUM" and tags[end + 1].type == "TU":
        end += 2
        more = end + 2 < len(tags) and tags[end].type in _JOINTS and tags[end + 1].type == "NUM" and tags[end + 2].type == "TU"
        if not more:
            break
        end += 1
    return end


def _joined(tag: Tag) -> Tag:
    """A comma between two lengths is an "or": whichever is longer is asked with the others."""
    if tag.type == "COMMA":
        tag.be("OR", tag.text)
    return tag
