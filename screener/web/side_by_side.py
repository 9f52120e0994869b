"""Takes a protocol, gives its text in rows: on one side the words with what became of them, on the other the rules."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from screener.core.issues import Issue
from screener.core.span import NOWHERE
from screener.core.span import Span
from screener.criteria.lint import lint
from screener.criteria.notation import print_rule
from screener.criteria.problems import all_issues
from screener.criteria.prose import prose
from screener.criteria.protocol import Criterion
from screener.criteria.protocol import LedgerEntry
from screener.criteria.protocol import Protocol
from screener.screening.prepared import prepare

Json = dict[str, Any]
SETTLED = {
    "default": "a documented default chose it",
    "ruled": "a reviewer chose it",
    "open": "nobody has chosen: verdicts that depend on it stay open",
}
_WIDTH = 56


def side_by_side(protocol: Protocol) -> Json:
    """Everything that the page of a compiled protocol shows, as plain JSON values."""
    issues = list(dict.fromkeys([*(found for _, found in all_issues(protocol)), *lint(protocol)]))
    placed = [found for found in issues if found.span != NOWHERE and found.field in protocol.ledger]
    placed.sort(key=lambda found: (list(protocol.ledger).index(found.field), found.span))
    numbers = {id(found): number for number, found in enumerate(placed, 1)}
    fields = [
        {"name": name, "rows": _rows(protocol, name, [found for found in placed if found.field == name], numbers)}
        for name in protocol.ledger
    ]
    return {
        "id": protocol.id,
        "title": protocol.title,
        "rules_hash": prepare(protocol).rules_hash,
        "coverage": _coverage(protocol),
        "fields": [field for field in fields if field["rows"]],
        "issues": [_issue(found, 0) for found in issues if id(found) not in numbers],
        "placed": len(placed),
        "criteria": len(protocol.criteria),
    }


def _coverage(protocol: Protocol) -> list[Json]:
    counts = protocol.coverage()
    total = sum(counts.values()) or 1
    return [{"state": state, "count": count, "percent": round(100 * count / total)} for state, count in counts.items()]


def _rows(protocol: Protocol, name: str, issues: list[Issue], numbers: dict[int, int]) -> list[Json]:
    text, ledger = protocol.texts[name], protocol.ledger[name]
    criteria = [one for one in protocol.criteria if one.field == name]
    rows = []
    for span in _stretches(ledger, [one.span for one in criteria], len(text)):
        here = [found for found in issues if span.start <= found.span.start < span.end]
        rows.append(
            {
                "pieces": _pieces(text, span, ledger, here, numbers),
                "rules": [_rule(one) for one in criteria if span.holds(one.span)],
                "issues": [_issue(found, numbers[id(found)]) for found in here],
            }
        )
    return rows


def _stretches(ledger: Iterable[LedgerEntry], held: list[Span], length: int) -> list[Span]:
    """The text cut into rows: criteria that overlap are one; filler alone goes with what follows it."""
    merged: list[Span] = []
    for span in sorted(held):
        if merged and span.start < merged[-1].end:
            merged[-1] = merged[-1].join(span)
        elif span.end > span.start:
            merged.append(span)
    said = [entry.span for entry in ledger if entry.state != "filler"]
    rows: list[Span] = []
    start = 0
    for span in [*merged, Span(length, length)]:
        gap = [one for one in said if one.start < span.start and one.end > start]
        if gap:
            cut = min(max(one.end for one in gap), span.start)
            rows.append(Span(start, cut))
            start = cut
        if span.end > span.start:
            rows.append(Span(start, span.end))
            start = span.end
    if start < length and rows:
        rows[-1] = Span(rows[-1].start, length)
    return rows


def _pieces(
    text: str, span: Span, ledger: Iterable[LedgerEntry], issues: list[Issue], numbers: dict[int, int]
) -> list[Json]:
    """The stretch cut where its state changes and where an issue begins or ends; white space around it is not shown."""
    inside = [entry for entry in ledger if entry.span.overlaps(span)]
    cuts = {span.start, span.end}
    for one in (*(entry.span for entry in inside), *(found.span for found in issues)):
        cuts |= {place for place in one if span.start < place < span.end}
    pieces: list[Json] = []
    for start, end in pairwise(sorted(cuts)):
        piece = Span(start, end)
        state = next((entry.state for entry in inside if entry.span.holds(piece)), "unread")
        first = not pieces or pieces[-1]["state"] != state
        if pieces and first:
            pieces[-1]["last"] = True
        over = [found for found in issues if found.span.overlaps(piece)]
        ending = [numbers[id(found)] for found in issues if start < min(_end(found), span.end) <= end]
        shown = {"text": piece.text(text), "state": state, "first": first, "last": False}
        pieces.append({**shown, "marked": bool(over), "ends": ending})
    pieces[-1]["last"] = True
    pieces[0]["text"] = pieces[0]["text"].lstrip()
    pieces[-1]["text"] = pieces[-1]["text"].rstrip()
    return pieces


def _end(found: Issue) -> int:
    """Where its number stands: behind the last character that it is about."""
    return max(found.span.end, found.span.start + 1)


def _rule(criterion: Criterion) -> Json:
    return {
        "id": criterion.id,
        "category": criterion.category,
        "rule": print_rule(criterion.node, _WIDTH),
        "prose": prose(criterion.node),
        "readings": [
            {"rule": print_rule(reading.node, _WIDTH), "prose": prose(reading.node), "why": reading.why}
            for reading in criterion.readings
            if not reading.chosen
        ],
        "settled": SETTLED[criterion.settled] if criterion.readings else "",
        "inferred": criterion.inferred,
        "reviewer": criterion.reviewer,
        "reviewed": criterion.reviewed,
    }


def _issue(found: Issue, number: int) -> Json:
    return {
        "number": number,
        "code": found.code,
        "severity": found.severity,
        "message": found.message,
        "hint": found.hint,
    }
