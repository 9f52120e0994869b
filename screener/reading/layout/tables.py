"""Takes a text with tables in it, gives it without their rules, and the lists of a table that has a column for each side."""

from __future__ import annotations

import re
from typing import NamedTuple

from screener.core.span import Span
from screener.criteria.protocol import Category
from screener.reading.layout.headings import Section

_SIDE = re.compile(
    r"\W*(?:(?:key|main|major|principal|study|the)\s+)*(?:(?P<in>inclusion)|(?P<ex>exclusion))(?:\s+(?:criteria|criterion))?\s*[:：]?\W*",
    re.IGNORECASE,
)
_ROWS_APART = re.compile(r"^[ \t]*[|+][ \t|+:=-]*-{2}[ \t|+:=-]*$|^[ \t:=-]*-{2}[ \t|+:=-]*[|+][ \t|+:=-]*$", re.MULTILINE)
_NUMBERED = re.compile(r"\W*(?:no|nr|number|item|#)?\W*", re.IGNORECASE)
_BARE = re.compile(r"[\W\d]*")
_FENCED = re.compile(r"^[ \t]*\||\|[ \t]*$", re.MULTILINE)
_LINE = re.compile(r"[^\n]+")
_BLANK_LINE = re.compile(r"\n[ \r]*\n")


class _Cell(NamedTuple):
    """Where a cell's words stand, and the column that it stands in."""

    span: Span
    column: int


def unruled(text: str) -> str:
    """The text with a line break for each rule of its tables, character for character: cells are lines of their own.

    A bar is a rule on a line that begins or ends with one, or whose first cell names a list; anywhere else it is a letter.
    """
    if not _may_hold_one(text):
        return text
    text = _ROWS_APART.sub(_blanked, text)
    return "\n".join([_cells_apart(line) for line in text.split("\n")])


def _may_hold_one(text: str) -> bool:
    """Whether a text has what rules a table at all; most have not."""
    return "|" in text or "\t" in text


def _cells_apart(line: str) -> str:
    if "|" in line and (_FENCED.search(line) or _SIDE.fullmatch(line[: line.index("|")])):
        return line.replace("|", "\n")
    head, tab, rest = line.partition("\t")
    return f"{head}\n{rest}" if tab and _SIDE.fullmatch(head) else line


def side_by_side(text: str) -> list[Section]:
    """The lists of a table whose columns are headed "Inclusion criteria" and "Exclusion criteria", a cell each.

    Empty where there is no such table, or where a column of words stands before them: its cells name what the others limit.
    """
    if not _may_hold_one(text):
        return []
    for line in _LINE.finditer(text):
        head = line.group()
        rule = "|" if "|" in head else "\t"
        cells = [one.strip() for one in head.strip(" ").strip("|").split(rule)]
        sides = {column: found for column, cell in enumerate(cells) if (found := _SIDE.fullmatch(cell))}
        if len(sides) == 2 and len({found.lastgroup for found in sides.values()}) == 2:
            if all(column in sides or _NUMBERED.fullmatch(cell) for column, cell in enumerate(cells)):
                return _lists(text, Span(*line.span()), rule, [_category(sides.get(column)) for column in range(len(cells))])
            return []
    return []


def _category(found: re.Match[str] | None) -> Category | None:
    return None if found is None else "exclusion" if found.group("ex") else "inclusion"


def _lists(text: str, head: Span, rule: str, columns: list[Category | None]) -> list[Section]:
    """A list for each cell of words below a head that names a side; heads and numbers of rows go with the cell behind them."""
    heading: Span | None = head
    made: list[Section] = []
    for cell in _cells(text, head, rule, len(columns)):
        category = columns[cell.column]
        bare = _BARE.fullmatch(text, *cell.span) is not None
        if category is not None and not bare:
            made.append(Section(category, heading, cell.span))
            heading = None
        elif bare and cell.span.text(text).strip():
            heading = Span(heading.start if heading else cell.span.start, cell.span.end)
    return made


def _cells(text: str, head: Span, rule: str, width: int) -> list[_Cell]:
    """The cells behind the heads of a table, up to the blank line behind it; lines that may be of either column are none."""
    fenced = head.text(text).strip(" ")
    if rule == "|" and fenced.endswith("|") and not fenced.startswith("|"):
        return _parted(text, Span(head.end, len(text)), rule, width)
    blank = _BLANK_LINE.search(text, head.end + 1)
    body = Span(head.end + 1, blank.start() if blank else len(text))
    if body.text(text).count(rule) == width - 1:
        return _parted(text, body, rule, width)
    rows = [Span(*row.span()) for row in _LINE.finditer(text, *body) if rule in row.group()]
    inner = [_unfenced(text, row) for row in rows] if fenced.startswith(rule) else rows
    return [cell for row in inner for cell in _parted(text, row, rule, width)]


def _unfenced(text: str, row: Span) -> Span:
    words = row.text(text)
    before = len(words) - len(words.lstrip(" "))
    return Span(row.start + before + 1, row.end) if words.startswith("|", before) else row


def _parted(text: str, stretch: Span, rule: str, width: int) -> list[_Cell]:
    """The cells that rules part, a column after the other, however many lines they have."""
    made: list[_Cell] = []
    at = stretch.start
    for number, words in enumerate(_ROWS_APART.sub(_blanked, stretch.text(text)).split(rule)):
        made.append(_Cell(Span(at, at + len(words)), number % width))
        at += len(words) + len(rule)
    return made


def _blanked(row: re.Match[str]) -> str:
    return " " * len(row.group())
