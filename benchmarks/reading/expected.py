"""Reads the expectations of the hand-judged sample, which stand in a short form of their own (see the README)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from decimal import InvalidOperation
from typing import Literal

from benchmarks.reading.units import time_unit
from benchmarks.reading.values import Interval
from screener.criteria.nodes import Bound

NumberKind = Literal["limit", "for", "window", "count", "dose"]
_FUNCTION = re.compile(r"(any|all|not|when|except|open|plan|ask|maybe|atleast(\d+))\(")
_INTERVAL = re.compile(r"([\[(])\s*(-?[\d./]*)\s*,\s*(-?[\d./]*)\s*([\])])")
_WINDOW = re.compile(r"@(before|until|after|from|during|around|between)\s+([\d.]+)(?:\s+([\d.]+))?\s+(\w+)(\s+excl)?")
_MEMBERS = re.compile(r"\{([^}]*)\}")
_UNIT = re.compile(r"\s*([^@#;{\s]*)(?:\s|$)")


@dataclass(frozen=True, slots=True)
class Number:
    """One expected number; a window's sense is `up-to` or `beyond`."""

    kind: NumberKind
    interval: Interval
    sense: str = ""
    optional: bool = False
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Expected:
    """One expected statement: words, numbers, members; whether it is negated, optional, or a person's to judge."""

    words: str
    numbers: tuple[Number, ...]
    members: tuple[str, ...]
    negated: bool
    optional: bool
    asked: bool


@dataclass(frozen=True, slots=True)
class _State:
    negated: bool = False
    optional: bool = False
    asked: bool = False


def parse_expected(rule: str) -> list[Expected]:
    """The statements of an expectation; one that cannot be read is a ValueError that names it."""
    if rule == "none":
        return []
    return list(_expressions(rule.strip(), _State()))


def _expressions(rule: str, state: _State) -> Iterator[Expected]:
    called = _FUNCTION.match(rule)
    if not called:
        yield _atom(rule, state)
        return
    if not rule.endswith(")"):
        raise ValueError(f"the expectation is not closed: {rule}")
    name, parts = called.group(1), _parts(rule[called.end() : -1])
    if called.group(2) and int(called.group(2)) > 1:
        count = Interval(Bound(Decimal(called.group(2)), True), None)
        yield Expected("", (Number("count", count, optional=state.optional),), (), False, state.optional, False)
    for at, part in enumerate(parts):
        turned = name == "not" or (name == "except" and at > 0)
        inner = _State(
            state.negated != turned, state.optional or name == "maybe", state.asked or name in ("ask", "plan")
        )
        yield from _expressions(part, inner)


def _parts(inside: str) -> list[str]:
    """The text between the brackets cut at its semicolons; the brackets of intervals are no brackets here."""
    plain = _INTERVAL.sub(lambda found: "_" * len(found.group()), inside)
    cuts, depth = [-1], 0
    for at, character in enumerate(plain):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if character == ";" and depth == 0:
            cuts.append(at)
    ends = [*cuts[1:], len(inside)]
    return [inside[low + 1 : high].strip() for low, high in zip(cuts, ends, strict=True)]


def _atom(text: str, state: _State) -> Expected:
    if ";" in text:
        raise ValueError(f"the expectation holds a semicolon outside brackets: {text}")
    numbers = [*_windows(text, state), *_limits(text, state)]
    members = _MEMBERS.search(text)
    values = tuple(value.strip() for value in members.group(1).split(",")) if members else ()
    words = re.split(r"[@#{\[]|\((?=[\d,.-])|\bfor\s*[\[(]", text)[0]
    return Expected(
        words.removesuffix("dose ").strip(), tuple(numbers), values, state.negated, state.optional, state.asked
    )


def _windows(text: str, state: _State) -> Iterator[Number]:
    for found in _WINDOW.finditer(text):
        direction, first, second, unit, strict = found.groups()
        name = time_unit(unit)
        if name is None:
            raise ValueError(f"no unit of time: {text}")
        bound = Bound(Decimal(first), not strict)
        if second:
            interval, sense = Interval(bound, Bound(Decimal(second), True), name), "up-to"
        elif direction in ("until", "from"):
            interval, sense = Interval(bound, None, name), "beyond"
        else:
            interval, sense = Interval(None, bound, name), "up-to"
        yield Number("window", interval, sense, state.optional, state.asked)


def _limits(text: str, state: _State) -> Iterator[Number]:
    for found in _INTERVAL.finditer(text):
        before = text[: found.start()]
        unit = (_UNIT.match(text[found.end() :]) or [""])[0].strip()
        relative = "ULN" if unit == "xULN" else "LLN" if unit == "xLLN" else "none"
        relative = "predicted" if unit.endswith("predicted") else relative
        lower, upper = _bound(found[2], found[1] == "["), _bound(found[3], found[4] == "]")
        if lower is None and upper is None:
            continue  # a Snellen fraction is not a number
        kind: NumberKind = "limit"
        if re.search(r"\bfor\s*$", before):
            kind = "for"
        elif before.endswith("#"):
            kind = "count"
        elif re.search(r"\bdose\s*$", before):
            kind = "dose"
        unit = "%" if unit.startswith("%") else "" if unit.startswith("x") else unit
        yield Number(kind, Interval(lower, upper, unit, relative), "", state.optional, state.asked)


def _bound(text: str, inclusive: bool) -> Bound | None:
    try:
        return Bound(Decimal(text), inclusive) if text else None
    except InvalidOperation:
        return None
