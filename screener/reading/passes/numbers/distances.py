"""Reads "within 500 µm of the foveal center" and "> 10 cm from the anal verge" as how far a thing lies from a place."""

from __future__ import annotations

from screener.reading.scanning.tag_looks import names_end
from screener.reading.scanning.tag_looks import plays
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import telling

_LENGTHS = frozenset({"um", "mm", "cm", "m", "km", "[mi_i]", "[in_i]", "{disc_diameters}"})
_SIGNS = {"<", "<=", ">", ">="}
_IN_PLACE = frozenset({"TEXT", "SEV", "FILL", "MEASN", "PREP", "COND", "CONDN", "PROC", "PROCN", "ANCHOR", "STUDYREF", "DASH"})
_PLACES = frozenset({"TEXT", "SEV", "COND", "CONDN", "PROC", "PROCN", "ANCHOR", "MEASN"})
_OF = ("of", "from")
_MOST = 8


def distances(tags: list[Tag]) -> list[Tag]:
    """The tags with each distance from a place made one qualifier, whose second other role holds its tags."""
    for at in range(len(tags) - 4):
        if tags[at].type not in {"WITHIN", "CMP"} or tags[at + 1].type != "NUM" or tags[at + 2].value not in _LENGTHS:
            continue
        sign, _, _, joint = tags[at : at + 4]
        if not _joins(joint, sign) or (sign.type == "CMP" and sign.value not in _SIGNS):
            continue
        if sign.type == "WITHIN" and sign.text.lower() != "within":
            continue
        end = _place_end(tags, at + 4)
        if end == at + 4 or (at and tags[at - 1].type == "MEAS"):
            continue
        first = at - 2 if at > 1 and tags[at - 1].type == "OR" and tags[at - 2].text.lower() == "at" else at
        whole = telling("distance", tags[first:end], (*tags[at : at + 3], tags[at + 4], tags[end - 1]))
        return [*tags[:first], whole, *distances(tags[end:])]
    return tags


def _joins(joint: Tag, sign: Tag) -> bool:
    """Whether a word puts a length between two things: "from", or "of" where the length is one that "within" gives."""
    word = next(iter(joint.text.lower().split()), "")
    return word in _OF and (joint.type == "PREP" or plays(joint, "PREP")) and (word == "from" or sign.type == "WITHIN")


def _place_end(tags: list[Tag], first: int) -> int:
    """Where the name of a place ends; words that go on with "in" or "for" are no part of it."""
    end = first
    while end < len(tags) and tags[end].type in _IN_PLACE and end - first < _MOST:
        if tags[end].type == "PREP" and tags[end].text.lower().split()[0] != "of":
            break
        end += 1
    return names_end(tags[:end], first, _IN_PLACE, _PLACES)
