"""Reads the short twin of a name: "type 1 or type 2 diabetes" names both kinds of diabetes."""

from __future__ import annotations

from screener.catalog.words import words
from screener.reading.scanning.lexicon import lexicon
from screener.reading.scanning.tags import Tag

_JOINS = frozenset({"OR", "AND", "SLASH", "COMMA"})
_NUMBERS = frozenset({"NUM", "ROMAN"})
_LETTERS = {"I": "1", "II": "2", "III": "3", "IV": "4", "V": "5"}


def twins(tags: list[Tag]) -> list[Tag]:
    """The tags with a word and number made the condition whose name goes on behind "or" ("type 1 or type 2 diabetes")."""
    made = list(tags)
    for at in range(len(tags) - 4, -1, -1):
        word, number, join, name = made[at : at + 4] if at + 4 <= len(made) else [None] * 4
        if word is None or number is None or join is None or name is None:
            continue
        if number.type not in _NUMBERS or join.type not in _JOINS or name.type != "COND":
            continue
        ids = _twin(word, number, name)
        if ids is not None:
            word.state = number.state = "compiled"
            join.type = "OR" if join.type == "AND" else join.type  # nobody has both
            made[at : at + 2] = [Tag("COND", word.start, number.end, ids, f"{word.text} {number.text}")]
    return made


def _twin(word: Tag, number: Tag, name: Tag) -> object:
    """The concepts of the name with the other number in it; None where the catalogue knows no such name."""
    known = words(name.text)
    first = words(word.text)
    if len(known) < 3 or first != known[:1]:
        return None
    roles = lexicon().roles
    plain = number.text.lower()
    for form in (plain, _LETTERS.get(number.text, plain), str(number.value)):
        for kind, ids in roles.get((known[0], form, *known[2:]), ()):
            if kind == "COND" and ids != name.value:
                return ids
    return None
