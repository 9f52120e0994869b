"""Takes the OpenAPI document, gives what the offline documentation page shows of each operation."""

from __future__ import annotations

import json
from typing import Any

Json = dict[str, Any]


def operations(document: Json) -> list[Json]:
    """Every operation in the document's order."""
    return [
        _operation(document, path, method, told)
        for path, methods in document["paths"].items()
        for method, told in methods.items()
    ]


def _operation(document: Json, path: str, method: str, told: Json) -> Json:
    content = told.get("requestBody", {}).get("content", {}).get("application/json", {})
    example = content.get("example")
    return {
        "method": method.upper(),
        "path": path,
        "summary": told.get("summary", ""),
        "about": told.get("description", ""),
        "fields": [
            *({"name": one["name"], "where": one["in"], **_said(one)} for one in told.get("parameters", ())),
            *_body_fields(document, content.get("schema", {})),
        ],
        "example": json.dumps(example, indent=2, ensure_ascii=False) if example else "",
        "answers": [{"status": status, "about": one["description"]} for status, one in told["responses"].items()],
    }


def _said(parameter: Json) -> Json:
    schema = parameter["schema"]
    return {"type": _type(schema), "about": parameter.get("description", ""), "required": parameter.get("required", False)}


def _body_fields(document: Json, schema: Json) -> list[Json]:
    if "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    required = schema.get("required", ())
    return [
        {"name": name, "where": "body", "type": _type(one), "about": one.get("description", ""), "required": name in required}
        for name, one in schema.get("properties", {}).items()
    ]


def _type(schema: Json) -> str:
    if "enum" in schema:
        return " | ".join(str(one) for one in schema["enum"])
    if "anyOf" in schema:
        return " or ".join(_type(one) for one in schema["anyOf"] if one.get("type") != "null")
    kind = str(schema.get("type", "any"))
    if kind == "array" and "enum" in schema.get("items", {}):
        return f"list of {_type(schema['items'])}"
    return {"string": str(schema.get("format", "text")), "array": "list"}.get(kind, kind)
