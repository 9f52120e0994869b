"""The shapes that the two grammars give the build: phrases of numbers and time, and clauses over them."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from typing import Any

from screener.reading.scanning.tags import Tag


@dataclass(slots=True)
class Amount:
    """A number with what follows it: UNIT, TU, AGEW, AGESUF, TIMES, ULN, RELTO tags in order."""

    number: Tag | None
    measures: list[Tag]


@dataclass(slots=True)
class BoundPhrase:
    """A sign with its amount; `post` is the word after it ("or more")."""

    sign: Tag | None
    amount: Amount | None
    post: Tag | None = None


@dataclass(slots=True)
class LimitPhrase:
    """One bound, several joined by and/or, or a range of two amounts; `limits` is what the build made of it."""

    bounds: list[BoundPhrase]
    join: str = ""
    ranged: bool = False
    between: Tag | None = None
    post: Tag | None = None
    limits: Any = None


@dataclass(slots=True)
class AnchorPhrase:
    """A preposition of time and the anchor it points at (None where the words were not known), with further ones."""

    preposition: Tag
    anchor: Tag | None
    more: list[Tag] = field(default_factory=list)
    join: str = ""


@dataclass(slots=True)
class WindowPhrase:
    """head is the WITHIN or FORT tag, None for a bare anchor or a limit before an anchor.

    other: a second length of time, and `which` of the two is meant: the longer, the shorter or either. also: a time ahead
    that `join`s this one ("or during the study"). `meaning` is what the build made of it.
    """

    head: Tag | None
    limit: LimitPhrase | None
    unit: Tag | None
    anchor: AnchorPhrase | None
    other: LimitPhrase | None = None
    which: str = ""
    also: WindowPhrase | None = None
    join: str = ""
    meaning: Any = None


@dataclass(slots=True)
class Paren:
    """A bracket and the sentences in it."""

    start: int
    end: int
    sentences: list[Sentence]
    type: str = "PAREN"
    text: str = ""
    value: Any = None


@dataclass(slots=True)
class Listing:
    """Chunks with the connectives between them; `conns[i]` stands before `chunks[i + 1]`."""

    chunks: list[list[Tag | Paren]]
    conns: list[Tag]


@dataclass(slots=True)
class Tail:
    """What follows a list: kind `except`, `if`, `examples`, `definition`, `must` or `despite`, and its word.

    given: the condition of an exception ("except basal cell carcinoma if it was excised").
    """

    kind: str
    word: Tag
    listing: Listing
    given: Tail | None = None


@dataclass(slots=True)
class Clause:
    """A list with its tails."""

    listing: Listing
    tails: list[Tail] = field(default_factory=list)


@dataclass(slots=True)
class Sentence:
    """Clauses parted by colons."""

    clauses: list[Clause]
