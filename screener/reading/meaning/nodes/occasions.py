"""How many times, in how many places and how far apart a limit has to hold, each a number of its own beside it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import cast

from screener.core.span import Span
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import Bound
from screener.criteria.nodes import Comparison
from screener.criteria.nodes import Judgement
from screener.criteria.nodes import Node
from screener.criteria.nodes import Unread
from screener.reading.meaning.chunks.chunk_signs import timed
from screener.reading.meaning.chunks.chunk_signs import with_unit
from screener.reading.meaning.context import Context
from screener.reading.meaning.draft import Draft
from screener.reading.meaning.lists.combine import span_of
from screener.reading.meaning.nodes.measure_units import AGE_UNITS
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import take
from screener.reading.scanning.tags import told_by

_KINDS = ("occasions", "apart")


def occasions_of(draft: Draft) -> list[Tag]:
    """The words of a measure that tell how often or how far apart it is so."""
    if not (draft.lead.qualifiers or draft.qualifiers or draft.after):
        return []
    told = [*draft.lead.qualifiers, *draft.qualifiers, *draft.after]
    found = [tag for tag in told if tag.type == "SEV" and tag.value in _KINDS]
    return found if found and _measured(draft) else []


def _measured(draft: Draft) -> bool:
    """Whether a limit that is no length of time, or a result, stands beside a measure."""
    if draft.slot == "measure":
        return bool(draft.limits or draft.results or "RESULT" in draft.lead.scope)
    return draft.slot in {"condition", "text"} and any(with_unit(tag) and not timed(tag) for tag in draft.limits)


def without(draft: Draft, found: list[Tag]) -> Draft:
    """The draft without those words."""
    lead = replace(draft.lead, qualifiers=[tag for tag in draft.lead.qualifiers if tag not in found])
    after = [tag for tag in draft.after if tag not in found]
    return replace(draft, lead=lead, qualifiers=[tag for tag in draft.qualifiers if tag not in found], after=after)


def with_occasions(node: Node, found: list[Tag], context: Context) -> Node:
    """The node together with each of those numbers."""
    if isinstance(node, Unread | Judgement):
        return node
    behind = [tag.start for tag in found if tag.start > node.span.start]
    of = context.words(node.span.start, min([node.span.end, *behind]))
    parts = (node, *(_number(tag, of, context) for tag in found))
    return AllOf(parts, span_of(list(parts)))


def _number(tag: Tag, of: str, context: Context) -> Comparison:
    kind = str(tag.value)
    sign, number, noun = cast(tuple[Tag | None, Tag, Tag], told_by(tag))
    assert isinstance(number.value, Decimal)  # the scan makes NUM values so
    strict = sign is not None and sign.value in {">", "<"}
    bound = Bound(number.value, not strict)
    most = sign is not None and sign.value in {"<", "<="}
    label = f"{noun.text.lower()} with {of}" if kind == "occasions" else f"time between measurements with {of}"
    unit = "1" if kind == "occasions" else AGE_UNITS.get(str(noun.value), str(noun.value))
    take(tag)
    span = Span(tag.start, tag.end)
    return Comparison(None, label, None if most else bound, bound if most else None, unit, coded=False, mention=span, span=span)
