"""Finds the lists of a text without the usual headings: by the labels of its criteria, or by what it says to its reader."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from screener.core.span import Span
from screener.criteria.protocol import Category

_LABELLED = re.compile(r"^[ \t|*•-]*\[?(?:(?P<in>INC?L?)|(?P<ex>EXC?L?))[ -]?\d{1,2}\b", re.MULTILINE)
_FIRST = re.compile(r"^[ \t]*\(?1[.)](?=\s)", re.MULTILINE)
_EMPTY_LINE = re.compile(r"\r?\n\r?\n")
_ASKED_YOU = re.compile(
    r"""
    (?:^|\n)[ \t#*_|-]*+
    (?P<title>
      (?:who|why)\b[^.:?\n]{0,20}?(?P<whom_not>cannot|can't|can\ not|should\ not|shouldn't|may\ not)\b[^.:?\n]{0,60}\?
      |who\b[^.:?\n]{0,20}?\b(?:can|may|could)\b[^.:?\n]{0,60}\?
      |(?:who\ can[^?\n]{0,40}\?\s*)?(?:you|your\ child|people|patients)\ (?:
        (?P<not>(?:may|can|could|should|will)\ ?(?:not|n't)|can't|cannot|won't|(?:are|is)\ not|will\ not\ be)
        |may|might|can|could|are|is)\b
      [^.:?\n]{0,60}\b(?:part|participate|join|eligible|qualify|enrol\w*|included?|volunteer)\b[^.:?\n]{0,60}\b(?:if|who|when|with)\b[^.:?\n]{0,40}(?:\.\s{1,3}you)?[:：]
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""How a page for the public heads its lists: "You may be able to join if you:", "Who cannot take part?"."""


class Mark(NamedTuple):
    """Where a heading begins and ends, which list it heads, and whether that is told in a sentence."""

    start: int
    end: int
    category: Category
    told: bool = False


def by_label(text: str, start: int, end: int) -> list[Mark]:
    """The lists of a text without headings whose criteria say of which they are: "INC-01 …", "EXC-01 …"."""
    marks: list[Mark] = []
    for match in _LABELLED.finditer(text, start, end):
        category: Category = "exclusion" if match.group("ex") else "inclusion"
        if not marks or marks[-1].category != category:
            marks.append(Mark(match.start(), match.start(), category))
    return marks if len({mark.category for mark in marks}) > 1 else []


def headed_together(text: str, marks: list[Mark], end: int) -> list[Mark]:
    """The headings, with those that stand together parted where the numbers of the lists below them begin anew.

    So the columns of a table are copied: both heads, then all that stands below the first, then all below the second.
    Or row by row, cell after cell.
    """
    made = list(marks)
    for at, (first, second) in enumerate(pairwise(marks)):
        close = marks[at + 2].start if at + 2 < len(marks) else end
        if first.category != second.category and not text[first.end : second.start].strip():
            begun = [match.start() for match in _FIRST.finditer(text, second.end, close)]
            if len(begun) == 2 and not text[second.end : begun[0]].strip():
                made[at] = Mark(first.start, second.end, first.category)
                made[at + 1] = Mark(begun[1], begun[1], second.category)
            elif len(marks) == 2:
                return _cell_by_cell(text, (first, second), end) or made
    return made


def _cell_by_cell(text: str, heads: tuple[Mark, Mark], end: int) -> list[Mark]:
    """The cells below two headings that stand together, in turn of one and of the other; none where that is not certain.

    So the rows of a table are copied, an empty line between cells. What tells it is the shorter column: from where it has
    run out, each of its cells is a line of blanks.
    """
    cells = _cells(text, heads[1].end, end)
    empty = [at for at, cell in enumerate(cells) if not cell.text(text).strip()]
    if not empty or len(cells) % 2 or empty != list(range(empty[0], len(cells), 2)):
        return []
    marks = [Mark(cell.start, cell.start, heads[at % 2].category) for at, cell in enumerate(cells) if at not in empty]
    return [*heads, *marks]


def _cells(text: str, start: int, end: int) -> list[Span]:
    """What stands between empty lines."""
    start += len(text[start:end]) - len(text[start:end].lstrip("\r\n"))
    breaks = list(_EMPTY_LINE.finditer(text, start, start + len(text[start:end].rstrip())))
    bounds = zip([start, *(cut.end() for cut in breaks)], [*(cut.start() for cut in breaks), end], strict=True)
    return [Span(one, two) for one, two in bounds]


def told_reader(text: str, start: int, end: int) -> list[Mark]:
    """The lists of a page for the public, whose headings speak to its reader."""
    return [
        Mark(match.start("title"), match.end("title"), "exclusion" if match["not"] or match["whom_not"] else "inclusion")
        for match in _ASKED_YOU.finditer(text, start, end)
    ]
