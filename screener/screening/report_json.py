"""The JSON shape of a report, and its schema."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from screener.screening.outcome import Amount
from screener.screening.outcome import Evidence

if TYPE_CHECKING:
    from screener.screening.report import Finding
    from screener.screening.report import Question
    from screener.screening.report import Report

SCHEMA_VERSION = "1"


def to_json(report: Report) -> dict[str, Any]:
    """The report as plain JSON values."""
    return {
        "schema_version": SCHEMA_VERSION,
        "protocol": report.protocol,
        "rules_hash": report.rules_hash,
        "patient": report.patient,
        "index_date": report.index_date.isoformat(),
        "stage": report.stage,
        "status": report.status,
        "findings": [_finding(item) for item in report.findings],
        "questions": [_question(item) for item in report.questions],
        "issues": [
            {
                "code": item.code,
                "severity": item.severity,
                "message": item.message,
                "field": item.field,
                "hint": item.hint,
            }
            for item in report.issues
        ],
        "assumptions": list(report.assumptions),
        "presumed": list(report.presumed),
        "confirmations": [{"criterion": one, "text": text} for one, text in report.confirmations],
    }


def _finding(item: Finding) -> dict[str, Any]:
    return {
        "criterion": item.criterion,
        "category": item.category,
        "met": item.met.value,
        "finding": item.finding,
        "reasons": list(item.reasons),
        "reason": item.reason,
        "evidence": [_evidence(one) for one in item.outcome.evidence],
        "depends_on_reading": item.depends_on_reading,
        "presumed": sorted(item.outcome.presumed),
    }


def _evidence(one: Evidence) -> dict[str, Any]:
    return {
        "resource": one.resource,
        "concept": one.concept,
        "date": one.date,
        "recorded": _amount(one.recorded),
        "compared": _amount(one.compared),
        "limit": one.limit or None,
        "distance": one.distance,
        "assumption": one.assumption or None,
    }


def _amount(amount: Amount | None) -> dict[str, str | None] | None:
    return None if amount is None else {"value": amount.value, "unit": amount.unit}


def _question(item: Question) -> dict[str, Any]:
    return {
        "key": item.key,
        "text": item.text,
        "kind": item.kind,
        "criteria": list(item.criteria),
        "reason": item.reason,
        "concept": item.concept,
        "units": list(item.units),
        "options": list(item.options),
        "decisive": item.decisive,
        "asked_before": item.asked_before,
    }


def report_schema() -> dict[str, Any]:
    """The JSON Schema of what `screener screen --format json` writes: a list of reports."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Screening reports",
        "type": "array",
        "items": _closed(
            {
                "schema_version": {"const": SCHEMA_VERSION},
                "protocol": _TEXT,
                "rules_hash": _TEXT,
                "patient": _TEXT,
                "index_date": {"type": "string", "format": "date"},
                "stage": {"enum": ["prescreen", "screening", "baseline"]},
                "status": {"enum": ["eligible", "potentially-eligible", "undetermined", "ineligible"]},
                "findings": {"type": "array", "items": _FINDING},
                "questions": {"type": "array", "items": _QUESTION},
                "issues": {
                    "type": "array",
                    "items": _closed(dict.fromkeys(("code", "severity", "message", "field", "hint"), _TEXT)),
                },
                "assumptions": {"type": "array", "items": _TEXT},
                "presumed": {"type": "array", "items": _TEXT},
                "confirmations": {"type": "array", "items": _closed({"criterion": _TEXT, "text": _TEXT})},
            }
        ),
    }


def _closed(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


_TEXT: dict[str, Any] = {"type": "string"}
_OPTIONAL: dict[str, Any] = {"type": ["string", "null"]}
_TEXTS: dict[str, Any] = {"type": "array", "items": _TEXT}
_AMOUNT: dict[str, Any] = {"anyOf": [{"type": "null"}, _closed({"value": _TEXT, "unit": _OPTIONAL})]}
_EVIDENCE: dict[str, Any] = _closed(
    {
        "resource": _TEXT,
        "concept": _TEXT,
        "date": _OPTIONAL,
        "recorded": _AMOUNT,
        "compared": _AMOUNT,
        "limit": _OPTIONAL,
        "distance": _OPTIONAL,
        "assumption": _OPTIONAL,
    }
)
_FINDING: dict[str, Any] = _closed(
    {
        "criterion": _TEXT,
        "category": {"enum": ["inclusion", "exclusion"]},
        "met": {"enum": ["true", "false", "unknown"]},
        "finding": {"enum": ["pass", "fail", "unknown", "deferred", "not-applicable"]},
        "reasons": _TEXTS,
        "reason": _TEXT,
        "evidence": {"type": "array", "items": _EVIDENCE},
        "depends_on_reading": {"type": "boolean"},
        "presumed": _TEXTS,
    }
)
_QUESTION: dict[str, Any] = _closed(
    {
        "key": _TEXT,
        "text": _TEXT,
        "kind": {"enum": ["number", "date", "yes-no", "choice", "judgement"]},
        "criteria": _TEXTS,
        "reason": _TEXT,
        "concept": _OPTIONAL,
        "units": _TEXTS,
        "options": _TEXTS,
        "decisive": {"type": "boolean"},
        "asked_before": {"type": "boolean"},
    }
)
