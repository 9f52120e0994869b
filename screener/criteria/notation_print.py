"""Nodes to notation: plain string functions, one a kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from screener.criteria import nodes as n
from screener.criteria.notation_print_parts import count_text
from screener.criteria.notation_print_parts import dose_text
from screener.criteria.notation_print_parts import limit_text
from screener.criteria.notation_print_parts import limits_text
from screener.criteria.notation_print_parts import qualifiers_text
from screener.criteria.notation_print_parts import span_text
from screener.criteria.notation_print_parts import values_text
from screener.criteria.notation_print_parts import window_text
from screener.criteria.notation_words import CHANGE_WORDS
from screener.criteria.notation_words import CONDITION_WORDS
from screener.criteria.notation_words import TREATMENT_WORDS
from screener.criteria.notation_words import id_text
from screener.criteria.notation_words import quoted
from screener.criteria.notation_words import value_text
from screener.criteria.notation_words import verbatim_id
from screener.criteria.vocabulary import Vocabulary


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


def _comparison_limit(node: n.Comparison, names: Vocabulary) -> str:
    """The limit of a measure; a bare number is a multiple, or a score's if its concept needs no unit."""
    if node.relative_to != "none":
        return limit_text(node, names, None)
    if node.unit == "1" and node.concept is not None and names.default_unit(node.concept) is not None:
        return limits_text(node.lower, node.upper) + " 1"
    return limit_text(node, names, "1")


def _comparison(node: n.Comparison, names: Vocabulary) -> str:
    text = _name(node, names)
    if node.change != "none":
        text += " " + CHANGE_WORDS[node.change]
    text += " " + _comparison_limit(node, names)
    if node.relative_to != "none":
        text += f" {'x' if node.unit is None else 'of'} {node.relative_to}"
    for also in node.also:
        text += " also " + limit_text(also, names, "1")
    if node.policy != "latest":
        text += f" using {'any-value' if node.policy == 'any' else node.policy}"
    return (
        text + (" exact-birthday" if node.exact else "") + window_text(node.window) + qualifiers_text(node.qualifiers)
    )


def _result(node: n.Result, names: Vocabulary) -> str:
    text = f"{_name(node, names)} {node.outcome}{' ever' if node.status == 'ever' else ''}"
    return text + window_text(node.window) + qualifiers_text(node.qualifiers)


def _member(node: n.Member, names: Vocabulary) -> str:
    text = f"{_name(node, names)} in {values_text(node.values)}"
    return text + window_text(node.window) + qualifiers_text(node.qualifiers)


def _demographic(node: n.Demographic, names: Vocabulary) -> str:
    return f"{_name(node, names)} is {values_text(node.values)}"


def _who(who: str) -> str:
    return "" if who == "patient" else f" in {who}"


def _condition(node: n.Condition, names: Vocabulary) -> str:
    text = f"{CONDITION_WORDS[node.status]} {_name(node, names)}{_who(node.who)}{count_text(node.count)}"
    return text + span_text("lasting", node.duration) + window_text(node.window) + qualifiers_text(node.qualifiers)


def _treatment(node: n.Treatment, names: Vocabulary) -> str:
    kind = "" if node.treatment == "drug" else node.treatment + " "
    text = f"{TREATMENT_WORDS[node.status]} {kind}{_name(node, names)}{dose_text(node.dose, names)}"
    if node.route is not None:
        text += f" route {value_text(node.route)}"
    text += count_text(node.count) + span_text("lasting", node.duration) + span_text("stable", node.stable_for)
    if node.response:
        text += " response {" + ", ".join(node.response) + "}"
    text += window_text(node.window) + qualifiers_text(node.qualifiers)
    if node.concurrent_with:
        text += f" with {_list(node.concurrent_with, names)}"
    return text if node.indication is None else f"{text} for ({print_node(node.indication, names)})"


def _immunization(node: n.Immunization, names: Vocabulary) -> str:
    word = "vaccinated" if node.status == "given" else "vaccination-planned"
    return f"{word} {_name(node, names)}{window_text(node.window)}{qualifiers_text(node.qualifiers)}"


def _allergy(node: n.Allergy, names: Vocabulary) -> str:
    return f"allergy to {_name(node, names)}{window_text(node.window)}{qualifiers_text(node.qualifiers)}"


def _contraindication(node: n.Contraindication, names: Vocabulary) -> str:
    return f"contraindication to {_name(node, names)}{qualifiers_text(node.qualifiers)}"


def _state(node: n.State, names: Vocabulary) -> str:
    return f"state {_name(node, names)}{_who(node.who)}{window_text(node.window)}{qualifiers_text(node.qualifiers)}"


def _plan(node: n.Plan, names: Vocabulary) -> str:
    doing = "" if node.action is None else f" doing ({print_node(node.action, names)})"
    return f"planned {quoted(node.label)}{'' if node.coded else ' uncoded'}{window_text(node.window)}{doing}"


def _judgement(node: n.Judgement, names: Vocabulary) -> str:
    return f"judgement {node.judge} {quoted(node.label)}{window_text(node.window)}"


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
