"""What one chunk gives: its drafts and what is left over for its neighbours."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field

from screener.reading.meaning.draft import Draft
from screener.reading.meaning.draft import Lead
from screener.reading.scanning.tags import Tag


@dataclass(slots=True)
class Piece:
    """What one chunk gave: its drafts, the modifiers left over at its end, and marks of its own.

    together: both it and the one before it, whatever connective stands between them.
    count: "at least two of the following" (`all`, `none` or a number). judged: words from here on are a person's to decide.
    relation: what the last head but one is said to have come before, after or from ("cough due to ramipril").
    relative: it begins with "that" or "which".
    """

    drafts: list[Draft] = field(default_factory=list)
    rest: Lead = field(default_factory=Lead)
    count: Tag | None = None
    either: Tag | None = None
    excluded: Tag | None = None
    allowed: Tag | None = None
    start: int = 0
    end: int = 0
    population: bool = False
    judge: Tag | None = None
    subgroup: Tag | None = None
    alternatives: list[Draft] = field(default_factory=list)
    negation_shared: bool = False
    together: bool = False
    empty: bool = False
    stacked: bool = False
    relative: bool = False
    ages: list[Tag] = field(default_factory=list)
    tail: list[Tag] = field(default_factory=list)
    relation: Tag | None = None

    @property
    def has_sex(self) -> bool:
        """Whether it names a sex."""
        return any(draft.slot == "sex" for draft in self.drafts)
