"""Reads the years behind people as their age: "patients between 18 and 80 years undergoing surgery"."""

from __future__ import annotations

from decimal import Decimal

from screener.reading.scanning.tag_looks import plays
from screener.reading.scanning.tags import Tag

DOING = frozenset(
    {
        "admitted", "hospitalized", "hospitalised", "presenting", "referred", "attending", "seen", "visiting", "consulting",
        "undergoing", "receiving", "taking", "treated", "living", "operated", "who are undergoing", "who undergo",
    }
)  # fmt: skip
"""What people of an age do, or what is done with them."""
_PEOPLE = frozenset({"POP", "SEX"})
_BETWEEN = frozenset({"NUM", "CMP", "BETW", "DASH", "AND"})
_JOINS = frozenset({"to", "through"})
_YOUNGEST, _OLDEST = 12, 100


def ages_of_people(tags: list[Tag]) -> list[Tag]:
    """The tags with such years called years of age, and without the comma between people and their age."""
    for at in range(len(tags) - 3):
        if tags[at].type not in _PEOPLE:
            continue
        first = at + 2 if tags[at + 1].type == "COMMA" else at + 1
        unit = _unit_behind(tags, first)
        if not unit or unit + 1 >= len(tags):
            continue
        if first == at + 1 and _grown(tags[first:unit]) and tags[unit].value == "year" and _does(tags[unit + 1]):
            tags[unit].be("AGEW", "old")
        elif first > at + 1 and tags[unit + 1].text.lower().startswith("of age") and _has(tags, unit + 2):
            tags[at + 1].state = "compiled"
            return ages_of_people([*tags[: at + 1], *tags[first:]])
    return tags


def _unit_behind(tags: list[Tag], first: int) -> int:
    """The place of the unit of time behind a limit in plain numbers; 0 where none stands there."""
    at = first
    while at < len(tags) and (tags[at].type in _BETWEEN or tags[at].text.lower() in _JOINS):
        at += 1
    counted = any(tag.type == "NUM" for tag in tags[first:at])
    return at if counted and at < len(tags) and plays(tags[at], "TU") and tags[at - 1].type == "NUM" else 0


def _grown(limit: list[Tag]) -> bool:
    """Whether the numbers are those of grown people's years: as how long something lasts, nobody would say them."""
    numbers = [tag.value for tag in limit if tag.type == "NUM"]
    return all(isinstance(one, Decimal) and one == int(one) and _YOUNGEST <= one <= _OLDEST for one in numbers)


def _does(tag: Tag) -> bool:
    """Whether the words behind begin with what is done with people."""
    words = tag.text.lower().split()
    return tag.type == "STATE" or (bool(words) and (tag.text.lower() in DOING or words[0] in DOING))


def _has(tags: list[Tag], at: int) -> bool:
    """Whether what the people have stands there ("with a body weight")."""
    return at < len(tags) and tags[at].text.lower().startswith("with")
