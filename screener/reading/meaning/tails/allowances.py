"""What a sentence that allows something does to those before it: it lets off only what is itself of the kind that they name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from screener.catalog.load import catalog
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Comparison
from screener.criteria.nodes import Condition
from screener.criteria.nodes import Except
from screener.criteria.nodes import Immunization
from screener.criteria.nodes import Judgement
from screener.criteria.nodes import Node
from screener.criteria.nodes import Not
from screener.criteria.nodes import Treatment
from screener.criteria.nodes import children
from screener.reading.meaning.asked import judgement
from screener.reading.meaning.chunks.judged import one_time
from screener.reading.meaning.context import Context
from screener.reading.meaning.lists.combine import any_of
from screener.reading.meaning.lists.combine import span_of
from screener.reading.meaning.tails.exceptions import exception

_GIVEN = (Treatment, Immunization)
_NAMED = (Condition, Treatment, Immunization)
_BETWEEN = re.compile(r"\W*(?:and|or|and/or|as well as|[,/&])\W*", re.IGNORECASE)


def allowance(base: Node, allowed: Node, context: Context) -> Node:
    """The base with a later sentence that allows something.

    In an exclusion those are let off. In an inclusion nobody who meets the base is turned away by it; whether it lets in
    one who does not is for a person to say.
    """
    excludes = context.category == "exclusion"
    concerned = _concerning(base, _each(allowed, context.text)) if excludes else allowed
    if concerned is None or _apart(base, concerned) or (not excludes and _only_besides(base, allowed)):
        return base
    if excludes:
        return _let_off(base, concerned, context)
    if isinstance(base, Not):
        return exception(base, allowed, context)
    span = span_of([base, allowed])
    if isinstance(allowed, Judgement):
        return AnyOf((base, allowed), span=span)
    asked = replace(judgement(allowed.span.start, allowed.span.end, context, []), window=one_time(allowed))
    return AnyOf((base, AllOf((allowed, asked), allowed.span)), span=span)


def _each(allowed: Node, text: str) -> Node:
    """ "A and B are allowed": each of them, not who has both."""
    if not isinstance(allowed, AllOf) or not all(isinstance(part, _GIVEN) for part in allowed.parts):
        return allowed
    ends = [(before.span.end, after.span.start) for before, after in pairwise(allowed.parts)]
    listed = all(end < start and _BETWEEN.fullmatch(text, end, start) for end, start in ends)
    return AnyOf(allowed.parts, span=allowed.span) if listed else allowed


def _concerning(base: Node, allowed: Node) -> Node | None:
    """What is allowed without the treatments that are none of the kind that excludes; None where nothing is left."""
    if not isinstance(allowed, AnyOf) or allowed.head is not None:
        return allowed
    kept = [part for part in allowed.parts if not _apart(base, part)]
    if kept and all(isinstance(part, Judgement) for part in kept):
        return allowed  # what a person judges may be of the others too
    return any_of(kept) if kept else None


def _let_off(base: Node, allowed: Node, context: Context) -> Node:
    """The base without whom a permission lets off: where it names a kind of some of several, of these alone."""
    match base:
        case AnyOf(parts=parts, open=False, head=None):
            akin = [_akin(part, allowed) for part in parts]
            if any(akin) and not all(akin):
                off = [_let_off(part, allowed, context) if near else part for part, near in zip(parts, akin, strict=True)]
                return replace(base, parts=tuple(off))
        case Except(base=AnyOf(open=False, head=None) as inner):
            off_inner = _let_off(inner, allowed, context)
            if isinstance(off_inner, AnyOf):
                return replace(base, base=off_inner)
        case _:
            pass
    return exception(base, allowed, context)


def _akin(base: Node, allowed: Node) -> bool:
    """Whether something that is allowed is of a kind with something that excludes."""
    return any(one.kind == off.kind and _related(one, off) for one in _things(base) for off in _things(allowed))


def _related(one: Node, other: Node) -> bool:
    """Whether one of two things is a kind of the other."""
    known, first, second = catalog(), str(getattr(one, "concept", "")), str(getattr(other, "concept", ""))
    return known.is_a(first, second) or known.is_a(second, first)


def _things(node: Node) -> Iterator[Condition | Treatment | Immunization]:
    """The coded things that a node names and does not deny."""
    if isinstance(node, _NAMED):
        if node.concept is not None:
            yield node
    elif not isinstance(node, Not):
        for part in children(node):
            yield from _things(part)


def _only_besides(base: Node, allowed: Node) -> bool:
    """Whether treatments are allowed to those who have a disease, or must not have others: that changes nothing in either."""
    treatments = allowed.parts if isinstance(allowed, AllOf | AnyOf) else (allowed,)
    if not all(isinstance(one, Treatment) and one.coded for one in treatments):
        return False
    if isinstance(base, Condition):
        return base.coded and not base.qualifiers and base.status == "present"
    denied = base.parts if isinstance(base, AllOf) else (base,)
    given = [one.part if isinstance(one, Not) else one for one in denied]
    return all(_apart(one, each) for one in given for each in treatments)


def _apart(base: Node, allowed: Node) -> bool:
    """Whether what is allowed is another treatment or vaccine, which lets nobody off the first, nor off a limit."""
    if not isinstance(allowed, _GIVEN) or not allowed.concept:
        return False
    if isinstance(base, AnyOf) and base.head is None:
        return all(_apart(part, allowed) for part in base.parts)
    if isinstance(base, Comparison):
        return isinstance(allowed, Treatment)
    if not isinstance(base, _GIVEN) or not base.concept or base.kind != allowed.kind:
        return False
    if isinstance(allowed, Immunization):
        return not catalog().members(base.concept) & catalog().members(allowed.concept)
    return not _related(base, allowed)
