"""Brings an age for one country to the form of a bracket: "≥ 18 years, ≥ 19 years in Korea, or ≥ 20 years for Japan"."""

from __future__ import annotations

from functools import cache

from screener.core.data import read_toml
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import bracketed
from screener.reading.scanning.tags import covering
from screener.reading.scanning.tags import parts_of

_JOINS = frozenset({"COMMA", "SEMI", "AND", "OR", "SLASH"})
_ENDS = _JOINS | {"RP", "STOP", "WINDOW"}
_UNITS = frozenset({"UNIT", "ULN", "TU", "AGEW", "AGESUF"})


def limits_by_place(tags: list[Tag]) -> list[Tag]:
    """The tags with each age for one country behind that for all in a bracket of its own, its "in" made an "if"."""
    if sum(tag.type == "LIMIT" for tag in tags) < 2:
        return tags
    made: list[Tag] = []
    first: Tag | None = None
    at, opened = 0, False
    while at < len(tags):
        tag = tags[at]
        end = _place_end(tags, at) if first is not None and tag.type == "LIMIT" and _of_age(first, tag) else 0
        if end:
            if made[-1].type in _JOINS:
                made.pop().state = "filler"
                if opened and made[-1].type != "LP":
                    made.append(Tag("RP", tag.start, tag.start, ")", state="compiled"))
                    made.append(Tag("LP", tag.start, tag.start, "(", state="compiled"))
            tags[at + 1].be("IF", "if")
            inside = [tag, tags[at + 1], covering("TEXT", tags[at + 2 : end], None)]
            made.extend(inside if opened else bracketed(inside))
            at = end
            continue
        if tag.type == "LIMIT":
            first = tag
        elif tag.type in {"STOP", "MEAS"}:
            first = None
        opened = tag.type == "LP" or (opened and tag.type != "RP")
        made.append(tag)
        at += 1
    return made


def _place_end(tags: list[Tag], at: int) -> int:
    """The place behind "in Japan or Taiwan" after a limit; 0 where no country follows, or something else after it."""
    if at + 2 >= len(tags) or tags[at + 1].type != "PREP" or tags[at + 1].text.lower() not in {"in", "for"}:
        return 0
    end = at + 2
    while end < len(tags) and _country(tags[end]):
        joined = end + 2 < len(tags) and tags[end + 1].type in _JOINS and _country(tags[end + 2])
        if not joined:
            behind = end + 1
            return behind if behind == len(tags) or tags[behind].type in _ENDS else 0
        end += 2
    return 0


def _country(tag: Tag) -> bool:
    return tag.type == "TEXT" and tag.text.lower().strip(" .") in _countries()


def _of_age(first: Tag, second: Tag) -> bool:
    """Whether both limits are told in years, the second perhaps without the word."""
    one, other = ({tag.type for tag in parts_of(limit)} & _UNITS for limit in (first, second))
    return bool(one & {"TU", "AGEW", "AGESUF"}) and not other - {"TU", "AGEW", "AGESUF"}


@cache
def _countries() -> frozenset[str]:
    return frozenset(read_toml("rules", "words", "places.toml")["countries"])
