"""Reads the concept tables of `rules/`: one concept a line, cells parted by tabs."""

from __future__ import annotations

from collections.abc import Iterator

from screener.catalog.concept import Coding
from screener.catalog.concept import Concept

COLUMNS = ("id", "kind", "label", "synonyms", "codes", "parents", "closed", "question", "source")
"""The columns of a concept table, in order."""


def codings(text: str) -> tuple[Coding, ...]:
    """The codes of one cell: `system:code` separated by spaces."""
    return tuple(Coding(*word.split(":", 1)) for word in text.split())


def rows(text: str) -> Iterator[Concept]:
    """The concepts of one table, a line each, in the order of the file."""
    for line in text.splitlines()[1:]:
        if not line or line[0] == "#":
            continue
        ident, kind, label, synonyms, codes, parents, closed, question, source = line.split("\t")
        yield Concept(
            ident,
            kind,  # type: ignore[arg-type]  # a test holds the table's kinds to the closed list
            label,
            tuple(synonyms.split("|")) if synonyms else (),
            codings(codes) if codes else (),
            tuple(parents.split()) if parents else (),
            closed != "no",
            "prescreen",
            question,
            source,
        )
