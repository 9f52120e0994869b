"""Shows a compiled protocol: each criterion's words, its rule, and the rule read back in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import TextIO

from rich.table import Table
from rich.text import Text

from screener.cli.terminal import console
from screener.criteria.notation import print_rule
from screener.criteria.prose import prose

if TYPE_CHECKING:
    from rich.console import Console

    from screener.criteria.protocol import Criterion
    from screener.criteria.protocol import Protocol

STATES = {
    "compiled": "read into rules",
    "judgement": "for a person to judge",
    "unread": "not read",
    "filler": "headings and filler",
}


def render_protocol(protocol: Protocol, file: TextIO) -> None:
    """Writes the protocol's criteria and how much of its text was read."""
    out = console(file)
    out.print(heading(protocol))
    for category in ("inclusion", "exclusion"):
        chosen = [criterion for criterion in protocol.criteria if criterion.category == category]
        if chosen:
            out.print(Text(f"\n{category.capitalize()}", style="bold"))
            out.print(_criteria(chosen))
    out.print()
    print_coverage(protocol, out)


def heading(protocol: Protocol) -> Text:
    """The protocol's id and title in one line."""
    words = Text(protocol.id or protocol.source or "protocol", style="bold")
    if protocol.title:
        words.append(f"  {protocol.title}", style="not bold")
    return words


def print_coverage(protocol: Protocol, out: Console) -> None:
    """Prints what became of every character, as numbers and a bar."""
    counts = protocol.coverage()
    total = sum(counts.values())
    if not total:
        out.print(Text("No text to read.", style="yellow"))
        return
    styles = {"compiled": "green", "judgement": "cyan", "unread": "red", "filler": "dim"}
    marks = {"compiled": "█", "judgement": "▓", "unread": "!", "filler": "░"}
    bar = Text()
    for state, count in counts.items():
        bar.append(marks[state] * _cells(count, total), style=styles[state])
    out.print(bar)
    for state, count in counts.items():
        out.print(
            Text(f"{marks[state]} {STATES[state]:<22}{count:>7} characters  {count / total:>4.0%}", style=styles[state])
        )


def _cells(count: int, total: int, width: int = 60) -> int:
    return max(1, count * width // total) if count else 0


def _criteria(criteria: list[Criterion]) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for criterion in criteria:
        table.add_row(Text(criterion.id, style="bold"), Text(" ".join(criterion.text.split())))
        table.add_row("", Text(print_rule(criterion.node), style="green"))
        table.add_row("", Text(prose(criterion.node), style="dim"))
        for reading in criterion.readings:
            if not reading.chosen:
                table.add_row("", Text(f"or: {print_rule(reading.node)}  ({reading.why})", style="yellow"))
    return table
