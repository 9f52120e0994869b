"""Words that a person decides."""

from __future__ import annotations

from screener.core.span import Span
from screener.criteria.nodes import Judgement
from screener.reading.meaning.context import Context
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import take


def judgement(start: int, end: int, context: Context, tags: list[Tag]) -> Judgement:
    """Words that a person decides, all of them marked so."""
    words = context.name(start, end)
    low = words.lower()
    judge = (
        "investigator" if any(hint in low for hint in ("investigator", "physician", "opinion", "discretion")) else "unspecified"
    )
    for tag in tags:
        if tag.start >= start and tag.end <= end:
            take(tag, "judgement")
    return Judgement(words, judge, None, Span(start, end), Span(start, end))  # type: ignore[arg-type]
