"""Nodes to plain JSON values: one function a kind, every field written, no reflection."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from screener.criteria import nodes as n
from screener.criteria.numbers import number_text

Json = dict[str, Any]


def node_to_json(node: n.Node) -> Json:
    """The node as a JSON object, `kind` first; spans and mentions as `[start, end]`, numbers as strings."""
    return _WRITERS[type(node)](node)


def _bound(bound: n.Bound | None) -> Json | None:
    return None if bound is None else {"value": number_text(bound.value), "inclusive": bound.inclusive}


def _window(window: n.Window | None) -> Json | None:
    if window is None:
        return None
    return {
        "value": None if window.value is None else number_text(window.value),
        "unit": window.unit,
        "inclusive": window.inclusive,
        "anchor": window.anchor,
        "direction": window.direction,
        "value2": None if window.value2 is None else number_text(window.value2),
        "span": list(window.span),
    }


def _duration(duration: n.Duration | None) -> Json | None:
    if duration is None:
        return None
    return {
        "lower": _bound(duration.lower),
        "upper": _bound(duration.upper),
        "unit": duration.unit,
        "span": list(duration.span),
    }


def _dose(dose: n.Dose | None) -> Json | None:
    if dose is None:
        return None
    return {
        "lower": _bound(dose.lower),
        "upper": _bound(dose.upper),
        "unit": dose.unit,
        "per": dose.per,
        "per_weight": dose.per_weight,
        "equivalent_of": dose.equivalent_of,
        "span": list(dose.span),
    }


def _count(count: n.Count | None) -> Json | None:
    return None if count is None else {"lower": _bound(count.lower), "upper": _bound(count.upper)}


def _qualifiers(qualifiers: tuple[n.Qualifier, ...]) -> list[Json]:
    return [{"type": each.type, "value": each.value, "span": list(each.span)} for each in qualifiers]


def _parts(parts: tuple[n.Node, ...]) -> list[Json]:
    return [_WRITERS[type(part)](part) for part in parts]


def _optional(node: n.Node | None) -> Json | None:
    return None if node is None else _WRITERS[type(node)](node)


def _all_of(node: n.AllOf) -> Json:
    return {"kind": "all-of", "parts": _parts(node.parts), "span": list(node.span)}


def _any_of(node: n.AnyOf) -> Json:
    return {
        "kind": "any-of",
        "parts": _parts(node.parts),
        "open": node.open,
        "head": _optional(node.head),
        "span": list(node.span),
    }


def _some_of(node: n.AtLeast | n.AtMost) -> Json:
    return {"kind": node.kind, "count": node.count, "parts": _parts(node.parts), "span": list(node.span)}


def _not(node: n.Not) -> Json:
    return {"kind": "not", "part": node_to_json(node.part), "span": list(node.span)}


def _when(node: n.When) -> Json:
    condition, then = node_to_json(node.condition), node_to_json(node.then)
    return {"kind": "when", "condition": condition, "then": then, "span": list(node.span)}


def _except(node: n.Except) -> Json:
    base, unless = node_to_json(node.base), node_to_json(node.unless)
    return {"kind": "except", "base": base, "unless": unless, "span": list(node.span)}


def _comparison(node: n.Comparison) -> Json:
    return {
        "kind": "comparison",
        "concept": node.concept,
        "label": node.label,
        "coded": node.coded,
        "lower": _bound(node.lower),
        "upper": _bound(node.upper),
        "unit": node.unit,
        "relative_to": node.relative_to,
        "change": node.change,
        "policy": node.policy,
        "window": _window(node.window),
        "also": [{"lower": _bound(a.lower), "upper": _bound(a.upper), "unit": a.unit} for a in node.also],
        "qualifiers": _qualifiers(node.qualifiers),
        "exact": node.exact,
        "mention": list(node.mention),
        "span": list(node.span),
    }


def _result(node: n.Result) -> Json:
    return {
        "kind": "result",
        "concept": node.concept,
        "label": node.label,
        "coded": node.coded,
        "outcome": node.outcome,
        "status": node.status,
        "window": _window(node.window),
        "qualifiers": _qualifiers(node.qualifiers),
        "mention": list(node.mention),
        "span": list(node.span),
    }


def _member(node: n.Member) -> Json:
    return {
        "kind": "member",
        "concept": node.concept,
        "label": node.label,
        "coded": node.coded,
        "values": list(node.values),
        "window": _window(node.window),
        "qualifiers": _qualifiers(node.qualifiers),
        "mention": list(node.mention),
        "span": list(node.span),
    }


def _condition(node: n.Condition) -> Json:
    return {
        "kind": "condition",
        "concept": node.concept,
        "label": node.label,
        "coded": node.coded,
        "status": node.status,
        "qualifiers": _qualifiers(node.qualifiers),
        "window": _window(node.window),
        "duration": _duration(node.duration),
        "count": _count(node.count),
        "who": node.who,
        "mention": list(node.mention),
        "span": list(node.span),
    }


def _treatment(node: n.Treatment) -> Json:
    return {
        "kind": "treatment",
        "concept": node.concept,
        "label": node.label,
        "coded": node.coded,
        "treatment": node.treatment,
        "status": node.status,
        "qualifiers": _qualifiers(node.qualifiers),
        "window": _window(node.window),
        "dose": _dose(node.dose),
        "route": node.route,
        "duration": _duration(node.duration),
        "stable_for": _duration(node.stable_for),
        "response": list(node.response),
        "concurrent_with": _parts(node.concurrent_with),
        "indication": _optional(node.indication),
        "count": _count(node.count),
        "mention": list(node.mention),
        "span": list(node.span),
    }


def _immunization(node: n.Immunization) -> Json:
    return {
        "kind": "immunization",
        "concept": node.concept,
        "label": node.label,
        "coded": node.coded,
        "status": node.status,
        "qualifiers": _qualifiers(node.qualifiers),
        "window": _window(node.window),
        "mention": list(node.mention),
        "span": list(node.span),
    }


def _allergy(node: n.Allergy) -> Json:
    return {
        "kind": "allergy",
        "concept": node.concept,
        "label": node.label,
        "coded": node.coded,
        "qualifiers": _qualifiers(node.qualifiers),
        "window": _window(node.window),
        "mention": list(node.mention),
        "span": list(node.span),
    }


def _contraindication(node: n.Contraindication) -> Json:
    return {
        "kind": "contraindication",
        "concept": node.concept,
        "label": node.label,
        "coded": node.coded,
        "qualifiers": _qualifiers(node.qualifiers),
        "mention": list(node.mention),
        "span": list(node.span),
    }


def _demographic(node: n.Demographic) -> Json:
    return {
        "kind": "demographic",
        "concept": node.concept,
        "label": node.label,
        "coded": node.coded,
        "values": list(node.values),
        "mention": list(node.mention),
        "span": list(node.span),
    }


def _state(node: n.State) -> Json:
    return {
        "kind": "state",
        "concept": node.concept,
        "label": node.label,
        "coded": node.coded,
        "qualifiers": _qualifiers(node.qualifiers),
        "window": _window(node.window),
        "who": node.who,
        "mention": list(node.mention),
        "span": list(node.span),
    }


def _plan(node: n.Plan) -> Json:
    return {
        "kind": "plan",
        "concept": None,
        "label": node.label,
        "coded": node.coded,
        "action": _optional(node.action),
        "window": _window(node.window),
        "mention": list(node.mention),
        "span": list(node.span),
    }


def _judgement(node: n.Judgement) -> Json:
    return {
        "kind": "judgement",
        "label": node.label,
        "judge": node.judge,
        "window": _window(node.window),
        "mention": list(node.mention),
        "span": list(node.span),
    }


def _unread(node: n.Unread) -> Json:
    return {
        "kind": "unread",
        "label": node.label,
        "reason": node.reason,
        "mention": list(node.mention),
        "span": list(node.span),
    }


_WRITERS: dict[type, Callable[[Any], Json]] = {
    n.AllOf: _all_of,
    n.AnyOf: _any_of,
    n.AtLeast: _some_of,
    n.AtMost: _some_of,
    n.Not: _not,
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
