"""Reads "is not less than" as "is at least"."""

from __future__ import annotations

from screener.reading.tags import Tag
from screener.reading.tags import covering

_NOT = frozenset({"is not", "are not", "was not", "were not"})
_LEFT = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}


def denied_signs(tags: list[Tag]) -> list[Tag]:
    """The tags with a denied verb before a sign in words made the sign of what is left."""
    for at in range(len(tags) - 2):
        verb, sign, number = tags[at : at + 3]
        if verb.type != "NEG" or sign.type != "CMP" or number.type != "NUM" or verb.text.lower() not in _NOT:
            continue
        left = _LEFT.get(str(sign.value))
        if left is not None and sign.text[:1].isalpha():
            return denied_signs([*tags[:at], covering("CMP", [verb, sign], left), *tags[at + 2 :]])
    return tags
