"""Reads "elevated CRP" as above the upper limit of normal and "low albumin" as below the lower: which side is meant is said."""

from __future__ import annotations

from decimal import Decimal

from screener.catalog.load import catalog
from screener.core.span import Span
from screener.criteria.nodes import Bound
from screener.criteria.nodes import Comparison
from screener.criteria.nodes import Qualifier
from screener.criteria.nodes import Window
from screener.reading.meaning.chunks.names import Name
from screener.reading.meaning.draft import Draft
from screener.reading.scanning.tags import Tag

_ABOVE = frozenset({"elevated", "raised", "high", "increased", "abnormally high", "above the normal range", "above normal"})
_BELOW = frozenset({"low", "decreased", "reduced", "abnormally low", "below normal"})


def beyond_normal(
    draft: Draft, name: Name, outcome: Tag, window: Window | None, qualifiers: tuple[Qualifier, ...]
) -> Comparison | None:
    """The measure beyond one end of its reference range; None where the words name no end, or it has no such range."""
    concept = catalog().get(name.concept) if name.concept else None
    words = outcome.text.lower()
    if outcome.value != "abnormal" or concept is None or concept.kind != "lab" or "HIST" in draft.lead.scope:
        return None
    if concept.measure is None or concept.measure.unit is None or words not in _ABOVE | _BELOW:
        return None
    one = Bound(Decimal(1), False)
    low, high, end = (one, None, "ULN") if words in _ABOVE else (None, one, "LLN")
    return Comparison(
        name.concept, name.label, low, high, None, end, window=window, qualifiers=qualifiers, coded=name.coded,  # type: ignore[arg-type]
        mention=draft.mention, span=draft.span,
    )  # fmt: skip


def side_told(outcome: Tag) -> tuple[Qualifier, ...]:
    """The side of normal that words name, to be confirmed: a result says only that it is abnormal."""
    if outcome.value != "abnormal" or outcome.text.lower() not in _ABOVE | _BELOW:
        return ()
    return (Qualifier("other", outcome.text, Span(outcome.start, outcome.end)),)
