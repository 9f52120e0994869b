"""Brings "6 or more years of education" into the order sign, number, measure."""

from __future__ import annotations

from screener.reading.scanning.tag_looks import plays
from screener.reading.scanning.tags import Tag

_UNITS = ("year", "hour", "minute", "day", "week", "month")


def more_of(tags: list[Tag]) -> list[Tag]:
    """The tags with a measure that begins with its unit before "or more", its sign, and the number."""
    for at in range(len(tags) - 2):
        number, post, measure = tags[at : at + 3]
        if number.type != "NUM" or not plays(post, "POST") or measure.type != "MEAS":
            continue
        unit = next((one for one in _UNITS if measure.text.lower().startswith(f"{one}s of ")), "")
        if unit and not (at and plays(tags[at - 1], "CMP")):
            end = measure.start + len(unit) + 1
            sign = Tag("CMP", post.start, post.end, post.value_as("POST"), post.text)
            counted = Tag("TU", measure.start, end, unit, measure.text[: len(unit) + 1])
            post.state = "compiled"
            return [*tags[:at], measure, sign, number, counted, *more_of(tags[at + 3 :])]
    return tags
