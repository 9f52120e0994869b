"""How likely an atom is to hold for a candidate: the judgements of `rules/form-priors.toml`, for ordering only."""

from __future__ import annotations

from functools import cache
from typing import Any

from screener.core.data import read_toml
from screener.criteria import nodes as n
from screener.forms.item import Place

EVEN = 0.5


@cache
def priors() -> dict[str, dict[str, Any]]:
    """The whole table."""
    return read_toml("rules", "form-priors.toml")


def _entry(name: str, field: str) -> float:
    return float(priors().get(name, {}).get(field, EVEN))


def dont_know() -> float:
    """The chance of "don't know" as an answer."""
    return _entry("unknown", "chance")


def wanted(node: n.Node) -> float:
    """The chance that a value is on the side that the criteria want."""
    name = "age" if isinstance(node, n.Comparison) and node.concept == "age" else str(node.kind)
    return _entry(name, "wanted")


def holds(place: Place) -> float:
    """The chance that the sentence of an atom holds, by its kind and the list that it stands in."""
    node = place.node
    name = str(node.kind)
    if isinstance(node, n.Condition) and any(item.type not in n.CONFIRMATIONS for item in node.qualifiers):
        name = "condition-qualified"
    if isinstance(node, n.Treatment) and node.response:
        name = "response"
    if name in ("comparison", "member", "demographic"):
        fits = _entry(name, "wanted")
        return fits if (place.category == "inclusion") is not turned_round(place) else 1 - fits
    asked = "inclusion" if (place.category == "inclusion") is not turned_round(place) else "exclusion"
    return _entry(name, asked)


def turned_round(place: Place) -> bool:
    """Whether the rule is better served by the atom being false: it stands under a "not" or as an exception."""
    node, turned = place.root, False
    for step in place.path:
        if isinstance(node, n.Not) or (isinstance(node, n.Except) and step == 1):
            turned = not turned
        node = n.children(node)[step]
    return turned
