"""Tells what is no time from times: "2 or more second degree relatives" counts no seconds, a "3-D scan" lasts no days."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

SECOND = "second"
_RANKED = frozenset({"degree", "line", "trimester", "generation", "stage", "grade", "opinion", "primary", "relapse", "episode"})


def second_ones(tags: list[Tag]) -> list[Tag]:
    """The tags with "second" before what is ranked made a plain word, no unit of time."""
    for at, tag in enumerate(tags[:-1]):
        if tag.text.lower() != SECOND or tag.type not in {"UNIT", "TU"}:
            continue
        ahead = at + 1 + (tags[at + 1].type == "DASH" and at + 2 < len(tags))
        if tags[ahead].text.lower().split(" ")[0].rstrip("s") in _RANKED:
            tag.be("TEXT", SECOND)
    return tags


DIMENSION = "d"
_DIMENSIONS = frozenset({"2", "3", "4"})
_DONE = frozenset({"PROC", "PROCN", "TREATN", "TEXT", "SEV"})


def dimensions(tags: list[Tag]) -> list[Tag]:
    """The tags with "3D" and "2-D" before what is seen or done so made one plain word."""
    for at in range(len(tags) - 2):
        if tags[at].type != "NUM" or tags[at].text not in _DIMENSIONS:
            continue
        end = at + 1 + (tags[at + 1].type == "DASH")
        near = all(one.end == two.start for one, two in zip(tags[at:end], tags[at + 1 : end + 1], strict=False))
        if end + 1 < len(tags) and near and tags[end].text == "D" and tags[end + 1].type in _DONE:
            parts = tags[at : end + 1]
            said = "".join(part.text for part in parts)
            return [*tags[:at], covering("SEV", parts, "type", said), *dimensions(tags[end + 1 :])]
    return tags
