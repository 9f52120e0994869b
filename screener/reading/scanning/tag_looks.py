"""What a tag shows by itself and by the tags ahead of it."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag

AMOUNT = frozenset({"NUM", "UNIT", "TU", "ULN", "AGEW", "AGESUF", "POST", "RELTO", "TIMES"})


UNITS = frozenset({"UNIT", "TU", "AGEW", "ULN", "TIMES", "RELTO", "AGESUF"})
"""What a number can be told in."""

JOINS = frozenset({"COMMA", "SEMI", "OR", "AND", "SLASH", "DASH", "RP", "LP"})
"""What can stand between two limits of one list."""

NAMED = frozenset({"MEAS", "MEASN"})
"""A measure, and the noun behind it ("score")."""

ANCHORED = frozenset({"PRIOR", "AFTER", "AT", "DURING"})


def is_amount(tag: Tag | None) -> bool:
    """Whether a tag is part of an amount: a number, a unit, a time or what follows them."""
    return tag is not None and tag.type in AMOUNT


def plays(tag: Tag | None, kind: str) -> bool:
    """Whether a tag has that role, or could have it."""
    if tag is None:
        return False
    return tag.type == kind or (bool(tag.others) and tag.could_be(kind))


def closing(tags: list[Tag], opening: int, within: int | None = None) -> int:
    """The place of the mark that closes the bracket which opens there; 0 where none of the next `within` tags does."""
    depth = 0
    for at in range(opening, len(tags) if within is None else min(opening + within, len(tags))):
        depth += (tags[at].type == "LP") - (tags[at].type == "RP")
        if depth == 0:
            return at
    return 0


def any_of_type(tags: list[Tag], *kinds: str) -> bool:
    """Whether one of the tags is of one of the types."""
    for tag in tags:  # noqa: SIM110 - asked of every item many times
        if tag.type in kinds:
            return True
    return False


def any_plays(tags: list[Tag], *kinds: str) -> bool:
    """Whether one of the tags has one of the roles, or could have it."""
    for tag in tags:
        if tag.type in kinds:
            return True
        for kind, _ in tag.others:
            if kind in kinds:
                return True
    return False


def number_ahead(seen: list[Tag], at: int, *, timed: bool = False) -> bool:
    """Whether a number (with a time unit, if `timed`) follows, perhaps behind a comparison."""
    look = at + 1
    while look < len(seen) and look < at + 3 and (seen[look].type == "CMP" or plays(seen[look], "CMP")):
        look += 1
    if look >= len(seen) or seen[look].type != "NUM":
        return False
    if not timed:
        return True
    for tag in seen[look + 1 : look + 5]:
        if plays(tag, "TU") or plays(tag, "AGEW"):
            return True
        if tag.type not in {"DASH", "NUM", "LP", "RP", "PREP"} and not plays(tag, "PREP") and tag.type != "OR":
            return False
    return False


def first_of(tags: list[Tag], at: int, kinds: frozenset[str]) -> int:
    """The place of the first tag of one of the types from a place on; the place behind the last tag where none follows."""
    while at < len(tags) and tags[at].type not in kinds:
        at += 1
    return at


_SENTENCE_ENDS = frozenset({"STOP", "SEMI", "COLON"})


def sentence_around(tags: list[Tag], at: int) -> tuple[int, int]:
    """Where the sentence around a place begins, and the place behind its last tag."""
    first, end = at, at
    while first > 0 and tags[first - 1].type not in _SENTENCE_ENDS:
        first -= 1
    while end < len(tags) and tags[end].type not in _SENTENCE_ENDS:
        end += 1
    return first, end


def outside_brackets(tags: list[Tag]) -> list[Tag]:
    """The tags without their brackets ("women of childbearing potential (see appendix 1) must …")."""
    kept: list[Tag] = []
    for tag in tags:
        opened = next((at for at in range(len(kept) - 1, -1, -1) if kept[at].type == "LP"), None) if tag.type == "RP" else None
        if opened is None:
            kept.append(tag)
        else:
            del kept[opened:]
    return kept


def names_end(tags: list[Tag], first: int, within: frozenset[str], named: frozenset[str], most: int = 0) -> int:
    """The place behind the names that start at a place; the place itself where none does.

    within: the types that may stand in names, named: those that one can end with; most: how many tags at the most, if any.
    """
    last = min(len(tags), first + most) if most else len(tags)
    end = first
    while end < last and tags[end].type in within:
        end += 1
    while end > first and tags[end - 1].type not in named:
        end -= 1
    return end
