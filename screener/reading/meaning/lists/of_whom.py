"""Asks of women, men and those who can have children what is said of them alone: nobody else is turned away by it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from dataclasses import replace
from functools import cache

from screener.core.data import read_toml
from screener.core.span import Span
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Demographic
from screener.criteria.nodes import Judgement
from screener.criteria.nodes import Node
from screener.criteria.nodes import Not
from screener.criteria.nodes import Result
from screener.criteria.nodes import State
from screener.criteria.nodes import Treatment
from screener.criteria.nodes import Unread
from screener.criteria.nodes import When
from screener.criteria.nodes import walk
from screener.criteria.protocol import Settled
from screener.reading.meaning.context import Context
from screener.reading.meaning.lists.combine import all_of


@dataclass(frozen=True, slots=True)
class _Words:
    whom: frozenset[str]
    asked: frozenset[str]
    denied: frozenset[str]
    beside: frozenset[str]


def asked_of_whom(node: Node, context: Context) -> Node:
    """An inclusion with each part "women of childbearing potential, negative pregnancy test" asked of these alone."""
    if context.category == "inclusion" and isinstance(node, When):
        return replace(node, then=asked_of_whom(node.then, context))
    if context.category != "inclusion" or not isinstance(node, AllOf):
        return node
    those = of_these(node, context.text)
    if those is None:
        made = tuple(asked_of_whom(part, context) for part in node.parts)
        return node if made == node.parts else AllOf(made, node.span)
    why = "what is said of women, or of those who can have children, may be asked of these alone, or all must be such"
    bearing = any(isinstance(leaf, State) for leaf in walk(those.condition))
    settled: Settled = "default" if bearing else "open"
    return node if context.choose(f"asked-of-{node.span.start}", ("these", "all"), why, settled) == "all" else those


def of_these(node: Node, text: str) -> When | None:
    """What is asked of those alone whom a requirement names before it; None where it is asked of all."""
    if not isinstance(node, AllOf):
        return None
    parts = _flat(node)
    whom = [part for part in parts if names_people(part)]
    rest = [part for part in parts if not names_people(part)]
    ends = max((part.span.end for part in whom), default=0)
    first = whom and all(ends <= part.span.start for part in rest)  # "non-pregnant women" are whom a trial is for
    labelled = _COLON.match(text, ends) is not None and whom == parts[: len(whom)]
    if not first or not rest or _contrary(whom, rest) or not (labelled or _of_children(rest)):
        return None
    return When(all_of(whom), all_of(rest), node.span)


def defined_of_whom(node: Node) -> Node:
    """The node with what defines or exemplifies something asked of some put to those alone ("women must use pills, e.g. …")."""
    match node:
        case AnyOf(head=When(condition=whom, then=asked) as head):
            return When(whom, _defined(asked, replace(node, head=None), node.open), head.span.join(node.span))
        case AllOf(parts=parts) | AnyOf(parts=parts):
            made = tuple(defined_of_whom(part) for part in parts)
            return node if made == parts else replace(node, parts=made)
        case _:
            return node


def _defined(asked: Node, by: AnyOf, is_open: bool) -> Node:
    """What is asked with what defines it: of several things, the last named."""
    if isinstance(asked, AllOf):
        return AllOf((*asked.parts[:-1], _defined(asked.parts[-1], by, is_open)), asked.span.join(by.span))
    return AnyOf(by.parts, is_open, asked, asked.span.join(by.span))


def asked_of_those(head: Node, joined: Node) -> Node | None:
    """The heading with its list asked of those alone whom it names ("women of childbearing potential must use one of: …")."""
    match head:
        case When():
            span = Span(head.span.start, joined.span.end)
            return replace(head, then=AllOf((head.then, joined), Span(head.then.span.start, joined.span.end)), span=span)
        case AllOf(parts=(*first, When() as last)) if all(part.span.start < last.span.start for part in first):
            asked = asked_of_those(last, joined)
            return None if asked is None else AllOf((*first, asked), Span(head.span.start, joined.span.end))
        case _:
            return None


def may_be_allowed(node: Node) -> bool:
    """Whether a node names what may be allowed on conditions, and denies nothing."""
    return not isinstance(node, Judgement) and not any(isinstance(part, Not | Unread | When) for part in walk(node))


def asked_of(whom: Node, node: Node, context: Context) -> Node:
    """What only some are asked, or a disease is allowed if: all others meet it; an exclusion keeps out those who do not."""
    span = whom.span.join(node.span)
    if context.category == "inclusion":
        return When(whom, node, span)
    return AllOf((whom, node.part if isinstance(node, Not) else Not(node, node.span)), span)


def _flat(node: AllOf) -> list[Node]:
    return [one for part in node.parts for one in (_flat(part) if isinstance(part, AllOf) else [part])]


_COLON = re.compile(r"(?: (?:subjects?|participants?|patients?|volunteers?|only))?\s*:")


def _contrary(whom: list[Node], rest: list[Node]) -> bool:
    """Whether both sexes are named, or some are named and denied at once, as in a list of alternatives."""
    said = [leaf for part in (*whom, *rest) for leaf in walk(part) if isinstance(leaf, Demographic) and leaf.concept == "sex"]
    sexes = {value for leaf in said for value in leaf.values}
    return len(sexes) > 1 or any(isinstance(part, Not) and part.part in whom for part in whom)


def names_people(node: Node) -> bool:
    """Whether a node says no more than whom something is asked of."""
    match node:
        case Demographic():
            return node.concept == "sex"
        case State():
            return node.concept in _words().whom
        case Not():
            return names_people(node.part)
        case AnyOf() if node.head is None:
            return all(names_people(one) or (isinstance(one, AllOf) and all(map(names_people, _flat(one)))) for one in node.parts)
        case _:
            return False


def _of_children(rest: list[Node]) -> bool:
    """Whether all that is asked is about having children, and something of it is asked outright."""
    known = _words()
    asks = False
    for part in rest:
        denied = {id(one.part) for one in walk(part) if isinstance(one, Not)}
        for leaf in walk(part):
            match leaf:
                case State() | Result() | Treatment():
                    if leaf.concept in known.denied:
                        if id(leaf) not in denied:
                            return False  # "women who are pregnant": whom the trial is for
                        asks = True
                    elif leaf.concept in known.asked:
                        asks = True
                    elif leaf.coded and leaf.concept not in known.beside | known.whom:
                        return False
                case Demographic() | Judgement() | Unread() | AllOf() | AnyOf() | Not() | When():
                    continue
                case _:
                    return False
    return asks


@cache
def _words() -> _Words:
    table = read_toml("rules", "words", "reproduction.toml")
    return _Words(*(frozenset(table[key]) for key in ("whom", "asked", "denied", "beside")))
