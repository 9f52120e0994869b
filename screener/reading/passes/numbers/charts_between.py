"""Takes out what stands in brackets between the two bounds of a visual acuity: "≤ 70 (Snellen 20/40) and ≥ 35 letters"."""

from __future__ import annotations

from screener.reading.scanning.tag_looks import plays
from screener.reading.scanning.tags import Tag

_WORDS = frozenset(
    {"snellen", "snellen equivalent", "equivalent", "approximately", "approx", "about", "or", "approximate snellen equivalent"}
)
_JOINS = frozenset({"AND", "COMMA", "DASH"})


def charts_between(tags: list[Tag]) -> list[Tag]:
    """The tags without brackets that tell the number before them on Snellen's chart, where another bound follows."""
    for at in range(len(tags) - 3):
        if tags[at].type != "LP" or not at or tags[at - 1].type not in {"NUM", "UNIT"}:
            continue
        end = at + 1
        while end < len(tags) and (tags[end].type == "FRACTION" or _says_chart(tags[end])):
            end += 1
        inside = tags[at : end + 1]
        if end >= len(tags) or tags[end].type != "RP" or not any(tag.type == "FRACTION" for tag in inside):
            continue
        if _bound_follows(tags, end + 1) and any(tag.value == ("bcva-letters",) for tag in tags[:at]):
            for tag in inside:
                tag.state = "compiled"
            return charts_between([*tags[:at], *tags[end + 1 :]])
    return tags


def _says_chart(tag: Tag) -> bool:
    return tag.text.lower().strip() in _WORDS


def _bound_follows(tags: list[Tag], at: int) -> bool:
    """Whether a sign or number stands there, behind what joins it to the one before."""
    if at + 1 >= len(tags) or not (tags[at].type in _JOINS or tags[at].text.lower() == "to"):
        return False
    return tags[at + 1].type == "NUM" or plays(tags[at + 1], "CMP")
