"""Shows a check: coverage, issues with carets, unread parts, kept readings, lint."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import TextIO

from rich.text import Text

from screener.cli.render_issue import render_issue
from screener.cli.render_issue import snippet
from screener.cli.render_protocol import heading
from screener.cli.render_protocol import print_coverage
from screener.cli.terminal import console
from screener.core.span import NOWHERE
from screener.core.span import Span
from screener.criteria.notation import print_rule
from screener.criteria.problems import all_issues

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from screener.core.issues import Issue
    from screener.criteria.protocol import Protocol

SEVERITY_STYLES = {"error": "red", "warning": "yellow", "information": "cyan"}
SETTLED = {
    "default": "a documented default chose it",
    "ruled": "a reviewer chose it",
    "open": "nobody has chosen: verdicts that depend on it stay open",
}


def render_check(protocol: Protocol, linted: tuple[Issue, ...], file: TextIO) -> None:
    """Writes everything that a person should look at before using the protocol."""
    out = console(file)
    out.print(heading(protocol))
    print_coverage(protocol, out)
    issues = list(all_issues(protocol))
    _section(out, f"Issues ({len(issues)})", [_issue(protocol, where, found) for where, found in issues])
    unread = [Text("\n".join("    " + line for line in lines)) for lines in _unread(protocol)]
    _section(out, f"Not read ({len(unread)})", unread)
    readings = list(_readings(protocol))
    _section(out, f"More than one reading ({len(readings)})", readings)
    _section(out, f"Design ({len(linted)})", [_issue(protocol, "", found) for found in linted])


def check_to_json(protocol: Protocol, linted: tuple[Issue, ...]) -> dict[str, Any]:
    """The check as plain data; spans count code points of their field."""
    return {
        "schema_version": "1",
        "source": protocol.source,
        "protocol": {"id": protocol.id, "title": protocol.title},
        "coverage": dict(protocol.coverage()),
        "issues": [_issue_to_json(where, found) for where, found in all_issues(protocol)],
        "unread": [
            {"field": field, "span": list(span), "text": span.text(protocol.texts[field])}
            for field, span in _unread_spans(protocol)
        ],
        "readings": [
            {
                "criterion": criterion.id,
                "settled": criterion.settled,
                "readings": [
                    {"rule": print_rule(reading.node), "chosen": reading.chosen, "why": reading.why}
                    for reading in criterion.readings
                ],
            }
            for criterion in protocol.criteria
            if criterion.readings
        ],
        "design": [_issue_to_json("", found) for found in linted],
    }


def _issue_to_json(where: str, found: Issue) -> dict[str, Any]:
    return {
        "criterion": where,
        "code": found.code,
        "severity": found.severity,
        "message": found.message,
        "field": found.field,
        "span": list(found.span),
        "hint": found.hint,
    }


def _section(out: Console, title: str, parts: list[Text]) -> None:
    if not parts:
        return
    out.print(Text(f"\n{title}", style="bold"))
    for part in parts:
        out.print(part, soft_wrap=True)


def _issue(protocol: Protocol, where: str, found: Issue) -> Text:
    text = protocol.texts.get(found.field, "")
    place = where or (protocol.source if found.span == NOWHERE else "")
    head, *rest = render_issue(found, text, place).split("\n")
    shown = Text(head, style=SEVERITY_STYLES[found.severity])
    for line in rest:
        shown.append(f"\n{line}", style="default")
    return shown


def _unread_spans(protocol: Protocol) -> Iterator[tuple[str, Span]]:
    for field, entries in protocol.ledger.items():
        for entry in entries:
            if entry.state == "unread":
                yield field, entry.span


def _unread(protocol: Protocol) -> Iterator[tuple[str, str]]:
    for field, span in _unread_spans(protocol):
        yield snippet(protocol.texts[field], span)


def _readings(protocol: Protocol) -> Iterator[Text]:
    for criterion in protocol.criteria:
        if not criterion.readings:
            continue
        shown = Text(f"{criterion.id}  {' '.join(criterion.text.split())}")
        for reading in criterion.readings:
            mark, style = ("✓", "green") if reading.chosen else ("·", "yellow")
            shown.append(f"\n  {mark} {print_rule(reading.node)}", style=style)
            shown.append(f"\n    {reading.why}", style="dim")
        shown.append(f"\n  {SETTLED[criterion.settled]}", style="dim")
        yield shown
