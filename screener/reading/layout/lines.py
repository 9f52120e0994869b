"""Cuts a list into its lines, each with its bullet: its kind, its number, and how far it is set in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from screener.core.span import Span
from screener.reading.layout.run_on import run_on

_BULLET = re.compile(
    r"""
    (?P<indent>[ \t]*)
    (?P<mark>
        [-*•·●◦○▪■□➢►‣–—+→✓§]+(?=\s|\S)
      | \(?\d{1,2}(?:\.\d{1,2})*[.)](?=\s|[A-Za-z≥≤<>])
      | （?\d{1,2}[）、．] | [①-⑳⑴-⒇]                                               # as East Asian registers number
      | \(?[a-hj-uw-z][.)](?=\s)
      | \(?(?:ix|iv|v?i{1,3}|v|x|xi{0,3})[.)](?=\s)
      | \(?[A-H][.)](?=\s)
      | \#\s?\d{1,2}[:.]?
      | [oØü](?=[ \t]+[A-Z≥≤<>(]|\t)                                             # bullets of a word processor's own fonts
      | (?:[IE]|IN|EX)-?\d{1,2}[.):](?=\s) | (?:INCL?|EXCL?|IC|EC)[ -]?\d{1,2}[.):]?(?=\s)   # I1. … E2) … INC-03 …
    )
    [ \t]*
    """,
    re.VERBOSE,
)
FONT_MARKS = frozenset("oØü")
_RINGED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳", "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
_LABELLED = re.compile(r"[A-Z]{1,4}[ -]?\d{1,2}")


@dataclass(slots=True)
class Line:
    """A line: where it and its words begin, where it ends; `mark`: its kind of bullet ("": none), `number`: a numbered one's."""

    start: int
    end: int
    indent: int
    mark: str
    text_start: int
    number: int = 0


def lines_of(text: str, body: Span) -> list[Line]:
    """The lines of a list; an empty one has no length."""
    made = []
    at = body.start
    while at < body.end:
        stop = text.find("\n", at, body.end)
        stop = body.end if stop < 0 else stop
        raw = text[at:stop]
        content = raw.strip()
        if content:
            begin = at + len(raw) - len(raw.lstrip())
            match = _BULLET.match(text, at, stop)
            mark = ""
            text_start = begin
            number = 0
            following = text[match.end("mark") : match.end("mark") + 1] if match else ""
            if match and match.end() < stop and not _negative(match.group("mark"), following):
                mark = _kind(match.group("mark"))
                text_start = match.end()
                number = _number(match.group("mark")) if mark == "1" else 0
            made.append(Line(begin, at + len(raw.rstrip()), _indent(text, at, begin), mark, text_start, number))
        else:
            made.append(Line(at, at, 0, "", at))
        at = stop + 1
    return made


def _indent(text: str, at: int, begin: int) -> int:
    """How far a line is set in; the white space that went with a heading above a list counts for its first line too."""
    line = text.rfind("\n", 0, at) + 1
    return begin - (line if text[line:at].isspace() else at)


def _negative(mark: str, following: str) -> bool:
    return mark in {"-", "–", "+"} and following.isdigit()


def _ringed(mark: str) -> int:
    """The number in a ring or brackets of its own; 0 for any other mark."""
    return next((row.index(mark) + 1 for row in _RINGED if mark and mark in row), 0)


def _number(mark: str) -> int:
    return _ringed(mark) or int(re.sub(r"\D", "", mark))


def _kind(mark: str) -> str:
    """The kind of bullet, so that unlike bullets nest: `1`, `1.1`, `a`, `i`, `A` or the sign itself."""
    core = mark.strip("().:# （）、．")
    if core in FONT_MARKS:
        return core
    if core.isdigit() or _ringed(core) or _LABELLED.fullmatch(core):
        return "1"
    if "." in core:
        return "1" + ".1" * core.count(".")
    if core in {"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"}:
        return "i"
    if len(core) == 1 and core.isalpha():
        return "a" if core.islower() else "A"
    return mark[:1]


_ALIGNED = 2
"""How far the numbers of one list may stand apart: those of two digits begin before the others, or behind them."""


def with_run_on(text: str, lines: list[Line]) -> list[Line]:
    """The lines, cut before each item that stands run on within them."""
    first = next((line for line in lines if line.number), None)
    if first is None:
        return lines
    listed = [line for line in lines if line.number and abs(line.indent - first.indent) <= _ALIGNED]
    rising = all(one.number < other.number for one, other in pairwise(listed))
    places = run_on(text, [(line.start, line.text_start, line.number) for line in listed], lines[-1].end) if rising else []
    for start, begin, number in places:
        at, line = next((at, line) for at, line in enumerate(lines) if line.start <= start < line.end)
        rest = Line(start, line.end, first.indent, "1", begin, number)
        line.end = line.start + len(text[line.start : start].rstrip())
        lines[at + 1 : at + 1] = [rest]
    return lines
