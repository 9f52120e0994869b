"""Takes drugs told by their likeness to others for one name, where an allergy to them is meant.

"Allergic reactions attributed to compounds of similar chemical or biologic composition to pazopanib".
"""

from __future__ import annotations

from screener.reading.passes.names.used_in import reacts
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

SIMILAR = frozenset({"similar"})
_LIKE = frozenset({"chemical", "biologic", "biological", "molecular", "or", "and", "and/or"})
_IN_WHAT = frozenset({"composition", "compositions", "structure", "structures", "class", "classes"})
_OF = frozenset({"of", "with", "with a", "of a", "having", "having a"})
_KINDS = frozenset({"TREATN", "DRUG"})
_NAMES = frozenset({"DRUG", "TEXT", "TREATN", "VACC"})


def alike(tags: list[Tag]) -> list[Tag]:
    """The tags with each such likeness, the drugs that it is said of and the first that they are like as one name."""
    for at in range(len(tags) - 2, 1, -1):
        if tags[at].text.lower() in SIMILAR and tags[at - 1].text.lower() in _OF and tags[at - 2].type in _KINDS:
            last = _in_what(tags, at + 1)
            if last and reacts(tags, at):
                end = _first_named(tags, last + 1)
                return [*alike(tags[: at - 2]), covering("TEXT", tags[at - 2 : end], None), *tags[end:]]
    return tags


def _in_what(tags: list[Tag], at: int) -> int:
    """The last word of what they are alike in ("chemical or biologic composition", "structure or class"); 0 where none."""
    last = at
    while last < len(tags) and tags[last].text.lower() in _LIKE:
        last += 1
    if last in {at, len(tags)} or tags[last].text.lower() not in _IN_WHAT:
        return 0
    again = [tag.text.lower() for tag in tags[last + 1 : last + 3]]
    return last + 2 if len(again) > 1 and again[0] == "or" and again[1] in _IN_WHAT else last


def _first_named(tags: list[Tag], at: int) -> int:
    """Where the first name ends of those that the drugs are like; there itself where none is told."""
    if at + 1 >= len(tags) or tags[at].text.lower() not in {"to", "to the", "to other", "as", "as the"}:
        return at
    end = at + 1
    while end < len(tags) and tags[end].type == "FILL":
        end += 1
    first = end
    while end < len(tags) and tags[end].type in _NAMES:
        end += 1
    return end if end > first else at
