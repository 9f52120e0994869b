"""Lists of like things become one question: "any of these?" with "none of these"."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

from screener.criteria import nodes as n
from screener.criteria.asked import ANY_OF_THESE
from screener.criteria.asked import asked
from screener.criteria.asked import without_confirmations
from screener.criteria.notation import question_key
from screener.forms.item import Place
from screener.forms.keys import link_id

FEWEST = 3
_LIKE = n.Condition | n.Treatment | n.Immunization | n.Allergy | n.Contraindication | n.State


@dataclasses.dataclass(frozen=True, slots=True)
class Group:
    """A list of like atoms: its link id and key, its question, and the keys of its members in text order."""

    link_id: str
    key: str
    text: str
    members: tuple[str, ...]


def groups(places: tuple[Place, ...]) -> tuple[Group, ...]:
    """The lists of like atoms in text order; an atom belongs to the first list that holds it."""
    taken: set[str] = set()
    found = []
    for root in dict.fromkeys(id(place.root) for place in places):
        tree = next(place.root for place in places if id(place.root) == root)
        for node in n.walk(tree):
            if isinstance(node, n.AnyOf):
                for like in _alike(node):
                    members = tuple(key for key in dict.fromkeys(map(question_key, like)) if key not in taken)
                    if len(members) >= FEWEST:
                        taken.update(members)
                        found.append(_group(members, like[0]))
    return tuple(found)


def _alike(node: n.AnyOf) -> Iterator[list[n.Node]]:
    """The parts of the list that differ only in what they name, a list inside it included."""
    by_shape: dict[n.Node, list[n.Node]] = {}
    for part in _flat(node):
        if isinstance(part, _LIKE):
            by_shape.setdefault(_shape(part), []).append(part)
    yield from by_shape.values()


def _flat(node: n.AnyOf) -> Iterator[n.Node]:
    for part in node.parts:
        if n.is_plain(part):
            yield from _flat(part)
        else:
            yield part


def _shape(part: n.Node) -> n.Node:
    """The atom without what it names, so that like atoms are equal."""
    changes: dict[str, Any] = {"concept": None, "label": ANY_OF_THESE, "coded": False}
    if isinstance(part, n.Treatment):
        changes["treatment"] = "drug"
    return dataclasses.replace(without_confirmations(part), **changes)


def _group(members: tuple[str, ...], first: n.Node) -> Group:
    key = f"any of ({'; '.join(members)})"
    text = asked(_shape(first)).replace(f" active {ANY_OF_THESE}", f" {ANY_OF_THESE}, active now")
    return Group(link_id(key), key, text, members)
