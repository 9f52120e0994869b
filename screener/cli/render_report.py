"""Shows one verdict in full: status, each criterion with its reason, what to ask and what to confirm."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import TextIO

from rich.table import Table
from rich.text import Text

from screener.cli.render_protocol import heading
from screener.cli.terminal import console
from screener.paper.verdict_words import DISCLAIMER
from screener.paper.verdict_words import FINDING_MARKS
from screener.paper.verdict_words import FINDING_STYLES
from screener.paper.verdict_words import STATUS_MEANINGS
from screener.paper.verdict_words import STATUS_STYLES

if TYPE_CHECKING:
    from screener.criteria.protocol import Protocol


def render_report(protocol: Protocol, report: dict[str, Any], setting: str, file: TextIO) -> None:
    """Writes the report of one candidate."""
    out = console(file)
    status = report["status"]
    out.print(heading(protocol))
    out.print(Text(setting, style="dim"))
    out.print()
    verdict = Text(f"{report['patient']}: ").append(status, style=f"bold {STATUS_STYLES[status]}")
    out.print(verdict.append(f" ({STATUS_MEANINGS[status]})"))
    out.print()
    out.print(_findings(protocol, report))
    out.print()
    for title, lines in _lists(report):
        if lines:
            out.print(Text(title, style="bold"))
            for line in lines:
                out.print(Text(f"  {line}"))
            out.print()
    out.print(Text(f"Rules {report['rules_hash'][:12]}. {DISCLAIMER}", style="dim"))


def _findings(protocol: Protocol, report: dict[str, Any]) -> Table:
    texts = {criterion.id: " ".join(criterion.text.split()) for criterion in protocol.criteria}
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for finding in report["findings"]:
        kind = finding["finding"]
        words = Text(texts.get(finding["criterion"], ""), style="dim")
        words.append(f"\n{finding['reason']}", style="not dim")
        if finding["depends_on_reading"]:
            words.append("\nDepends on how the sentence is read; see `screener check`.", style="not dim yellow")
        mark = Text(f"{FINDING_MARKS[kind]} {kind}", style=FINDING_STYLES[kind])
        table.add_row(Text(finding["criterion"], style="bold"), mark, words)
    return table


def _lists(report: dict[str, Any]) -> list[tuple[str, list[str]]]:
    """What stands below the findings: questions in the order that decides fastest, confirmations, assumptions."""
    return [
        ("Ask next", _questions(report)),
        ("To confirm", [f"{item['criterion']}: {item['text']}" for item in report["confirmations"]]),
        ("Assumed", report["assumptions"]),
        ("Presumed complete", report["presumed"]),
        ("Record", [item["message"] for item in report["issues"]]),
    ]


def _questions(report: dict[str, Any]) -> list[str]:
    asked = []
    for number, question in enumerate(report["questions"], 1):
        asked.append(f"{number}. {question['text']} ({', '.join(question['criteria'])})")
    return asked
