"""Gives the first of "hypo- or hyperthyroidism" its whole name."""

from __future__ import annotations

from screener.catalog.words import words
from screener.reading.scanning.lexicon import lexicon
from screener.reading.scanning.tags import Tag

_OTHER = {"hypo": "hyper", "hyper": "hypo"}
OPPOSITES = frozenset(_OTHER)
_JOINS = frozenset({"OR", "AND", "SLASH"})
_BETWEEN = frozenset({"DASH", "COMMA"})


def opposites(tags: list[Tag]) -> list[Tag]:
    """The tags with each lone prefix before the name that begins with its opposite made that name's own opposite."""
    for at, tag in enumerate(tags):
        prefix = tag.text.lower()
        if prefix not in OPPOSITES:
            continue
        place = at + 1
        while place < len(tags) and tags[place].type in _BETWEEN:
            place += 1
        joined = place + 1 < len(tags) and tags[place].type in _JOINS
        name = tags[place + 1].text.lower() if joined else ""
        if not name.startswith(_OTHER[prefix]):
            continue
        whole = prefix + name.removeprefix(_OTHER[prefix])
        roles = lexicon().roles.get(words(whole), ())
        kind = next((role for role in roles if role[0] == tags[place + 1].type), None)
        if kind is None:
            continue
        tag.type, tag.value, tag.text, tag.others = kind[0], kind[1], whole, ()
        for mark in tags[at + 1 : place]:
            mark.drop()
        if tags[place].type == "AND":
            tags[place].become("OR")  # nobody has both
        return [*tags[: at + 1], *opposites(tags[place:])]
    return tags
