"""Keeps "the ECG is not interpretable" and "no standard therapy exists" one thing for a person to judge."""

from __future__ import annotations

from screener.core.data import read_toml
from screener.reading.scanning.tag_looks import first_of
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

_TABLE = read_toml("rules", "words", "unavailable.toml")
ADJECTIVES = frozenset(_TABLE["adjectives"])
_TREATMENTS = frozenset(_TABLE["treatments"])
EXISTS = frozenset(_TABLE["exists"])
_ENDS = frozenset({"STOP", "SEMI", "COLON", "COMMA", "OR", "AND", "LP", "RP", "IF", "WHICH", "EXC"})
_DECIDES = frozenset({"NUM", "CMP", "WITHIN", "JUDGE", "MUST", "NEG", "EXCLV", "ALLOWV"})
_FURTHEST = 12
_PEOPLE = frozenset({"POP", "SEX"})


def unavailable(tags: list[Tag]) -> list[Tag]:
    """The tags with every such clause made one judgement, of which the denial is a part."""
    for at in range(1, len(tags) - 1):
        if tags[at].type != "NEG" or not tags[at].text.lower().endswith("not"):
            continue
        last = at + 1 + (tags[at + 1].text.lower() == "be" and at + 2 < len(tags))
        if tags[last].text.lower() not in ADJECTIVES:
            continue
        first, end = _begin(tags, at), first_of(tags, last + 1, _ENDS)
        if first < at and not any(tag.type in _DECIDES for tag in (*tags[first:at], *tags[last:end])):
            return [*tags[:first], covering("JUDGED", tags[first:end], "judgement"), *unavailable(tags[end:])]
    return tags


def none_left(tags: list[Tag]) -> list[Tag]:
    """The tags with every "no standard therapy exists", and "for whom" before it, made one judgement."""
    for at, tag in enumerate(tags):
        if tag.type != "NEG" or tag.text.lower() not in {"no", "no other", "no further"}:
            continue
        end = _exists(tags, at + 1)
        if end:
            first = at
            while first and (tags[first - 1].text.lower() in {"for", "whom", "which", "there is", "there are"}):
                first -= 1
            return [*tags[:first], covering("JUDGED", tags[first:end], "judgement"), *none_left(tags[end:])]
    return tags


def _exists(tags: list[Tag], at: int) -> int:
    """The place behind "exists" or "is available" that ends what is said of a treatment from a place on; 0 where none does."""
    told = False
    for place in range(at, min(len(tags), at + _FURTHEST)):
        tag = tags[place]
        last = tag.text.lower().rpartition(" ")[2]
        if told and last in EXISTS:
            ends = place + 1 == len(tags) or tags[place + 1].type in _ENDS | {"PREP", "AT", "WITHIN"}
            return place + 1 if ends else 0
        if tag.type in _DECIDES or tag.type in _ENDS - {"OR", "AND", "COMMA", "WHICH"} or (told and tag.type == "PREP"):
            return 0
        told = told or last in _TREATMENTS
    return 0


def _begin(tags: list[Tag], at: int) -> int:
    """Where the clause begins that ends there; the candidates themselves are left before it."""
    while at > 0 and tags[at - 1].type not in _ENDS | _PEOPLE:
        at -= 1
    return at
