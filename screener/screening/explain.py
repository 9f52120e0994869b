"""One verdict node by node: text, rule, value used, limit, truth."""

from __future__ import annotations

from dataclasses import dataclass

from screener.criteria.nodes import Node
from screener.criteria.nodes import children
from screener.criteria.notation import print_rule
from screener.criteria.prose import prose
from screener.criteria.protocol import Criterion
from screener.screening.amounts import with_unit
from screener.screening.evaluate import Path
from screener.screening.evaluate import Trace
from screener.screening.outcome import Evidence
from screener.screening.report import Report


@dataclass(frozen=True, slots=True)
class Step:
    """One node of a rule with its outcome; `words` are its stretch of the text, empty where it has none."""

    kind: str
    words: str
    rule: str
    prose: str
    truth: str
    sentence: str
    reasons: tuple[str, ...]
    evidence: tuple[str, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Explained:
    """One criterion of one verdict, from its text to its finding."""

    criterion: str
    category: str
    text: str
    met: str
    finding: str
    reason: str
    depends_on_reading: bool
    step: Step


def explain(report: Report, criterion_id: str | None = None) -> tuple[Explained, ...]:
    """The explanation of every finding, or of one criterion's; nothing for a criterion that is not there."""
    explained = []
    for criterion, finding in zip(report.criteria, report.findings, strict=True):
        if criterion_id in (None, criterion.id):
            explained.append(
                Explained(
                    criterion.id,
                    criterion.category,
                    criterion.text,
                    finding.met.value,
                    finding.finding,
                    finding.reason,
                    finding.depends_on_reading,
                    _step(criterion.node, finding.trace, (), criterion),
                )
            )
    return tuple(explained)


def _step(node: Node, trace: Trace, path: Path, criterion: Criterion) -> Step:
    outcome = trace[path]
    start = criterion.span.start
    inside = criterion.span.holds(node.span) and node.span.end > node.span.start
    return Step(
        node.kind,
        criterion.text[node.span.start - start : node.span.end - start] if inside else "",
        print_rule(node),
        prose(node),
        outcome.truth.value if outcome.applicable else "not applicable",
        outcome.sentence,
        tuple(dict.fromkeys(item.reason.value for item in outcome.because)),
        tuple(evidence_line(item) for item in outcome.evidence) if not children(node) else (),
        tuple(_step(child, trace, (*path, number), criterion) for number, child in enumerate(children(node))),
    )


def evidence_line(item: Evidence) -> str:
    """One piece of evidence on one line: where from, value as recorded and as compared, limit, distance, assumption."""
    parts = [item.resource or ("not in the record" if item.recorded is None else "in the record, without an id")]
    if item.date:
        parts.append(item.date)
    if item.recorded is not None:
        parts.append(f"recorded {with_unit(item.recorded.value, item.recorded.unit)}")
    if item.compared is not None and item.compared != item.recorded:
        parts.append(f"compared as {with_unit(item.compared.value, item.compared.unit)}")
    if item.limit:
        parts.append(f"limit {item.limit}")
    if item.distance is not None:
        parts.append(f"{item.distance} from the limit")
    if item.assumption:
        parts.append(item.assumption)
    return "; ".join(parts)
