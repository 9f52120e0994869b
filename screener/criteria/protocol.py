"""A compiled protocol: its texts, its criteria with their rules, and the account of every character."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from typing import NamedTuple

from screener.core.issues import Issue
from screener.core.span import Span
from screener.criteria.nodes import Node

Category = Literal["inclusion", "exclusion"]
LedgerState = Literal["compiled", "judgement", "unread", "filler"]
Settled = Literal["open", "default", "ruled"]


class LedgerEntry(NamedTuple):
    """A stretch of text and what became of it."""

    span: Span
    state: LedgerState


@dataclass(frozen=True, slots=True)
class Reading:
    """One fair reading of a sentence; the criterion's node is that of the chosen one."""

    node: Node
    chosen: bool
    why: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """One statement of the protocol.

    `readings` is empty where only one was found. `settled` tells how the chosen one was chosen: `default` (a documented
    default of meaning), `ruled` (a person, in the protocol file) or `open`. `about` holds names in the text that the rule
    does not test, nor anything in it speak of ("male and female patients"). `inferred` marks a criterion that no text
    states and a person has to confirm. `reviewer` and `reviewed` (ISO date) are set in protocol files.
    """

    id: str
    category: Category
    field: str
    text: str
    span: Span
    node: Node
    ledger: tuple[LedgerEntry, ...] = ()
    readings: tuple[Reading, ...] = ()
    settled: Settled = "open"
    issues: tuple[Issue, ...] = ()
    inferred: bool = False
    reviewer: str = ""
    reviewed: str = ""
    about: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Protocol:
    """Everything that one protocol's text compiled to; `texts` maps field name to its exact text."""

    id: str
    title: str
    texts: dict[str, str]
    criteria: tuple[Criterion, ...]
    ledger: dict[str, tuple[LedgerEntry, ...]]
    issues: tuple[Issue, ...] = ()
    source: str = ""

    def coverage(self) -> dict[LedgerState, int]:
        """Code points per ledger state, over all fields."""
        counts: dict[LedgerState, int] = {"compiled": 0, "judgement": 0, "unread": 0, "filler": 0}
        for entries in self.ledger.values():
            for (start, end), state in entries:
                counts[state] += end - start
        return counts
