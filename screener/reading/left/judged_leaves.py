"""Names a limit of nothing known in all words of its clause, and puts to a person what has a time but no name.

A limit that its measure cannot have is put to a person too, and so is an operation that would last for days. What is asked
beside any of them stays as it is.
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
from screener.criteria.nodes import Result
from screener.criteria.nodes import Treatment
from screener.criteria.nodes import When
from screener.criteria.nodes import walk
from screener.reading.left.clause_edges import clause_edge
from screener.reading.left.joined_words import joined_words
from screener.reading.meaning.asked import judgement
from screener.reading.meaning.checks.implausible import beside_words
from screener.reading.meaning.checks.implausible import implausible
from screener.reading.meaning.checks.implausible import without_slips
from screener.reading.meaning.checks.too_long import lasts_too_long
from screener.reading.meaning.context import Context
from screener.reading.meaning.draft import put_places_to_person
from screener.reading.meaning.nodes.unmeasured import UNMEASURED
from screener.reading.meaning.nodes.unmeasured import nameless
from screener.reading.meaning.nodes.unmeasured import undated
from screener.reading.scanning.tags import Tag

_LONGEST = 7
"""How many words a scale without a code is called by at the most."""
_NAMED = (Comparison, Member, Condition, Treatment, Result)
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
    denials = _denials(node, tags)
    node = _changed(node, lambda leaf: _asked(leaf, denials, context) if _names_nothing(leaf) else leaf)
    return joined_words(node, frozenset(places), context)


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


def _denials(node: Node, tags: list[Tag]) -> dict[Span, int]:
    """Where the denied words begin, for each leaf to be put to a person whose own words hold the negation above it."""
    denied = [leaf for part in walk(node) if isinstance(part, Not) for leaf in walk(part.part) if _names_nothing(leaf)]
    ends = {leaf.span: [tag.end for tag in tags if tag.type == "NEG" and _leads(tag, leaf)] for leaf in denied}
    return {span: max(found) for span, found in ends.items() if found}


def _leads(tag: Tag, leaf: Node) -> bool:
    return isinstance(leaf, _NAMED) and leaf.span.start <= tag.start and tag.end <= leaf.mention.start


def _asked(node: Node, denials: dict[Span, int], context: Context) -> Node:
    """The words of a leaf for a person, without what denies them; a limit that cannot be stays beside them as it is written."""
    words = _words(node, Span(denials.get(node.span, node.span.start), node.span.end), context)
    return beside_words(node, words) if isinstance(node, Comparison) else words


def _words(node: Node, span: Span, context: Context) -> Judgement:
    return replace(judgement(span.start, span.end, context, []), window=getattr(node, "window", None))


def _names_nothing(node: Node) -> bool:
    match node:
        case Comparison():
            return implausible(node)
        case Member(coded=False):
            return len(node.label.split()) > _LONGEST
        case Result() if not node.coded:
            return nameless(node.kind, node.label)
        case Treatment() if lasts_too_long(node):
            return True
        case Condition() | Treatment() if not node.coded:
            if nameless(node.kind, node.label):
                return True
            dated = node.window is not None and node.window.value is not None
            return (dated or node.duration is not None or node.count is not None) and undated(node.label)
        case _:
            return False
