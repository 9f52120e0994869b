"""Years that are an age though they stand beside a finding: at a visit, or a range of grown people."""

from __future__ import annotations

from screener.reading.meaning.chunks.chunk_signs import all_grown
from screener.reading.meaning.phrases.limits import limits_of
from screener.reading.meaning.phrases.windows import meaning_of
from screener.reading.scanning.tags import Tag


def age_at_visit(tag: Tag, *, people: bool) -> bool:
    """Whether a limit at a visit is an age ("18 years of age at consent"); of people so are the years of grown ones."""
    if tag.type != "WINDOW":
        return False
    limits = meaning_of(tag).limits
    return bool(limits) and (all(one.age for one in limits) or (people and all_grown(limits)))


def range_of_ages(tag: Tag) -> bool:
    """Whether a limit is a range of years that reaches from one grown age to another ("between 45 and 60 years")."""
    limits = limits_of(tag.value) if tag.type == "LIMIT" else ()  # type: ignore[arg-type]
    return len(limits) == 1 and limits[0].lower is not None and limits[0].upper is not None and all_grown(limits)
