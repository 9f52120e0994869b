"""What a stretch of clauses gives to the stretch around it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from screener.criteria.nodes import Node
from screener.reading.meaning.context import Context
from screener.reading.meaning.draft import Lead
from screener.reading.syntax.trees import Sentence


@dataclass(slots=True)
class Built:
    """What a stretch of clauses gave: its node, and for a heading that lists follow, how to count and what to pass on.

    rest: what its last words leave for those behind. allowed: it lets back in. ends_open: its list goes on below.
    permits: what a permission with a condition asks for where it stands alone. defined: so many of what follows define it.
    points: it names what kind of things they are ("any of the following drugs"). besides: they are further alternatives.
    whom: those alone of whom the list is asked ("women must have one of the following"). some: it only names such people.
    turned: a permission whose condition has come to stand as if what is permitted were asked of those who meet it.
    """

    node: Node | None
    count: str = ""
    rest: Lead | None = None
    allowed: bool = False
    ends_open: bool = False
    permits: Node | None = None
    defined: bool = False
    points: bool = False
    besides: bool = False
    whom: Node | None = None
    some: bool = False
    turned: bool = False


Builder = Callable[[list[Sentence], Context], Built]
"""What makes the node of sentences, for a module that the builder of sentences itself calls."""
