"""Reads "recently (< 12 weeks) received A, B" as "received within < 12 weeks A, B": the time is that of all that was given."""

from __future__ import annotations

from screener.reading.scanning.tag_looks import closing
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

RECENTLY = frozenset({"recently"})
_GIVEN = frozenset({"TREAT", "HIST", "IMMUN"})
_TIME = frozenset({"WITHIN", "CMP", "NUM", "TU", "PRIOR", "AT", "ANCHOR", "PREP"})
_MOST = 9
"""How many tags a bracket with a time may hold."""


def recently(tags: list[Tag]) -> list[Tag]:
    """The tags with the time in a bracket behind "recently" told behind its verb, as a stretch that looks back."""
    for at, tag in enumerate(tags):
        if tag.text.lower() not in RECENTLY:
            continue
        opening = next((one for one in (at + 1, at + 2) if one < len(tags) and tags[one].type == "LP"), 0)
        closed = closing(tags, opening, _MOST) if opening else 0
        if not closed or not _looks_back(tags[opening + 1 : closed]):
            continue
        verb = at + 1 if opening == at + 2 else closed + 1
        if verb >= len(tags) or tags[verb].type not in _GIVEN:
            continue
        given = covering(tags[verb].type, [tag, tags[verb]], tags[verb].value, tags[verb].text)
        return [*tags[:at], given, *_stretch(tags[opening : closed + 1]), *recently(tags[max(verb, closed) + 1 :])]
    return tags


def _looks_back(inside: list[Tag]) -> bool:
    """Whether a bracket holds one length of time at the most, and nothing else."""
    kinds = [tag.type for tag in inside]
    signed = kinds[:1] == ["WITHIN"] or (kinds[:1] == ["CMP"] and str(inside[0].value).startswith("<"))
    return signed and kinds.count("NUM") == kinds.count("TU") == 1 and set(kinds) <= _TIME


def _stretch(bracket: list[Tag]) -> list[Tag]:
    """The time of a bracket without its marks, begun by "within"."""
    opening, *inside, closed = bracket
    closed.state = "compiled"
    if inside[0].type == "WITHIN":
        opening.state = "compiled"
        return inside
    return [covering("WITHIN", [opening], "last", "within"), *inside]
