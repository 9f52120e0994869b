"""Screens one patient against one protocol."""

from __future__ import annotations

from collections import OrderedDict

from screener.core.issues import Issue
from screener.core.issues import issue
from screener.criteria.protocol import Protocol
from screener.records.patient import Patient
from screener.screening.case import Case
from screener.screening.chart import Chart
from screener.screening.finding import find
from screener.screening.options import Options
from screener.screening.prepared import Prepared
from screener.screening.prepared import prepare
from screener.screening.questions import questions
from screener.screening.report import Finding
from screener.screening.report import Report
from screener.screening.status import status_of

__all__ = ["Options", "screen"]

_CHARTS: OrderedDict[int, Chart] = OrderedDict()
_MOST = 16


def screen(protocol: Protocol, patient: Patient, options: Options) -> Report:
    """The verdict on one patient, with a finding for every criterion and the trace of every node."""
    prepared = prepare(protocol)
    case = Case(chart_of(patient), options, prepared.same)
    findings = tuple(find(rule, case) for rule in prepared.rules)
    barred = prepared.outside or patient.deceased is True
    unconfirmed = any(rule.criterion.inferred and not rule.criterion.reviewer for rule in prepared.rules)
    status = status_of(findings, barred=barred, unconfirmed=unconfirmed)
    presumed = frozenset().union(*(finding.outcome.presumed for finding in findings))
    return Report(
        protocol=protocol.id,
        rules_hash=prepared.rules_hash,
        patient=patient.id,
        index_date=options.index_date,
        stage=options.stage,
        status=status,
        findings=findings,
        questions=questions(prepared.rules, findings, case),
        issues=_issues(prepared, case),
        assumptions=case.assumptions,
        presumed=tuple(sorted(presumed)),
        confirmations=_confirmations(prepared, findings),
        criteria=protocol.criteria,
    )


def chart_of(patient: Patient) -> Chart:
    """The patient's chart, kept for the next protocol."""
    known = _CHARTS.get(id(patient))
    if known is not None and known.patient is patient:
        return known
    chart = Chart(patient)
    _CHARTS[id(patient)] = chart
    while len(_CHARTS) > _MOST:
        _CHARTS.popitem(last=False)
    return chart


def _issues(prepared: Prepared, case: Case) -> tuple[Issue, ...]:
    patient = case.chart.patient
    died = (
        (issue("deceased", "The record says that the patient has died.", field=patient.id),) if patient.deceased else ()
    )
    return (*prepared.issues, *died, *case.issues)


def _confirmations(prepared: Prepared, findings: tuple[Finding, ...]) -> tuple[tuple[str, str], ...]:
    """What a person still has to tick: confirmations in the text, and criteria that no text states."""
    ticks = [(finding.criterion, text) for finding in findings for text in finding.outcome.confirm]
    ticks += [
        (rule.criterion.id, f"The trial is for “{rule.criterion.text}”: taken from its title, no criterion says so.")
        for rule in prepared.rules
        if rule.criterion.inferred and not rule.criterion.reviewer
    ]
    return tuple(dict.fromkeys(ticks))
