"""Reads whom a treatment was never given: "methotrexate-naive adults", "antiretroviral therapy (ART)-naive women"."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag

_TREATMENTS = frozenset({"DRUG", "PROC"})
_JOINS = frozenset({"OR", "AND", "SLASH", "COMMA"})
_PEOPLE = frozenset({"POP", "SEX"})


def naive_people(tags: list[Tag]) -> list[Tag]:
    """The tags with each "naive" between a treatment and people put before the treatment, which it is said of."""
    for at in range(1, len(tags) - 1):
        tag = tags[at]
        if not says_naive(tag) or tags[at + 1].type not in _PEOPLE:
            continue
        last = at - 2 if at > 1 and tags[at - 1].type == "DASH" else at - 1
        first = _treatment(tags, last)
        if first is not None:
            tags = [*tags[:first], *_each(tag, tags[first : last + 1]), *tags[at + 1 :]]
    return tags


def says_naive(tag: Tag) -> bool:
    """Whether that word says it, and no denial ("never received")."""
    return tag.type == "NAIVE" and "naive" in tag.text.lower().replace("ï", "i")


def _each(naive: Tag, treatments: list[Tag]) -> list[Tag]:
    """The treatments, with the word before each that a list names."""
    made = [naive]
    for at, tag in enumerate(treatments):
        if at and treatments[at - 1].type in _JOINS:
            made.append(Tag("NAIVE", tag.start, tag.start, naive.value, naive.text))
        made.append(tag)
    return made


def _treatment(tags: list[Tag], last: int) -> int | None:
    """The place where a treatment that ends there begins, or a list of them; None where none ends there."""
    if tags[last].type in _TREATMENTS:
        first = last
        while first > 1 and tags[first - 1].type in _JOINS and tags[first - 2].type in _TREATMENTS:
            first -= 2
        return first
    bracketed = last >= 3 and [tag.type in _TREATMENTS for tag in tags[last - 3 : last]] == [True, False, True]
    return last - 3 if bracketed and tags[last].type == "RP" and tags[last - 2].type == "LP" else None
