"""The parts of nodes as plain JSON values: bounds, windows, doses and the like."""

from __future__ import annotations

from typing import Any

from screener.criteria import nodes as n
from screener.criteria.numbers import number_text

Json = dict[str, Any]


def bound_json(bound: n.Bound | None) -> Json | None:
    """One end of a limit."""
    return None if bound is None else {"value": number_text(bound.value), "inclusive": bound.inclusive}


def window_json(window: n.Window | None) -> Json | None:
    """A stretch of time."""
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


def duration_json(duration: n.Duration | None) -> Json | None:
    """How long something lasted."""
    if duration is None:
        return None
    return {
        "lower": bound_json(duration.lower),
        "upper": bound_json(duration.upper),
        "unit": duration.unit,
        "span": list(duration.span),
    }


def dose_json(dose: n.Dose | None) -> Json | None:
    """A dose limit."""
    if dose is None:
        return None
    return {
        "lower": bound_json(dose.lower),
        "upper": bound_json(dose.upper),
        "unit": dose.unit,
        "per": dose.per,
        "per_weight": dose.per_weight,
        "equivalent_of": dose.equivalent_of,
        "span": list(dose.span),
    }


def count_json(count: n.Count | None) -> Json | None:
    """How often something happened."""
    return None if count is None else {"lower": bound_json(count.lower), "upper": bound_json(count.upper)}


def qualifiers_json(qualifiers: tuple[n.Qualifier, ...]) -> list[Json]:
    """The narrowing words."""
    return [{"type": each.type, "value": each.value, "span": list(each.span)} for each in qualifiers]
