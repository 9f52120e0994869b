"""Shows many verdicts as a work list."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from typing import Any
from typing import TextIO

from rich import box
from rich.table import Table
from rich.text import Text

from screener.cli.render_protocol import heading
from screener.cli.terminal import console
from screener.paper.verdict_words import DISCLAIMER
from screener.paper.verdict_words import STATUS_ORDER
from screener.paper.verdict_words import STATUS_STYLES
from screener.paper.verdict_words import in_order
from screener.paper.verdict_words import key_reason

if TYPE_CHECKING:
    from screener.criteria.protocol import Protocol


def render_worklist(protocol: Protocol, reports: list[dict[str, Any]], setting: str, file: TextIO) -> None:
    """Writes one row a candidate, in the order of the work list, and the count of each status."""
    out = console(file)
    out.print(heading(protocol))
    out.print(Text(setting, style="dim"))
    out.print()
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    table.add_column("Candidate", no_wrap=True)
    table.add_column("Status", no_wrap=True)
    table.add_column("Because / next", overflow="fold")
    for report in in_order(reports):
        style = STATUS_STYLES[report["status"]]
        table.add_row(Text(report["patient"]), Text(report["status"], style=style), Text(key_reason(report)))
    out.print(table)
    out.print()
    counts = Counter(report["status"] for report in reports)
    shown = ", ".join(f"{counts[status]} {status}" for status in STATUS_ORDER if counts[status])
    out.print(Text(f"{len(reports)} candidates: {shown}."))
    out.print(Text(DISCLAIMER, style="dim"))
