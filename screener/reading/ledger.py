"""Takes tags and spans with their states, gives the partition of a text: every character accounted for once."""

from __future__ import annotations

import re
from collections.abc import Iterable

from screener.core.span import Span
from screener.criteria.nodes import Judgement
from screener.criteria.nodes import Node
from screener.criteria.nodes import Unread
from screener.criteria.nodes import walk
from screener.criteria.protocol import LedgerEntry
from screener.criteria.protocol import LedgerState
from screener.reading.scanning.tags import Tag

_CODES: dict[str, int] = {"filler": 0, "compiled": 1, "judgement": 2, "unread": 3}
_WIDE_SPACE = re.compile(r"[\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
"""White space beyond Latin-1."""
_UNREAD = bytes(0 if chr(code).isspace() else 3 for code in range(256))
"""The state that each letter of Latin-1 begins with."""
_RUN = re.compile(b"\x00+|\x01+|\x02+|\x03+")
_FILL = tuple(bytes([code]) for code in range(4))
_OVER = tuple(b"\x00" + bytes([code]) * 255 for code in range(4))
"""Translations that give every character but white space and filler one state."""
_STATES: tuple[LedgerState, ...] = ("filler", "compiled", "judgement", "unread")


class Ledger:
    """One field's account: a state for each code point, unread until something says otherwise."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.states = bytearray(text.encode("latin-1", "replace").translate(_UNREAD))
        if not text.isascii():
            for match in _WIDE_SPACE.finditer(text):
                start, end = match.span()
                self.states[start:end] = bytes(end - start)

    def paint(self, span: Span, state: LedgerState) -> None:
        """Gives a stretch one state (white space too, so that runs stay whole)."""
        width = max(0, span.end - span.start)
        self.states[span.start : span.start + width] = _FILL[_CODES[state]] * width

    def all_read(self) -> bool:
        """Whether nothing has stayed unread."""
        return _CODES["unread"] not in self.states

    def starts_unread(self, at: int) -> bool:
        """Whether the character at a place has stayed unread."""
        return self.states[at] == _CODES["unread"]

    def unread(self, span: Span) -> bool:
        """Whether all of a stretch has stayed unread."""
        return self.states.count(_CODES["unread"], span.start, span.end) == span.end - span.start

    def tags(self, tags: Iterable[Tag]) -> None:
        """Gives the tags' characters their states; a gap between two of one state joins them."""
        text, states = self.text, self.states
        state: LedgerState = "unread"
        first = last = 0
        for tag in tags:
            start = tag.start
            if tag.state == state and last <= start and not text[last:start].strip():
                last = tag.end
                continue
            states[first:last] = _FILL[_CODES[state]] * (last - first)
            state, first, last = tag.state, start, tag.end
        states[first:last] = _FILL[_CODES[state]] * (last - first)

    def node(self, node: Node) -> None:
        """Marks what a person decides and what nobody read."""
        for part in walk(node):
            if isinstance(part, Judgement):
                self._over(part.span, 2)
            elif isinstance(part, Unread):
                self._over(part.span, 3)

    def _over(self, span: Span, code: int) -> None:
        self.states[span.start : span.end] = self.states[span.start : span.end].translate(_OVER[code])

    def entries(self, start: int = 0, end: int | None = None) -> tuple[LedgerEntry, ...]:
        """The partition of `[start, end)` into runs of one state."""
        end = len(self.states) if end is None else end
        states, new = self.states, tuple.__new__
        return tuple([
            new(LedgerEntry, (new(Span, match.span()), _STATES[states[match.start()]]))
            for match in _RUN.finditer(states, start, end)
        ])
