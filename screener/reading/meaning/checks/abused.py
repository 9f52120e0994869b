"""Reads what is abused as the abuse: "alcohol or drug dependence", "substance abuse (e.g. alcohol, opioids)".

Nobody is turned away for a glass of wine, or for a prescribed opioid.
"""

from __future__ import annotations

import re
from dataclasses import replace

from screener.core.span import Span
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Condition
from screener.criteria.nodes import ConditionStatus
from screener.criteria.nodes import Except
from screener.criteria.nodes import Judgement
from screener.criteria.nodes import Node
from screener.criteria.nodes import Not
from screener.criteria.nodes import Treatment
from screener.criteria.nodes import When
from screener.criteria.nodes import children
from screener.criteria.nodes import walk
from screener.reading.meaning.checks.described import end_of
from screener.reading.meaning.checks.described import last_leaf
from screener.reading.meaning.checks.described import with_words
from screener.reading.meaning.context import Context

_ALCOHOL = frozenset({"ethanol"})
_ABUSE = frozenset({"substance-abuse", "drug-abuse", "alcohol-abuse"})
_ABUSED = re.compile(r"\b(?:(?<!of )abus\w*|dependen\w*|misus\w*|addict\w*|overus\w*|alcoholism|use disorders?)\b", re.IGNORECASE)
_AMOUNT = re.compile(
    r"\b(?:excess\w*|heavy|heavily|intoxicat\w*|problems?|effects? of|positive|tests?|screen\w*|results?|detox\w*|withdrawal)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[.;:*•\n]")


def abused(node: Node, context: Context) -> Node:
    """The node with each such substance read as its abuse, or put to a person where only an amount or a test is told."""
    match node:
        case AllOf(parts=parts):
            kept = _told(parts, context)
            return kept[0] if len(kept) == 1 < len(parts) else replace(node, parts=tuple(abused(part, context) for part in kept))
        case AnyOf(parts=parts, head=None):
            return replace(node, parts=_timed_alike(parts, tuple(abused(part, context) for part in parts)))
        case AnyOf(parts=parts, head=head) if head is not None:
            if _abuse(last_leaf(head)) and _taken(parts):
                return with_words(head, Span(end_of(head), max(part.span.end for part in parts)), context)
            return replace(node, parts=tuple(abused(part, context) for part in parts), head=abused(head, context))
        case Not(part=part):
            return replace(node, part=abused(part, context))
        case When(condition=given, then=then):
            return replace(node, condition=abused(given, context), then=abused(then, context))
        case Except(base=base):
            return replace(node, base=abused(base, context))
        case Treatment() if node.concept in _ALCOHOL:
            return _alcohol(node, context)
        case _:
            return node


def _told(parts: tuple[Node, ...], context: Context) -> tuple[Node, ...]:
    """The parts without the substances that a bracket behind an abuse names ("substance abuse (alcohol or drugs)")."""
    kept: list[Node] = []
    for part in parts:
        if kept and _abuse(last_leaf(kept[-1])) and _taken((part,)):
            between = context.text[end_of(kept[-1]) : part.span.start]
            if between.strip() == "(":
                kept[-1] = with_words(kept[-1], Span(end_of(kept[-1]), part.span.end), context)
                continue
        kept.append(part)
    return tuple(kept)


def _timed_alike(parts: tuple[Node, ...], made: tuple[Node, ...]) -> tuple[Node, ...]:
    """The parts with the time and history of an abuse told of the alcohol before it too."""
    kept = list(made)
    for at, (was, one) in enumerate(zip(parts[:-1], made[:-1], strict=True)):
        behind = made[at + 1]
        if isinstance(was, Treatment) and isinstance(one, Condition) and isinstance(behind, Condition) and _abuse(behind):
            kept[at] = replace(one, status=behind.status, window=one.window or behind.window)
    return tuple(kept)


def _abuse(leaf: Node) -> bool:
    return isinstance(leaf, Condition) and leaf.concept in _ABUSE


def _taken(parts: tuple[Node, ...]) -> bool:
    """Whether parts name nothing but what is taken."""
    leaves = [leaf for part in parts for leaf in walk(part) if not children(leaf)]
    return all(isinstance(leaf, Treatment | Judgement) for leaf in leaves) and any(isinstance(leaf, Treatment) for leaf in leaves)


def _alcohol(leaf: Treatment, context: Context) -> Node:
    """Alcohol as its abuse, or as words for a person, where its clause says so."""
    if leaf.dose is not None or leaf.status not in {"current", "ever"}:
        return leaf
    start = max((found.end() for found in _CLAUSE.finditer(context.text, 0, leaf.mention.start)), default=0)
    end = _CLAUSE.search(context.text, leaf.mention.end)
    clause = context.text[start : end.start() if end else len(context.text)]
    if _ABUSED.search(clause):
        status: ConditionStatus = "ever" if leaf.status == "ever" or leaf.window is not None else "present"
        told = tuple(one for one in leaf.qualifiers if not _ABUSED.search(one.value))
        return Condition("alcohol-abuse", "alcohol abuse", status, told, leaf.window, mention=leaf.mention, span=leaf.span)
    if (leaf.window is None or leaf.window.value is None) and _AMOUNT.search(clause):
        return Judgement(context.words(*leaf.span), "unspecified", None, leaf.span, leaf.span)
    return leaf
