"""The issues of a whole protocol, and whether it can be used at all."""

from __future__ import annotations

from collections.abc import Iterator

from screener.core.issues import Issue
from screener.criteria.protocol import Protocol


def all_issues(protocol: Protocol) -> Iterator[tuple[str, Issue]]:
    """Every issue of a protocol once, with the id of its criterion (or nothing)."""
    seen: set[Issue] = set()
    for criterion in protocol.criteria:
        for found in criterion.issues:
            if found not in seen:
                seen.add(found)
                yield criterion.id, found
    for found in protocol.issues:
        if found not in seen:
            seen.add(found)
            yield "", found


def unusable(protocol: Protocol) -> bool:
    """Whether nothing at all could be read for a reason that lies in the input."""
    return not protocol.criteria and any(found.severity == "error" for found in protocol.issues)
