"""What the build knows while it reads one item, and the doubts it meets on the way."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field as made

from screener.core.issues import Issue
from screener.core.issues import issue
from screener.core.span import Span
from screener.criteria.protocol import Category
from screener.criteria.protocol import Settled


@dataclass(slots=True)
class Fork:
    """A place where the sentence can fairly be read in more than one way."""

    key: str
    options: tuple[str, ...]
    chosen: str
    why: str
    settled: Settled


@dataclass(slots=True)
class Context:
    """category: the list that the item stands in; topic: concepts that the trial is about, the likeliest first;

    heading: the measure that the heading over a nested item names ("Life expectancy:"); abbreviations: what the text
    itself says an abbreviation stands for; forced: readings to take at named forks; asked: the forks met since it was
    last emptied; each: the members of a list are criteria, each for itself;
    let_in: by the place of an item, those of the sentences elsewhere that let somebody in again.
    """

    text: str
    category: Category
    field: str = "criteria"
    topic: tuple[str, ...] = ()
    abbreviations: dict[str, tuple[str, ...]] = made(default_factory=dict)
    forced: dict[str, str] = made(default_factory=dict)
    forks: list[Fork] = made(default_factory=list)
    issues: list[Issue] = made(default_factory=list)
    heading: tuple[str, ...] = ()
    asked: set[str] = made(default_factory=set)
    each: bool = False
    let_in: Mapping[Span, Sequence[Span]] = made(default_factory=dict)

    def choose(self, key: str, options: tuple[str, ...], why: str, settled: Settled = "open") -> str:
        """The reading to take at a fork (the first option unless another is forced); the fork is kept."""
        self.asked.add(key)
        chosen = self.forced.get(key, options[0])
        if all(fork.key != key for fork in self.forks):
            self.forks.append(Fork(key, options, chosen, why, settled))
        return chosen

    def note(self, code: str, message: str, start: int, end: int, hint: str = "") -> None:
        """Keeps an issue about a stretch of the text."""
        self.issues.append(issue(code, message, Span(start, end), field=self.field, hint=hint))

    def words(self, start: int, end: int) -> str:
        """The text's own words, white space folded."""
        return " ".join(self.text[start:end].split())

    def name(self, start: int, end: int) -> str:
        """The words as a name: a capital that only begins a sentence is made small."""
        words = self.words(start, end)
        first = words.partition(" ")[0]
        plain = (
            first[:1].isupper()
            and first[1:].islower()
            and (
                self.text[:start].rstrip() == ""
                or self.text[:start].rstrip()[-1] in ".:;*-•\n)\"'"
                or "\n" in self.text[max(0, start - 40) : start]
            )
        )
        return words[:1].lower() + words[1:] if plain else words
