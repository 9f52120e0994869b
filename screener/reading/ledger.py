"""Takes tags and spans with their states, gives the partition of a text: every character accounted for once."""

from __future__ import annotations

from collections.abc import Iterable

from screener.core.span import Span
from screener.criteria.nodes import Judgement
from screener.criteria.nodes import Node
from screener.criteria.nodes import Unread
from screener.criteria.nodes import walk
from screener.criteria.protocol import LedgerEntry
from screener.criteria.protocol import LedgerState
from screener.reading.tags import Tag

_CODES: dict[str, int] = {"filler": 0, "compiled": 1, "judgement": 2, "unread": 3}
_STATES: tuple[LedgerState, ...] = ("filler", "compiled", "judgement", "unread")


class Ledger:
    """One field's account: a state for each code point, unread until something says otherwise."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.states = bytearray(b"\x03") * len(text)
        for at, letter in enumerate(text):
            if letter.isspace():
                self.states[at] = 0

    def paint(self, span: Span, state: LedgerState) -> None:
        """Gives a stretch one state (white space too, so that runs stay whole)."""
        width = max(0, span.end - span.start)
        self.states[span.start : span.start + width] = bytes([_CODES[state]]) * width

    def tags(self, tags: Iterable[Tag]) -> None:
        """Gives the tags' characters their states; a gap between two of one state joins them."""
        before: Tag | None = None
        for tag in tags:
            self.paint(Span(tag.start, tag.end), tag.state)
            apart = before is not None and before.state == tag.state and before.end < tag.start
            if before is not None and apart and not self.text[before.end : tag.start].strip():
                self.paint(Span(before.end, tag.start), tag.state)
            before = tag

    def node(self, node: Node) -> None:
        """Marks what a person decides and what nobody read."""
        for part in walk(node):
            if isinstance(part, Judgement):
                self._over(part.span, 2)
            elif isinstance(part, Unread):
                self._over(part.span, 3)

    def _over(self, span: Span, code: int) -> None:
        for at in range(span.start, min(span.end, len(self.states))):
            if self.states[at]:
                self.states[at] = code

    def entries(self, start: int = 0, end: int | None = None) -> tuple[LedgerEntry, ...]:
        """The partition of `[start, end)` into runs of one state."""
        end = len(self.states) if end is None else end
        made: list[LedgerEntry] = []
        at = start
        while at < end:
            stop = at + 1
            code = self.states[at]
            while stop < end and self.states[stop] == code:
                stop += 1
            made.append(LedgerEntry(Span(at, stop), _STATES[code]))
            at = stop
        return tuple(made)
