"""Divides names that hold two things: the women in "non-pregnant women", both types in "type 1 or 2 diabetes"."""

from __future__ import annotations

from screener.catalog.words import words
from screener.reading.passes.people.both_sexes import BOTH
from screener.reading.scanning.lexicon import lexicon
from screener.reading.scanning.tags import Tag

_PEOPLE = frozenset({"woman", "women", "female", "females", "girls", "men", "males", "male"})
_COURSES = frozenset({"acute", "chronic", "recurrent", "latent", "severe", "stable", "unstable", "persistent"})


def divide(tags: list[Tag]) -> list[Tag]:
    """The tags with such names made two, each over its own words."""
    paired = any(tag.value == BOTH for tag in tags if tag.type == "POP")
    made: list[Tag] = []
    for at, tag in enumerate(tags):
        if tag.type == "STATE" and at and not paired and tags[at - 1].type == "NEG" and " " in tag.text:
            made += _without_people(tag, tags[at - 1])
        elif tag.type == "COND" and at > 1 and tags[at - 1].type == "OR" and tags[at - 2].type == "ACTIVE":
            rest = _without_course(tag)
            if rest is not None:
                made.insert(len(made) - 1, rest)
                tag.others = (*tag.others, ("COURSE", True))
            made.append(tag)
        elif tag.type == "COND" and made and (types := _types(made[-1])) and (both := _of_types(types, tag)):
            made[-1:] = both
        else:
            made.append(tag)
    return made


def _types(tag: Tag) -> tuple[Tag, ...]:
    """The words of "type 1 or 2" before a disease; nothing for another tag."""
    if tag.type != "SEV" or tag.value != "type" or not tag.others or tag.others[0][0] != "parts":
        return ()
    parts = tag.others[0][1]
    plain = isinstance(parts, tuple) and len(parts) == 4 and parts[0].type == "STAGEW" and parts[2].type in {"AND", "OR", "SLASH"}
    return parts if plain and isinstance(parts, tuple) else ()


def _of_types(types: tuple[Tag, ...], disease: Tag) -> list[Tag]:
    """Both types of the disease by their own names, where the catalogue has them."""
    noun, first, conn, second = types
    found = []
    for number in (first, second):
        key = words(f"type {number.text} {disease.text}")
        role = lexicon().role(key, "COND")
        if role is None:
            return []
        found.append(role)
    conn.type = "OR"  # nobody has both
    one = Tag("COND", noun.start, first.end, found[0], f"type {first.text} {disease.text}", (("parts", (noun, first)),))
    other = Tag("COND", second.start, disease.end, found[1], f"type {second.text} {disease.text}")
    other.others = (("parts", (second, disease)),)
    return [one, conn, other]


def _without_people(tag: Tag, denial: Tag) -> list[Tag]:
    """ "Non-pregnant women" are women who are not pregnant; "no pregnant women" asks for nobody, and "men or … women" for all."""
    name, _, last = tag.text.rpartition(" ")
    role = lexicon().role(words(name), "STATE")
    sex = lexicon().role(words(last), "SEX")
    if denial.text.lower() != "non" or last.lower() not in _PEOPLE or role is None or sex is None:
        return [tag]
    cut = tag.end - len(last)
    tag.state = "compiled"
    return [Tag("STATE", tag.start, cut - 1, role, name), Tag("SEX", cut, tag.end, sex, last)]


def _without_course(tag: Tag) -> Tag | None:
    """The disease itself before "or chronic hepatitis B", where "active" stands for it alone."""
    first, _, name = tag.text.partition(" ")
    if first.lower() not in _COURSES:
        return None
    role = lexicon().role(words(name), "COND")
    return None if role is None else Tag("COND", tag.end - len(name), tag.end, role, name)


