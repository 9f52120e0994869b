"""How many a number before a name says: a plain "two fractures" may mean that many, or at least as many."""

from __future__ import annotations

from screener.criteria.nodes import Count
from screener.reading.meaning.context import Context
from screener.reading.meaning.draft import Draft
from screener.reading.meaning.phrases.limits import Limits
from screener.reading.scanning.tags import Tag

_WHY = "a plain number of things may mean exactly so many, or at least so many"


def count_of(one: Limits, tag: Tag, context: Context) -> Count:
    """The count that a limit sets; both meanings of a plain number are kept, and where they differ nothing is decided."""
    if not one.bare or one.lower is None:
        return Count(one.lower, one.upper)
    options = ("least", "exactly") if context.category == "exclusion" else ("exactly", "least")
    taken = context.choose(f"count-{tag.start}", options, _WHY)
    return Count(one.lower, one.lower if taken == "exactly" else None)


def whole(one: Limits) -> bool:
    """Whether a limit has whole numbers alone, as a count does."""
    return all(bound.value == bound.value.to_integral_value() for bound in (one.lower, one.upper) if bound is not None)


def stands_before(tag: Tag, draft: Draft) -> bool:
    """Whether a number stands before a name with nothing between them but what narrows the name ("two prior failed trials")."""
    lead = draft.lead
    between = sorted((other.start, other.end) for other in (*lead.scope.values(), *lead.qualifiers, *lead.responses))
    at = tag.end
    for start, end in between:
        if start >= at and start - at <= 1:
            at = end
    return 0 <= draft.heads[0].start - at <= 1
