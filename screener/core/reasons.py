"""Why a truth is UNKNOWN: the closed list of reasons (DESIGN section 6)."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """One reason that an UNKNOWN carries; a finding may carry several."""

    NOT_RECORDED = "not-recorded"
    STALE = "stale"
    UNIT_UNKNOWN = "unit-unknown"
    DIMENSION_MISMATCH = "dimension-mismatch"
    IMPLAUSIBLE = "implausible"
    CONFLICT = "conflict"
    NO_REFERENCE_RANGE = "no-reference-range"
    PARTIAL_DATE = "partial-date"
    QUALIFIER = "qualifier"
    UNCODED = "uncoded"
    OPEN_CLASS = "open-class"
    OPEN_LIST = "open-list"
    LESS_SPECIFIC = "less-specific"
    NEEDS_JUDGEMENT = "needs-judgement"
    AMBIGUOUS = "ambiguous"
    DAMAGED_SIGN = "damaged-sign"
    UNREAD = "unread"
    DEFERRED = "deferred"


CONFIRMABLE = frozenset({Reason.DEFERRED, Reason.NEEDS_JUDGEMENT, Reason.QUALIFIER, Reason.OPEN_LIST})
"""Reasons that a person settles by confirming; with only these open a candidate is potentially eligible."""
