"""Keeps "the ECG is not interpretable" and "resection may not be feasible" one thing for a person to judge."""

from __future__ import annotations

from screener.core.data import read_toml
from screener.reading.scanning.tag_looks import first_of
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

ADJECTIVES = frozenset(read_toml("rules", "words", "unavailable.toml")["adjectives"])
_ENDS = frozenset({"STOP", "SEMI", "COLON", "COMMA", "OR", "AND", "LP", "RP", "IF", "WHICH", "EXC"})
_DECIDES = frozenset({"NUM", "CMP", "WITHIN", "JUDGE", "MUST", "NEG", "EXCLV", "ALLOWV"})
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


def _begin(tags: list[Tag], at: int) -> int:
    """Where the clause begins that ends there; the candidates themselves are left before it."""
    while at > 0 and tags[at - 1].type not in _ENDS | _PEOPLE:
        at -= 1
    return at
