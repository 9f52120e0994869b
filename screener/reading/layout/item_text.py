"""One item of a list: where its words stand in the text, and the items below it."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field

from screener.core.span import Span


@dataclass(slots=True)
class ItemText:
    """One list item: where its own words stand, and the items nested below it; `grouped`: those are for one of several groups.

    let_in: the sentences of a list of exclusions that let somebody in whom its own words keep out.
    """

    span: Span
    children: list[ItemText] = field(default_factory=list)
    recovered: bool = False
    grouped: bool = False
    let_in: list[Span] = field(default_factory=list)

    @property
    def whole(self) -> Span:
        """Its own words with everything nested below them."""
        below = [child.whole.end for child in self.children] + [one.end for one in self.let_in]
        return Span(self.span.start, max([self.span.end, *below]))


def trim(text: str, start: int, end: int) -> Span:
    """A stretch of text without the white space around it."""
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    return Span(start + left, start + max(left, len(piece.rstrip())))
