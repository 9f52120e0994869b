"""Makes examinations that only show what stands before them its description: "metastases on CT or by physical examination".

Nobody is asked to have had them, and among the exclusions nobody is turned away for one.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from screener.catalog.load import catalog
from screener.core.data import read_toml
from screener.core.span import Span
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Comparison
from screener.criteria.nodes import Condition
from screener.criteria.nodes import Except
from screener.criteria.nodes import Judgement
from screener.criteria.nodes import Member
from screener.criteria.nodes import Node
from screener.criteria.nodes import Not
from screener.criteria.nodes import Result
from screener.criteria.nodes import State
from screener.criteria.nodes import Treatment
from screener.criteria.nodes import Unread
from screener.criteria.nodes import When
from screener.criteria.nodes import children
from screener.criteria.nodes import walk
from screener.reading.meaning.checks.described import end_of
from screener.reading.meaning.checks.described import last_leaf
from screener.reading.meaning.checks.described import with_words
from screener.reading.meaning.context import Context

_FOUND = (Comparison, Condition, Member, Result, State, Judgement)
_TELLS = re.compile(
    r"(?:\b(?:by|on|upon|via|using|through|based (?:up)?on|according to)\s+(?:(?!\b(?:by|on)\b)[\w\s,/()'-]){0,60}"
    r"|\s*[(\[])$",
    re.IGNORECASE,
)
"""What stands between a finding and the examination that shows it."""
_LEADS = re.compile(r"\b(?:by|on|upon|via|using|based|according|including|includes?)\b", re.IGNORECASE)
"""What stands between a heading and the examinations by which it is found."""
_GOES_ON = re.compile(
    r"[\s,/()\]]*(?:\b(?:and|or|and/or|by|on|via|the|a|an|with|both|either)\b[\s,/(]*)*(?:[\w-]+\s+){0,2}$", re.IGNORECASE
)
"""What stands between one such examination and the next."""
_ASKS = re.compile(
    r"[.;:*•\n]|\b(?:no|not|without|who|whom|which|where|cannot|that|if|unless|before|after|prior|within|since|for|than|during|until|"
    r"requir\w*|need\w*|under(?:go|went|gone|going)\w*|treated|treatment|performed|obtained|available|managed|followed)\b",
    re.IGNORECASE,
)
"""Words between them by which the examination may be asked for itself."""


def shown_by(node: Node, context: Context) -> Node:
    """The node with each list of such examinations told of what they show."""
    match node:
        case AllOf(parts=parts):
            kept = _folded(parts, context)
            return kept[0] if len(kept) == 1 < len(parts) else replace(node, parts=kept)
        case AnyOf(parts=parts, head=None):
            kept = _folded(parts, context)
            return kept[0] if len(kept) == 1 < len(parts) and not node.open else replace(node, parts=kept)
        case AnyOf(parts=parts, head=head) if head is not None:
            made = _of_head(node, shown_by(head, context), context)
            return made or replace(node, parts=tuple(shown_by(part, context) for part in parts), head=shown_by(head, context))
        case Not(part=part):
            return replace(node, part=shown_by(part, context))
        case When(condition=given, then=then):
            return replace(node, condition=shown_by(given, context), then=shown_by(then, context))
        case Except(base=base, unless=unless):
            return replace(node, base=shown_by(base, context), unless=shown_by(unless, context))
        case _:
            return node


def _folded(parts: tuple[Node, ...], context: Context) -> tuple[Node, ...]:
    """The parts of a list without the examinations that show the part before them."""
    kept: list[Node] = []
    behind: Span | None = None
    for part in parts:
        place = _examined(part) or (_method(part) if behind else None)
        told = _told(kept[-1], behind, place, context) if kept and place is not None else None
        if told is None:
            kept.append(shown_by(part, context))
            behind = None
        else:
            kept[-1], behind = told
    return tuple(kept)


def _of_head(node: AnyOf, head: Node, context: Context) -> Node | None:
    """The head of a list of examinations, by which it is found ("in good health, based on a physical examination")."""
    first = _first_examined(node.parts, whole=isinstance(last_leaf(head), State))
    if first is None or first.start <= end_of(head) or not isinstance(last_leaf(head), _FOUND):
        return None
    leads = _LEADS.search(context.text, end_of(head), first.start)
    end = max(part.span.end for part in node.parts)
    return with_words(head, Span(leads.start(), end), context) if leads is not None else None


def _first_examined(parts: tuple[Node, ...], *, whole: bool) -> Span | None:
    """Where the first of some examinations stands; None where a list holds anything else that has a name."""
    leaves = [leaf for part in parts for leaf in walk(part) if not children(leaf)]
    plain = all(_is_examination(leaf) or _method(leaf) is not None or (whole and _nameless(leaf)) for leaf in leaves)
    if not plain or not any(map(_is_examination, leaves)):
        return None
    return min((leaf.span for leaf in leaves), key=lambda span: span.start)


def _nameless(leaf: Node) -> bool:
    return isinstance(leaf, Judgement | Unread) or (isinstance(leaf, Condition | Treatment | Result) and not leaf.coded)


def _method(part: Node) -> Span | None:
    """Where a way of examining stands that has no code ("vital signs"); None for any other part."""
    if not isinstance(part, Condition | Treatment) or part.coded or not _methods().issuperset(part.label.lower().split()):
        return None
    return part.mention


def _examined(part: Node) -> Span | None:
    """Where the examinations stand of which a part is made up, denied with what they show or not; None for any other part."""
    leaves = [leaf for leaf in walk(part) if not children(leaf)]
    if not leaves or not all(map(_is_examination, leaves)):
        return None
    if any(not isinstance(one, AllOf | AnyOf | Not | Treatment) for one in walk(part)):
        return None
    mentions = [leaf.mention for leaf in leaves if isinstance(leaf, Treatment)]
    return Span(min(one.start for one in mentions), max(one.end for one in mentions))


def _told(before: Node, behind: Span | None, place: Span, context: Context) -> tuple[Node, Span] | None:
    """A part with the examinations behind it as its description, and where that stands; None where they are asked for."""
    start = behind.end if behind is not None else end_of(before)
    if start is None or place.start < start or not isinstance(last_leaf(before), _FOUND):
        return None
    between = context.text[start : place.start]
    if behind is not None:
        if not _GOES_ON.match(between):
            return None
        words = behind.join(place)
    else:
        leads = _TELLS.search(between)
        if leads is None or _ASKS.search(between):
            return None
        words = Span(start + leads.start(), place.end)
    return with_words(before, words, context), words


def _is_examination(leaf: Node) -> bool:
    """Whether a node is an examination that was done, of which nothing else is asked."""
    if not isinstance(leaf, Treatment) or leaf.concept is None or leaf.status not in {"ever", "current"}:
        return False
    bare = leaf.window is None or leaf.window.value is None
    plain = bare and leaf.count is None and leaf.dose is None and leaf.indication is None and not leaf.response
    return plain and any(catalog().is_a(leaf.concept, one) for one in _shows())


@cache
def _shows() -> tuple[str, ...]:
    """The examinations that may show a finding."""
    table = read_toml("rules", "words", "proofs.toml")
    return (*table["imaging"], *table["examinations"], *table["shows"])


@cache
def _methods() -> frozenset[str]:
    return frozenset(read_toml("rules", "words", "methods.toml")["method"])
