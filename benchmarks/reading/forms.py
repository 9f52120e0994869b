"""Agreement with the limits of the logical forms that people wrote for Leaf criteria (those that hold a number)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Iterator
from decimal import Decimal

from benchmarks.reading.claims import Claim
from benchmarks.reading.claims import claims
from benchmarks.reading.claims import placed
from benchmarks.reading.corpora import Form
from benchmarks.reading.match import agreeing
from benchmarks.reading.match import numbers
from benchmarks.reading.reader import Reader
from benchmarks.reading.score import Miss
from benchmarks.reading.score import Tally
from benchmarks.reading.signs import NUMBER_WORDS
from benchmarks.reading.units import time_unit
from benchmarks.reading.values import Interval
from screener.criteria.nodes import Bound

_FILTER = re.compile(r"\b(num_filter|temporal_filter|duration|during|dose|min_count)\(eq\(\)")
_CALL = re.compile(r"\.(op|val|temporal_unit|unit)\(([^()]*)\)")
_OPERATORS = {"GTEQ": ("lower", True), "GT": ("lower", False), "LTEQ": ("upper", True), "LT": ("upper", False)}


def score_forms(rows: Iterable[Form], reader: Reader) -> list[Tally]:
    """Two rows: limits with an operator (bounds must agree), and numbered windows and bare values (number and unit)."""
    limits, windows = Tally("forms", "limits"), Tally("forms", "windows and bare numbers")
    for form in rows:
        golds = list(filters(form.snippet))
        if not golds:
            continue
        said = claims(placed(reader(form.text, source="forms", category="inclusion")))
        context = list(_joined([interval for interval, _ in golds if interval is not None]))
        for interval, values in golds:
            tally = windows if interval is None else limits
            found = _found(interval, values, said, context)
            tally.gold += 1
            tally.found += found
            if not found:
                gold = str(interval) if interval else f"{', '.join(map(str, values[0]))} {values[1]}"
                compiled = " | ".join(str(claim) for claim in said[:5]) or "nothing"
                tally.misses.append(Miss("missed", "form", form.text, gold, compiled))
    return [limits, windows]


Values = tuple[tuple[Decimal, ...], str]


def filters(snippet: str) -> Iterator[tuple[Interval | None, Values]]:
    """Each numeric filter of a logical form: its interval if it has one operator, and its numbers with their unit."""
    for found in _FILTER.finditer(snippet):
        calls = _CALL.findall(_until_closed(snippet, found.end()))
        values = tuple(value for name, words in calls if name == "val" and (value := _value(words)) is not None)
        unit = next((words.lower() for name, words in calls if name == "temporal_unit"), "")
        if not values:
            continue
        operators = [words for name, words in calls if name == "op"]
        distinct = tuple(dict.fromkeys(values))
        yield _interval(operators, distinct, unit, found.group(1)), (distinct, unit)


def _interval(operators: list[str], values: tuple[Decimal, ...], unit: str, head: str) -> Interval | None:
    if head != "num_filter" or not operators:
        return None
    if operators == ["BETWEEN"] and len(values) == 2:
        return Interval(Bound(min(values), True), Bound(max(values), True), unit)
    if len(operators) != 1 or operators[0] not in _OPERATORS:
        return None
    side, inclusive = _OPERATORS[operators[0]]
    bound = Bound(values[0], inclusive)
    return Interval(bound, None, unit) if side == "lower" else Interval(None, bound, unit)


def _until_closed(snippet: str, start: int) -> str:
    depth = 1
    for at in range(start, len(snippet)):
        depth += {"(": 1, ")": -1}.get(snippet[at], 0)
        if depth == 0:
            return snippet[start:at]
    return snippet[start:]


def _value(words: str) -> Decimal | None:
    plain = words.strip("'\" ").replace(" ", "").replace(",", "").lower()
    if plain in NUMBER_WORDS:
        return NUMBER_WORDS[plain]
    return Decimal(plain) if re.fullmatch(r"\d+(?:\.\d+)?", plain) else None


def _joined(golds: list[Interval]) -> Iterator[Interval]:
    """The ranges that a lower and an upper limit of the same form make together."""
    for low in golds:
        for high in golds:
            if low.lower and not low.upper and high.upper and not high.lower and low.lower.value < high.upper.value:
                yield Interval(low.lower, high.upper, low.unit)


def _found(interval: Interval | None, values: Values, said: list[Claim], context: list[Interval]) -> bool:
    if interval is not None:
        return bool(agreeing(interval, said, context))
    wanted, unit = set(values[0]), time_unit(values[1]) if values[1] else None
    fitting = [set(numbers(claim)) for claim in said if not unit or time_unit(claim.unit) == unit]
    return any(wanted <= one for one in fitting) or all(any(value in one for one in fitting) for value in wanted)
