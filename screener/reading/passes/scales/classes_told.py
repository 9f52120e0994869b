"""Classes and grades of a scale, which a list can only name: "ECOG 0/1", "prolapse: grade 2 or 3"."""

from __future__ import annotations

from decimal import Decimal

from screener.catalog.load import catalog
from screener.reading.scanning.tags import Tag


def of_classes(tags: list[Tag], at: int) -> bool:
    """Whether a scale of classes stands there, of which a list can only name classes ("ECOG = 0, 1 or 2")."""
    at -= at > 0 and tags[at].type in {"STAGEW", "MEASN"}
    tag, known = tags[at], catalog()
    if tag.type != "MEAS" or not isinstance(tag.value, tuple):
        return False
    found = [known.get(str(one)) for one in tag.value]
    return any(one is not None and one.kind == "ordinal" for one in found)


def next_class(tags: list[Tag], at: int) -> None:
    """ "ECOG 0/1" names two neighbouring classes."""
    low, high = tags[at - 1], tags[at + 1] if at + 1 < len(tags) else tags[at]
    if low.type != "NUM" or high.type != "NUM" or not isinstance(low.value, Decimal) or high.value != low.value + 1:
        return
    place = at - 2 - (at > 2 and tags[at - 2].type in {"PREP", "FILL"})
    if of_classes(tags, place):
        tags[at].type, tags[at].value = "OR", "or"


_OF_GRADES = frozenset({"NUM", "ROMAN", "OR", "COMMA", "DASH", "POST", "CMP", "SLASH", "AND"})
_DONE = frozenset({"STOP", "SEMI"})


def graded_behind(tags: list[Tag], at: int) -> None:
    """ "Uterine prolapse: grade 2 or 3" is that prolapse of those grades."""
    end = at + 2
    while end < len(tags) and tags[end].type in _OF_GRADES:
        end += 1
    alone = end > at + 2 and (end == len(tags) or tags[end].type in _DONE)
    if alone and tags[at + 1].type == "STAGEW":
        tags[at].drop("filler")
