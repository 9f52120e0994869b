"""Reads "is not less than" as "is at least"; in "with no more than two" the number is of what follows."""

from __future__ import annotations

from screener.reading.tag_looks import plays
from screener.reading.tags import Tag
from screener.reading.tags import covering

_NOT = frozenset({"is not", "are not", "was not", "were not"})
_WITH_NO = frozenset({"with no", "has no", "have no", "had no", "having no", "must have no"})
_LEFT = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}


def denied_signs(tags: list[Tag]) -> list[Tag]:
    """The tags with a denied verb before a sign in words made the sign of what is left."""
    for at in range(len(tags) - 2):
        verb, sign, number = tags[at : at + 3]
        if verb.type != "NEG" or sign.type != "CMP" or number.type != "NUM":
            continue
        if verb.text.lower() in _WITH_NO and not plays(number, "AHEAD"):
            number.others = (*number.others, ("AHEAD", True))
        if verb.text.lower() not in _NOT:
            continue
        left = _LEFT.get(str(sign.value))
        if left is not None and sign.text[:1].isalpha():
            return denied_signs([*tags[:at], covering("CMP", [verb, sign], left), *tags[at + 2 :]])
    return tags
