"""Where compiled numbers and Chia's annotations meet."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.reading.claims import Claim
from benchmarks.reading.corpora import ChiaDocument
from benchmarks.reading.corpora import Entity
from benchmarks.reading.score import Miss
from benchmarks.reading.score import Tally
from benchmarks.reading.score import sentence_at
from screener.core.span import Span


def near_claims(said: Sequence[Claim], *entities: Entity) -> list[Claim]:
    """The claims that touch any of the entities, by their own place or their node's."""
    return [claim for claim in said if any(_touches(claim, entity) for entity in entities)]


def _touches(claim: Claim, entity: Entity) -> bool:
    return entity.overlaps(claim.span) or entity.overlaps(claim.placed.node.span)


def hull(entity: Entity) -> Span:
    """From the first character of an entity to its last."""
    return Span(min(span.start for span in entity.spans), max(span.end for span in entity.spans))


def add_miss(tally: Tally, kind: str, document: ChiaDocument, span: Span, gold: str, near: list[Claim]) -> None:
    """Keeps a miss with its line and what was compiled there."""
    compiled = " | ".join(str(claim) for claim in near[:4]) or "nothing"
    tally.misses.append(Miss(kind, document.name, sentence_at(document.text, *span), gold, compiled))
