"""Takes structured registry fields, gives their criteria: FIELD-AGE, FIELD-SEX, FIELD-CONDITION."""

from __future__ import annotations

import re
from decimal import Decimal

from screener.catalog.load import catalog
from screener.core.span import NOWHERE
from screener.core.span import Span
from screener.criteria.nodes import Bound
from screener.criteria.nodes import Comparison
from screener.criteria.nodes import Condition
from screener.criteria.nodes import Demographic
from screener.criteria.nodes import Node
from screener.criteria.nodes import walk
from screener.criteria.protocol import Criterion
from screener.reading.scanning.scan import scan

_AGE = re.compile(r"(?P<upto>up\s+to\s+)?(?P<first>\d+)\s*(?P<unit>year|month|week|day|hour)s?", re.IGNORECASE)
_UNITS = {"year": "a", "month": "mo", "week": "wk", "day": "d", "hour": "h"}


def age_criterion(name: str, text: str, span: Span, *, maximum: tuple[str, str, Span] | None = None) -> Criterion | None:
    """FIELD-AGE from "18 Years to 75 Years", "18 Years and older", or a minimum with a maximum field of its own."""
    words = span.text(text)
    found = list(_AGE.finditer(words))
    lower = upper = None
    unit = ""
    if found:
        unit = _UNITS[found[0].group("unit").lower()]
        value = Bound(Decimal(found[0].group("first")), True)
        if found[0].group("upto") or re.search(r"and\s+(?:younger|under)|or\s+younger", words, re.IGNORECASE):
            upper = value
        else:
            lower = value
        if len(found) > 1 and re.match(r"\s*(?:to|-|–|and|through)\s*$", words[found[0].end() : found[1].start()], re.IGNORECASE):
            upper = _in(unit, found[1])
            if upper is None:
                lower, unit = _smaller(found[0], found[1])
                upper = Bound(Decimal(found[1].group("first")), True)
    if maximum is not None:
        limit = _AGE.search(maximum[2].text(maximum[1]))
        if limit is not None and not found:
            unit, upper = _UNITS[limit.group("unit").lower()], Bound(Decimal(limit.group("first")), True)
        elif limit is not None:
            upper = _in(unit, limit)
            if upper is None:
                lower, unit = _smaller(found[0], limit)
                upper = Bound(Decimal(limit.group("first")), True)
    if lower is None and upper is None:
        return None
    node = Comparison("age", catalog()["age"].label, lower, upper, unit, mention=span, span=span)
    return Criterion("FIELD-AGE", "inclusion", name, words, span, node)


def _in(unit: str, found: re.Match[str]) -> Bound | None:
    """A bound in another calendar unit, where that is exact."""
    value, own = Decimal(found.group("first")), _UNITS[found.group("unit").lower()]
    factors = {("a", "mo"): 12, ("wk", "d"): 7, ("d", "h"): 24}
    if own == unit:
        return Bound(value, True)
    factor = factors.get((own, unit))
    return Bound(value * factor, True) if factor else None


def _smaller(first: re.Match[str], second: re.Match[str]) -> tuple[Bound | None, str]:
    """The lower bound in the upper one's unit where exact; otherwise none, so that only what is certain is kept."""
    unit = _UNITS[second.group("unit").lower()]
    return _in(unit, first), unit


def sex_criterion(name: str, text: str, span: Span) -> Criterion | None:
    """FIELD-SEX for "Male" or "Female"; "All" makes none."""
    words = span.text(text).strip().lower()
    value = "female" if words.startswith(("female", "women")) else "male" if words.startswith(("male", "men")) else ""
    if not value:
        return None
    node = Demographic("sex", catalog()["sex"].label, (value,), True, span, span)
    return Criterion("FIELD-SEX", "inclusion", name, span.text(text), span, node)


def conditions_in(text: str, start: int = 0, end: int | None = None) -> list[tuple[str, Span]]:
    """The conditions that a title or condition field names, with their places."""
    return [
        (str(tag.value[0]), Span(tag.start, tag.end))
        for tag in scan(text, start, end)
        if tag.type == "COND" and isinstance(tag.value, tuple) and len(tag.value) == 1
    ]


def condition_criterion(criteria: list[Criterion], named: list[tuple[str, str, Span]]) -> Criterion | None:
    """FIELD-CONDITION where no inclusion criterion names the trial's condition: inferred, to be confirmed."""
    if not named:
        return None
    known = catalog()
    wanted = [ident for ident, _, _ in named]
    for criterion in criteria:
        if criterion.category != "inclusion":
            continue
        for node in walk(criterion.node):
            mine = _concept(node)
            if mine and any(known.is_a(mine, ident) or known.is_a(ident, mine) for ident in wanted):
                return None
    ident, name, span = named[-1] if len(named) == 1 else named[0]
    node = Condition(ident, known[ident].label, mention=span, span=span)
    return Criterion("FIELD-CONDITION", "inclusion", name, known[ident].label, span, node, inferred=True)


def _concept(node: Node) -> str | None:
    return node.concept if isinstance(node, Condition) else None


__all__ = ["NOWHERE", "age_criterion", "condition_criterion", "conditions_in", "sex_criterion"]
