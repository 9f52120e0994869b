"""Shows one verdict node by node, as a tree for each criterion."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import TextIO

from rich.text import Text
from rich.tree import Tree

from screener.cli.terminal import console
from screener.paper.verdict_words import FINDING_MARKS
from screener.paper.verdict_words import FINDING_STYLES
from screener.paper.verdict_words import STATUS_STYLES
from screener.screening.explain import explain

if TYPE_CHECKING:
    from screener.screening.explain import Explained
    from screener.screening.explain import Step
    from screener.screening.report import Report

TRUTH_STYLES = {"true": "green", "false": "red", "unknown": "yellow", "not applicable": "dim"}


def render_explain(report: Report, criterion_id: str | None, setting: str, file: TextIO) -> None:
    """Writes the tree of every criterion, or of one."""
    out = console(file)
    status = Text(report.status, style=STATUS_STYLES[report.status])
    out.print(Text(f"{report.protocol}  {report.patient}: ", style="bold").append(status))
    out.print(Text(setting, style="dim"))
    for item in explain(report, criterion_id):
        out.print()
        out.print(_tree(item))


def _tree(item: Explained) -> Tree:
    head = Text(item.criterion, style="bold")
    head.append(f"  {FINDING_MARKS[item.finding]} {item.finding}", style=FINDING_STYLES[item.finding])
    head.append(f"  {item.category}", style="not bold dim")
    head.append(f"\n{' '.join(item.text.split())}", style="not bold")
    head.append(f"\n{item.reason}", style="not bold dim")
    if item.depends_on_reading:
        head.append("\nAnother fair reading of the sentence gives another truth.", style="not bold yellow")
    tree = Tree(head, guide_style="dim")
    _grow(tree, item.step)
    return tree


def _grow(tree: Tree, step: Step) -> None:
    shown = Text(step.truth.upper(), style=TRUTH_STYLES[step.truth])
    shown.append(f"  {step.rule}" if not step.steps else f"  {step.kind}", style="default")
    if not step.steps:
        lines = [f"“{' '.join(step.words.split())}”" if step.words else "", step.sentence, *step.evidence]
        if step.reasons:
            lines.append("reasons: " + ", ".join(step.reasons))
        for line in lines:
            if line:
                shown.append(f"\n{line}", style="dim")
    branch = tree.add(shown)
    for part in step.steps:
        _grow(branch, part)
