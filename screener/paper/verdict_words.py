"""How statuses and findings are called, marked, coloured and ordered, in every format alike."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

STATUS_ORDER = ("ineligible", "eligible", "potentially-eligible", "undetermined")
STATUS_STYLES = {"eligible": "green", "potentially-eligible": "cyan", "undetermined": "yellow", "ineligible": "red"}
STATUS_MEANINGS = {
    "eligible": "every criterion passes",
    "potentially-eligible": "nothing speaks against it; a person has to confirm what is open",
    "undetermined": "a fact is missing, ambiguous or unread",
    "ineligible": "at least one criterion fails",
}
FINDING_MARKS = {"pass": "✓", "fail": "✗", "unknown": "?", "deferred": "…", "not-applicable": "–"}
FINDING_STYLES = {"pass": "green", "fail": "red", "unknown": "yellow", "deferred": "cyan", "not-applicable": "dim"}
DISCLAIMER = "Decision support: a person confirms every verdict."


def in_order(reports: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The work list: who is out first, then by how little is left to find out."""
    return sorted(
        reports,
        key=lambda report: (STATUS_ORDER.index(report["status"]), len(report["questions"]), report["patient"]),
    )


def findings_of(report: dict[str, Any], *kinds: str) -> list[dict[str, Any]]:
    """The report's findings of these kinds, in the protocol's order."""
    return [finding for finding in report["findings"] if finding["finding"] in kinds]


def key_reason(report: dict[str, Any]) -> str:
    """What a coordinator looks at first: the first failure, what is open, or what to ask."""
    if report["status"] == "ineligible":
        failed = findings_of(report, "fail")
        more = f" {len(failed) - 1} more fail." if len(failed) > 2 else " One more fails." if len(failed) > 1 else ""
        return f"{failed[0]['criterion']}: {failed[0]['reason']}{more}"
    waiting = findings_of(report, "unknown", "deferred")
    if report["status"] == "potentially-eligible":
        return "confirm " + ", ".join(finding["criterion"] for finding in waiting)
    if report["status"] == "undetermined":
        count = len(report["questions"])
        first = f": {report['questions'][0]['text']}" if count else ""
        return f"{count} {'question' if count == 1 else 'questions'}{first}"
    return ", ".join(["all criteria pass", *(f"{finding['criterion']} later" for finding in waiting)])
