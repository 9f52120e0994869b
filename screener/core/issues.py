"""Problems as values: a stage returns what it could make and the issues it met."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from screener.core.data import read_toml
from screener.core.span import NOWHERE
from screener.core.span import Span

Severity = Literal["error", "warning", "information"]


@dataclass(frozen=True, slots=True)
class Issue:
    """One problem: a stable code from `rules/issues.toml`, where it is, and the next move."""

    code: str
    message: str
    span: Span = NOWHERE
    field: str = ""
    hint: str = ""
    severity: Severity = "warning"


@cache
def issue_table() -> dict[str, dict[str, str]]:
    """Every issue code with its `severity` and `meaning`; the one table of them."""
    return read_toml("rules", "issues.toml")


def issue(code: str, message: str, span: Span = NOWHERE, *, field: str = "", hint: str = "") -> Issue:
    """An issue with the severity that the table gives its code; an unlisted code is a KeyError."""
    severity: Severity = issue_table()[code]["severity"]  # type: ignore[assignment]
    return Issue(code, message, span, field, hint, severity)
