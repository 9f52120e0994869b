"""Renders an issue: what, where, a caret under the place, and the next move."""

from __future__ import annotations

import re
from unicodedata import combining
from unicodedata import east_asian_width

from screener.core.issues import Issue
from screener.core.span import NOWHERE
from screener.core.span import Span

WIDEST = 92
INDENT = "    "
_LINE_END = re.compile(r"\r\n|[\r\n\u2028\u2029\x85\v\f]")


def render_issue(issue: Issue, text: str = "", where: str = "") -> str:
    """The issue in up to four lines: headline, the words, the caret, the hint.

    `text` is the field that the span points into; `where` names a criterion or a file.
    """
    placed = issue.span != NOWHERE and issue.span.start < len(text)
    place = " ".join(part for part in (where or issue.field, "{}:{}".format(*position(text, issue.span))) if part)
    head = f"{place if placed else where or issue.field} {issue.severity} {issue.code}: {issue.message}".strip()
    lines = [head]
    if placed:
        lines += [INDENT + line for line in snippet(text, issue.span)]
    if issue.hint:
        lines.append(INDENT + issue.hint)
    return "\n".join(lines)


def position(text: str, span: Span) -> tuple[int, int]:
    """Line and column of the span's start, both counted from 1."""
    ends = [found.end() for found in _LINE_END.finditer(text, 0, span.start)]
    return len(ends) + 1, span.start - (ends[-1] if ends else 0) + 1


def snippet(text: str, span: Span) -> tuple[str, str]:
    """The line that the span starts in, cut to a readable width around it, and the caret line below."""
    before = [found.end() for found in _LINE_END.finditer(text, 0, span.start)]
    start = before[-1] if before else 0
    after = _LINE_END.search(text, span.start)
    stop = after.start() if after else len(text)
    last = max(span.start + 1, min(span.end, stop))
    left = max(start, min(span.start - WIDEST // 3, stop - WIDEST))
    right = min(stop, left + WIDEST)
    last = min(last, right)
    prefix = "…" if left > start else ""
    line = prefix + _clean(text[left:right]) + ("…" if right < stop else "")
    indent = _width(prefix + _clean(text[left : span.start]))
    return line.rstrip(), " " * indent + "^" * max(1, _width(_clean(text[span.start : last])))


def _clean(text: str) -> str:
    spaced = text.replace("\t", " ").replace("\xa0", " ")
    return "".join(mark if mark.isprintable() else "·" for mark in spaced)


def _width(text: str) -> int:
    return sum(0 if combining(mark) else 2 if east_asian_width(mark) in "WF" else 1 for mark in text)
