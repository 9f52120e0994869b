"""The closed word lists and orders of `rules/screening.toml`."""

from __future__ import annotations

from functools import cache
from typing import Any

from screener.catalog.words import words
from screener.core.data import read_toml


@cache
def screening_data() -> dict[str, Any]:
    """The whole file."""
    return read_toml("rules", "screening.toml")


@cache
def listed(table: str, key: str = "words") -> frozenset[tuple[str, ...]]:
    """A word list, each entry as folded words."""
    return frozenset(words(entry) for entry in screening_data()[table][key])


@cache
def single_words(table: str) -> frozenset[str]:
    """A list of single words, folded."""
    return frozenset(word for entry in listed(table) for word in entry)


@cache
def severity_order() -> tuple[str, ...]:
    """Severities from least to most."""
    return tuple(screening_data()["severity"]["order"])


def anchor_rank(anchor: str) -> int:
    """How late an anchor's visit is in a trial."""
    rank: int = screening_data()["anchor_rank"].get(anchor, 3)
    return rank


@cache
def anchors(kind: str) -> frozenset[str]:
    """The anchors of a kind: `own_past` or `future`."""
    return frozenset(screening_data()["anchors"][kind])


def formula_source(name: str) -> str:
    """The formula of a derived value and where it was published."""
    text: str = screening_data()["formulas"][name]
    return text
