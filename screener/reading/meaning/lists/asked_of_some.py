"""Members of a list that are asked of some people alone."""

from __future__ import annotations

from dataclasses import replace

from screener.criteria.nodes import AllOf
from screener.criteria.nodes import Demographic
from screener.criteria.nodes import Node
from screener.criteria.nodes import State
from screener.criteria.nodes import When
from screener.criteria.nodes import walk
from screener.reading.meaning.lists.combine import all_of
from screener.reading.meaning.lists.combine import span_of
from screener.reading.meaning.lists.member import Item
from screener.reading.meaning.lists.member import Members


def for_some_only(members: Members) -> Members:
    """ "A negative pregnancy test for women": asked of women only, unless the other sex has its own part."""
    some = [at for at, (item, _) in enumerate(members) if item.subgroup]
    if len(some) != 1:
        return members
    at = some[0]
    others = [part for number, (other, _) in enumerate(members) if number != at for part in walk(other.node)]
    if any(isinstance(part, Demographic) for part in others):
        return members
    item, conn = members[at]
    parts = item.node.parts if isinstance(item.node, AllOf) else (item.node,)
    flat = [each for part in parts for each in (part.parts if isinstance(part, AllOf) else (part,))]
    bearing: list[Node] = [part for part in flat if isinstance(part, State) and part.concept == "childbearing-potential"]
    given: list[Node] = [*bearing] or [part for part in flat if isinstance(part, Demographic)]
    asked: list[Node] = [part for part in flat if part not in bearing and not isinstance(part, Demographic)]
    if asked:
        node: Node = When(all_of(given), all_of(asked), item.node.span)
        return [*members[:at], (replace(item, node=node), conn), *members[at + 1 :]]
    if at == 0 and len(members) > 1 and members[1][1] in {"comma", "and"}:
        rest = all_of([other.node for other, _ in members[1:]])
        return [(Item(When(all_of(given), rest, span_of([item.node, rest]))), "comma")]
    return members
