"""Collects the issues that a reader meets, each with the place in its source."""

from __future__ import annotations

from screener.core.issues import Issue
from screener.core.issues import issue


class Notes:
    """The issues of one source, in the order met; the same one is kept once."""

    def __init__(self, source: str) -> None:
        self.source = source
        self._issues: dict[Issue, None] = {}

    def add(self, code: str, message: str, hint: str = "") -> None:
        """Keep one issue; the message names place and concept, never a patient's value."""
        self._issues.setdefault(issue(code, message, field=self.source, hint=hint))

    @property
    def issues(self) -> tuple[Issue, ...]:
        """What was met so far."""
        return tuple(self._issues)
