"""Takes the closed word lists and the catalogue, gives one index from words to the roles that they can play."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from screener.catalog.concept import MEASURE_KINDS
from screener.catalog.index import Catalog
from screener.catalog.load import catalog
from screener.catalog.words import words
from screener.core.data import files
from screener.core.data import read_toml

Role = tuple[str, object]

_TYPE_OF_KIND = {
    "condition": "COND",
    "drug": "DRUG",
    "drug-class": "DRUG",
    "procedure": "PROC",
    "device": "PROC",
    "therapy": "PROC",
    "vaccine": "VACC",
    "state": "STATE",
    "demographic": "DEMO",
    **dict.fromkeys(MEASURE_KINDS, "MEAS"),
}
CLOSED_FIRST = frozenset(
    {
        "SEX",
        "RESULT",
        "JUDGE",
        "NEG",
        "CMP",
        "POST",
        "AND",
        "OR",
        "EG",
        "IE",
        "NOF",
        "TU",
        "NUM",
        "ALLERGYW",
        "ALLERGY",
        "CONTRA",
        "CONTRAW",
        "RISK",
        "FAMILY",
    }
)
"""Closed-class roles that win over a catalogue name of the same words."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """roles: folded words -> what they can be, the likeliest first; cased: the same for names that need exact case.

    longest: the first folded word -> the greatest number of words of a name that starts so; pairs: the same by the first
    two words.
    """

    roles: dict[tuple[str, ...], tuple[Role, ...]]
    cased: dict[tuple[str, ...], tuple[Role, ...]]
    longest: dict[str, int]
    longest_cased: dict[str, int]
    pairs: dict[tuple[str, ...], int]
    pairs_cased: dict[tuple[str, ...], int]

    def role(self, key: tuple[str, ...], kind: str) -> object | None:
        """What a name of folded words stands for in one role; None where it has no such role."""
        return next((value for name, value in self.roles.get(key, ()) if name == kind), None)


@cache
def lexicon() -> Lexicon:
    """The index over `rules/words` and the catalogue, made once."""
    closed: dict[tuple[str, ...], list[Role]] = defaultdict(list)
    adverbs = read_toml("rules", "words", "adverbs.toml")
    for path in files("rules", "words", "text", suffix=".toml"):
        for kind, entries in read_toml("rules", "words", "text", path.name).items():
            for value, phrases in entries.items():
                for phrase in _with_adverbs(phrases, adverbs) if kind in adverbs["kinds"] else phrases:
                    key = as_read(words(phrase))
                    if key and all(value != known or kind != name for name, known in closed[key]):
                        closed[key].append((kind, Decimal(value) if kind == "NUM" else value))
    named: dict[tuple[str, ...], list[Role]] = defaultdict(list)
    cased: dict[tuple[str, ...], list[Role]] = defaultdict(list)
    known = catalog()
    for target, names in ((named, known.names), (cased, known.cased_names)):
        for name, ids in names.items():
            key = as_read(name)
            by_type: dict[str, list[str]] = defaultdict(list)
            for ident in ids:
                if ident == "sex":
                    continue  # its values are people of the word lists; the bare word names no condition
                concept = known[ident]
                if concept.kind == "condition" and _reaction_to_drug(name, known):
                    continue
                by_type["MEAS" if concept.kind in MEASURE_KINDS or ident == "age" else _TYPE_OF_KIND[concept.kind]].append(ident)
            target[key].extend((kind, tuple(found)) for kind, found in by_type.items())
    roles: dict[tuple[str, ...], tuple[Role, ...]] = {}
    for key in {*closed, *named}:
        first, second = closed.get(key, []), named.get(key, [])
        if second and not any(kind in CLOSED_FIRST for kind, _ in first):
            first, second = second, first
        roles[key] = (*first, *second)
    exact = {key: tuple(found) for key, found in cased.items()}
    return Lexicon(roles, exact, _longest(roles), _longest(exact), _pairs(roles), _pairs(exact))


def _with_adverbs(phrases: list[str], adverbs: dict[str, list[str]]) -> Iterable[str]:
    """The phrases that say who may take part, with what says no more: "are also excluded", "is not eligible to participate"."""
    ending = [phrase for phrase in phrases if phrase.endswith(f" {adverbs['last'][0]}")]
    phrases = [*phrases, *(f"{phrase} {behind}" for phrase in ending for behind in adverbs["behind"])]
    yield from phrases
    for phrase in phrases:
        verb = next((verb for verb in adverbs["verbs"] if phrase.startswith(f"{verb} ")), None)
        if verb is not None:
            yield from (f"{verb} {adverb}{phrase[len(verb) :]}" for adverb in adverbs["between"])


_NUMBER_FIRST = re.compile(r"(\d+)([^\W\d].*)")


def as_read(name: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a name as the tokens of a text part them: "6MWD" is a number and a word there."""
    if not any(word[0].isdigit() and not word.isdigit() for word in name):
        return name
    parts = [_NUMBER_FIRST.fullmatch(word) for word in name]
    return tuple(one for word, found in zip(name, parts, strict=True) for one in (found.groups() if found else (word,)))


_REACTIONS = frozenset({"allergy", "hypersensitivity"})


def _reaction_to_drug(key: tuple[str, ...], known: Catalog) -> bool:
    """Whether a name only puts "allergy" beside a drug, so that it is read as an allergy to that drug and not as a disease."""
    if len(key) > 2 and key[0] in _REACTIONS and key[1] == "to":
        rest = key[2:]
    elif len(key) > 1 and key[-1] in _REACTIONS:
        rest = key[:-1]
    else:
        return False
    if key[0] in _REACTIONS and key[:-1] in known.names:
        return False  # the shorter name would be read in its place, and leave a word over: "allergy to contrast agents"
    return any(known[ident].kind in {"drug", "drug-class"} for ident in known.names.get(rest, ()))


def _longest(index: Iterable[tuple[str, ...]]) -> dict[str, int]:
    longest: dict[str, int] = {}
    for key in index:
        if len(key) > longest.get(key[0], 0):
            longest[key[0]] = len(key)
    return longest


def _pairs(index: Iterable[tuple[str, ...]]) -> dict[tuple[str, ...], int]:
    longest: dict[tuple[str, ...], int] = {}
    for key in index:
        if len(key) > 1 and len(key) > longest.get(key[:2], 0):
            longest[key[:2]] = len(key)
    return longest
