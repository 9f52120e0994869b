"""Keeps men and women apart where several states are told of one of them: "women who are postmenopausal or sterile, and men"."""

from __future__ import annotations

from screener.criteria.nodes import Demographic
from screener.criteria.nodes import Node
from screener.criteria.nodes import Not
from screener.criteria.nodes import walk
from screener.reading.meaning.lists.either_sex import is_sex
from screener.reading.meaning.lists.either_sex import names_sex
from screener.reading.meaning.lists.either_sex import only_states
from screener.reading.meaning.lists.member import Item

_JOINS = frozenset({"and", "or"})


def sexes_listed(items: list[Item], conns: list[str]) -> tuple[Node, list[Item], list[str]] | None:
    """The sex that stands alone at an end of such a list, and the rest of the list; None for any other list."""
    if len(items) < 3 or not all(only_states(item.node) and item.trailing is None for item in items):
        return None
    last, first = _bare(items[-1]), _bare(items[0])
    if last is not None and conns[-1] in _JOINS and _tells_of_other(last, items[:-1]):
        inner = conns[:-1]
        return last, items[:-1], inner if _JOINS & set(inner) else ["or"] * len(inner)
    if first is not None and conns[0] in _JOINS and _tells_of_other(first, items[1:]):
        return first, items[1:], conns[1:]
    return None


def _bare(item: Item) -> Demographic | None:
    """The sex that a member names and nothing else, whatever denial it has from the one before it."""
    node = item.node.part if isinstance(item.node, Not) and item.negation_shared else item.node
    return node if is_sex(node) and item.population else None


def _tells_of_other(sex: Demographic, items: list[Item]) -> bool:
    """Whether the rest of a list tells of people of the other sex, and of none of this one."""
    named = {part.values for item in items for part in walk(item.node) if is_sex(part)}
    return any(names_sex(item.node) for item in items) and sex.values not in named
