"""What one fact settles about another, out of `rules/implications.toml`: a man is not pregnant."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from screener.core.data import folder
from screener.core.data import read_toml


class Implication(NamedTuple):
    """A fact (a concept's truth, or a demographic's value) and the truth that another concept then has."""

    concept: str
    value: str | None
    truth: bool
    implied: str
    implied_truth: bool
    source: str


@cache
def implications() -> dict[str, tuple[Implication, ...]]:
    """The implications of `rules/implications.toml`, by the concept that they settle."""
    if not folder("rules").joinpath("implications.toml").is_file():
        return {}
    found: dict[str, tuple[Implication, ...]] = {}
    for record in read_toml("rules", "implications.toml").values():
        given, then = record["if"], record["then"]
        rule = Implication(
            given["concept"],
            given.get("value"),
            given.get("truth", True),
            then["concept"],
            then["truth"],
            record["source"],
        )
        found[rule.implied] = (*found.get(rule.implied, ()), rule)
    return found


@cache
def ruled_out(concept: str, value: str) -> frozenset[str]:
    """The concepts that a demographic's value rules out ("sex", "male": pregnant, lactating and the like)."""
    rules = (rule for found in implications().values() for rule in found)
    return frozenset(rule.implied for rule in rules if (rule.concept, rule.value) == (concept, value) and not rule.implied_truth)
