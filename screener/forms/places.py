"""Where the atoms of a protocol stand: in the chosen rules, and in readings that nobody has decided between."""

from __future__ import annotations

from collections.abc import Iterator

from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Combination
from screener.criteria.nodes import Node
from screener.criteria.nodes import Unread
from screener.criteria.nodes import children
from screener.criteria.nodes import is_examples
from screener.criteria.nodes import walk
from screener.criteria.protocol import Criterion
from screener.criteria.protocol import Protocol
from screener.forms.item import Place


def places(protocol: Protocol) -> tuple[Place, ...]:
    """Every atom, and every list that is open to more examples, in text order; unread text is nobody's question."""
    rules = ((criterion, root) for criterion in protocol.criteria for root in roots(criterion))
    return tuple(place for criterion, root in rules for place in _in(criterion, root))


def roots(criterion: Criterion) -> tuple[Node, ...]:
    """The rules whose truth the finding depends on: the chosen one, and the others while nobody has decided."""
    others = [reading.node for reading in criterion.readings if not reading.chosen and reading.node != criterion.node]
    return (criterion.node, *others) if criterion.settled == "open" else (criterion.node,)


def asks_for_more(node: Node) -> bool:
    """Whether the node is a list of examples without a head, so that something else of the kind has to be asked."""
    return is_examples(node)


def defined(node: Node) -> bool:
    """Whether the node is a closed list that defines its head: its parts are asked, and the head follows from them."""
    if not isinstance(node, AnyOf) or node.open or node.head is None:
        return False
    return not any(isinstance(below, Unread) for part in node.parts for below in walk(part))


def asked_children(node: Node) -> tuple[tuple[int, Node], ...]:
    """The nodes below that are worth asking about, with their numbers in the path."""
    below = tuple(enumerate(children(node)))
    return below[1:] if defined(node) else below


def _in(criterion: Criterion, root: Node) -> Iterator[Place]:
    for path, node in _atoms(root, ()):
        words = _words(criterion, node)
        yield Place(criterion.id, criterion.category, root, path, node, words)


def _atoms(node: Node, path: tuple[int, ...]) -> Iterator[tuple[tuple[int, ...], Node]]:
    if isinstance(node, Combination):
        for number, child in asked_children(node):
            yield from _atoms(child, (*path, number))
        if asks_for_more(node):
            yield path, node
    elif not isinstance(node, Unread):
        yield path, node


def _words(criterion: Criterion, node: Node) -> str:
    """The criterion's words that the node was read from; all of them where it has no place of its own."""
    start, end = node.span.start - criterion.span.start, node.span.end - criterion.span.start
    own = criterion.text[start:end].strip() if 0 <= start < end <= len(criterion.text) else ""
    return own or criterion.text.strip()
