"""Plain JSON values back to nodes; a shape that is not a node's is an error that names the field."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from decimal import InvalidOperation
from functools import cache
from typing import Any
from typing import Literal
from typing import get_args
from typing import get_origin
from typing import get_type_hints

from screener.core.errors import ScreenerError
from screener.core.span import Span
from screener.criteria import nodes as n

Json = dict[str, Any]
KINDS: dict[str, type] = {kind.__dataclass_fields__["kind"].default: kind for kind in get_args(n.Node)}
"""Every node kind with its class."""


def node_from_json(data: Json) -> n.Node:
    """The node that `node_to_json` wrote; optional fields may be left out. ScreenerError for any other shape."""
    try:
        made: n.Node = _node(data)
    except (AttributeError, KeyError, TypeError, ValueError, InvalidOperation, RecursionError) as error:
        what = f"{type(error).__name__} {error}".strip()
        raise ScreenerError(
            f"this is not the JSON of a rule: {what}", hint="compare it with the JSON Schema of `compile`"
        ) from error
    return made


def _node(data: Json) -> Any:
    return _build(KINDS[data["kind"]], data)


def _build(cls: type, data: Json) -> Any:
    fields: Json = {}
    allowed = _choices(cls)
    for name, value in data.items():
        if name == "kind" or (cls is n.Plan and name == "concept"):
            continue
        decode = _DECODERS.get(name)
        fields[name] = value if decode is None or value is None else decode(value)
        if name in allowed and fields[name] not in allowed[name]:
            raise ValueError(f"{name} cannot be {value!r}")
    return cls(**fields)


@cache
def _choices(cls: type) -> dict[str, tuple[Any, ...]]:
    hints = get_type_hints(cls)
    return {name: get_args(hint) for name, hint in hints.items() if get_origin(hint) is Literal}


def _decimal(value: Any) -> Decimal:
    if not isinstance(value, str):
        raise TypeError(f"a number is written as a string, not {value!r}")
    return Decimal(value)


def _maybe(value: Any) -> Decimal | None:
    return None if value is None else _decimal(value)


def _bound(data: Json) -> n.Bound:
    return n.Bound(_decimal(data["value"]), data["inclusive"])


def _span(data: list[int]) -> Span:
    start, end = data
    return Span(start, end)


def _limit(data: Json) -> n.Limit:
    lower, upper = (None if data[end] is None else _bound(data[end]) for end in ("lower", "upper"))
    return n.Limit(lower, upper, data["unit"])


def _nested(cls: type) -> Callable[[Json], Any]:
    return lambda data: _build(cls, data)


def _count(data: Json | int) -> n.Count | int:
    return data if isinstance(data, int) else _build(n.Count, data)


def _nodes(data: list[Json]) -> tuple[n.Node, ...]:
    return tuple(_node(each) for each in data)


_DECODERS: dict[str, Callable[[Any], Any]] = {
    "parts": _nodes,
    "about": _nodes,
    "head": _node,
    "part": _node,
    "condition": _node,
    "then": _node,
    "base": _node,
    "unless": _node,
    "action": _node,
    "concurrent_with": _nodes,
    "indication": _node,
    "count": _count,
    "lower": _bound,
    "upper": _bound,
    "value2": _decimal,
    "window": lambda data: _build(n.Window, {**data, "value": _maybe(data.get("value"))}),
    "duration": _nested(n.Duration),
    "stable_for": _nested(n.Duration),
    "dose": _nested(n.Dose),
    "also": lambda data: tuple(_limit(each) for each in data),
    "qualifiers": lambda data: tuple(_build(n.Qualifier, each) for each in data),
    "values": tuple,
    "response": tuple,
    "mention": _span,
    "span": _span,
}
