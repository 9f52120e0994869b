"""Makes two limits of one measure that each hold for one sex one member of their list, and the second as whole as the first."""

from __future__ import annotations

from dataclasses import replace

from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Comparison
from screener.criteria.nodes import Demographic
from screener.criteria.nodes import Node
from screener.reading.meaning.lists.member import Item
from screener.reading.meaning.lists.member import regrouped

_JOINS = frozenset({"and", "or", "comma", "slash"})


def of_both_sexes(items: list[Item], conns: list[str]) -> tuple[list[Item], list[str]]:
    """The list with "hemoglobin < 13 g/dL in men and < 12 g/dL in women" one member of it, whatever stands before or behind."""

    def group(at: int) -> tuple[Item, int]:
        first, end = items[at], at + 1
        if not first.subgroup or end >= len(items) or conns[at] not in _JOINS:
            return first, at
        one, other = _limited(first.node), _limited(items[end].node)
        if one is None or other is None or one[0].values == other[0].values or one[1].concept != other[1].concept:
            return first, at
        second = _as_whole(items[end].node, *other, one[1])
        both = AnyOf((first.node, second), span=first.node.span.join(second.span))
        told = {"shared_limit": True, "subgroup": False, "heads": (), "trailing": items[end].trailing}
        return replace(first, node=both, **told), end  # type: ignore[arg-type]

    return regrouped(items, conns, group)


def _limited(node: Node) -> tuple[Demographic, Comparison] | None:
    """The sex and the limit of a node that holds nothing else."""
    match node:
        case AllOf(parts=(Demographic(concept="sex") as sex, Comparison() as limit)):
            return sex, limit
        case _:
            return None


def _as_whole(node: Node, sex: Demographic, limit: Comparison, first: Comparison) -> Node:
    """The second limit with the lower end that only the first says ("> 6 and < 13 (men), < 12 (women)")."""
    whole = first.lower is not None and first.upper is not None and limit.mention == first.mention and limit.unit == first.unit
    if not whole or limit.lower is not None or limit.upper is None or first.lower is None:
        return node
    if first.lower.value >= limit.upper.value:
        return node
    return AllOf((sex, replace(limit, lower=first.lower)), node.span)
