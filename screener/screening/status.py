"""The status of a candidate by the findings (DESIGN section 6)."""

from __future__ import annotations

from collections.abc import Iterable

from screener.core.reasons import CONFIRMABLE
from screener.screening.report import Finding
from screener.screening.report import Status


def status_of(findings: Iterable[Finding], *, text_open: bool) -> Status:
    """Ineligible by one fail; eligible when nothing is open; potentially eligible when only confirmations are.

    `text_open` tells that text outside the criteria was not read or that there are no criteria: then nobody is eligible.
    """
    findings = tuple(findings)
    if any(item.finding == "fail" for item in findings):
        return "ineligible"
    unknown = [item for item in findings if item.finding == "unknown"]
    if text_open or not all(item.outcome.reasons <= CONFIRMABLE for item in unknown):
        return "undetermined"
    return "potentially-eligible" if unknown else "eligible"
