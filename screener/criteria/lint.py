"""Checks of a protocol's design: takes a protocol, gives what looks wrong in it, one small check after another."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterable

from screener.core.issues import Issue
from screener.criteria.lint_limits import age_fields
from screener.criteria.lint_limits import contradictions
from screener.criteria.lint_limits import gaps_and_overlaps
from screener.criteria.lint_treatments import permitted_and_forbidden
from screener.criteria.lint_values import abbreviations
from screener.criteria.lint_values import duplicates
from screener.criteria.lint_values import implausible_limits
from screener.criteria.protocol import Protocol

CHECKS: tuple[Callable[[Protocol], Iterable[Issue]], ...] = (
    contradictions,
    gaps_and_overlaps,
    age_fields,
    implausible_limits,
    duplicates,
    permitted_and_forbidden,
    abbreviations,
)
"""Every check, in the order in which its issues are shown."""


def lint(protocol: Protocol) -> tuple[Issue, ...]:
    """What looks wrong in the protocol's design; nothing of it stops a screening."""
    return tuple(dict.fromkeys(found for check in CHECKS for found in check(protocol)))
