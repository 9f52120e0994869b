"""Tells a hard-wrapped line, which goes on with the line above, from the next of a list of statements without bullets."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from screener.core.span import Span

_NARROWEST, WIDEST = 60, 130
"""How wide hand-wrapped lines are; longer ones were not wrapped at all."""
_FULL = 0.8
"""How full a line is at least that was broken because the next word did not fit."""
_GOES_ON = frozenset({
    "and", "or", "of", "with", "without", "the", "a", "an", "to", "in", "for", "by", "than", "from", "at", "on", "as", "e.g.",
    "i.e.", "and/or", "is", "are", "be", "not", "no", "any", "other", "including", "within", "least", "prior", "≥", "≤", ">", "<",
})  # fmt: skip
"""Words that end no statement."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How lines without bullets are set. widest: the longest of them. wrapped: most are full, and some go on in lower case.

    lower: the statements themselves begin in lower case.
    """

    widest: int
    wrapped: bool
    lower: bool


def layout_of(text: str, lines: list[Span]) -> Layout:
    """How some lines are set, empty ones left out."""
    filled = [line for line in lines if line.end > line.start]
    widest = max((line.end - line.start for line in filled), default=0)
    lower = bool(filled) and _low(text, filled[0])
    full = sum(line.end - line.start >= _FULL * widest for line in filled)
    on = any(_breaks_off(text, line) or (not lower and _low(text, after)) for line, after in pairwise(filled))
    return Layout(widest, on and _NARROWEST <= widest < WIDEST and 2 * full >= len(filled), lower)


def goes_on(text: str, above: Span, line: Span, layout: Layout) -> bool:
    """Whether a line goes on with the one above: that one breaks off in mid-sentence, or the first word did not fit there."""
    low = _low(text, line) and not layout.lower
    if text[line.start] in "(,;)" or _breaks_off(text, above) or _open(text, above):
        return True
    last = text[above.end - 1]
    if last == ",":
        return layout.wrapped or low
    if last in ".;" or layout.widest >= WIDEST:
        return False
    begin = text.rfind("\n", above.start, above.end) + 1 or above.start
    needed = above.end - begin + 1 + len(text[line.start : line.end].split(maxsplit=1)[0])
    return needed > _FULL * layout.widest and (low or (layout.wrapped and last != ":"))


def _open(text: str, item: Span) -> bool:
    """Whether a bracket still stands open."""
    return text.count("(", item.start, item.end) > text.count(")", item.start, item.end)


def _low(text: str, line: Span) -> bool:
    """Whether a line begins with a word in lower case ("eGFR" is none)."""
    word = text[line.start : line.end].split(maxsplit=1)[0]
    return word[:1].isalpha() and word == word.lower()


def _breaks_off(text: str, line: Span) -> bool:
    """Whether a line ends where no statement does."""
    last = text[line.start : line.end].rsplit(maxsplit=1)[-1].lower()
    return last[-1] in "-/(" or last in _GOES_ON
