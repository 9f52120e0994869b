"""Runs passes over the tags of an item: those alone that have something to do for the types of tag that stand there."""

from __future__ import annotations

from collections.abc import Callable

from screener.reading.tags import Tag

Pass = Callable[[list[Tag]], list[Tag]]
_MOST = 20_000
"""How many sets of types are remembered with their passes."""


class Passes:
    """Passes in their order, each with sets of tag types: it runs where one of its sets is there as a whole."""

    __slots__ = ("_entries", "_planned")

    def __init__(self, *entries: tuple[Pass, *tuple[frozenset[str], ...]]) -> None:
        self._entries = entries
        self._planned: dict[frozenset[str], tuple[Pass, ...]] = {}

    def run(self, tags: list[Tag]) -> list[Tag]:
        """The tags after the passes that their types at the start call for."""
        kinds = frozenset([tag.type for tag in tags])
        plan = self._planned.get(kinds)
        if plan is None:
            plan = self._plan(kinds)
        for one in plan:
            tags = one(tags)
        return tags

    def _plan(self, kinds: frozenset[str]) -> tuple[Pass, ...]:
        if len(self._planned) >= _MOST:
            self._planned.clear()
        plan = tuple(one for one, *needs in self._entries if any(need <= kinds for need in needs))
        self._planned[kinds] = plan
        return plan
