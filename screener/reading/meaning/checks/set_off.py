"""Joins to an exclusion what a comma sets off of it: "breast cancer, without mastectomy", "female, who is pregnant or nursing".

Alone it would exclude whoever has had no such operation, and all women.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TypeGuard

from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Condition
from screener.criteria.nodes import Demographic
from screener.criteria.nodes import Except
from screener.criteria.nodes import Judgement
from screener.criteria.nodes import Node
from screener.criteria.nodes import Not
from screener.criteria.nodes import Plan
from screener.criteria.nodes import State
from screener.criteria.nodes import Treatment
from screener.criteria.nodes import children
from screener.criteria.nodes import is_plain
from screener.criteria.nodes import walk
from screener.reading.meaning.context import Context
from screener.reading.meaning.lists.combine import all_of
from screener.reading.meaning.lists.combine import any_of

_SET_OFF = re.compile(
    r"[\s)\]]*,\s*(?P<no>not(?: yet)?|without|with no|who (?:is|are|has|have) not|no)\s(?:[\w-]+\s){0,3}$", re.IGNORECASE
)
_WHO = re.compile(r"(?:\s*(?:patients|subjects|participants))?\s*,?\s*(?:who|that|with)\b[^.;:\n]*$", re.IGNORECASE)
_IS = re.compile(r"[\s,]*(?:is|be|are|currently)?[\s,]*", re.IGNORECASE)
_PARTED = re.compile(r"[.;:*•\n]")
_BEARING = frozenset({"pregnant", "lactating", "trying-to-conceive", "childbearing-potential", "premenopausal", "postmenopausal"})


def set_off(node: Node, context: Context) -> Node:
    """The node of an exclusion with each such part joined to what it tells of."""
    if context.category != "exclusion":
        return node
    match node:
        case AllOf(parts=parts):
            return replace(node, parts=tuple(set_off(part, context) for part in parts))
        case Except(base=base):
            return replace(node, base=set_off(base, context))
        case AnyOf(parts=parts) if is_plain(node) and len(parts) > 1:
            kept = _of_one_sex(_joined([set_off(part, context) for part in parts], context), context)
            return kept[0] if len(kept) == 1 else replace(node, parts=tuple(kept))
        case _:
            return node


def _joined(parts: list[Node], context: Context) -> list[Node]:
    """The parts with each denial that a comma sets off joined to what stands before it: at the end, to all of that."""
    kept: list[Node] = []
    for at, part in enumerate(parts):
        said = _set_off(kept[-1], part, context) if kept else None
        if said is None:
            kept.append(part)
        elif said == "no":  # "comorbidity, no active infection" may as well say what is asked
            kept.append(Judgement(context.words(*part.span), "unspecified", None, part.span, part.span))
        else:
            last = at + 1 == len(parts)
            before, kept = (kept, []) if last else (kept[-1:], kept[:-1])
            kept.append(all_of([any_of(before), part]))
    return kept


def _set_off(before: Node, part: Node, context: Context) -> str | None:
    """The word of a denial that a comma sets off of the part before it; None for any other part."""
    if not isinstance(part, Not) or not isinstance(part.part, Condition | Treatment | Judgement) or isinstance(before, Not):
        return None
    end = part.part.mention.start if part.part.mention.end else part.span.start
    said = _SET_OFF.search(context.text, before.span.start, end)
    return said["no"].lower() if said is not None else None


def _of_one_sex(parts: list[Node], context: Context) -> list[Node]:
    """The parts with a sex that only says of whom the others are told asked with them."""
    first, last = parts[0], parts[-1]
    if len(parts) < 2:
        return parts
    if _is_sex(first):
        start = _begins(parts[1])
        between = context.text[first.mention.end : max(first.mention.end, start)]
        told = _bears(parts[1]) if _IS.fullmatch(between) else _WHO.match(between)
        if told and not _PARTED.search(between):
            return [all_of([first, any_of(parts[1:])])]
    behind = _is_sex(last) and context.text[parts[-2].span.end : last.span.start].strip() in {",", ""}
    if behind and all(map(_bears, parts[:-1])):
        return [all_of([any_of(parts[:-1]), last])]
    return parts


def _begins(node: Node) -> int:
    """Where the first thing stands that a node names."""
    leaves = [leaf for leaf in walk(node) if not children(leaf)]
    places = [(getattr(leaf, "mention", leaf.span), leaf.span) for leaf in leaves]
    return min(mention.start if mention.end else span.start for mention, span in places)


def _is_sex(node: Node) -> TypeGuard[Demographic]:
    return isinstance(node, Demographic) and node.concept == "sex"


def _bears(node: Node) -> bool:
    """Whether a part speaks of nothing but bearing children."""
    leaves = [one for one in walk(node) if isinstance(one, State | Plan)]
    return any(isinstance(one, State) and one.concept in _BEARING for one in leaves)
