"""Takes a protocol, gives everything that a browser needs to put its form and to decide as the reference does."""

from __future__ import annotations

from typing import Any

from screener.criteria import nodes as n
from screener.criteria.notation import question_key
from screener.criteria.protocol import Protocol
from screener.criteria.serial import issue_to_json
from screener.criteria.serial import node_to_json
from screener.forms.browser import strings
from screener.forms.bundle_facts import facts
from screener.forms.bundle_items import item_to_json
from screener.forms.questionnaire import questionnaire
from screener.screening.evaluate import Path
from screener.screening.prepared import Rule
from screener.screening.prepared import prepare

SCHEMA_VERSION = "1"
KIND = "screener-form-bundle"
Json = dict[str, Any]


def bundle(protocol: Protocol) -> Json:
    """The rules, items and facts of one protocol as plain JSON values (docs/forms.md tells each field)."""
    form = questionnaire(protocol)
    prepared = prepare(protocol)
    return {
        "schema_version": SCHEMA_VERSION,
        "kind": KIND,
        "protocol": {"id": protocol.id, "title": protocol.title},
        "rules_hash": prepared.rules_hash,
        "barred": prepared.outside,
        "issues": [issue_to_json(issue) for issue in prepared.issues],
        "criteria": [_criterion(rule) for rule in prepared.rules],
        "items": [item_to_json(item) for item in form.items],
        "order": list(form.order),
        "atoms": {key: {"item": link} for key, link in form.atoms.items()},
        "entailed": {key: list(wider) for key, wider in form.entailed.items()},
        "facts": facts(protocol),
        "strings": strings(),
    }


def _criterion(rule: Rule) -> Json:
    criterion = rule.criterion
    return {
        "id": criterion.id,
        "category": criterion.category,
        "text": criterion.text,
        "settled": criterion.settled,
        "inferred": criterion.inferred,
        "reviewed": bool(criterion.reviewer),
        "node": keyed(criterion.node),
        "unread": _paths(rule.unread),
        "others": [{"node": keyed(node), "unread": _paths(unread)} for node, unread in rule.others],
    }


def _paths(paths: frozenset[Path]) -> list[list[int]]:
    return [list(path) for path in sorted(paths)]


def keyed(node: n.Node) -> Json:
    """The node as JSON, with its question key at every atom and open list."""
    data = node_to_json(node)
    _add_keys(node, data)
    return data


_SLOTS = ("parts", "part", "condition", "then", "base", "unless", "action", "concurrent_with", "indication")


def _add_keys(node: n.Node, data: Json) -> None:
    if not isinstance(node, n.Combination) or (isinstance(node, n.AnyOf) and node.open):
        data["key"] = question_key(node)
    below: list[Json] = [data["head"]] if data.get("head") else []
    for slot in _SLOTS:
        held = data.get(slot)
        if isinstance(held, dict):
            below.append(held)
        elif isinstance(held, list):
            below.extend(held)
    for child, child_data in zip(n.children(node), below, strict=True):
        _add_keys(child, child_data)
