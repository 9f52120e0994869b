"""Tells the second of its kind from seconds: "2 or more second degree relatives"."""

from __future__ import annotations

from screener.reading.tags import Tag

SECOND = "second"
_RANKED = frozenset({"degree", "line", "trimester", "generation", "stage", "grade", "opinion", "primary", "relapse", "episode"})


def second_ones(tags: list[Tag]) -> list[Tag]:
    """The tags with "second" before what is ranked made a plain word, no unit of time."""
    for at, tag in enumerate(tags[:-1]):
        if tag.text.lower() != SECOND or tag.type not in {"UNIT", "TU"}:
            continue
        ahead = at + 1 + (tags[at + 1].type == "DASH" and at + 2 < len(tags))
        if tags[ahead].text.lower().split(" ")[0].rstrip("s") in _RANKED:
            tag.type, tag.value, tag.others = "TEXT", SECOND, ()
    return tags
