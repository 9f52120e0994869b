"""Reads another multiple of a reference limit as that of those who have a disease: "(Gilbert's syndrome: ≤ 3 x ULN)".

No disease has such a limit itself: it is of the measure before, for whom the disease tells.
"""

from __future__ import annotations

from screener.reading.scanning.tags import Tag

_BEGINS = frozenset({"LP", "STOP", "SEMI", "COMMA", "ULN"})
_WHOSE = frozenset({"COND", "SEV", "HIST", "KNOWN", "OR", "AND", "FILL", "POP", "PREP", "HISTOL", "CURRENT", "SLASH"})
_WITH = frozenset({"with", "in", "for", "with a", "of"})
_REACH = 9


def limits_of_others(tags: list[Tag]) -> list[Tag]:
    """The tags with such a disease made a condition that a comma parts from its limit."""
    for at in range(3, len(tags) - 2):
        colon = tags[at].type in {"COLON", "COMMA"}
        sign = at + colon
        if tags[at - 1].type != "COND" or not _multiple(tags, sign) or not _limited(tags, at - 1):
            continue
        first = _whose(tags, at - 1)
        if first is None:
            continue
        opened = first - 1 - (tags[first - 1].type == "IF")
        end = _closing(tags, sign) if tags[opened].type == "LP" else 0
        if end:
            return [*_limit_first(tags, opened, first, at, sign, end), *limits_of_others(tags[end:])]
        if tags[at].type == "COMMA":
            continue
        comma = tags[at] if colon else Tag("COMMA", tags[at - 1].end, tags[at - 1].end, ",", ",", state="compiled")
        comma.be("COMMA", ",")
        return [*_asked(tags, first, at), comma, *limits_of_others(tags[sign:])]
    return tags


def _closing(tags: list[Tag], sign: int) -> int:
    """Where the bracket closes that ends with a limit; 0 where more stands in it."""
    end = next((at for at in range(sign + 2, len(tags)) if tags[at].type not in {"TIMES", "ULN", "UNIT"}), 0)
    return end if end and tags[end].type == "RP" else 0


def _limit_first(tags: list[Tag], opened: int, first: int, at: int, sign: int, end: int) -> list[Tag]:
    """The tags up to the end of a bracket with its limit before whom it is for, so that it is one of all measures before it."""
    place = tags[first].start
    led = tags[first - 1] if tags[first - 1].type == "IF" else Tag("IF", place, place, "if", "if", state="compiled")
    people = [tag for tag in tags[first:at] if tag.type in {"POP", "PREP"}]
    for tag in (*people, *tags[at:sign]):
        tag.state = "compiled"
    whose = [tag for tag in tags[first:at] if tag not in people]
    return [*tags[: opened + 1], *tags[sign:end], led, *whose]


def _asked(tags: list[Tag], first: int, end: int) -> list[Tag]:
    """The tags up to a place, with those from the first on led by "if" unless they are let off or led so already."""
    before = tags[first - 1]
    if before.type in {"EXC", "IF"}:
        return tags[:end]
    if before.type in {"COMMA", "STOP"}:
        before.be("SEMI", ";")
    place = tags[first].start
    led = [Tag("IF", place, place, "if", "if", state="compiled")]
    if before.type == "ULN":
        led.insert(0, Tag("SEMI", place, place, ";", ";", state="compiled"))
    people = [tag for tag in tags[first:end] if tag.type in {"POP", "PREP"} and tag.start < tags[end - 1].start]
    for tag in people:
        tag.state = "compiled"
    return [*tags[:first], *led, *(tag for tag in tags[first:end] if tag not in people)]


def _multiple(tags: list[Tag], at: int) -> bool:
    """Whether a signed multiple of a reference limit stands there."""
    kinds = [tag.type for tag in tags[at : at + 4]]
    return kinds[:2] == ["CMP", "NUM"] and "ULN" in kinds[2:]


def _limited(tags: list[Tag], end: int) -> bool:
    """Whether a measure with such a limit stands before a place."""
    return any(tag.type == "MEAS" for tag in tags[:end]) and any(tag.type == "ULN" for tag in tags[:end])


def _whose(tags: list[Tag], at: int) -> int | None:
    """Where the words begin that tell who has a disease; None where anything else stands before them in their part."""
    first = at
    while first and at - first < _REACH and tags[first - 1].type in _WHOSE:
        if tags[first - 1].type == "PREP" and tags[first - 1].text.lower() not in _WITH:
            return None
        first -= 1
    return first if first and tags[first - 1].type in _BEGINS | {"EXC", "IF"} else None
