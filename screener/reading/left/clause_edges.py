"""Finds how far a clause reaches around a place in it."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from screener.reading.scanning.tags import Tag


def clause_edge(tags: list[Tag], at: int, step: int, marks: AbstractSet[str]) -> int:
    """The last place of the clause on one side of `at` (step 1: behind it, -1: before it), `at` itself where it ends there.

    marks: the tags that end a clause. Brackets inside it belong to it unless they are among them, its own bracket bounds it.
    """
    opens, closes = ("LP", "RP") if step > 0 else ("RP", "LP")
    depth = 0
    while 0 <= at + step < len(tags):
        kind = tags[at + step].type
        if not depth and kind in marks:
            break
        depth += (kind == opens) - (kind == closes)
        if depth < 0:
            break
        at += step
    return at
