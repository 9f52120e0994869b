"""Reads "is not less than" as "is at least"; in "with no more than two" the number is of what follows."""

from __future__ import annotations

import re

from screener.reading.scanning.tag_looks import plays
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

_NOT = frozenset({"is not", "are not", "was not", "were not"})
_MUST_NOT = frozenset({"must not", "should not", "may not", "shall not", "cannot", "can not"})
"""These deny outside a bracket: what stands in one may tell the other way round what excludes."""
_WITH_NO = frozenset({"with no", "has no", "have no", "had no", "having no", "must have no"})
_LEFT = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}


def denied_signs(tags: list[Tag]) -> list[Tag]:
    """The tags with a denied verb before a sign in words made the sign of what is left."""
    for at in range(len(tags) - 2):
        be = tags[at + 1].text.lower() == "be" and at + 3 < len(tags)
        verb, sign, number = tags[at], *tags[at + 1 + be : at + 3 + be]
        if verb.type != "NEG" or sign.type != "CMP" or number.type != "NUM":
            continue
        if verb.text.lower() in _WITH_NO and not plays(number, "AHEAD"):
            number.others = (*number.others, ("AHEAD", True))
        bracketed = any(tag.type == "LP" for tag in tags[:at])
        if verb.text.lower() not in _NOT and (bracketed or verb.text.lower() not in _MUST_NOT):
            continue
        left = _LEFT.get(str(sign.value))
        if left is not None and (be or sign.text[:1].isalpha()):
            return denied_signs([*tags[:at], covering("CMP", tags[at : at + 2 + be], left), *tags[at + 2 + be :]])
    return tags


_DENIED = re.compile(r"\b(?:no|not|cannot|never)\b", re.IGNORECASE)
_AMOUNT = frozenset({"NUM", "UNIT", "TU", "AGEW", "FILL"})
_ABOVE = frozenset({">", ">="})
_BELOW = frozenset({"<", "<="})


def denied_over_or(tags: list[Tag]) -> list[Tag]:
    """The tags with a denied sign reaching over "or" to the other end: "not less than 18 or more than 65 years" is 18 to 65."""
    for at in range(len(tags) - 3):
        if tags[at].type != "CMP" or not _DENIED.search(tags[at].text):
            continue
        joint = at + 1
        while joint < len(tags) and tags[joint].type in _AMOUNT:
            joint += 1
        if joint + 2 >= len(tags) or tags[joint].type != "OR" or tags[joint - 1].type == "CMP":
            continue
        second, number = tags[joint + 1 : joint + 3]
        if second.type != "CMP" or number.type != "NUM" or _DENIED.search(second.text) or not second.text[:1].isalpha():
            continue
        same = {str(tags[at].value), str(second.value)}
        if same <= _ABOVE or same <= _BELOW:
            second.be("CMP", _LEFT[str(second.value)])
            tags[joint].be("AND", "and")
    return tags
