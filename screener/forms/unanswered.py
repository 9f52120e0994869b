"""What the reference evaluator says of an atom before anything is answered: nothing, and why not."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from screener.core.reasons import Reason
from screener.criteria import nodes as n
from screener.records.patient import Patient
from screener.screening.case import Case
from screener.screening.chart import Chart
from screener.screening.evaluate import evaluate_alone
from screener.screening.options import STAGES
from screener.screening.options import Options
from screener.screening.options import Stage
from screener.screening.outcome import Outcome
from screener.screening.outcome import only

NOBODY = Patient(id="nobody")
ANY_DAY = date(2026, 1, 1)
"""Anchors that are not given are taken at the index date, so the day itself does not matter."""


def unanswered(node: n.Node, stage: Stage) -> Outcome:
    """The outcome of the node for a candidate of whom nothing is known."""
    return evaluate_alone(node, Case(Chart(NOBODY), Options(ANY_DAY, stage)))


def first_stage(nodes: Iterable[n.Node]) -> Stage:
    """The earliest stage at which one of the nodes is not deferred to a later visit."""
    nodes = tuple(nodes)
    for stage in STAGES:
        if any(not only(unanswered(node, stage), Reason.DEFERRED) for node in nodes):
            return stage
    return STAGES[-1]
