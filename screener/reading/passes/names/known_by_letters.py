"""Knows a measure by the abbreviation behind its name, however that is spelt: "Eastern Cooperation Oncology Group (ECOG)"."""

from __future__ import annotations

import re
from collections import Counter

from screener.reading.scanning.tag_looks import plays
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

_WORDS = frozenset(
    {"TEXT", "COND", "JUDGED", "STAGEW", "MEAS", "MEASN", "PREP", "DASH", "FILL", "SEV", "SLASH", "PROC", "CONDN", "PROCN"}
)
_SMALL = frozenset({"of", "the", "for", "and", "in", "on"})
_LIMITED = frozenset({"NUM", "MEASN", "STAGEW", "COLON", "BETW", "PREP", "FILL"})
_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST = 3
_OF_MANY = frozenset({"VAS", "NRS", "VRS"})
"""Scales of anything: which one is meant, the words before the bracket say."""


def known_by_letters(tags: list[Tag]) -> list[Tag]:
    """The tags with such words and the bracket made the measure, where its limit or its class follows."""
    for at in range(2, len(tags) - 3):
        left, short, right, behind = tags[at : at + 4]
        if left.type != "LP" or right.type != "RP" or short.type != "MEAS" or not _abbreviates(short):
            continue
        if not (behind.type in _LIMITED or plays(behind, "CMP")):
            continue
        first = _spelt_from(tags, at, short.text)
        if first is not None and all(tag.value != short.value for tag in tags[first:at]):
            parts = tags[first : at + 3]
            return known_by_letters([*tags[:first], covering("MEAS", parts, short.value), *tags[at + 3 :]])
    return tags


def _abbreviates(tag: Tag) -> bool:
    """Whether a measure's one name is an abbreviation in capitals."""
    plain = not tag.others and tag.text not in _OF_MANY
    return plain and len(_letters(tag.text)) >= _SHORTEST and tag.text.isupper() and " " not in tag.text


def _letters(text: str) -> str:
    return "".join(letter for letter in text.lower() if letter.isalpha())


def _spelt_from(tags: list[Tag], end: int, short: str) -> int | None:
    """Where the words start whose first letters are those of the abbreviation, but for one at most; None where they are not."""
    letters = _letters(short)
    initials = ""
    for at in range(end - 1, -1, -1):
        if tags[at].type not in _WORDS:
            return None
        found = [word[0] for word in _WORD.findall(tags[at].text.lower()) if word not in _SMALL]
        initials = "".join(found) + initials
        if len(initials) >= len(letters):
            break
    else:
        return None
    shared = sum((Counter(initials) & Counter(letters)).values())
    exact = len(initials) == len(letters) and initials[0] == letters[0] and shared >= max(_SHORTEST, len(letters) - 1)
    return at if exact else None
