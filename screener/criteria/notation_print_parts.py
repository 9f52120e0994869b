"""The parts of an atom in notation: limits, units, windows, doses and the like."""

from __future__ import annotations

from functools import lru_cache

from screener.criteria import nodes as n
from screener.criteria.notation_words import BARE_UNIT
from screener.criteria.notation_words import RESERVED
from screener.criteria.notation_words import TIME_WORDS
from screener.criteria.notation_words import UNIT_WORDS
from screener.criteria.notation_words import WORD
from screener.criteria.notation_words import quoted
from screener.criteria.notation_words import value_text
from screener.criteria.numbers import number_text
from screener.criteria.vocabulary import Vocabulary

_BOUNDLESS = "measured"


def limits_text(lower: n.Bound | None, upper: n.Bound | None) -> str:
    """`>= 6`, `2..18`, `> 2 and <= 3`."""
    if lower is None:
        if upper is None:
            return _BOUNDLESS
        return f"{'<=' if upper.inclusive else '<'} {number_text(upper.value)}"
    if upper is None:
        return f"{'>=' if lower.inclusive else '>'} {number_text(lower.value)}"
    low, high = number_text(lower.value), number_text(upper.value)
    if lower.inclusive and upper.inclusive:
        return f"= {low}" if low == high else f"{low}..{high}"
    return f"{'>=' if lower.inclusive else '>'} {low} and {'<=' if upper.inclusive else '<'} {high}"


@lru_cache(maxsize=4096)
def unit_text(unit: str, names: Vocabulary) -> str:
    """The unit bare where the table knows it so, else in quotes."""
    if unit in UNIT_WORDS:
        return UNIT_WORDS[unit]
    if BARE_UNIT.fullmatch(unit) and unit not in RESERVED and names.unit_code(unit) == unit:
        return unit
    return "1" if unit == "1" else quoted(unit)


def limit_text(limit: n.Comparison | n.Limit, names: Vocabulary, bare: str | None) -> str:
    """The limits with their unit; the unit that a bare number has in this place is left out."""
    limits = limits_text(limit.lower, limit.upper)
    if limit.unit == bare:
        return limits
    return f"{limits} ?" if limit.unit is None else f"{limits} {unit_text(limit.unit, names)}"


def _amount(window: n.Window) -> str:
    sign = "" if window.inclusive else ("> " if window.direction in ("until", "from") else "< ")
    low = "*" if window.value is None else number_text(window.value)
    if window.value2 is not None:
        return f"{sign}{low}..{number_text(window.value2)} {TIME_WORDS[window.unit]}"
    return f"{sign}{low} {window.unit if low == '1' else TIME_WORDS[window.unit]}"


def window_text(window: n.Window | None) -> str:
    """` within 5 years before screening`, or nothing."""
    if window is None:
        return ""
    anchor, direction = value_text(window.anchor), window.direction
    whenever = window.value is None and window.value2 is None and window.inclusive and window.unit == "day"
    match direction:
        case "before" | "after" | "around":
            if whenever:
                return f" any-time {direction} {anchor}"
            if direction == "before" and anchor == "index":
                return f" within {_amount(window)}"
            return f" within {_amount(window)} {direction} {anchor}"
        case "until" | "from":
            side = "before" if direction == "until" else "after"
            return f" {direction} {anchor}" if whenever else f" {direction} {_amount(window)} {side} {anchor}"
        case "at" | "during":
            return f" {direction} {anchor}" if whenever else f" {direction} {_amount(window)} of {anchor}"


def qualifiers_text(qualifiers: tuple[n.Qualifier, ...]) -> str:
    """` {severity: moderate}`, or nothing."""
    if not qualifiers:
        return ""
    return " {" + ", ".join(f"{_free(each.type)}: {_free(each.value)}" for each in qualifiers) + "}"


@lru_cache(maxsize=10_000)
def _free(text: str) -> str:
    """A value inside braces, where no word is reserved and a whole number needs no quotes."""
    return text if WORD.fullmatch(text) or (text.isascii() and text.isdigit()) else quoted(text)


def values_text(values: tuple[str, ...]) -> str:
    """`{III, IV}`."""
    return "{" + ", ".join(_free(value) for value in values) + "}"


def span_text(word: str, duration: n.Duration | None) -> str:
    """` lasting >= 6 months` after the word given, or nothing."""
    if duration is None:
        return ""
    return f" {word} {limits_text(duration.lower, duration.upper)} {TIME_WORDS[duration.unit]}"


def count_text(count: n.Count | None) -> str:
    """` times >= 2`, or nothing."""
    return "" if count is None else f" times {limits_text(count.lower, count.upper)}"


def dose_text(dose: n.Dose | None, names: Vocabulary) -> str:
    """` dose <= 20 mg per d`, or nothing."""
    if dose is None:
        return ""
    unit = quoted(dose.unit) if "/" in dose.unit else unit_text(dose.unit, names)
    text = f" dose {limits_text(dose.lower, dose.upper)} {unit}"
    if dose.per_weight:
        text += " per kg"
    if dose.per is not None:
        text += f" per {quoted(dose.per) if dose.per == 'kg' else value_text(dose.per)}"
    return text if dose.equivalent_of is None else f"{text} equivalent-to {value_text(dose.equivalent_of)}"
