"""The parts of an atom in plain English: limits, windows, durations, doses, qualifiers."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping
from decimal import Decimal

from screener.core.quantity import find_unit
from screener.criteria import nodes as n
from screener.criteria.notation_words import TIME_WORDS
from screener.criteria.notation_words import UNIT_WORDS
from screener.criteria.numbers import number_text

ANCHORS: Mapping[str, str] = {
    "index": "the index date",
    "screening": "the screening visit",
    "baseline": "the baseline visit",
    "randomization": "randomisation",
    "consent": "informed consent",
    "first-dose": "the first dose",
    "study": "the study",
}
_RELATIVE: Mapping[str, str] = {
    "ULN": "the upper limit of normal",
    "LLN": "the lower limit of normal",
    "baseline": "the baseline value",
    "predicted": "the predicted value",
    "scale-maximum": "the scale's maximum",
}
_POLICY: Mapping[str, str] = {
    "latest": "",
    "any": " (any value counts)",
    "worst": " (the worst value counts)",
    "highest": " (the highest value counts)",
    "lowest": " (the lowest value counts)",
    "consecutive": " (in consecutive measurements)",
}


def listed(words: Iterable[str], last: str) -> str:
    """`a, b or c`."""
    items = tuple(words)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def limits(lower: n.Bound | None, upper: n.Bound | None, unit: str = "") -> str:
    """`at least 6`, `more than 2 and at most 18 years`; the unit stands once, at the end."""
    if lower is not None and upper is not None and lower.inclusive and upper.inclusive:
        low, high = number_text(lower.value), number_text(upper.value)
        return f"exactly {low}{unit}" if lower.value == upper.value else f"from {low} to {high}{unit}"
    low_words = "" if lower is None else f"{'at least' if lower.inclusive else 'more than'} {number_text(lower.value)}"
    high_words = "" if upper is None else f"{'at most' if upper.inclusive else 'less than'} {number_text(upper.value)}"
    both = " and ".join(words for words in (low_words, high_words) if words)
    return both + unit if both else "known"


def unit_words(unit: str | None) -> str:
    """The unit as a person writes it, after a space; nothing for a bare number."""
    if unit is None or unit == "1":
        return ""
    if unit in UNIT_WORDS:
        return f" {UNIT_WORDS[unit]}"
    known = find_unit(unit)
    return f" {unit if known is None else known.label}"


def measure_limits(node: n.Comparison) -> str:
    """The limits of a comparison with their unit, what they are relative to, and their other spellings."""
    unit = unit_words(node.unit)
    if node.relative_to != "none":
        unit += f" {'of' if node.unit == '%' else 'times'} {_RELATIVE[node.relative_to]}"
    text = limits(node.lower, node.upper, unit)
    also = listed((limits(each.lower, each.upper, unit_words(each.unit)) for each in node.also), "or")
    text += f" (also written {also})" if also else ""
    return text + _POLICY[node.policy] + (" (to the exact birthday)" if node.exact else "")


def window(given: n.Window | None) -> str:
    """The window with a space before it, nothing where there is none."""
    if given is None:
        return ""
    anchor = ANCHORS.get(given.anchor, given.anchor.replace("-", " "))
    if given.value is None:
        return " " + _open_window(given, anchor)
    amount = _amount(given)
    far = given.value2 is not None
    less = "" if given.inclusive else "less than "
    more = f"more than {amount}" if not given.inclusive else f"{amount} or longer"
    match given.direction:
        case "before" | "after":
            return f" {'between' if far else 'within'} {less}{amount} {given.direction} {anchor}"
        case "around":
            return f" within {less}{amount} before or after {anchor}"
        case "until":
            return f" {more} before {anchor}"
        case "from":
            return f" {more} after {anchor}"
        case "at" | "during":
            return f" {given.direction} {amount} of {anchor}"


def _open_window(given: n.Window, anchor: str) -> str:
    match given.direction:
        case "before" | "after":
            return f"at any time {given.direction} {anchor}"
        case "around":
            return f"at about {anchor}"
        case "until" | "from" | "at" | "during":
            return f"{given.direction} {anchor}"


def _amount(given: n.Window) -> str:
    assert given.value is not None  # the caller has looked
    if given.value2 is not None:
        return f"{number_text(given.value)} and {number_text(given.value2)} {TIME_WORDS[given.unit]}"
    return time_amount(given.value, given.unit)


def time_amount(value: Decimal, unit: str) -> str:
    """`1 year`, `5 years`."""
    return f"{number_text(value)} {unit if value == 1 else TIME_WORDS[unit]}"


def duration(given: n.Duration | None, before: str) -> str:
    """` for at least 6 months`, with the words before it; nothing where there is none."""
    if given is None:
        return ""
    return f" {before} {limits(given.lower, given.upper, ' ' + TIME_WORDS[given.unit])}"


def count(given: n.Count | None) -> str:
    """` at least 2 times`."""
    return "" if given is None else f" {limits(given.lower, given.upper)} times"


def dose(given: n.Dose | None) -> str:
    """` at a dose of at most 20 mg per kg per d`."""
    if given is None:
        return ""
    per = {"d": "day", "wk": "week", "h": "hour", "mo": "month"}
    unit = f" {given.unit}" + (" per kg of body weight" if given.per_weight else "")
    unit += "" if given.per is None else f" per {per.get(given.per, given.per)}"
    equivalent = "" if given.equivalent_of is None else f" of {given.equivalent_of} or its equivalent"
    return f" at a dose of {limits(given.lower, given.upper, unit)}{equivalent}"


def qualifiers(given: tuple[n.Qualifier, ...]) -> str:
    """` (severity: moderate; to be confirmed: UK criteria)`."""
    if not given:
        return ""
    words = ("to be confirmed" if each.type in n.CONFIRMATIONS else each.type.replace("-", " ") for each in given)
    return " (" + "; ".join(f"{word}: {each.value}" for word, each in zip(words, given, strict=True)) + ")"
