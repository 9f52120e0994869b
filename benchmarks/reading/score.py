"""Counts what was found, what was said and what was wrong, and keeps the misses to show."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field


@dataclass(frozen=True, slots=True)
class Miss:
    """One gold item that was not found, or one compiled item that contradicts the text."""

    kind: str
    where: str
    sentence: str
    gold: str
    compiled: str


@dataclass(slots=True)
class Tally:
    """One row of the report. `found` of `gold` is recall, `right` of `claimed` is precision."""

    corpus: str
    shape: str
    gold: float = 0
    found: float = 0
    claimed: float = 0
    right: float = 0
    extras: dict[str, tuple[float, float]] = field(default_factory=dict)
    notes: dict[str, float | str] = field(default_factory=dict)
    misses: list[Miss] = field(default_factory=list)

    @property
    def recall(self) -> float | None:
        """Share of the gold that was found; None without gold."""
        return self.found / self.gold if self.gold else None

    @property
    def precision(self) -> float | None:
        """Share of what was said that is right; None when nothing was said."""
        return self.right / self.claimed if self.claimed else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of recall and precision."""
        recall, precision = self.recall, self.precision
        if recall is None or precision is None:
            return None
        return 2 * recall * precision / (recall + precision) if recall + precision else 0.0

    def extra(self, name: str, good: float, of: float = 1) -> None:
        """Adds to a further share that stands beside the main figures."""
        have, total = self.extras.get(name, (0, 0))
        self.extras[name] = (have + good, total + of)

    def note(self, name: str, amount: float = 1) -> None:
        """Adds to a count of things set apart."""
        before = self.notes.get(name, 0)
        self.notes[name] = (before if isinstance(before, int | float) else 0) + amount

    def to_json(self) -> dict[str, object]:
        """The row as plain data."""
        return {
            "corpus": self.corpus,
            "shape": self.shape,
            "gold": self.gold,
            "found": self.found,
            "claimed": self.claimed,
            "right": self.right,
            "recall": self.recall,
            "precision": self.precision,
            "f1": self.f1,
            "extras": {name: good / total if total else None for name, (good, total) in self.extras.items()},
            "notes": self.notes,
        }


def sentence_at(text: str, start: int, end: int) -> str:
    """The line or lines that hold `[start, end)`, cut to 300 characters around it."""
    low = max(text.rfind("\n", 0, start) + 1, start - 150)
    stop = text.find("\n", end)
    high = min(len(text) if stop < 0 else stop, end + 150)
    return " ".join(text[low:high].split())
