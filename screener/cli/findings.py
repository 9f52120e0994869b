"""What `--fail-on` can name, and whether a protocol or a verdict has it."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from screener.core.issues import Issue
    from screener.criteria.protocol import Protocol

FOUND = 1
BAD_INPUT = 2


class Smell(StrEnum):
    """What in a compiled protocol may be asked to fail; `warning` includes errors."""

    ERROR = "error"
    WARNING = "warning"
    UNREAD = "unread"


class Verdict(StrEnum):
    """Which status may be asked to fail."""

    INELIGIBLE = "ineligible"
    UNDETERMINED = "undetermined"
    POTENTIAL = "potentially-eligible"


def smells(protocol: Protocol, extra: Iterable[Issue] = ()) -> frozenset[Smell]:
    """What the protocol would fail on."""
    from screener.criteria.problems import all_issues

    severities = {found.severity for _, found in all_issues(protocol)} | {found.severity for found in extra}
    found = set()
    if "error" in severities:
        found |= {Smell.ERROR, Smell.WARNING}
    if "warning" in severities:
        found.add(Smell.WARNING)
    if protocol.coverage()["unread"]:
        found.add(Smell.UNREAD)
    return frozenset(found)
