"""Takes out brackets that only spell a sign, number or unit again: "less than or equal to (≤) 10 milligrams (mg)"."""

from __future__ import annotations

from screener.core.quantity import find_unit
from screener.reading.tag_looks import any_of_type
from screener.reading.tags import Tag

_LONGEST = 6


def said_again(tags: list[Tag]) -> list[Tag]:
    """The tags without brackets whose content the tag before them has just said; what they hold counts as read."""
    if not any_of_type(tags, "LP"):
        return tags
    kept: list[Tag] = []
    at = 0
    while at < len(tags):
        inside = _inside(tags, at) if kept and tags[at].type == "LP" else []
        if inside and _same(kept[-1], inside):
            for tag in inside:
                tag.state = "compiled"
            at += len(inside) + 2
            if inside[0].type == "CMP" and at < len(tags) and tags[at].text.lower() in {"to", "than"}:
                tags[at].state = "compiled"
                at += 1  # "greater than or equal (≥) to 27"
            continue
        kept.append(tags[at])
        at += 1
    return kept


def _inside(tags: list[Tag], at: int) -> list[Tag]:
    """The tags between a short bracket that opens here and its end."""
    for end in range(at + 1, min(at + _LONGEST + 2, len(tags))):
        if tags[end].type == "RP":
            return tags[at + 1 : end]
        if tags[end].type == "LP":
            break
    return []


def _same(before: Tag, inside: list[Tag]) -> bool:
    only = inside[0]
    if len(inside) == 1 and only.type == before.type == "CMP":
        return True
    if len(inside) == 1 and only.type == before.type == "NUM":
        return only.value == before.value
    if before.type != "UNIT":
        return False
    if len(inside) == 1 and only.type in {"UNIT", "TEXT"} and len(only.text) <= _LONGEST:
        return True
    unit = find_unit("".join(tag.text for tag in inside))
    return unit is not None and unit.code == before.value
