"""What can be known of a protocol before any patient: where unread text lies in its rules, and the rules' hash."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from screener.core.issues import Issue
from screener.core.issues import issue
from screener.core.span import Span
from screener.criteria.lint_treatments import permitted_and_forbidden
from screener.criteria.nodes import Combination
from screener.criteria.nodes import Node
from screener.criteria.nodes import Unread
from screener.criteria.nodes import children
from screener.criteria.nodes import walk
from screener.criteria.protocol import Criterion
from screener.criteria.protocol import Protocol
from screener.criteria.protocol_file import rules_hash
from screener.screening.evaluate import Path


@dataclass(frozen=True, slots=True)
class Rule:
    """A criterion with the paths that hold unread text, and the other readings with theirs."""

    criterion: Criterion
    unread: frozenset[Path]
    others: tuple[tuple[Node, frozenset[Path]], ...]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A protocol's rules, their hash, and the issues that hold for every candidate."""

    protocol: Protocol
    rules: tuple[Rule, ...]
    rules_hash: str
    issues: tuple[Issue, ...]
    outside: bool
    same: dict[int, int]


_KEPT: OrderedDict[int, Prepared] = OrderedDict()
_MOST = 64


def prepare(protocol: Protocol) -> Prepared:
    """The prepared protocol, kept for the next patient."""
    known = _KEPT.get(id(protocol))
    if known is not None and known.protocol is protocol:
        return known
    prepared = _prepare(protocol)
    _KEPT[id(protocol)] = prepared
    while len(_KEPT) > _MOST:
        _KEPT.popitem(last=False)
    return prepared


def _prepare(protocol: Protocol) -> Prepared:
    rules = tuple(_rule(criterion) for criterion in protocol.criteria)
    outside = tuple(_unread_outside(protocol))
    issues = [
        issue("unread-outside", "Text outside every criterion was not read.", span, field=name)
        for name, span in outside
    ]
    found = (
        *protocol.issues,
        *(item for criterion in protocol.criteria for item in criterion.issues),
        *permitted_and_forbidden(protocol),
    )
    issues += {item.message: item for item in reversed(found) if item.code == "criteria-conflict"}.values()
    if not rules:
        issues.append(issue("no-criteria", "The protocol holds no criteria, so nothing can be decided."))
    return Prepared(protocol, rules, rules_hash(protocol), tuple(issues), bool(outside) or not rules, _same(rules))


def _same(rules: tuple[Rule, ...]) -> dict[int, int]:
    """A number for every atom, by its identity; atoms that say the same have the same number.

    The rules are kept with it, so that an identity stays that of its atom.
    """
    numbers: dict[Node, int] = {}
    found = {}
    for rule in rules:
        for root in (rule.criterion.node, *(node for node, _ in rule.others)):
            for node in walk(root):
                if not isinstance(node, Combination):
                    found[id(node)] = numbers.setdefault(node, len(numbers))
    return found


def _rule(criterion: Criterion) -> Rule:
    others = tuple(
        (reading.node, unread_paths(criterion, reading.node))
        for reading in criterion.readings
        if not reading.chosen and reading.node != criterion.node
    )
    return Rule(criterion, unread_paths(criterion, criterion.node), others)


def unread_paths(criterion: Criterion, node: Node) -> frozenset[Path]:
    """The nodes that hold unread text and are therefore unknown: the smallest that holds it, else the whole rule.

    A rule that a person has reviewed answers for all its text.
    """
    if criterion.reviewer:
        return frozenset()
    found = set()
    for entry in criterion.ledger:
        if entry.state == "unread":
            path, holder = _smallest(node, entry.span)
            if not isinstance(holder, Unread):
                found.add(path)
    return frozenset(found)


def _smallest(node: Node, span: Span, path: Path = ()) -> tuple[Path, Node]:
    for number, child in enumerate(children(node)):
        if child.span.holds(span):
            return _smallest(child, span, (*path, number))
    return path, node


def _unread_outside(protocol: Protocol) -> list[tuple[str, Span]]:
    found = []
    for name, entries in protocol.ledger.items():
        held = [criterion.span for criterion in protocol.criteria if criterion.field == name]
        found += [
            (name, entry.span)
            for entry in entries
            if entry.state == "unread" and not any(span.holds(entry.span) for span in held)
        ]
    return found
