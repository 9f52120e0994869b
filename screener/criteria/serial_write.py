"""Nodes to plain JSON values: one function a kind, every field written, no reflection."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from screener.criteria import nodes as n
from screener.criteria.serial_parts import Json
from screener.criteria.serial_parts import bound_json
from screener.criteria.serial_parts import count_json
from screener.criteria.serial_parts import dose_json
from screener.criteria.serial_parts import duration_json
from screener.criteria.serial_parts import qualifiers_json
from screener.criteria.serial_parts import window_json


def node_to_json(node: n.Node) -> Json:
    """The node as a JSON object, `kind` first; spans and mentions as `[start, end]`, numbers as strings."""
    return _WRITERS[type(node)](node)


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
        "lower": bound_json(node.lower),
        "upper": bound_json(node.upper),
        "unit": node.unit,
        "relative_to": node.relative_to,
        "change": node.change,
        "policy": node.policy,
        "window": window_json(node.window),
        "also": [{"lower": bound_json(a.lower), "upper": bound_json(a.upper), "unit": a.unit} for a in node.also],
        "qualifiers": qualifiers_json(node.qualifiers),
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
        "window": window_json(node.window),
        "qualifiers": qualifiers_json(node.qualifiers),
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
        "window": window_json(node.window),
        "qualifiers": qualifiers_json(node.qualifiers),
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
        "qualifiers": qualifiers_json(node.qualifiers),
        "window": window_json(node.window),
        "duration": duration_json(node.duration),
        "count": count_json(node.count),
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
        "qualifiers": qualifiers_json(node.qualifiers),
        "window": window_json(node.window),
        "dose": dose_json(node.dose),
        "route": node.route,
        "duration": duration_json(node.duration),
        "stable_for": duration_json(node.stable_for),
        "response": list(node.response),
        "concurrent_with": _parts(node.concurrent_with),
        "indication": _optional(node.indication),
        "count": count_json(node.count),
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
        "qualifiers": qualifiers_json(node.qualifiers),
        "window": window_json(node.window),
        "mention": list(node.mention),
        "span": list(node.span),
    }


def _allergy(node: n.Allergy) -> Json:
    return {
        "kind": "allergy",
        "concept": node.concept,
        "label": node.label,
        "coded": node.coded,
        "qualifiers": qualifiers_json(node.qualifiers),
        "window": window_json(node.window),
        "mention": list(node.mention),
        "span": list(node.span),
    }


def _contraindication(node: n.Contraindication) -> Json:
    return {
        "kind": "contraindication",
        "concept": node.concept,
        "label": node.label,
        "coded": node.coded,
        "qualifiers": qualifiers_json(node.qualifiers),
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
        "qualifiers": qualifiers_json(node.qualifiers),
        "window": window_json(node.window),
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
        "window": window_json(node.window),
        "mention": list(node.mention),
        "span": list(node.span),
    }


def _judgement(node: n.Judgement) -> Json:
    return {
        "kind": "judgement",
        "label": node.label,
        "judge": node.judge,
        "window": window_json(node.window),
        "about": _parts(node.about),
        "mention": list(node.mention),
        "span": list(node.span),
    }


def _unread(node: n.Unread) -> Json:
    return {
        "kind": "unread",
        "label": node.label,
        "reason": node.reason,
        "about": _parts(node.about),
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
