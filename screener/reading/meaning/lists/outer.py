"""Finds the connectives of a list that bind weaker than its "or": "Crohn's disease or colitis, and CRP > 5 mg/L"."""

from __future__ import annotations

from screener.reading.meaning.context import Context
from screener.reading.meaning.lists.either_sex import only_people
from screener.reading.meaning.lists.member import Item

_KINDS = frozenset({"condition", "measure", "treatment", "state", "sex", "demographic", "vaccine"})


def outer_ands(items: list[Item], conns: list[str], joins: list[str], context: Context) -> list[int]:
    """The places of the connectives that join whole alternatives ("A or B" with C), in order.

    An "and" behind alternatives of one kind that brings another kind of thing joins it to all of them; where no comma
    stands before it, both readings are kept; behind a comma it may list one more thing that excludes. Among the
    inclusions a comma behind alternatives joins so, too, and any comma beside an age or a sex.
    """
    found: list[int] = []
    first = 0
    for at, conn in enumerate(conns):
        here = items[first : at + 1]
        told = conn == "and" and "or" in joins[first:at] and _alike(here, items[at + 1]) and _weaker(items[at + 1], context)
        comma = conn == "comma" and context.category == "inclusion" and _comma(items, conns, at, first)
        if told or comma:
            found.append(at)
            first = at + 1
    return found


def _alike(alternatives: list[Item], other: Item) -> bool:
    """Whether alternatives of one kind, or under one limit, stand before something else."""
    slots = {item.slot for item in alternatives}
    if len(slots) != 1 or not slots <= _KINDS or other.slot not in _KINDS:
        return False
    shared = all(item.shared_limit for item in alternatives) and not other.shared_limit
    return shared or other.slot not in slots


def _weaker(item: Item, context: Context) -> bool:
    """Whether the "and" before an item joins it to all that stands before."""
    if item.apart or item.population:
        return context.category == "inclusion"
    why = "“A or B and C” may ask C of both, or of the second alone"
    return context.choose(f"outer-{item.node.span.start}", ("both", "second"), why) == "both"


def _comma(items: list[Item], conns: list[str], at: int, first: int) -> bool:
    """Whether a bare comma among the inclusions ends a list of alternatives."""
    if "or" not in conns:
        return False
    if only_people(items[at].node) or only_people(items[at + 1].node):
        return True
    behind = "or" in conns[first:at] and not {"and", "or"} & set(conns[at + 1 :])
    return behind and _alike(items[first : at + 1], items[at + 1])
