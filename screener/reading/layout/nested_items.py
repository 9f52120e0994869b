"""Puts the lines of a list under each other: by bullets, indents and numbers, and what goes on from line to line."""

from __future__ import annotations

import re

from screener.core.span import Span
from screener.reading.layout.headings import begins_line
from screener.reading.layout.item_text import ItemText
from screener.reading.layout.item_text import trim
from screener.reading.layout.lines import FONT_MARKS
from screener.reading.layout.lines import Line
from screener.reading.layout.wraps import WIDEST
from screener.reading.layout.wraps import goes_on
from screener.reading.layout.wraps import layout_of

_DEEPEST = 32
"""How deep items may nest; what stands deeper counts as on that level."""
_Open = tuple[int, str, int, ItemText]
"""An item that may still take others below it: how far it is set in, its kind of bullet, its number (0: none), itself."""


def nested(text: str, lines: list[Line]) -> list[ItemText]:
    """The items of lines with bullets, each below the one that it is part of."""
    roots: list[ItemText] = []
    stack: list[_Open] = []
    listed: list[_Open] = []
    first = next(((line.indent, line.mark) for line in lines if line.mark), None)
    blank = False
    unwrapped = max((line.end - line.start for line in lines), default=0) >= WIDEST
    for line in lines:
        if line.start == line.end:
            blank = True
            continue
        stated = unwrapped and not line.mark and not blank and bool(stack) and _states_anew(text, line, stack)
        remarks = line.mark in FONT_MARKS and bool(stack) and stack[-1][3].span.text(text).endswith((".", ";"))
        if not line.mark or remarks:
            if stack and not stated and (remarks or not _new_paragraph(text, line, stack[-1][3], blank)):
                item = stack[-1][3]
                item.span = Span(item.span.start, line.end)
            else:
                item = ItemText(Span(line.text_start, line.end))
                roots.append(item)
                listed = stack[:1] if stack and stack[0][1] not in {"", _ALONE} else listed
                stack = [(line.indent, _ALONE if stated else "", 0, item)]
            blank = False
            continue
        item = ItemText(Span(line.text_start, line.end))
        stack = _resumed(text, line, stack, listed)
        while stack and (len(stack) >= _DEEPEST or not _deeper(line, stack[-1], stack) or _apart(text, line, stack, first)):
            stack.pop()
        stack, indent = _counted_on(line, stack)
        (stack[-1][3].children if stack else roots).append(item)
        stack.append((indent, line.mark, line.number, item))
        blank = False
    for item in roots:
        _set_below(text, item)
    return _unnested(text, roots)


_WITHIN_ITEM = re.compile(r"(?<=\s)[•●▪◦►➢]\s+(?=\S)")


def _set_below(text: str, item: ItemText) -> None:
    """Puts what bullets set apart within an item's own words below it ("Diabetes: • taking insulin • taking metformin").

    Behind a full stop or a semicolon they part no more than the sentences that stand there.
    """
    for child in item.children:
        _set_below(text, child)
    cuts = list(_WITHIN_ITEM.finditer(text, item.span.start, item.span.end))
    before = text[item.span.start : cuts[0].start()].strip() if cuts else ""
    if item.children or not before or before.endswith((".", ";")):
        return
    stops = [*(cut.start() for cut in cuts[1:]), item.span.end]
    item.children = [ItemText(trim(text, cut.end(), stop)) for cut, stop in zip(cuts, stops, strict=True)]
    item.span = trim(text, item.span.start, cuts[0].start())


_ALONE = "¶"
"""The mark of a statement on a line of its own among those with bullets: none of these stands below it."""


def _states_anew(text: str, line: Line, stack: list[_Open]) -> bool:
    """Whether a line without a bullet, of a text that breaks no line by hand, is a statement and no rest of the one above."""
    above = stack[-1][3].span.text(text).rstrip()
    new = text[line.text_start].isupper() and line.indent <= stack[0][0]
    return new and above.endswith((".", ";")) and not text[line.start : line.end].rstrip().endswith((":", "："))


def _resumed(text: str, line: Line, stack: list[_Open], listed: list[_Open]) -> list[_Open]:
    """What an item stands below: the list before a paragraph where that was set in further, and the item is again of the list."""
    if stack and stack[0][1] == _ALONE:
        return []
    if not stack or stack[0][1] or not listed or line.indent >= stack[0][0]:
        return stack
    again = (line.indent, line.mark) == listed[0][:2] or (line.number > 1 and line.number == listed[0][2] + 1)
    if not again:
        return stack
    above = stack[0][3]
    return stack if above.span.text(text).rstrip().endswith((":", "：")) and not above.children else []


def _counted_on(line: Line, stack: list[_Open]) -> tuple[list[_Open], int]:
    """What an item stands below, and how far in: the first item below another is no 9 where the list it is in has come to 8.

    Nor is it where some before it are missing and the one above has a bullet: no list begins with its ninth.
    """
    if line.number > 1 and stack and not stack[-1][3].children:
        for place, (indent, _, number, _) in enumerate(stack):
            if number == line.number - 1 or (stack[-1][1] != "1" and 1 < number < line.number):
                return stack[:place], indent
    return stack, line.indent


_AGAIN = re.compile(r"(?:[•·●]|\(?1[.)](?!\d)|a[.)](?=\s))\s*")


def _unnested(text: str, roots: list[ItemText]) -> list[ItemText]:
    """The items beside the first where all others stand below it by mistake: it has two marks, or the heading's line."""
    if len(roots) != 1 or not roots[0].children:
        return roots
    first = roots[0]
    before = text[text.rfind("\n", 0, first.span.start) + 1 : first.span.start]
    again = _AGAIN.match(text, first.span.start, first.span.end)
    if (again is None and not _ON_HEADING.search(before)) or first.span.text(text).rstrip().endswith((":", "：")):
        return roots
    return [ItemText(Span(again.end() if again else first.span.start, first.span.end)), *first.children]


_ON_HEADING = re.compile(r"[:：]\s*[•·●*-]\s*$")


def _deeper(line: Line, above: _Open, stack: list[_Open]) -> bool:
    indent, mark, _, item = above
    if mark == "":
        return line.indent > indent or item.span.end > item.span.start
    if line.indent > indent:
        return True
    if line.indent < indent:
        return False
    known = [kind for _, kind, _, _ in stack]
    return line.mark != mark and line.mark not in known and line.mark != "1" and mark not in {"-", "*"} | {line.mark}


_INTRODUCES = re.compile(
    r"\b(?:follow\w*|below|criteria|criterion|conditions?|includ\w*|such\s+as|these|(?:any|all|one|each|either|none|more)\s+of"
    r"|defined|definitions?|e\.g|i\.e)\b",
    re.IGNORECASE,
)
_SENTENCE_LONG = 8


def _apart(text: str, line: Line, stack: list[_Open], first: tuple[int, str] | None) -> bool:
    """Whether an item set in behind a paragraph is none of its parts: the paragraph is a criterion that lacks its own mark.

    So it is where the paragraph ends a sentence, stands on the heading's own line, or between items of the very list that goes
    on behind it.
    """
    indent, mark, _, item = stack[-1]
    words = item.span.text(text).rstrip()
    if len(stack) > 1 or words.endswith((":", "：")) or _INTRODUCES.search(words):
        return False
    if mark == "":
        return not begins_line(text, item.span.start) or words.endswith((".", ";"))
    goes_on = mark != line.mark and indent < line.indent and (line.indent, line.mark) == first
    return goes_on and len(words.split()) > _SENTENCE_LONG


def _new_paragraph(text: str, line: Line, above: ItemText, blank: bool) -> bool:
    """Whether an unmarked line starts something new: after a blank line, set out further left, not a hard-wrapped rest."""
    if not blank:
        return False
    first = text[line.text_start]
    closed = text[above.span.end - 1] in ".;:" or first.isupper()
    return closed and not first.islower()


def unmarked(text: str, lines: list[Line]) -> list[ItemText]:
    """Lines without bullets: each its own item, but a hard-wrapped line belongs to the one before."""
    layout = layout_of(text, [Span(line.start, line.end) for line in lines])
    made: list[ItemText] = []
    blank = True
    for line in lines:
        if line.start == line.end:
            blank = True
            continue
        if made and not blank and goes_on(text, made[-1].span, Span(line.text_start, line.end), layout):
            made[-1].span = Span(made[-1].span.start, line.end)
        else:
            made.append(ItemText(Span(line.text_start, line.end)))
        blank = False
    return made
