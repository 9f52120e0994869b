"""Nodes to notation: plain string functions, one a kind."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from screener.criteria import nodes as n
from screener.criteria.notation_words import BARE_UNIT
from screener.criteria.notation_words import CHANGE_WORDS
from screener.criteria.notation_words import CONDITION_WORDS
from screener.criteria.notation_words import RESERVED
from screener.criteria.notation_words import TIME_WORDS
from screener.criteria.notation_words import TREATMENT_WORDS
from screener.criteria.notation_words import UNIT_WORDS
from screener.criteria.notation_words import WORD
from screener.criteria.notation_words import id_text
from screener.criteria.notation_words import quoted
from screener.criteria.notation_words import value_text
from screener.criteria.notation_words import verbatim_id
from screener.criteria.numbers import number_text
from screener.criteria.vocabulary import Vocabulary

_BOUNDLESS = "measured"


def print_node(node: n.Node, names: Vocabulary) -> str:
    """The node in notation, on one line."""
    return _PRINTERS[type(node)](node, names)


def print_pretty(node: n.Node, names: Vocabulary, width: int, indent: int = 0) -> str:
    """The node in notation, every combination that is wider than `width` broken over indented lines."""
    line = print_node(node, names)
    if indent + len(line) <= width or not isinstance(node, n.Combination):
        return line
    pad = " " * indent

    def deep(part: n.Node, *, prime: bool = False) -> str:
        text = print_pretty(part, names, width, indent + 2)
        return f"({text})" if prime and isinstance(part, n.When | n.Except) else text

    if isinstance(node, n.Not):
        return "not " + deep(node.part, prime=True)
    if isinstance(node, n.When):
        return f"when {deep(node.condition, prime=True)}\n{pad}  then {deep(node.then)}"
    if isinstance(node, n.Except):
        return f"{deep(node.base, prime=True)}\n{pad}  except {deep(node.unless, prime=True)}"
    parts = "".join(f"\n{pad}  {deep(part)};" for part in node.parts)
    under = "" if not isinstance(node, n.AnyOf) or node.head is None else f" under ({deep(node.head)})"
    return f"{_opening(node)} ({parts[:-1]}\n{pad}){under}"


def _opening(node: n.AllOf | n.AnyOf | n.AtLeast | n.AtMost) -> str:
    """The words before the brackets of a list."""
    match node:
        case n.AllOf():
            return "all of"
        case n.AnyOf():
            return "any of examples" if node.open else "any of"
        case n.AtLeast():
            return f"at least {node.count} of"
        case n.AtMost():
            return f"at most {node.count} of"


def _prime(node: n.Node, names: Vocabulary) -> str:
    """A node that can stand beside `not` and `except`: `when` and `except` get brackets."""
    text = _PRINTERS[type(node)](node, names)
    return f"({text})" if isinstance(node, n.When | n.Except) else text


def _list(parts: tuple[n.Node, ...], names: Vocabulary) -> str:
    return "(" + "; ".join(_PRINTERS[type(part)](part, names) for part in parts) + ")"


def _some_of(node: n.AllOf | n.AtLeast | n.AtMost, names: Vocabulary) -> str:
    return f"{_opening(node)} {_list(node.parts, names)}"


def _any_of(node: n.AnyOf, names: Vocabulary) -> str:
    head = "" if node.head is None else f" under ({print_node(node.head, names)})"
    return f"{_opening(node)} {_list(node.parts, names)}{head}"


def _when(node: n.When, names: Vocabulary) -> str:
    return f"when {_prime(node.condition, names)} then {print_node(node.then, names)}"


def _except(node: n.Except, names: Vocabulary) -> str:
    return f"{_prime(node.base, names)} except {_prime(node.unless, names)}"


def _name(node: Any, names: Vocabulary) -> str:
    concept, label = node.concept, node.label
    if concept is None:
        return f"coded {quoted(label)}" if node.coded else quoted(label)
    known = names.label(concept)
    name = verbatim_id(concept) if known is None else id_text(concept)
    if not node.coded:
        name = "uncoded " + name
    return name if known == label else f"{name} {quoted(label)}"


def _limits(lower: n.Bound | None, upper: n.Bound | None) -> str:
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


@cache
def _unit(unit: str, names: Vocabulary) -> str:
    if unit in UNIT_WORDS:
        return UNIT_WORDS[unit]
    if BARE_UNIT.fullmatch(unit) and unit not in RESERVED and names.unit_code(unit) == unit:
        return unit
    return "1" if unit == "1" else quoted(unit)


def _limit(limit: n.Comparison | n.Limit, names: Vocabulary, bare: str | None) -> str:
    """The limits with their unit; the unit that a bare number has in this place is left out."""
    limits = _limits(limit.lower, limit.upper)
    if limit.unit == bare:
        return limits
    return f"{limits} ?" if limit.unit is None else f"{limits} {_unit(limit.unit, names)}"


def _comparison_limit(node: n.Comparison, names: Vocabulary) -> str:
    """The limit of a measure; a bare number is a multiple, or a score's if its concept needs no unit."""
    if node.relative_to != "none":
        return _limit(node, names, None)
    if node.unit == "1" and node.concept is not None and names.default_unit(node.concept) is not None:
        return _limits(node.lower, node.upper) + " 1"
    return _limit(node, names, "1")


def _amount(window: n.Window) -> str:
    sign = "" if window.inclusive else ("> " if window.direction in ("until", "from") else "< ")
    low = "*" if window.value is None else number_text(window.value)
    if window.value2 is not None:
        return f"{sign}{low}..{number_text(window.value2)} {TIME_WORDS[window.unit]}"
    return f"{sign}{low} {window.unit if low == '1' else TIME_WORDS[window.unit]}"


def _window(window: n.Window | None) -> str:
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


def _qualifiers(qualifiers: tuple[n.Qualifier, ...]) -> str:
    if not qualifiers:
        return ""
    return " {" + ", ".join(f"{_free(each.type)}: {_free(each.value)}" for each in qualifiers) + "}"


def _free(text: str) -> str:
    """A value inside braces, where no word is reserved and a whole number needs no quotes."""
    return text if WORD.fullmatch(text) or (text.isascii() and text.isdigit()) else quoted(text)


def _values(values: tuple[str, ...]) -> str:
    return "{" + ", ".join(_free(value) for value in values) + "}"


def _span(word: str, duration: n.Duration | None) -> str:
    if duration is None:
        return ""
    return f" {word} {_limits(duration.lower, duration.upper)} {TIME_WORDS[duration.unit]}"


def _count(count: n.Count | None) -> str:
    return "" if count is None else f" times {_limits(count.lower, count.upper)}"


def _dose(dose: n.Dose | None, names: Vocabulary) -> str:
    if dose is None:
        return ""
    unit = quoted(dose.unit) if "/" in dose.unit else _unit(dose.unit, names)
    text = f" dose {_limits(dose.lower, dose.upper)} {unit}"
    if dose.per_weight:
        text += " per kg"
    if dose.per is not None:
        text += f" per {quoted(dose.per) if dose.per == 'kg' else value_text(dose.per)}"
    return text if dose.equivalent_of is None else f"{text} equivalent-to {value_text(dose.equivalent_of)}"


def _comparison(node: n.Comparison, names: Vocabulary) -> str:
    text = _name(node, names)
    if node.change != "none":
        text += " " + CHANGE_WORDS[node.change]
    text += " " + _comparison_limit(node, names)
    if node.relative_to != "none":
        text += f" {'x' if node.unit is None else 'of'} {node.relative_to}"
    for also in node.also:
        text += " also " + _limit(also, names, "1")
    if node.policy != "latest":
        text += f" using {'any-value' if node.policy == 'any' else node.policy}"
    return text + (" exact-birthday" if node.exact else "") + _window(node.window) + _qualifiers(node.qualifiers)


def _result(node: n.Result, names: Vocabulary) -> str:
    ever = " ever" if node.status == "ever" else ""
    return f"{_name(node, names)} {node.outcome}{ever}{_window(node.window)}{_qualifiers(node.qualifiers)}"


def _member(node: n.Member, names: Vocabulary) -> str:
    return f"{_name(node, names)} in {_values(node.values)}{_window(node.window)}{_qualifiers(node.qualifiers)}"


def _demographic(node: n.Demographic, names: Vocabulary) -> str:
    return f"{_name(node, names)} is {_values(node.values)}"


def _who(who: str) -> str:
    return "" if who == "patient" else f" in {who}"


def _condition(node: n.Condition, names: Vocabulary) -> str:
    text = f"{CONDITION_WORDS[node.status]} {_name(node, names)}{_who(node.who)}{_count(node.count)}"
    return text + _span("lasting", node.duration) + _window(node.window) + _qualifiers(node.qualifiers)


def _treatment(node: n.Treatment, names: Vocabulary) -> str:
    kind = "" if node.treatment == "drug" else node.treatment + " "
    text = f"{TREATMENT_WORDS[node.status]} {kind}{_name(node, names)}{_dose(node.dose, names)}"
    if node.route is not None:
        text += f" route {value_text(node.route)}"
    text += _count(node.count) + _span("lasting", node.duration) + _span("stable", node.stable_for)
    if node.response:
        text += " response {" + ", ".join(node.response) + "}"
    text += _window(node.window) + _qualifiers(node.qualifiers)
    if node.concurrent_with:
        text += f" with {_list(node.concurrent_with, names)}"
    return text if node.indication is None else f"{text} for ({print_node(node.indication, names)})"


def _immunization(node: n.Immunization, names: Vocabulary) -> str:
    word = "vaccinated" if node.status == "given" else "vaccination-planned"
    return f"{word} {_name(node, names)}{_window(node.window)}{_qualifiers(node.qualifiers)}"


def _allergy(node: n.Allergy, names: Vocabulary) -> str:
    return f"allergy to {_name(node, names)}{_window(node.window)}{_qualifiers(node.qualifiers)}"


def _contraindication(node: n.Contraindication, names: Vocabulary) -> str:
    return f"contraindication to {_name(node, names)}{_qualifiers(node.qualifiers)}"


def _state(node: n.State, names: Vocabulary) -> str:
    return f"state {_name(node, names)}{_who(node.who)}{_window(node.window)}{_qualifiers(node.qualifiers)}"


def _plan(node: n.Plan, names: Vocabulary) -> str:
    doing = "" if node.action is None else f" doing ({print_node(node.action, names)})"
    return f"planned {quoted(node.label)}{'' if node.coded else ' uncoded'}{_window(node.window)}{doing}"


def _judgement(node: n.Judgement, names: Vocabulary) -> str:
    return f"judgement {node.judge} {quoted(node.label)}{_window(node.window)}"


def _unread(node: n.Unread, names: Vocabulary) -> str:
    return f"{node.reason} {quoted(node.label)}"


_PRINTERS: dict[type, Callable[[Any, Vocabulary], str]] = {
    n.AllOf: _some_of,
    n.AnyOf: _any_of,
    n.AtLeast: _some_of,
    n.AtMost: _some_of,
    n.Not: lambda node, names: "not " + _prime(node.part, names),
    n.When: _when,
    n.Except: _except,
    n.Comparison: _comparison,
    n.Result: _result,
    n.Member: _member,
    n.Condition: _condition,
    n.Treatment: _treatment,
    n.Immunization: _immunization,
    n.Allergy: _allergy,
    n.Contraindication: _contraindication,
    n.Demographic: _demographic,
    n.State: _state,
    n.Plan: _plan,
    n.Judgement: _judgement,
    n.Unread: _unread,
}
