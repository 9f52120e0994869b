"""Takes a distance from a place, gives its comparison: how far from it a finding lies or a treatment was given."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TypeVar
from typing import cast

from screener.core.span import Span
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import Bound
from screener.criteria.nodes import Comparison
from screener.criteria.nodes import Node
from screener.reading.meaning.context import Context
from screener.reading.meaning.draft import Draft
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import take
from screener.reading.scanning.tags import told_by

_Times = TypeVar("_Times")


def has_distance(draft: Draft) -> bool:
    """Whether a draft says how far its thing lies from a place."""
    return bool(draft.qualifiers or draft.after) and (any(map(_far, draft.qualifiers)) or any(map(_far, draft.after)))


def distances_of(draft: Draft) -> list[Tag]:
    """The words of a draft that tell a distance."""
    return [tag for tag in (*draft.qualifiers, *draft.after) if _far(tag)]


def _far(tag: Tag) -> bool:
    return tag.value == "distance" and tag.type == "SEV" and tag.could_be("distance")


def with_distances(build: Callable[[Draft, _Times, Context], Node], draft: Draft, times: _Times, context: Context) -> Node:
    """The node of the rest of a draft together with its distances."""
    far = distances_of(draft)
    draft.qualifiers = [tag for tag in draft.qualifiers if tag not in far]
    draft.after = [tag for tag in draft.after if tag not in far]
    node = build(draft, times, context)
    return AllOf((node, *(_distance(tag, context) for tag in far)), node.span.join(Span(far[0].start, far[-1].end)))


def _distance(tag: Tag, context: Context) -> Comparison:
    """The limit of a distance ("within 500 µm of the foveal center"), named by its place."""
    parts = cast(tuple[Tag, ...], told_by(tag))
    sign, number, unit, first, last = parts
    assert isinstance(number.value, Decimal)  # the scan makes NUM values so
    upper = sign.type == "WITHIN" or sign.value in {"<", "<="}
    bound = Bound(number.value, sign.type == "WITHIN" or sign.value in {"<=", ">="})
    place = Span(first.start, last.end)
    take(tag)
    return Comparison(
        None,
        f"distance from {context.words(*place)}",
        None if upper else bound,
        bound if upper else None,
        str(unit.value),
        coded=False,
        mention=place,
        span=Span(tag.start, tag.end),
    )
