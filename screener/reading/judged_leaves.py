"""Names a limit of nothing known in all words of its clause, and puts to a person what has a time but no name.

A limit that its measure cannot have is put to a person too. What is asked beside either stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from screener.core.span import Span
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import AtLeast
from screener.criteria.nodes import AtMost
from screener.criteria.nodes import Comparison
from screener.criteria.nodes import Condition
from screener.criteria.nodes import Except
from screener.criteria.nodes import Judgement
from screener.criteria.nodes import Member
from screener.criteria.nodes import Node
from screener.criteria.nodes import Not
from screener.criteria.nodes import Plan
from screener.criteria.nodes import Treatment
from screener.criteria.nodes import When
from screener.criteria.nodes import walk
from screener.reading.build.asked import judgement
from screener.reading.build.context import Context
from screener.reading.build.draft import put_places_to_person
from screener.reading.build.implausible import beside_words
from screener.reading.build.implausible import implausible
from screener.reading.build.implausible import without_slips
from screener.reading.build.unmeasured import UNMEASURED
from screener.reading.build.unmeasured import undated
from screener.reading.clause_edges import clause_edge
from screener.reading.tags import Tag

_LONGEST = 7
"""How many words a scale without a code is called by at the most."""
_MARKS = frozenset({"COMMA", "SEMI", "STOP", "COLON", "LP", "RP", "OR", "AND"})
"""What ends the clause by which a limit of nothing is named."""


def judged_leaves(node: Node, tags: list[Tag], context: Context) -> Node:
    """The node with each such limit named by its clause, and each such finding and treatment as the words that a person reads."""
    found = walk(node)
    if any(_measures_nothing(leaf) for leaf in found):
        node = _changed(node, lambda leaf: _in_its_words(leaf, tags, context))
        found = walk(node)
    if any(isinstance(leaf, Comparison) and leaf.also for leaf in found):
        node = _changed(node, lambda leaf: without_slips(leaf) if isinstance(leaf, Comparison) else leaf)
        found = walk(node)
    places = [leaf.span for leaf in found if _names_nothing(leaf)]
    if not places:
        return node
    put_places_to_person(tags, places)
    return _changed(node, lambda leaf: _asked(leaf, context) if _names_nothing(leaf) else leaf)


def _measures_nothing(node: Node) -> bool:
    return isinstance(node, Comparison) and any(one.type == UNMEASURED for one in node.qualifiers)


def _in_its_words(node: Node, tags: list[Tag], context: Context) -> Node:
    """A limit of nothing that a catalogue or its own noun names, with all words of its clause for a name.

    "Has consumed > 300 cigarettes" limits what its words say, which a person counts.
    """
    if not isinstance(node, Comparison) or not _measures_nothing(node):
        return node
    start, end = node.span
    before = [tag for tag in tags if tag.end <= start]
    behind = [tag for tag in tags if tag.start >= end]
    clause = [*before[clause_edge(before, len(before), -1, _MARKS) :], *behind[: clause_edge(behind, -1, 1, _MARKS) + 1]]
    place = Span(min(start, clause[0].start), max(end, clause[-1].end)) if clause else node.span
    told = tuple(one for one in node.qualifiers if one.type != UNMEASURED and not one.span.overlaps(place))
    return replace(node, label=context.words(*place), qualifiers=told)


def _changed(node: Node, leaf: Callable[[Node], Node]) -> Node:
    """The node with each of its leaves as that function gives it."""
    match node:
        case AllOf(parts=parts):
            asked = tuple(dict.fromkeys(_changed(part, leaf) for part in parts))
            return asked[0] if len(asked) == 1 else replace(node, parts=asked)
        case AtLeast(parts=parts) | AtMost(parts=parts):
            return replace(node, parts=tuple(_changed(part, leaf) for part in parts))
        case AnyOf(parts=parts, head=head):
            made = tuple(_changed(part, leaf) for part in parts)
            return replace(node, parts=made, head=None if head is None else _changed(head, leaf))
        case Not(part=part):
            return replace(node, part=_changed(part, leaf))
        case When(condition=given, then=then):
            return replace(node, condition=_changed(given, leaf), then=_changed(then, leaf))
        case Except(base=base, unless=unless):
            return replace(node, base=_changed(base, leaf), unless=_changed(unless, leaf))
        case Plan(action=action) if action is not None:
            return replace(node, action=_changed(action, leaf))
        case _:
            return leaf(node)


def _asked(node: Node, context: Context) -> Node:
    """The words of a leaf for a person; a limit that cannot be stays beside them as it is written."""
    words = _words(node, node.span, context)
    return beside_words(node, words) if isinstance(node, Comparison) else words


def _words(node: Node, span: Span, context: Context) -> Judgement:
    return replace(judgement(span.start, span.end, context, []), window=getattr(node, "window", None))


def _names_nothing(node: Node) -> bool:
    match node:
        case Comparison():
            return implausible(node)
        case Member(coded=False):
            return len(node.label.split()) > _LONGEST
        case Condition() | Treatment() if not node.coded:
            dated = node.window is not None and node.window.value is not None
            return (dated or node.duration is not None or node.count is not None) and undated(node.label)
        case _:
            return False
