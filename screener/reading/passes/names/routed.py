"""Parts "oral steroids" behind another route: "IV or oral steroids" are steroids by either route."""

from __future__ import annotations

from screener.catalog.words import words
from screener.reading.scanning.lexicon import lexicon
from screener.reading.scanning.tags import Tag

_JOINS = frozenset({"OR", "AND", "COMMA", "SLASH"})


def routed(tags: list[Tag]) -> list[Tag]:
    """The tags with each drug whose name begins with a route, behind a route that is joined to it, made route and drug."""
    made: list[Tag] = []
    for tag in tags:
        joined = tag.type == "DRUG" and len(made) > 1 and made[-1].type in _JOINS
        before = made[-2] if joined else None
        if before is not None and (before.type == "ROUTE" or before.could_be("ROUTE")):
            made += _split(before, tag)
        else:
            made.append(tag)
    return made


def _split(before: Tag, tag: Tag) -> list[Tag]:
    """A route and the drug behind it in one name; the name as it is where it is no such two, or the route before has one too."""
    first, _, rest = tag.text.partition(" ")
    known = lexicon()
    route, drug = known.role(words(first), "ROUTE"), known.role(words(rest), "DRUG")
    if route is None or drug is None or known.role(words(f"{before.text} {rest}"), "DRUG") is not None:
        return [tag]
    cut, parts = tag.end - len(rest), (("parts", (tag,)),)
    return [
        Tag("ROUTE", tag.start, tag.start + len(first), route, first, parts),
        Tag("DRUG", cut, tag.end, drug, rest, parts),
    ]
