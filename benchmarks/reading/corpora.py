"""Loads the public corpora; every loader gives frozen records in file order."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from screener.core.span import Span
from screener.criteria.protocol import Category

DEFAULT_FOLDER = Path(__file__).resolve().parents[3] / "shared" / "corpora"


@dataclass(frozen=True, slots=True)
class Entity:
    """One annotated mention of Chia; `spans` in the order stored, `inverted` when that is not text order."""

    id: str
    type: str
    spans: tuple[Span, ...]

    @property
    def inverted(self) -> bool:
        """Whether the pieces are stored out of text order."""
        return list(self.spans) != sorted(self.spans)

    def words(self, text: str) -> str:
        """Its pieces in text order, joined by a space."""
        return " ".join(span.text(text) for span in sorted(self.spans))

    def overlaps(self, span: Span) -> bool:
        """Whether any of its pieces shares a character with the span."""
        return any(piece.overlaps(span) for piece in self.spans)


@dataclass(frozen=True, slots=True)
class ChiaDocument:
    """One side (inclusion or exclusion) of a trial with its annotation."""

    name: str
    kind: Category
    text: str
    entities: dict[str, Entity]
    relations: tuple[tuple[str, str, str], ...]
    groups: tuple[tuple[str, ...], ...]

    def linked(self, relation: str) -> Iterator[tuple[Entity, Entity]]:
        """The pairs of entities joined by that relation."""
        for kind, owner, value in self.relations:
            if kind == relation and owner in self.entities and value in self.entities:
                yield self.entities[owner], self.entities[value]


@dataclass(frozen=True, slots=True)
class LeafComparison:
    """One annotated comparison of the Leaf corpus, in its line."""

    nct_id: str
    line: str
    section: Category
    comparison: str
    operators: tuple[str, ...]
    values: tuple[str, ...]
    units: tuple[str, ...]
    per: tuple[str, ...]
    temporal_units: tuple[str, ...]
    roles: tuple[str, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """A criterion with the logical form that a person wrote for it."""

    text: str
    snippet: str


@dataclass(frozen=True, slots=True)
class Trial:
    """One registered trial's eligibility text."""

    nct_id: str
    text: str


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="\n") as file:
        for line in file:
            yield json.loads(line)


def chia(folder: Path) -> Iterator[ChiaDocument]:
    """Every Chia document of the seen half."""
    for row in _rows(folder / "chia-dev.jsonl.gz"):
        entities = {
            entity["id"]: Entity(entity["id"], entity["type"], tuple(Span(*span) for span in entity["spans"]))
            for entity in row["entities"]
        }
        yield ChiaDocument(
            row["doc"],
            row["kind"],
            row["text"],
            entities,
            tuple((kind, owner, value) for kind, owner, value in row["relations"]),
            tuple(tuple(group) for group in row["groups"]),
        )


def leaf(folder: Path) -> Iterator[LeafComparison]:
    """Every annotated comparison of the seen half of the Leaf corpus."""
    for row in _rows(folder / "lct-comparisons-dev.jsonl.gz"):
        yield LeafComparison(
            row["nct_id"],
            row["line"],
            row["section"],
            row["comparison"],
            tuple(row["operator"]),
            tuple(row["value"]),
            tuple(row["unit"]),
            tuple(row["per"]),
            tuple(row["temporal_unit"]),
            tuple(owner["role"] for owner in row["owners"]),
            tuple(name for owner in row["owners"] for name in owner["name"]),
        )


def forms(folder: Path) -> Iterator[Form]:
    """Every criterion of the Leaf corpus that has a logical form."""
    with gzip.open(folder / "lct-forms-train.json.gz", "rt", encoding="utf-8") as file:
        for row in json.load(file):
            yield Form(row["intent"], row["snippet"])


def registry(folder: Path) -> Iterator[Trial]:
    """Every registered trial; line ends as stored."""
    yield from trials(folder / "trials-dev.jsonl.gz")


def trials(path: Path) -> Iterator[Trial]:
    """Every trial of a file of the registry's form: a line of JSON each, with `nct_id` and `criteria`, packed with gzip."""
    for row in _rows(path):
        yield Trial(row["nct_id"], row["criteria"] or "")
