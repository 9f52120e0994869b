"""The compile contract as JSON: takes nodes and protocols, gives plain dicts, and back."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from pydantic_core import PydanticSerializationError
from pydantic_core import to_json

from screener.core.collector import uncollected
from screener.core.errors import ScreenerError
from screener.core.issues import Issue
from screener.core.span import Span
from screener.criteria.notation import print_rule
from screener.criteria.protocol import Criterion
from screener.criteria.protocol import LedgerEntry
from screener.criteria.protocol import Protocol
from screener.criteria.protocol import Reading
from screener.criteria.serial_read import node_from_json
from screener.criteria.serial_schema import compile_schema
from screener.criteria.serial_write import node_to_json

__all__ = [
    "SCHEMA_VERSION",
    "compile_schema",
    "issue_to_json",
    "node_from_json",
    "node_to_json",
    "protocol_from_json",
    "protocol_to_json",
    "protocol_to_line",
]

SCHEMA_VERSION = "1"
Json = dict[str, Any]


def protocol_to_json(protocol: Protocol) -> Json:
    """The compiled protocol as the JSON contract of `screener compile`."""
    return {
        "schema_version": SCHEMA_VERSION,
        "source": protocol.source,
        "texts": dict(protocol.texts),
        "protocol": {"id": protocol.id, "title": protocol.title},
        "coverage": protocol.coverage(),
        "ledger": {field: _ledger(entries) for field, entries in protocol.ledger.items()},
        "criteria": [_criterion(criterion) for criterion in protocol.criteria],
        "issues": [issue_to_json(issue) for issue in protocol.issues],
    }


def protocol_to_line(protocol: Protocol) -> str:
    """The compiled protocol as one line of JSON, without the line's end."""
    with uncollected():
        data = protocol_to_json(protocol)
        try:
            return to_json(data).decode()
        except PydanticSerializationError:  # half a character pair, which only escapes can write
            return json.dumps(data, ensure_ascii=True, separators=(",", ":"))


def issue_to_json(issue: Issue) -> Json:
    """The issue as a JSON object."""
    return {
        "code": issue.code,
        "severity": issue.severity,
        "message": issue.message,
        "span": list(issue.span),
        "field": issue.field,
        "hint": issue.hint,
    }


def _criterion(criterion: Criterion) -> Json:
    rule, node = print_rule(criterion.node), node_to_json(criterion.node)
    return {
        "id": criterion.id,
        "category": criterion.category,
        "field": criterion.field,
        "text": criterion.text,
        "span": list(criterion.span),
        "rule": rule,
        "node": node,
        "about": [node_to_json(name) for name in criterion.about],
        "ledger": _ledger(criterion.ledger),
        "readings": [
            {"rule": rule, "node": node, "chosen": reading.chosen, "why": reading.why}
            if reading.node is criterion.node
            else _reading(reading)
            for reading in criterion.readings
        ],
        "issues": [issue_to_json(issue) for issue in criterion.issues],
        "settled": criterion.settled,
        "inferred": criterion.inferred,
        **({"reviewer": criterion.reviewer, "reviewed": criterion.reviewed} if _is_reviewed(criterion) else {}),
    }


def _is_reviewed(criterion: Criterion) -> bool:
    return bool(criterion.reviewer or criterion.reviewed)


def _reading(reading: Reading) -> Json:
    return {
        "rule": print_rule(reading.node),
        "node": node_to_json(reading.node),
        "chosen": reading.chosen,
        "why": reading.why,
    }


def _ledger(entries: Iterable[LedgerEntry]) -> list[Json]:
    return [{"span": [start, end], "state": state} for (start, end), state in entries]


def protocol_from_json(data: Json) -> Protocol:
    """The protocol that `protocol_to_json` wrote; ScreenerError for any other shape or version."""
    try:
        if data["schema_version"] != SCHEMA_VERSION:
            raise ScreenerError(f"schema version {data['schema_version']} cannot be read", hint="compile it again")
        return Protocol(
            id=data["protocol"]["id"],
            title=data["protocol"]["title"],
            texts=dict(data["texts"]),
            criteria=tuple(_criterion_back(each) for each in data["criteria"]),
            ledger={field: _ledger_back(entries) for field, entries in data["ledger"].items()},
            issues=tuple(_issue_back(each) for each in data["issues"]),
            source=data["source"],
        )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        what = f"{type(error).__name__} {error}"
        raise ScreenerError(
            f"this is not a compiled protocol: {what}", hint="make it with `screener compile`"
        ) from error


def _criterion_back(data: Json) -> Criterion:
    return Criterion(
        id=data["id"],
        category=data["category"],
        field=data["field"],
        text=data["text"],
        span=Span(*data["span"]),
        node=node_from_json(data["node"]),
        ledger=_ledger_back(data["ledger"]),
        readings=tuple(Reading(node_from_json(r["node"]), r["chosen"], r["why"]) for r in data["readings"]),
        settled=data.get("settled", "open"),
        issues=tuple(_issue_back(each) for each in data["issues"]),
        inferred=data.get("inferred", False),
        reviewer=data.get("reviewer", ""),
        reviewed=data.get("reviewed", ""),
        about=tuple(node_from_json(each) for each in data.get("about", ())),
    )


def _issue_back(data: Json) -> Issue:
    return Issue(data["code"], data["message"], Span(*data["span"]), data["field"], data["hint"], data["severity"])


def _ledger_back(entries: Iterable[Json]) -> tuple[LedgerEntry, ...]:
    return tuple(LedgerEntry(Span(*entry["span"]), entry["state"]) for entry in entries)
