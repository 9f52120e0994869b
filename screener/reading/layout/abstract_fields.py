"""Cuts a paragraph of labelled fields, as the cancer registries' protocol abstracts print them, into a list under each label.

"Age: 18 and over Performance status: ECOG 0-2 Hepatic: Bilirubin no greater than 2 mg/dL SGOT no greater than 3 times ULN".
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from screener.core.span import Span
from screener.reading.layout.labels import labels

_FEWEST = 3
_SIGN = r"(?:no (?:greater|more|less) than|at least|at most|less than|greater than|more than|normal|negative|positive)\b"
_STATEMENT = re.compile(
    rf"""
    (?<=[a-z0-9)%.,³²R])\s+(?=
        (?:No|Not|Must|Negative|Fertile|Recovered|Prior|Concurrent)\s
      | (?:At\ least|More\ than|Greater\ than|No\ more\ than)\s
      | [A-Z][A-Za-z0-9/-]+(?:\s[a-z]+){{0,3}}\s{_SIGN}
    )
    """,
    re.VERBOSE,
)
_JOINED = re.compile(r"\b(?:and|or|of|to|with|by|for|than|the|in|if|and/or|unless|except)\s*$")
_STAR = re.compile(r"\s\*\s")
_MARKED = re.compile(r"(?:[*•·-]|\d[.)])\s+\Z")
"""The mark of a list item before a label, which is no field of a paragraph then ("* Age: 18 and over")."""
_INDENT = 20
"""How far a mark may stand before its item's words."""

Items = Callable[[str, Span], list[Span]]


def fields(text: str, body: Span, starred: Items) -> list[tuple[Span, list[Span]]]:
    """Each label with the statements behind it, and words before the first label under an empty one; nothing for other text.

    `starred` cuts a stretch at its inline stars.
    """
    found = [Span(*match.span()) for match in _label().finditer(text, body.start, body.end)]
    found = [label for label in found if not _MARKED.search(text[max(body.start, label.start - _INDENT) : label.start])]
    inline = [label for label in found if _goes_on(text, label, body.end)]
    if len({label.text(text).lower() for label in inline}) < _FEWEST or 2 * len(inline) < len(found):
        return []
    made: list[tuple[Span, list[Span]]] = []
    if text[body.start : found[0].start].strip(" \t\r\n*-"):
        made.append((Span(body.start, body.start), _trimmed(text, [Span(body.start, found[0].start)])))
    for label, end in zip(found, [*(one.start for one in found[1:]), body.end], strict=True):
        content = Span(label.end, end)
        cut = starred(text, content) if _STAR.search(text, *content) else _statements(text, content, label)
        made.append((label, _trimmed(text, cut)))
    return made


def _goes_on(text: str, label: Span, end: int) -> bool:
    """Whether words follow a label on its line."""
    stop = text.find("\n", label.end, end)
    return bool(text[label.end : end if stop < 0 else stop].strip(" \t\r.*-"))


def _statements(text: str, content: Span, label: Span) -> list[Span]:
    """What is said behind a label, a span each; behind a title the words stay together, for lists of kinds stand there too."""
    if label.text(text).rstrip(" .:").isupper():
        return [content]
    starts = [content.start]
    for cut in _STATEMENT.finditer(text, *content):
        if not _JOINED.search(text, starts[-1], cut.start()):
            starts.append(cut.end())
    return [Span(start, end) for start, end in zip(starts, [*starts[1:], content.end], strict=True)]


def _trimmed(text: str, spans: list[Span]) -> list[Span]:
    made = []
    for span in spans:
        words = span.text(text)
        start = span.start + len(words) - len(words.lstrip(" \t\r\n.*"))
        end = span.start + len(words.rstrip())
        if end > start:
            made.append(Span(start, end))
    return made


@cache
def _label() -> re.Pattern[str]:
    """The labels with their colon; each begins with a capital."""
    longest_first = sorted(labels(), key=lambda name: (-len(name), name))
    said = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in longest_first)
    return re.compile(rf"(?<![\w/-])(?=[A-Z])(?i:{said})\s*:\.?(?=\s|$)")
