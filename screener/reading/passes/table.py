"""Runs passes over the tags of an item: those alone that have something to do for the types and words that stand there."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Collection

from screener.reading.scanning.tags import Tag

Pass = Callable[[list[Tag]], list[Tag]]
Need = frozenset[Collection[str]]
"""What has to be there: types of tag, and in small letters the words of a whole tag; a set among them is any one of its own."""
_MOST = 20_000
"""How many sets of needs are remembered with their passes."""


class Passes:
    """Passes in their order, each with what it needs: it runs where one of its sets is there as a whole."""

    __slots__ = ("_marks", "_needs", "_passes", "_planned", "_worded")

    def __init__(self, *entries: tuple[Pass, *tuple[Need, ...]]) -> None:
        parts = {part for _, *needs in entries for need in needs for part in need}
        marks = {part: 1 << at for at, part in enumerate(parts)}
        self._marks: dict[str, int] = {}
        for part, mark in marks.items():
            for name in [part] if isinstance(part, str) else part:
                self._marks[name] = self._marks.get(name, 0) | mark
        self._worded = not all(map(str.isupper, self._marks))
        self._passes = tuple(one for one, *_ in entries)
        self._needs = [(sum(marks[part] for part in need), at) for at, (_, *needs) in enumerate(entries) for need in needs]
        self._planned: dict[int, tuple[Pass, ...]] = {}

    def run(self, tags: list[Tag]) -> list[Tag]:
        """The tags after the passes that their types and words at the start call for."""
        there = self._there(tags)
        plan = self._planned.get(there)
        if plan is None:
            plan = self._plan(there)
        for one in plan:
            tags = one(tags)
        return tags

    def _there(self, tags: list[Tag]) -> int:
        """What is there of all that is needed, a bit for each: few items have the same types, and each asks for all passes."""
        names = {tag.type for tag in tags}
        if self._worded:
            names.update([tag.text.lower() for tag in tags])
        marks, there = self._marks, 0
        for name in marks.keys() & names:
            there |= marks[name]
        return there

    def _plan(self, there: int) -> tuple[Pass, ...]:
        if len(self._planned) >= _MOST:
            self._planned.clear()
        called = {at: None for need, at in self._needs if need & there == need}
        plan = self._planned[there] = tuple(self._passes[at] for at in called)
        return plan
