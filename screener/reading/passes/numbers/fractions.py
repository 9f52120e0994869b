"""Takes tags, gives them with numbers over numbers read: a titre, a rating, a Snellen fraction."""

from __future__ import annotations

import re
from decimal import Decimal

from screener.catalog.load import catalog
from screener.reading.scanning.tag_looks import UNITS
from screener.reading.scanning.tag_looks import any_of_type
from screener.reading.scanning.tag_looks import plays
from screener.reading.scanning.tags import Tag

_TITER = re.compile(r"1:(\d+)")


def fractions(tags: list[Tag]) -> list[Tag]:
    """ "Visual acuity of 1/10 or 20/40" holds no number that a limit could set; "1:80" is a titre of 80."""
    if not any_of_type(tags, "SLASH") and not any(tag.type == "TEXT" and tag.text[:1].isdigit() for tag in tags):
        return tags
    made: list[Tag] = []
    for at, tag in enumerate(tags):
        if tag.type == "TEXT" and tag.text[:2] == "1:" and (titer := _TITER.fullmatch(tag.text)):
            made.append(Tag("NUM", tag.start, tag.end, Decimal(titer[1]), tag.text, (("parts", (tag,)),)))
            made.append(Tag("UNIT", tag.end, tag.end, "{titer}", ""))
            continue
        if tag.type == "TEXT" and tag.text.startswith(_FEET):
            tag.type = "FRACTION"
        made.append(tag)
        if len(made) < 3 or tag.type != "NUM" or made[-2].type != "SLASH" or made[-3].type != "NUM":
            continue
        first, slash = made[-3], made[-2]
        tight = first.end == slash.start and slash.end == tag.start
        unit = at + 1 < len(tags) and tags[at + 1].type in UNITS
        if not unit and _rated(tags, at):
            rating = Tag("NUM", first.start, tag.end, first.value, f"{first.text}/{tag.text}", (("parts", (first, slash, tag)),))
            unit_of = "mm" if _in_millimetres(tags, tag) else "1"
            made[-3:] = [rating, *([] if _scaled(tags, tag) else [Tag("UNIT", tag.end, tag.end, unit_of, "")])]
            continue
        if tight and not unit and not (first.value >= 60 and 30 <= tag.value < first.value):  # type: ignore[operator]
            parts = (first, slash, tag)
            text = f"{first.text}/{tag.text}"
            kind = "FRACTION" if text.startswith(_FEET) else "TEXT"
            made[-3:] = [Tag(kind, first.start, tag.end, text, text, (("parts", parts),))]
    return made


_FEET = ("20/", "6/")
"""How a Snellen fraction begins, in feet and in metres."""


def _rated(tags: list[Tag], at: int) -> bool:
    """Whether a signed number over a scale's end is a rating: "> 4/10", "≥ 24/30" of a score to 30."""
    first, last = tags[at - 2], tags[at]
    if not isinstance(first.value, Decimal) or not isinstance(last.value, Decimal) or first.value > last.value:
        return False
    signed = at > 2 and plays(tags[at - 3], "CMP")
    post = at + 1 < len(tags) and plays(tags[at + 1], "POST")
    if not signed and not post:
        ranged = at > 3 and tags[at - 4].type == "NUM" and (tags[at - 3].type in {"AND", "DASH"} or tags[at - 3].text == "to")
        return ranged and _scaled(tags, last)
    return _scaled(tags, last) or _in_millimetres(tags, last) or (last.value == 10 and not any(_measure(tag) for tag in tags))


def _measure(tag: Tag) -> bool:
    """Whether a tag names a measure that is no score ("visual acuity")."""
    known = catalog()
    return tag.type == "MEAS" and any(known[ident].kind not in {"score", "ordinal"} for ident in tag.value)  # type: ignore[attr-defined]


def _scaled(tags: list[Tag], last: Tag) -> bool:
    """Whether a score that ends at that number is named."""
    for tag in tags:
        for ident in tag.value if tag.type == "MEAS" else ():  # type: ignore[attr-defined]
            measure = catalog()[ident].measure
            if measure is not None and measure.scale_max == last.value:
                return True
    return False


def _in_millimetres(tags: list[Tag], last: Tag) -> bool:
    """Whether a line of 100 mm is named that a rating is marked on ("VAS ≥ 40/100")."""
    return last.value == 100 and any(tag.type == "MEAS" and tag.value == ("pain-vas",) for tag in tags)
