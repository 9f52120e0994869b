"""Checks of single criteria: implausible limits and slips of unit, duplicates, abbreviations nobody spelled out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from screener.catalog.concept import Measure
from screener.catalog.load import catalog
from screener.core.issues import Issue
from screener.core.issues import issue
from screener.core.quantity import convert
from screener.core.reasons import Reason
from screener.core.span import Span
from screener.criteria import nodes as n
from screener.criteria.numbers import number_text
from screener.criteria.prose_parts import unit_words
from screener.criteria.protocol import Criterion
from screener.criteria.protocol import Protocol

_ABBREVIATION = re.compile(r"\b(?=[A-Z0-9-]*[A-Z][A-Z0-9-]*[A-Z])[A-Z][A-Z0-9-]+\b")
_ROMAN = re.compile(r"[IVXLC]+")
_FACTORS = (10, 100, 1000)


def implausible_limits(protocol: Protocol) -> Iterator[Issue]:
    """Limits outside what their measure can be, with the slip that would explain them."""
    for criterion in protocol.criteria:
        for node in n.walk(criterion.node):
            for one in (node, *(node.about if isinstance(node, n.Judgement) else ())):
                if isinstance(one, n.Comparison) and one.relative_to == "none" and one.change == "none":
                    yield from _implausible(criterion, one)


def _implausible(criterion: Criterion, node: n.Comparison) -> Iterator[Issue]:
    concept = None if node.concept is None else catalog().get(node.concept)
    if concept is None or concept.measure is None or node.unit is None:
        return
    for bound in (node.lower, node.upper):
        if bound is None:
            continue
        made = convert(bound.value, node.unit, concept.measure.unit, concept.measure)
        if made.problem is Reason.DIMENSION_MISMATCH:
            message = f"{unit_words(node.unit).strip() or 'a bare number'} is no unit of {concept.label}"
            hint = f"write {' or '.join(concept.measure.units)}"
            yield issue("dimension-mismatch", message, _place(criterion, node), field=criterion.field, hint=hint)
            return
        if made.value is not None and not plausible(made.value, concept.measure):
            message = f"{concept.label} is hardly ever near {number_text(bound.value)}{unit_words(node.unit)}"
            hint = slip(bound.value, node.unit, made.value, concept.measure)
            yield issue("threshold-implausible", message, _place(criterion, node), field=criterion.field, hint=hint)


def plausible(value: Fraction, measure: Measure) -> bool:
    """Whether a value in the default unit lies in the measure's plausible range."""
    low, high = measure.low, measure.high
    return (low is None or value >= Fraction(low)) and (high is None or value <= Fraction(high))


def slip(number: Decimal, unit: str, value: Fraction, measure: Measure) -> str:
    """What was perhaps meant: the same number in another unit, or a point in the wrong place."""
    for other in measure.units:
        made = convert(number, other, measure.unit, measure).value
        if other != unit and made is not None and made > 0 and plausible(made, measure):
            return f"was {number_text(number)}{unit_words(other)} meant?"
    for factor in _FACTORS:
        if plausible(value * factor, measure):
            return f"was a number {factor} times as large meant?"
        if plausible(value / factor, measure):
            return f"was a number {factor} times smaller meant?"
    low, high = (("-" if end is None else number_text(end)) for end in (measure.low, measure.high))
    return f"plausible is {low} to {high} {measure.unit}; check the number and its unit"


def duplicates(protocol: Protocol) -> Iterator[Issue]:
    """Criteria that say the same, and inclusions that an exclusion forbids word by word."""
    seen: dict[n.Node, Criterion] = {}
    for criterion in protocol.criteria:
        other = seen.setdefault(criterion.node, criterion)
        if other is criterion or isinstance(criterion.node, n.Unread):
            continue
        if other.category == criterion.category:
            message, code = f"{criterion.id} says the same as {other.id}", "duplicate-criterion"
            hint = "take one of the two out"
        else:
            message, code = f"{criterion.id} forbids what {other.id} demands", "criteria-conflict"
            hint = "no patient can pass both; an investigator has to rule"
            if criterion.category == "inclusion":
                message = f"{criterion.id} demands what {other.id} forbids"
        yield issue(code, message, criterion.span, field=criterion.field, hint=hint)


def abbreviations(protocol: Protocol) -> Iterator[Issue]:
    """Abbreviations in uncoded names that neither the catalogue nor the text explains; each told once."""
    text = "\n".join(protocol.texts.values())
    told: set[str] = set()
    for criterion in protocol.criteria:
        for node in n.walk(criterion.node):
            if getattr(node, "coded", True) or isinstance(node, n.Combination | n.Judgement | n.Unread):
                continue
            for found in _ABBREVIATION.finditer(node.label):
                short = found.group()
                if short not in told and not _explained(short, text):
                    told.add(short)
                    message = f"{short} is not spelled out in the text of {criterion.id}"
                    place = _place(criterion, node)
                    hint = "ask the sponsor what it stands for"
                    yield issue("abbreviation-undefined", message, place, field=criterion.field, hint=hint)


def _explained(short: str, text: str) -> bool:
    """`long words (SHORT)`, `SHORT (long words)`, `SHORT = long words`; or the catalogue knows it."""
    if _ROMAN.fullmatch(short) or catalog().by_text(short):
        return True
    word = re.escape(short)
    return bool(re.search(rf"\w\s*[(\[]\s*{word}s?\b|\b{word}s?\s*(?:[(\[=:]|,?\s*i\.e\.)\s*[a-z]", text))


def _place(criterion: Criterion, node: n.Node) -> Span:
    return node.span if node.span.end else criterion.span
