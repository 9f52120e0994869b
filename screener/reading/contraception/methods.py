"""Takes the list below words about contraception, gives their node with the methods as what is to be confirmed of it."""

from __future__ import annotations

from dataclasses import replace

from screener.catalog.load import catalog
from screener.core.span import Span
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Node
from screener.criteria.nodes import Not
from screener.criteria.nodes import Qualifier
from screener.criteria.nodes import State
from screener.criteria.nodes import When
from screener.criteria.nodes import walk
from screener.reading.contraception.words import ABSTAINS
from screener.reading.contraception.words import concerns
from screener.reading.contraception.words import fits
from screener.reading.layout.item_text import ItemText
from screener.reading.meaning.context import Context
from screener.reading.meaning.lists.combine import any_of
from screener.reading.syntax.sentence_roles import role_of


def lists_methods(item: ItemText, context: Context) -> bool:
    """Whether words about contraception head a list of nothing but its methods, none of them with a time or limit."""
    text = context.text
    if not item.children or not concerns(text, item.span.start, item.span.end):
        return False
    if not fits("heads", context.words(*item.span)):
        return False
    below = [context.words(*child.whole) for child in item.children]
    return all(fits("listed", words) and not fits("unlisted", words) for words in below)


def only_names_methods(item: ItemText, context: Context) -> bool:
    """Whether words that head a list only tell what contraception is, so that nothing below them is asked of anybody."""
    words = context.words(*item.span)
    return concerns(words, 0, len(words)) and role_of(words, context.category, first=True) == "remark"


def with_methods(node: Node, item: ItemText, context: Context) -> Node | None:
    """The node with the methods below it to be confirmed of each use of contraception; None where it asks for none."""
    if not any(_uses(one) for one in walk(node)):
        return None
    told = tuple(
        Qualifier("description", context.words(*child.whole).strip(" .;,"), Span(child.whole.start, child.whole.end))
        for child in item.children
    )
    instead = any(ABSTAINS.search(one.value) for one in told)
    return _told(node, told, instead=instead)


def _uses(node: Node) -> bool:
    return isinstance(node, State) and node.concept == "contraception"


def _told(node: Node, told: tuple[Qualifier, ...], *, instead: bool) -> Node:
    match node:
        case State(concept="contraception"):
            used = replace(node, qualifiers=(*node.qualifiers, *told))
            if not instead:
                return used
            abstains = replace(node, concept="abstinent", label=catalog()["abstinent"].label, qualifiers=())
            return any_of([used, abstains])
        case Not(part=part):
            return replace(node, part=_told(part, told, instead=instead))
        case When(then=then):
            return replace(node, then=_told(then, told, instead=instead))
        case AllOf(parts=parts) | AnyOf(parts=parts):
            return replace(node, parts=tuple(_told(part, told, instead=instead) for part in parts))
        case _:
            return node
