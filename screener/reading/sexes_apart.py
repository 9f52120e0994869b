"""Asks of one sex what an inclusion says of it alone, where the trial takes both: nobody is turned away by the other's line."""

from __future__ import annotations

import re
from dataclasses import replace

from screener.criteria.nodes import AllOf
from screener.criteria.nodes import Comparison
from screener.criteria.nodes import Node
from screener.criteria.nodes import When
from screener.criteria.nodes import walk
from screener.criteria.protocol import Criterion
from screener.reading.meaning.lists.either_sex import is_sex

_BOTH = re.compile(
    r"\b(?:(?:males?|men|boys)\s*(?:\(s\))?\s*(?:and|or|and/or|/|&|,)\s*(?:(?:non-?pregnant|non-?lactating)[\s,]+(?:and\s+)?){0,2}"
    r"(?:females?|women|girls)|(?:females?|women|girls)\s*(?:and|or|and/or|/|&)\s*(?:males?|men|boys)"
    r"|(?:both|either|any|all)\s+(?:sex|sexes|genders?))\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:partners?|husbands?|spouses?|wi(?:fe|ves)|couples?|transgender|donors?|born|assigned|factors?)\b", re.IGNORECASE
)
_ANOTHER = re.compile(r"[.:]\s+\S|\n\s*[-*•]|\bif\b", re.IGNORECASE)
_METHODS = re.compile(r"contracept|condom|barrier|birth control", re.IGNORECASE)
_LONGEST = 200


def sexes_apart(criteria: list[Criterion], field: str) -> list[Criterion]:
    """The criteria of a trial that takes both sexes with what one of them is asked for asked of that one alone.

    It takes both where its structured `field` says so, an inclusion names both, or two of them demand one each.
    """
    asked = [one for one in criteria if one.category == "inclusion"]
    demanded = {sex for one in asked if (sex := _led_by(one)) is not None}
    told = field.strip().lower()
    sure = told in {"all", "both"} or (not told and len(demanded) > 1)
    both = sure or (not told and any(_BOTH.search(one.text) and not _METHODS.search(one.text) for one in asked))
    apart = {one.id for one in asked if both and _led_by(one) is not None and (sure or not _aged(one.node))}
    return [_of_one(one) if one.id in apart else one for one in criteria]


def _aged(node: Node) -> bool:
    """Whether a criterion tells an age too, and so perhaps whom a trial, or one part of it, is for."""
    return any(isinstance(one, Comparison) and one.concept == "age" for one in walk(node))


def _led_by(criterion: Criterion) -> str | None:
    """The one sex that a short criterion demands and begins with; None for any other, and for partners and donors."""
    text = criterion.text.strip()
    if len(text) > _LONGEST or _OTHERS.search(text) or _ANOTHER.search(text):
        return None
    first = min(_parts(criterion.node), key=lambda one: one.span.start)
    return _demanded(criterion.node) if is_sex(first) else None


def _parts(node: Node) -> list[Node]:
    return [one for part in node.parts for one in _parts(part)] if isinstance(node, AllOf) else [node]


def _demanded(node: Node) -> str | None:
    """The one sex that everybody has to be, with more that is asked; None where a node demands none or says no more."""
    sexes = {one.values for one in _parts(node) if is_sex(one)}
    rest = [one for one in _parts(node) if not is_sex(one)]
    values = sexes.pop() if len(sexes) == 1 and rest else ()
    return values[0] if len(values) == 1 else None


def _of_one(criterion: Criterion) -> Criterion:
    """The criterion with each of its readings asked of the one sex that it demands."""
    readings = tuple(replace(one, node=_asked(one.node)) for one in criterion.readings)
    node = _asked(criterion.node)
    alike = all(one.node == node for one in readings)
    return replace(criterion, node=node, readings=() if alike else readings)


def _asked(node: Node) -> Node:
    if _demanded(node) is None:
        return node
    whom = next(one for one in _parts(node) if is_sex(one))
    rest = tuple(one for one in _parts(node) if not is_sex(one))
    then = rest[0] if len(rest) == 1 else AllOf(rest, rest[0].span.join(rest[-1].span))
    return When(whom, then, node.span)
