"""Reads another scale in the bracket behind the classes of a first: "ECOG 0, 1 or 2 (Karnofsky ≥ 60 %)"."""

from __future__ import annotations

from screener.catalog.load import catalog
from screener.reading.scanning.tags import Tag

_JOINS = frozenset({"OR", "COMMA", "SLASH"})
_SCALES = frozenset({"karnofsky", "lansky"})


def scales_beside(tags: list[Tag]) -> list[Tag]:
    """The tags with such a bracket made one more thing that is asked, as it is behind a range or a limit."""
    for at in range(3, len(tags) - 3):
        left, measure = tags[at : at + 2]
        if left.type != "LP" or measure.type != "MEAS" or not isinstance(measure.value, tuple) or not _classes(tags, at):
            continue
        end = next((place for place in range(at + 2, len(tags)) if tags[place].type in {"RP", "LP"}), 0)
        inside = tags[at + 2 : end]
        plain = all(tag.type in {"CMP", "NUM", "UNIT", "POST", "MEASN", "FILL"} for tag in inside)
        if end and tags[end].type == "RP" and plain and _SCALES & set(measure.value):
            left.be("AND", None)
            tags[end].state = "compiled"
            return scales_beside([*tags[:end], *tags[end + 1 :]])
    return tags


def _classes(tags: list[Tag], at: int) -> bool:
    """Whether two classes or more of a scale end there."""
    if tags[at - 1].type != "NUM" or tags[at - 2].type not in _JOINS:
        return False
    place = at - 1
    while place > 0 and (tags[place].type == "NUM" or tags[place].type in _JOINS):
        place -= 1
    owner = tags[place]
    while place > 0 and owner.type != "MEAS" and owner.type in {"MEASN", "PREP", "COLON", "RP"}:
        place -= 1 if owner.type != "RP" else 3
        owner = tags[max(place, 0)]
    ids = owner.value if owner.type == "MEAS" and isinstance(owner.value, tuple) else ()
    return bool(ids) and all(catalog()[one].kind == "ordinal" for one in ids if one in catalog())
