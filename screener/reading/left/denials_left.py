"""Asks a clause whose denial nothing read: what stands beside an unread "not" may be the very thing that it denies."""

from __future__ import annotations

from dataclasses import replace

from screener.core.span import Span
from screener.criteria.nodes import Comparison
from screener.criteria.nodes import Except
from screener.criteria.nodes import Judgement
from screener.criteria.nodes import Node
from screener.criteria.nodes import Result
from screener.criteria.nodes import Unread
from screener.criteria.nodes import When
from screener.criteria.nodes import children
from screener.criteria.nodes import is_list
from screener.criteria.nodes import walk
from screener.reading.left.clause_edges import clause_edge
from screener.reading.meaning.context import Context
from screener.reading.meaning.draft import put_to_person
from screener.reading.scanning.tags import Tag

_DENIALS = frozenset({"NEG", "NAIVE"})
_MARKS = frozenset({"COMMA", "SEMI", "STOP", "COLON"})
_JOINTS = frozenset({"AND", "OR"})
_PARTS = _JOINTS | {"WHICH", "IE"}
_AHEAD = frozenset({"no", "without", "absence", "lack", "exclusion", "never", "none", "free"})
"""Words that deny what follows them; "not" may deny what stands before it too."""


def with_denials_asked(node: Node, tags: list[Tag], runs: list[list[Tag]], context: Context) -> Node:
    """The node with a judgement for each clause that an unread run of `runs` denies, where something of it would be asked for.

    "Metastases that have not resolved": nothing says what the "not" denies, so that a person reads the clause.
    """
    for run in runs:
        if any(tag.type in _DENIALS for tag in run):
            clause = _denied(node, tags, run)
            if clause:
                node = _asked(node, Span(clause[0].start, clause[-1].end), context)
                put_to_person(clause)
    return node


def _denied(node: Node, tags: list[Tag], run: list[Tag]) -> list[Tag]:
    """The tags of what the run may deny, where something of it would be asked for; none where nothing would.

    What stands before a "not" may be denied too ("a transplant is not planned"), but not what a "that" or an "and" parts from it.
    """
    first = next(at for at, tag in enumerate(tags) if tag is run[0])
    last = next(at for at, tag in enumerate(tags) if tag is run[-1])
    end = clause_edge(tags, last, 1, _MARKS) + 1
    ahead = any(word in _AHEAD for tag in run if tag.type in _DENIALS for word in tag.text.lower().split())
    if not ahead and first and tags[first - 1].type not in _PARTS:
        begin = clause_edge(tags, first, -1, _MARKS)
        joints = [at for at in range(begin, first) if tags[at].type in _JOINTS]
        numbers = [at for at in range(begin, first) if tags[at].type == "NUM"]
        if joints and numbers and numbers[0] < joints[-1]:  # "ANC > 1.5 or decision not to …" leaves the limit as it is
            begin = next(at for at in reversed(joints) if at > numbers[0]) + 1
        first = begin
    clause = tags[first:end]
    return clause if _asserts(node, Span(clause[0].start, clause[-1].end)) else []


def _asserts(node: Node, place: Span) -> bool:
    """Whether something there would be decided from the record."""
    return any(
        part.overlaps(place)
        for one in walk(node)
        if not isinstance(one, Judgement | Unread) and not children(one)
        for part in _said(one)
    )


def _said(node: Node) -> list[Span]:
    """Where the words stand that make a node, without the brackets between them."""
    mention = getattr(node, "mention", None)
    if mention is None or isinstance(node, Comparison | Result):
        return [node.span]
    parts = [getattr(node, name, None) for name in ("window", "duration", "stable_for", "dose")]
    return [mention, *(part.span for part in (*parts, *getattr(node, "qualifiers", ())) if part is not None)]


def _asked(node: Node, place: Span, context: Context) -> Node:
    """The node with what lies in that place put to a person, whole parts where the place cuts through them."""
    if is_list(node):
        touched = [part for part in node.parts if part.span.overlaps(place)]
        if touched and not all(_within(part, place) for part in node.parts):
            parts: list[Node] = []
            for part in node.parts:
                if part not in touched:
                    parts.append(part)
                elif part is touched[0]:
                    parts.append(_asked(part, place, context) if len(touched) == 1 else _words(touched, place, context))
            return replace(node, parts=tuple(parts), span=node.span.join(place)) if len(parts) > 1 else parts[0]
    if isinstance(node, Except) and not node.base.span.overlaps(place):
        return replace(node, unless=_asked(node.unless, place, context))
    if isinstance(node, When) and not node.condition.span.overlaps(place):
        return replace(node, then=_asked(node.then, place, context))
    return _words([node], place, context)


def _within(node: Node, place: Span) -> bool:
    return place.start <= node.span.start and node.span.end <= place.end


def _words(nodes: list[Node], place: Span, context: Context) -> Judgement:
    """The words of parts and of the place that cuts through them, a person's to judge."""
    for one in nodes:
        place = place.join(one.span)
    return Judgement(context.words(*place), "unspecified", None, place, place)
