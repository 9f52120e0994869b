"""What kind of thing a name is that the catalogue does not know, from its head noun or its ending."""

from __future__ import annotations

import re
from functools import cache

from screener.catalog.words import fold
from screener.core.data import read_toml
from screener.criteria.nodes import TreatmentKind
from screener.reading.scanning.tags import Tag

_THERAPIES = frozenset(
    {"therapy", "therapies", "treatment", "treatments", "intervention", "interventions", "diet", "diets", "regimen", "regimens"}
)
_SLOT_OF_NOUN = {"CONDN": "condition", "TREATN": "treatment", "PROCN": "treatment"}


@cache
def _endings() -> tuple[dict[str, str], tuple[int, ...], frozenset[str]]:
    """Each ending with its kind, the lengths of endings with the longest first, and words that only end like one."""
    table = read_toml("rules", "words", "endings.toml")["ENDING"]
    kinds = {ending: kind for kind in sorted(table.keys() - {"none"}) for ending in table[kind]}
    return kinds, tuple(sorted({len(ending) for ending in kinds}, reverse=True)), frozenset(table["none"])


@cache
def _other_heads() -> dict[str, frozenset[str]]:
    table = read_toml("rules", "words", "compounds.toml")
    return {slot: frozenset(fold(noun) for noun in nouns) for slot, nouns in table.items()}


def heads_other(slot: str, name: list[Tag]) -> bool:
    """Whether words straight behind the name of a disease or treatment make it that of a sample, a ward or the like."""
    return not _other_heads().get(slot, frozenset()).isdisjoint(fold(tag.text) for tag in name)


@cache
def _plain() -> frozenset[str]:
    table = read_toml("rules", "words", "plain.toml")["PLAIN"]
    return frozenset(word for words in table.values() for word in words)


def is_everyday(name: list[Tag]) -> bool:
    """Whether a name is made of everyday words and numbers alone, so that it names nothing that a record holds."""
    if any(tag.type not in _SAY_NOTHING for tag in name):
        return False
    words = [word for tag in name if tag.type == "TEXT" for word in str(tag.value or tag.text).lower().replace("-", " ").split()]
    plain = _plain()
    return all(word in plain or word.isdecimal() for word in words)


def begins_everyday(name: list[Tag]) -> bool:
    """Whether a name begins with an everyday word: what somebody does or how something is ("available for clinic visits")."""
    return is_everyday(name[:1]) and name[0].type == "TEXT"


def tells(label: str) -> bool:
    """Whether words are told of something, and are no name of it ("treatment will be held")."""
    return not _telling().isdisjoint(re.findall(r"[a-z]+", label.lower()))


@cache
def _telling() -> frozenset[str]:
    return frozenset(read_toml("rules", "words", "plain.toml")["TELLING"]["words"])


_SAY_NOTHING = frozenset({"TEXT", "NUM", "PREP", "ROMAN"})


def slot_of_words(name: list[Tag]) -> str:
    """`condition`, `treatment` or `text`: by the last noun that tells, else by the ending of the last word."""
    if name[-1].type == "MEASN":
        return "measure"
    for tag in reversed(name):
        if tag.type in _SLOT_OF_NOUN:
            return _SLOT_OF_NOUN[tag.type]
    for tag in reversed(name):
        if tag.type == "TEXT":
            kind = kind_of_ending(str(tag.value))
            if kind:
                return "condition" if kind == "condition" else "treatment"
    return "text"


def kind_of_ending(word: str) -> str:
    """`condition`, `drug` or `procedure` where the word's ending says so, else nothing."""
    if len(word) < 6:
        return ""
    kinds, lengths, none = _endings()
    return "" if word in none else next((kinds[word[-length:]] for length in lengths if word[-length:] in kinds), "")


def treatment_kind(name: list[Tag]) -> TreatmentKind:
    """`drug`, `procedure` or `therapy` for an unknown treatment."""
    for tag in reversed(name):
        if tag.type == "PROCN" or (tag.type == "PROC" and not tag.value):
            return "procedure"
        if tag.type == "TREATN":
            return "therapy" if str(tag.text).lower() in _THERAPIES else "drug"
        if tag.type == "TEXT":
            kind = kind_of_ending(str(tag.value))
            if kind == "procedure":
                return "procedure"
            if kind == "drug":
                return "drug"
    return "drug"
