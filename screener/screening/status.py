"""The status of a candidate by the findings (DESIGN section 6)."""

from __future__ import annotations

from collections.abc import Iterable

from screener.core.reasons import CONFIRMABLE
from screener.screening.report import Finding
from screener.screening.report import Status


def status_of(findings: Iterable[Finding], *, barred: bool, unconfirmed: bool = False) -> Status:
    """Ineligible by one fail; eligible when nothing is open; potentially eligible when only confirmations are.

    `barred` tells that text outside the criteria is unread, that there are no criteria, or that the candidate has died;
    `unconfirmed` that a criterion was inferred and nobody has confirmed it in the protocol file.
    """
    findings = tuple(findings)
    if any(item.finding == "fail" for item in findings):
        return "ineligible"
    unknown = [item for item in findings if item.finding == "unknown"]
    if barred or not all(item.outcome.reasons <= CONFIRMABLE for item in unknown):
        return "undetermined"
    return "potentially-eligible" if unknown or unconfirmed else "eligible"
