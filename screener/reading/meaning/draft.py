"""A draft: one head of a chunk with its modifiers, still open for what its neighbours share with it."""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import field

from screener.core.span import Span
from screener.criteria.nodes import Duration
from screener.criteria.nodes import Node
from screener.criteria.nodes import TreatmentKind
from screener.reading.scanning.tags import Tag
from screener.reading.syntax.trees import Paren

SCOPE = (
    "HIST",
    "CURRENT",
    "ACTIVE",
    "SUSP",
    "KNOWNSUSP",
    "NEWLY",
    "FAMILY",
    "RISK",
    "TREAT",
    "PLAN",
    "NAIVE",
    "RESP",
    "ALLERGY",
    "CONTRA",
    "IMMUN",
    "STABLE",
    "NEED",
    "RESULT",
    "KNOWN",
    "HISTOL",
    "ROUTE",
)
"""Modifiers whose scope runs on over a list ("history of A or B")."""


@dataclass(slots=True)
class Lead:
    """The modifiers before a head: by tag type for those with scope, besides negation, qualifiers, doses and windows."""

    negation: Tag | None
    scope: dict[str, Tag]
    responses: list[Tag]
    qualifiers: list[Tag]
    words: list[Tag]
    doses: list[Tag]
    limits: list[Tag]
    windows: list[Tag]
    parens: list[Paren]
    population: bool

    def __init__(  # by hand: a lead is made for every chunk and every head, nearly always empty
        self, negation: Tag | None = None, scope: dict[str, Tag] | None = None, responses: list[Tag] | None = None,
        qualifiers: list[Tag] | None = None, words: list[Tag] | None = None, doses: list[Tag] | None = None,
        limits: list[Tag] | None = None, windows: list[Tag] | None = None, parens: list[Paren] | None = None,
        population: bool = False,
    ) -> None:  # fmt: skip
        self.negation = negation
        self.scope = {} if scope is None else scope
        self.responses = [] if responses is None else responses
        self.qualifiers = [] if qualifiers is None else qualifiers
        self.words = [] if words is None else words
        self.doses = [] if doses is None else doses
        self.limits = [] if limits is None else limits
        self.windows = [] if windows is None else windows
        self.parens = [] if parens is None else parens
        self.population = population

    def copy(self) -> Lead:
        """A lead of its own with the same modifiers."""
        return Lead(
            self.negation, dict(self.scope), list(self.responses), list(self.qualifiers), list(self.words), list(self.doses),
            list(self.limits), list(self.windows), list(self.parens), self.population,
        )  # fmt: skip

    @property
    def bare_but_limits(self) -> bool:
        """Whether nothing but numbers stands before the head."""
        return not (self.negation or self.scope or self.qualifiers or self.words or self.doses)

    @property
    def bare_but_qualified(self) -> bool:
        """Whether nothing but what narrows it stands before the head."""
        return not (self.negation or self.scope or self.words or self.doses or self.limits)

    @property
    def bare(self) -> bool:
        """Whether nothing stands before the head."""
        return not (self.negation or self.scope or self.qualifiers or self.words or self.doses or self.limits)


@dataclass(slots=True)
class Draft:
    """slot: `condition`, `treatment`, `measure`, `state`, `vaccine`, `sex`, `text`, `judgement` or `ready` (a node already).

    heads: the tags of its name. ids: the concepts that the name can stand for. after: words that follow and narrow it.
    noun: "score", "test" right behind a finding, which a number behind it then measures.

    kind: what an unknown treatment is, told by its neighbours. stable_for: how long its dose has been stable, where its use has
    a length of its own.
    """

    slot: str
    heads: list[Tag]
    ids: tuple[str, ...] = ()
    lead: Lead = field(default_factory=Lead)
    limits: list[Tag] = field(default_factory=list)
    windows: list[Tag] = field(default_factory=list)
    results: list[Tag] = field(default_factory=list)
    classes: list[Tag] = field(default_factory=list)
    doses: list[Tag] = field(default_factory=list)
    qualifiers: list[Tag] = field(default_factory=list)
    after: list[Tag] = field(default_factory=list)
    parens: list[Paren] = field(default_factory=list)
    indication: list[Draft] = field(default_factory=list)
    company: list[Draft] = field(default_factory=list)
    node: Node | None = None
    kind: TreatmentKind | None = None
    stable_for: Duration | None = None
    noun: list[Tag] = field(default_factory=list)
    shared_head: bool = False
    shared_limit: bool = False
    inherited: bool = False

    @property
    def parens_decide(self) -> bool:
        """Whether a bracket behind it holds its limit."""
        return any(element.type == "LIMIT" for paren in self.parens for sentence in paren.sentences
                   for clause in sentence.clauses for chunk in clause.listing.chunks for element in chunk)  # fmt: skip

    @property
    def span(self) -> Span:
        """Where its words start and end."""
        first = last = 0
        for tag in self._all():
            start, end = tag.start, tag.end
            if end > start:
                first = start if start < first or not last else first
                last = max(last, end)
        if self.inherited:  # what narrows it stands right before it; the rest of the lead belongs to an earlier name
            for tag in reversed(self.lead.qualifiers):
                first = tag.start if 0 <= first - tag.end <= 1 else first
        return Span(first, last)

    @property
    def mention(self) -> Span:
        """Where its name starts and ends."""
        return Span(self.heads[0].start, self.heads[-1].end)

    @property
    def start(self) -> int:
        """Where its words start."""
        return self.span.start

    @property
    def end(self) -> int:
        """Where its words end."""
        return self.span.end

    def _all(self) -> list[Tag | Paren]:
        own: list[Tag | Paren] = [*self.heads, *self.limits, *self.windows, *self.results, *self.classes, *self.doses]
        own += [*self.qualifiers, *self.after, *self.parens]
        if not self.inherited:
            lead = self.lead
            own += [*lead.scope.values(), *lead.responses, *lead.qualifiers, *lead.words, *lead.doses, *lead.limits]
        return own


def put_to_person(tags: Iterable[Tag]) -> None:
    """Marks the characters of tags as a person's, but for filler."""
    for tag in tags:
        if tag.state in {"unread", "compiled"}:
            tag.state = "judgement"


def put_places_to_person(tags: Iterable[Tag], places: Collection[Span]) -> None:
    """Marks what has been read inside any of the places as a person's."""
    for tag in tags:
        if tag.state == "compiled" and any(place.start <= tag.start and tag.end <= place.end for place in places):
            tag.state = "judgement"
