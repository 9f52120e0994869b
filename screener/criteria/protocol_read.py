"""The text of a protocol file to a protocol, each mistake with its place in the file."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from typing import TypeVar
from typing import get_args

from screener.core.issues import Issue
from screener.core.issues import Severity
from screener.core.issues import issue
from screener.core.span import NOWHERE
from screener.core.span import Span
from screener.criteria.nodes import Node
from screener.criteria.nodes import Unread
from screener.criteria.notation import parse_rule
from screener.criteria.protocol import Category
from screener.criteria.protocol import Criterion
from screener.criteria.protocol import LedgerEntry
from screener.criteria.protocol import LedgerState
from screener.criteria.protocol import Protocol
from screener.criteria.protocol import Reading
from screener.criteria.protocol import Settled

Toml = Mapping[str, Any]
T = TypeVar("T")
_AT = re.compile(r"\s*\(at line (\d+), column (\d+)\)$")


def read_protocol(source: str) -> tuple[Protocol | None, tuple[Issue, ...]]:
    """The protocol that the text of a file holds, None where it is not TOML; a rule that cannot be read is unread."""
    try:
        data = tomllib.loads(source)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return None, (_not_toml(error, source),)
    reader = _Reader(source)
    protocol = reader.protocol(data)
    return protocol, tuple(reader.issues)


def _not_toml(error: Exception, source: str) -> Issue:
    said = str(error)
    place = _AT.search(said)
    span = NOWHERE
    if place:
        line, column = int(place[1]), int(place[2])
        starts = [0, *(found.end() for found in re.finditer("\n", source))]
        start = min(starts[line - 1] + column - 1, max(len(source) - 1, 0))
        span = Span(start, start + 1)
    message = f"this is not TOML: {_AT.sub('', said) or 'it nests too deeply'}"
    return issue("file-not-toml", message, span, hint="texts stand between quotes, several lines between triple quotes")


class _Reader:
    """Reads tables into criteria and keeps the issues."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.issues: list[Issue] = []
        self.blocks = [found.start() for found in re.finditer(r"^[ \t]*\[\[\s*criteria\s*\]\]", source, re.MULTILINE)]
        self.here = Span(0, len(source))

    def refuse(self, code: str, message: str, span: Span, hint: str) -> None:
        """Notes a mistake at a place of the file."""
        self.issues.append(issue(code, message, span, hint=hint))

    def protocol(self, data: Toml) -> Protocol:
        """The whole file."""
        texts = {key: text for key, text in self.table(data, "texts").items() if isinstance(text, str)}
        if not isinstance(data.get("criteria"), list):
            self.refuse("protocol-file-invalid", "the file has no criteria", NOWHERE, "add [[criteria]] entries")
        ledger = {field: self.ledger(entries) for field, entries in self.table(data, "ledger").items()}
        return Protocol(
            id=self.value(data, "id", ""),
            title=self.value(data, "title", ""),
            texts=texts,
            criteria=self.criteria(self.tables(data, "criteria"), texts),
            ledger=ledger,
            issues=tuple(self.issue(each) for each in self.tables(data, "issues")),
            source=self.value(data, "source", ""),
        )

    def criteria(self, tables: list[Toml], texts: Mapping[str, str]) -> tuple[Criterion, ...]:
        """Every criterion; ids may not repeat."""
        found: list[Criterion] = []
        known = len(self.blocks) == len(tables)
        ends = [*self.blocks[1:], len(self.source)]
        for number, table in enumerate(tables):
            if known:
                self.here = Span(self.blocks[number], ends[number])
            criterion = self.criterion(table, texts)
            if criterion.id in {each.id for each in found}:
                hint = "give each criterion its own id"
                self.refuse("id-repeated", f"{criterion.id} stands twice", self.key("id"), hint)
            found.append(criterion)
        return tuple(found)

    def criterion(self, data: Toml, texts: Mapping[str, str]) -> Criterion:
        """One criterion, its rule that of its own or of the chosen reading."""
        ident = self.value(data, "id", "")
        if not ident:
            self.refuse("protocol-file-invalid", "a criterion has no id", self.key("id"), 'write id = "INCL01"')
        text = self.value(data, "text", "")
        readings = tuple(self.reading(each, text) for each in self.tables(data, "readings"))
        reviewer, reviewed = self.value(data, "reviewer", ""), self.reviewed(data, ident)
        if bool(reviewer) != bool(reviewed):
            hint = "fill in both reviewer and reviewed"
            self.refuse("review-incomplete", f"{ident} is reviewed only in part", self.key("reviewer"), hint)
        settled: Settled = self.choice(data, "settled", get_args(Settled), "open")
        return Criterion(
            id=ident,
            category=self.choice(data, "category", get_args(Category), None),
            field=self.value(data, "field", ""),
            text=text,
            span=self.place(data, ident, texts),
            node=self.rule(data, ident, text, readings),
            ledger=self.ledger(data.get("ledger", [])),
            readings=readings,
            settled="ruled" if reviewer and reviewed else settled,
            issues=tuple(self.issue(each) for each in self.tables(data, "issues")),
            inferred=self.value(data, "inferred", False),
            reviewer=reviewer,
            reviewed=reviewed,
        )

    def rule(self, data: Toml, ident: str, text: str, readings: tuple[Reading, ...]) -> Node:
        """The node of the criterion."""
        chosen = [reading for reading in readings if reading.chosen]
        if readings and len(chosen) != 1:
            message = f"{ident} has {len(chosen)} chosen readings"
            self.refuse("chosen-not-one", message, self.key("chosen"), "write chosen = true at exactly one")
        if "rule" in data:
            return self.parsed(self.value(data, "rule", ""), text)
        if len(chosen) == 1:
            return chosen[0].node
        if not readings:
            self.refuse("protocol-file-invalid", f"{ident} has no rule", self.key("id"), 'write rule = "easi >= 6"')
        return Unread(text)

    def parsed(self, rule: str, text: str) -> Node:
        """The node that a rule says; one that cannot be read leaves the criterion unread, not dropped."""
        node, found = parse_rule(rule)
        for each in found:
            self.issues.append(replace(each, span=self.inside(rule, each.span)))
        return Unread(text) if node is None else node

    def inside(self, rule: str, span: Span) -> Span:
        """Where a place in a rule stands in the file; the criterion's rule where quotes and escapes hide it."""
        start = self.source.find(rule, self.here.start, self.here.end) if rule else -1
        return self.key("rule") if start < 0 else Span(start + span.start, start + span.end)

    def reading(self, data: Toml, text: str) -> Reading:
        """One kept reading."""
        node = self.parsed(self.value(data, "rule", ""), text)
        return Reading(node, self.value(data, "chosen", False), self.value(data, "why", ""))

    def reviewed(self, data: Toml, ident: str) -> str:
        """The date of the review, as text or as a TOML date."""
        given = data.get("reviewed", "")
        if isinstance(given, date):
            return given.isoformat()[:10]
        try:
            return date.fromisoformat(given).isoformat() if given else ""
        except (TypeError, ValueError):
            hint = 'write reviewed = "2026-05-31"'
            self.refuse("protocol-file-invalid", f"{ident} has no readable review date", self.key("reviewed"), hint)
            return ""

    def place(self, data: Toml, ident: str, texts: Mapping[str, str]) -> Span:
        """The criterion's span, held against the text of its field."""
        span = self.span(data.get("span", [0, 0]))
        source = texts.get(self.value(data, "field", ""))
        if source is None or span.end > len(source):
            if span != NOWHERE:
                message = f"{ident} does not stand inside its field's text"
                self.refuse("span-outside", message, self.key("span"), "correct span and field, or compile again")
            return span
        if span.text(source) != self.value(data, "text", "") and span != NOWHERE:
            message = f"the words of {ident} are not those at its span"
            self.refuse("text-differs", message, self.key("text"), "correct text or span, or compile again")
        return span

    def span(self, given: Any) -> Span:
        """A span out of its two numbers."""
        whole = isinstance(given, list) and len(given) == 2 and all(type(end) is int for end in given)
        if not whole or not 0 <= given[0] <= given[1]:
            hint = "write span = [0, 10]"
            self.refuse("protocol-file-invalid", "a span is not two rising numbers", self.key("span"), hint)
            return NOWHERE
        return Span(*given)

    def ledger(self, given: Any) -> tuple[LedgerEntry, ...]:
        """The account of a stretch of text."""
        entries = []
        for each in given if isinstance(given, list) else [given]:
            if not isinstance(each, list) or len(each) != 3 or each[2] not in get_args(LedgerState):
                hint = 'write [0, 10, "compiled"]'
                self.refuse("protocol-file-invalid", "a ledger entry is not one", self.key("ledger"), hint)
                continue
            entries.append(LedgerEntry(self.span(each[:2]), each[2]))
        return tuple(entries)

    def issue(self, data: Toml) -> Issue:
        """An issue that was kept with the protocol."""
        severity: Severity = self.choice(data, "severity", get_args(Severity), "warning")
        words = (self.value(data, key, "") for key in ("code", "message", "field", "hint"))
        code, message, field, hint = words
        return Issue(code, message, self.span(data.get("span", [0, 0])), field, hint, severity)

    def table(self, data: Toml, key: str) -> Toml:
        """A table of the file."""
        return self.value(data, key, {})

    def tables(self, data: Toml, key: str) -> list[Toml]:
        """A list of tables of the file."""
        given: list[Any] = self.value(data, key, [])
        return [each for each in given if isinstance(each, dict)]

    def value(self, data: Toml, key: str, default: T) -> T:
        """The entry, if it is the same kind of thing as the default."""
        given = data.get(key, default)
        if type(given) is type(default):
            return given
        kinds = {str: "a text in quotes", bool: "true or false", dict: "a table", list: "a list"}
        self.refuse("protocol-file-invalid", f"`{key}` is not {kinds[type(default)]}", self.key(key), "correct it")
        return default

    def choice(self, data: Toml, key: str, allowed: tuple[str, ...], default: str | None) -> Any:
        """The entry, if it is one of those allowed."""
        given = data.get(key, default)
        if given in allowed:
            return given
        hint = f"write {' or '.join(allowed)}"
        self.refuse("protocol-file-invalid", f"`{key}` is none of those allowed", self.key(key), hint)
        return default or allowed[0]

    def key(self, name: str) -> Span:
        """Where the line of an entry stands, inside the criterion that is being read."""
        found = re.compile(rf"^[ \t]*{name}\s*=.*", re.MULTILINE).search(self.source, self.here.start, self.here.end)
        if found:
            return Span(*found.span())
        line = self.source.find("\n", self.here.start)
        return Span(self.here.start, line if line >= 0 else len(self.source))
