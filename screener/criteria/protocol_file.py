"""Protocol files: takes a protocol, gives TOML that a person can review and correct, and back."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.items import AoT
from tomlkit.items import Array
from tomlkit.items import String
from tomlkit.items import StringType
from tomlkit.items import Table
from tomlkit.items import Trivia

from screener.core.issues import Issue
from screener.core.issues import issue
from screener.criteria.merge import merge_reviewed
from screener.criteria.nodes import Node
from screener.criteria.notation import print_rule
from screener.criteria.protocol import Criterion
from screener.criteria.protocol import LedgerEntry
from screener.criteria.protocol import Protocol
from screener.criteria.protocol_read import read_protocol

__all__ = ["dump_protocol", "load_protocol", "merge_reviewed", "rules_hash"]

WIDTH = 100
_ABOUT = (
    "The rules of one protocol. A person may correct a rule, choose another reading (`chosen`), and then fills in",
    "`reviewer` and `reviewed` (a date): what is reviewed is kept when the text is compiled again.",
    "A criterion with readings has the rule of the chosen one, unless it has a `rule` of its own.",
)


def load_protocol(path: Path) -> tuple[Protocol | None, tuple[Issue, ...]]:
    """The protocol of a file; spans of the issues count from the start of the file."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            text = file.read()
    except (OSError, UnicodeDecodeError) as error:
        what = "is not text in UTF-8" if isinstance(error, UnicodeDecodeError) else f"cannot be read ({error.strerror})"
        return None, (issue("file-unreadable", f"{path.name} {what}", hint="give a protocol file in TOML"),)
    return read_protocol(text.removeprefix("\ufeff"))


def dump_protocol(protocol: Protocol) -> str:
    """The protocol as TOML; `load_protocol` gives the same protocol back."""
    document = tomlkit.document()
    for line in _ABOUT:
        document.add(tomlkit.comment(line))
    document.add("id", _string(protocol.id))
    document.add("title", _string(protocol.title))
    document.add("source", _string(protocol.source))
    document.add("criteria", _tables(_criterion(each) for each in protocol.criteria))
    document.add("texts", _table({field: _string(text) for field, text in protocol.texts.items()}))
    document.add("ledger", _table({field: _ledger(entries) for field, entries in protocol.ledger.items()}))
    if protocol.issues:
        document.add("issues", _tables(_issue(each) for each in protocol.issues))
    return tomlkit.dumps(document)


def rules_hash(protocol: Protocol) -> str:
    """The SHA-256 of everything in the protocol that a verdict depends on: ids, categories, rules, kept readings."""
    lines = [protocol.id]
    for each in protocol.criteria:
        lines.append(f"{each.id} {each.category} {each.settled} {each.inferred} {print_rule(each.node)}")
        lines += [f"{reading.chosen} {print_rule(reading.node)}" for reading in each.readings]
    return sha256("\n".join(lines).encode()).hexdigest()


def _criterion(criterion: Criterion) -> Table:
    table = _table(
        {
            "id": _string(criterion.id),
            "category": criterion.category,
            "field": _string(criterion.field),
            "span": list(criterion.span),
            "text": _string(criterion.text),
        }
    )
    chosen = [reading.node for reading in criterion.readings if reading.chosen]
    if chosen != [criterion.node]:
        table.add("rule", _rule(criterion.node))
    table.add("settled", criterion.settled)
    if criterion.inferred:
        table.add("inferred", True)
    table.add("reviewer", _string(criterion.reviewer))
    table.add("reviewed", criterion.reviewed)
    if criterion.ledger:
        table.add("ledger", _ledger(criterion.ledger))
    if criterion.readings:
        readings = (
            {"rule": _rule(each.node), "chosen": each.chosen, "why": _string(each.why)} for each in criterion.readings
        )
        table.add("readings", _tables(_table(each) for each in readings))
    if criterion.issues:
        table.add("issues", _tables(_issue(each) for each in criterion.issues))
    return table


def _issue(found: Issue) -> Table:
    return _table(
        {
            "code": _string(found.code),
            "severity": found.severity,
            "message": _string(found.message),
            "span": list(found.span),
            "field": _string(found.field),
            "hint": _string(found.hint),
        }
    )


def _ledger(entries: Iterable[LedgerEntry]) -> Array:
    array = tomlkit.array()
    for entry in entries:
        array.append([entry.span.start, entry.span.end, entry.state])
    return array


def _string(text: str) -> String:
    """A text over several lines where it has some; with a carriage return it is escaped, which TOML would drop."""
    return tomlkit.string(text, multiline="\n" in text and "\r" not in text)


def _rule(node: Node) -> String:
    """A rule in single quotes, which spare its double quotes the backslashes, unless it holds something odd."""
    text = print_rule(node, WIDTH)
    if "'" in text or not all(mark == "\n" or mark.isprintable() for mark in text):
        return _string(text)
    if "\n" in text:  # TOML drops the line end right after the opening quotes
        return String(StringType.MLL, text, "\n" + text + "\n", Trivia())
    return tomlkit.string(text, literal='"' in text)


def _table(entries: dict[str, Any]) -> Table:
    table = tomlkit.table()
    for key, value in entries.items():
        table.add(tomlkit.key(key), value)
    return table


def _tables(tables: Iterable[Table]) -> AoT:
    array = tomlkit.aot()
    for table in tables:
        array.append(table)
    return array
