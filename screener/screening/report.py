"""What a screening gives: the status, a finding for each criterion, what it rests on, and the open questions."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from datetime import date
from typing import Any
from typing import Literal

from screener.core.issues import Issue
from screener.core.truth import Truth
from screener.criteria.protocol import Category
from screener.criteria.protocol import Criterion
from screener.screening.evaluate import Path
from screener.screening.options import Stage
from screener.screening.outcome import Evidence
from screener.screening.outcome import Outcome
from screener.screening.report_json import report_schema
from screener.screening.report_json import to_json

__all__ = ["Evidence", "Finding", "Question", "Report", "report_schema", "report_to_json"]

FindingKind = Literal["pass", "fail", "unknown", "deferred", "not-applicable"]
Status = Literal["eligible", "potentially-eligible", "undetermined", "ineligible"]
QuestionKind = Literal["number", "date", "yes-no", "choice", "judgement"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One criterion for one candidate. `trace` holds the outcome of every node of the rule under its path."""

    criterion: str
    category: Category
    met: Truth
    finding: FindingKind
    outcome: Outcome
    reason: str
    depends_on_reading: bool = False
    trace: dict[Path, Outcome] = field(default_factory=dict, compare=False, repr=False)

    @property
    def reasons(self) -> tuple[str, ...]:
        """The reasons of an unknown or deferred finding, in the order met."""
        return tuple(dict.fromkeys(item.reason.value for item in self.outcome.because))


@dataclass(frozen=True, slots=True)
class Question:
    """Something to ask or measure that could still change the status.

    `key` is where the answer goes: for `number` and `date` the concept to record, else the key of `Patient.answers`.
    `units` are those that a number may be given in, `options` the possible answers of a choice.
    `decisive` tells that one possible answer alone makes the candidate ineligible.
    """

    key: str
    text: str
    kind: QuestionKind
    criteria: tuple[str, ...]
    reason: str
    concept: str | None = None
    units: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    decisive: bool = False
    asked_before: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """The verdict on one patient for one protocol, with everything that it rests on."""

    protocol: str
    rules_hash: str
    patient: str
    index_date: date
    stage: Stage
    status: Status
    findings: tuple[Finding, ...]
    questions: tuple[Question, ...] = ()
    issues: tuple[Issue, ...] = ()
    assumptions: tuple[str, ...] = ()
    presumed: tuple[str, ...] = ()
    confirmations: tuple[tuple[str, str], ...] = ()
    criteria: tuple[Criterion, ...] = field(default=(), compare=False, repr=False)


def report_to_json(report: Report) -> dict[str, Any]:
    """The report in the shape of the screen contract."""
    return to_json(report)
