"""Knows a length of time that no operation takes: what it tells of is something else, which only a person can say."""

from __future__ import annotations

from functools import cache

from screener.catalog.load import catalog
from screener.core.data import read_toml
from screener.criteria.nodes import Duration
from screener.criteria.nodes import Node
from screener.criteria.nodes import Treatment

_HOURS = frozenset({"hour", "minute", "second"})
_LONGEST = 24
"""How many hours an operation may be said to take."""


def lasts_too_long(node: Node) -> bool:
    """Whether a treatment that is over within hours is said to last for days ("at least 12 weeks post cataract surgery").

    Nor does one last as long as its interval ("adjuvant chemotherapy with an interval of ≥ 6 months").
    """
    if not isinstance(node, Treatment) or node.duration is None:
        return False
    if any(one.value.lower().endswith("interval") for one in node.qualifiers):
        return True
    if node.concept is None or node.treatment != "procedure":
        return False
    return _of_days(node.duration) and any(catalog().is_a(node.concept, one) for one in _over_in_hours())


def _of_days(length: Duration) -> bool:
    bounds = [bound for bound in (length.lower, length.upper) if bound is not None]
    return length.unit not in _HOURS or (length.unit == "hour" and any(bound.value >= _LONGEST for bound in bounds))


@cache
def _over_in_hours() -> tuple[str, ...]:
    """The procedures of which each is over within hours."""
    return tuple(read_toml("rules", "words", "events.toml")["over_in_hours"])
