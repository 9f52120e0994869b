"""Gives the second of two amounts the sign of the first: "an increase in FEV1 ≥ 12 % and 200 mL"."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag

VOLUMES = frozenset({"ml", "l", "cc"})


def signs_carried(tags: list[Tag]) -> list[Tag]:
    """The tags with the sign of a part in percent also before the volume that "and" joins to it."""
    for at in range(len(tags) - 5):
        run = tags[at : at + 6]
        shape = [tag.type for tag in run] == ["CMP", "NUM", "UNIT", "AND", "NUM", "UNIT"]
        if shape and run[2].value == "%" and run[5].text.lower() in VOLUMES:
            start = run[4].start
            sign = Tag("CMP", start, start, run[0].value, run[0].text)
            return [*tags[: at + 4], sign, *signs_carried(tags[at + 4 :])]
    return tags
