"""The JSON Schema of the compile contract, made from the node classes so that it cannot fall behind them."""

from __future__ import annotations

from dataclasses import MISSING
from dataclasses import fields
from decimal import Decimal
from functools import cache
from types import NoneType
from types import UnionType
from typing import Any
from typing import Literal
from typing import get_args
from typing import get_origin
from typing import get_type_hints

from screener.core.span import Span
from screener.criteria import nodes as n

Json = dict[str, Any]
_SPAN: Json = {"type": "array", "items": {"type": "integer", "minimum": 0}, "minItems": 2, "maxItems": 2}
_PARTS = (n.Bound, n.Window, n.Limit, n.Qualifier, n.Duration, n.Dose, n.Count)
_ALWAYS = {"kind", "span", "mention", "concept", "label", "coded", "lower", "upper", "unit"}
_STATES = ["compiled", "judgement", "unread", "filler"]


@cache
def compile_schema() -> Json:
    """The JSON Schema (2020-12) of what `protocol_to_json` gives."""
    kinds = get_args(n.Node)
    text: Json = {"type": "string"}
    issue = _object(
        code=text,
        severity={"enum": ["error", "warning", "information"]},
        message=text,
        span=_SPAN,
        field=text,
        hint=text,
    )
    entry = _object(span=_SPAN, state={"enum": _STATES})
    definitions: Json = {cls.__name__: _class(cls) for cls in (*kinds, *_PARTS)}
    definitions |= {
        "Node": {"oneOf": [_ref(kind.__name__) for kind in kinds]},
        "Issue": issue,
        "LedgerEntry": entry,
        "Reading": _object(rule=text, node=_ref("Node"), chosen={"type": "boolean"}, why=text),
        "Criterion": _criterion(),
    }
    top = _object(
        schema_version={"const": "1"},
        source=text,
        texts={"type": "object", "additionalProperties": text},
        protocol=_object(id=text, title=text),
        coverage=_object(**{state: {"type": "integer", "minimum": 0} for state in _STATES}),
        ledger={"type": "object", "additionalProperties": _list("LedgerEntry")},
        criteria=_list("Criterion"),
        issues=_list("Issue"),
    )
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "A compiled eligibility protocol"}
    return {**head, **top, "$defs": definitions}


def _criterion() -> Json:
    text: Json = {"type": "string"}
    needed = _object(
        id=text,
        category={"enum": ["inclusion", "exclusion"]},
        field=text,
        text=text,
        span=_SPAN,
        rule=text,
        node=_ref("Node"),
        about=_list("Node"),
        ledger=_list("LedgerEntry"),
        readings=_list("Reading"),
        issues=_list("Issue"),
        settled={"enum": ["open", "default", "ruled"]},
        inferred={"type": "boolean"},
    )
    needed["properties"] |= {"reviewer": text, "reviewed": text}
    return needed


def _object(**properties: Json) -> Json:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


def _ref(name: str) -> Json:
    return {"$ref": f"#/$defs/{name}"}


def _list(name: str) -> Json:
    return {"type": "array", "items": _ref(name)}


def _class(cls: Any) -> Json:
    hints = get_type_hints(cls)
    out = _object(**{field.name: _type(hints[field.name]) for field in fields(cls)})
    out["required"] = [f.name for f in fields(cls) if f.name in _ALWAYS or f.default is MISSING]
    out["description"] = (cls.__doc__ or "").split("\n")[0]
    if cls is n.Plan:
        out["properties"]["concept"] = {"type": "null"}
    return out


def _type(hint: Any) -> Json:
    if hint == n.Node:
        return _ref("Node")
    if get_origin(hint) is Literal:
        return {"enum": list(get_args(hint))}
    if get_origin(hint) is tuple:
        return {"type": "array", "items": _type(get_args(hint)[0])}
    if get_origin(hint) is UnionType:
        return _union(get_args(hint))
    simple: dict[Any, Json] = {
        str: {"type": "string"},
        bool: {"type": "boolean"},
        int: {"type": "integer"},
        NoneType: {"type": "null"},
        Decimal: {"type": "string", "pattern": r"^-?\d+(\.\d+)?(E[+-]?\d+)?$"},
        Span: _SPAN,
    }
    return simple[hint] if hint in simple else _ref(hint.__name__)


def _union(options: tuple[Any, ...]) -> Json:
    if set(get_args(n.Node)) <= set(options):
        rest = tuple(option for option in options if option not in get_args(n.Node))
        return {"anyOf": [_ref("Node"), *(_type(option) for option in rest)]}
    return {"anyOf": [_type(option) for option in options]}
