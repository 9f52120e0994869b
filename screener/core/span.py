"""Where a piece of text stands: code points counted from the start of its field."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """The half-open stretch `[start, end)` of one source field, in code points."""

    start: int
    end: int

    def text(self, source: str) -> str:
        """The words that stand there."""
        return source[self.start : self.end]

    def join(self, other: Span) -> Span:
        """The smallest span that holds both."""
        return Span(min(self.start, other.start), max(self.end, other.end))

    def holds(self, other: Span) -> bool:
        """Whether the other span lies inside this one."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end


NOWHERE = Span(0, 0)
"""The span of a node that was written by a person in notation, not read from text."""
