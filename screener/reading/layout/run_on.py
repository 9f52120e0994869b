"""Finds the numbered items that stand run on within the lines of a numbered list: between a 9 and a 12 the "10." and "11."."""

from __future__ import annotations

import re
from collections.abc import Sequence

Place = tuple[int, int, int]
"""Where a mark begins and its text begins, and the number that it bears."""
_LEAST = 2
"""How many have to follow one another behind the last item of a list, where no further item tells what is missing."""
_MOST = 40


def run_on(text: str, numbered: Sequence[Place], end: int) -> list[Place]:
    """The marks of the items without a line of their own, in order; `numbered`: of those that begin one, `end`: of the list."""
    found: list[Place] = []
    for at, (_, start, number) in enumerate(numbered):
        last = at + 1 == len(numbered)
        stop, after = (end, _MOST) if last else (numbered[at + 1][0], numbered[at + 1][2])
        inside = _consecutive(text, start, stop, number + 1, after) if after > number + 1 else []
        if (last and len(inside) >= _LEAST) or (not last and len(inside) == after - number - 1):
            found += inside
    return found


def _consecutive(text: str, start: int, stop: int, number: int, after: int) -> list[Place]:
    """The marks of one number after another that stand there, up to one before the last."""
    made: list[Place] = []
    while number < after:
        mark = re.compile(rf"(?<=[\s.;)]){number}[.)]\s*(?=[A-Z][a-z])").search(text, start, stop)
        if mark is None or not text[text.rfind("\n", 0, mark.start()) + 1 : mark.start()].strip():
            break  # it has a line of its own
        made.append((mark.start(), mark.end(), number))
        start, number = mark.end(), number + 1
    return made
