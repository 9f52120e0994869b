"""A bracket that only lists names right behind a wider name: its members, of which any one is meant."""

from __future__ import annotations

from dataclasses import replace

from screener.catalog.load import catalog
from screener.core.span import Span
from screener.criteria.nodes import Allergy
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Condition
from screener.criteria.nodes import Contraindication
from screener.criteria.nodes import Node
from screener.criteria.nodes import Treatment
from screener.criteria.nodes import is_list
from screener.reading.meaning.lists.heads import like_head

_MANY = 3
"""From so many names on, a bracket is a list of members whatever the catalogue knows of them."""


_KINDS = ("event", "disease", "disorder", "condition", "illness", "complication", "syndrome", "comorbidity")
"""Nouns of a kind of finding, so that "events (stroke or embolism)" lists which they are."""


def members_of(head: Node, inner: Node, end: Span, words: str) -> Node | None:
    """ "DMARDs (methotrexate, sulfasalazine)": an open list under its head; None where the bracket says something else.

    `words` are those of the head in the text.
    """
    if isinstance(head, AllOf | AnyOf) and _one_at_times(head.parts):
        each = [members_of(part, inner, end, words) for part in head.parts]
        known = tuple(found for found in each if found is not None)
        return replace(head, parts=known, span=end) if len(known) == len(each) else None
    parts = _names(head, inner)
    named = [part for part in parts if _like(head, part)]
    either = _is_allergy(head) or (isinstance(inner, AnyOf) and words.lower().removesuffix("s").endswith(_KINDS))
    if len(named) != len(parts) or not (len(parts) >= _MANY or either or any(_below(part, head) for part in named)):
        return None
    return AnyOf(tuple(_as_head(part, head) for part in named), True, head, end)


def _one_at_times(parts: tuple[Node, ...]) -> bool:
    """Whether the parts are one treatment at several times."""
    first = parts[0]
    return isinstance(first, Treatment) and all(
        isinstance(part, Treatment) and replace(part, window=first.window) == first for part in parts
    )


def _like(head: Node, part: Node) -> bool:
    """Whether a part is a bare name of the kind that the head is."""
    match head, part:
        case Treatment() | Contraindication(), Treatment(window=None, dose=None):
            return True
        case Allergy(), Treatment(window=None, dose=None):
            return part.span.start == part.mention.start  # "allergy to A (on B)" tells who takes B
        case Condition(), Treatment(treatment="drug" | "class", status="current", window=None, dose=None):
            return _is_allergy(head) and part.span.start == part.mention.start
        case Condition(), Condition(window=None):
            return True
        case _:
            return False


def _is_allergy(head: Node) -> bool:
    """Whether a head is an allergy, behind which a bracket tells to what ("allergy to tozumab (tozumab hydrochloride)")."""
    if not isinstance(head, Condition):
        return isinstance(head, Allergy)
    named = head.concept is not None and catalog().is_a(head.concept, "allergy")
    return named and catalog()[str(head.concept)].label.endswith(("allergy", "hypersensitivity"))


def _names(head: Node, inner: Node) -> tuple[Node, ...]:
    """What a bracket lists, also where it says its head again ("allergy to the study drug (IMP: A or B)")."""
    if is_list(inner):
        return tuple(one for part in inner.parts for one in (_names(head, part) if isinstance(head, Allergy) else (part,)))
    again = inner.head if isinstance(inner, AnyOf) else None
    if isinstance(inner, AnyOf) and isinstance(again, Treatment) and again.concept is not None:
        return _names(head, replace(inner, head=None)) if again.concept == getattr(head, "concept", None) else (inner,)
    return (inner,)


def _below(part: Node, head: Node) -> bool:
    wide, narrow = getattr(head, "concept", None), getattr(part, "concept", None)
    if wide == "investigational-drug":
        return True
    return bool(wide and narrow and wide != narrow and catalog().is_a(narrow, wide))


def _as_head(part: Node, head: Node) -> Node:
    if isinstance(part, Treatment) and isinstance(head, Allergy | Condition):
        return Allergy(part.concept, part.label, part.qualifiers, head.window, part.coded, part.mention, part.span)
    if isinstance(part, Treatment) and isinstance(head, Contraindication):
        return Contraindication(part.concept, part.label, part.qualifiers, part.coded, part.mention, part.span)
    return like_head(part, head)
