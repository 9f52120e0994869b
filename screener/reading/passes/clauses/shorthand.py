"""Reads the shorthand of charts where it ends in a slash or a cross: "w/ asthma", "metformin 500 mg x 3 months"."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag

_WITH = "w"
CROSS = frozenset({"x", "×"})
_GIVEN = frozenset({"DRUG", "PROC", "UNIT", "TREATN", "PROCN"})


def with_slash(tags: list[Tag]) -> list[Tag]:
    """The tags with "w/" before a name as "with"."""
    made: list[Tag] = []
    for at, tag in enumerate(tags):
        before = made[-1] if made else None
        slashed = tag.type == "SLASH" and before is not None and before.text.lower() == _WITH and before.end == tag.start
        if slashed and before is not None and at + 1 < len(tags) and tags[at + 1].start > tag.end:
            before.be("PREP", "with")
            before.end, before.text = tag.end, "with"
            tag.state = "compiled"
            continue
        made.append(tag)
    return made


def for_so_long(tags: list[Tag]) -> list[Tag]:
    """The tags with a cross before a length of time, behind what is given or its dose, as "for"."""
    for before, cross, first, *rest in zip(tags, tags[1:], tags[2:], tags[3:], [*tags[4:], *tags[-1:]], strict=False):
        ahead = [first, *rest]
        number = next((place for place, tag in enumerate(ahead[:2]) if tag.type == "NUM"), 2)
        timed = number < 2 and ahead[number + 1].type == "TU" and (number == 0 or first.type == "CMP")
        if cross.text.lower() in CROSS and before.type in _GIVEN and timed:
            cross.be("FORT", "for")
    return tags


_AFTER = frozenset({"post", "after", "following", "since"})
SHORT_MONTHS = frozenset({"m"})


def short_months(tags: list[Tag]) -> list[Tag]:
    """The tags with the "m" of "6m post injury" months: nothing lies so many metres after an event."""
    for number, unit, after in zip(tags, tags[1:], tags[2:], strict=False):
        if number.type == "NUM" and unit.type == "UNIT" and unit.text == "m" and after.text.lower() in _AFTER:
            unit.be("TU", "month")
    return tags
