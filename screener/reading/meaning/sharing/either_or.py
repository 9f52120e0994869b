"""Keeps what "either" opens together: "asthma and either eczema or rhinitis" asks asthma with one of the others."""

from __future__ import annotations

from dataclasses import replace

from screener.core.span import Span
from screener.criteria.nodes import AnyOf
from screener.reading.meaning.lists.member import Item
from screener.reading.meaning.lists.member import regrouped
from screener.reading.meaning.piece import Piece


def opens_either(piece: Piece) -> bool:
    """Whether "either" stands before all that a piece names."""
    tag = piece.either
    return tag is not None and tag.text.lower().startswith("either") and all(tag.start < draft.start for draft in piece.drafts)


def either_or(items: list[Item], conns: list[str]) -> tuple[list[Item], list[str]]:
    """The members with those that "either" opens behind others made one, up to its last "or"."""

    def group(at: int) -> tuple[Item, int]:
        end = last = at
        if at and items[at].either and conns[at - 1] in {"and", "comma"}:
            while end + 1 < len(items) and conns[end] in {"or", "comma", "slash"} and not items[end + 1].closes:
                end += 1
                last = end if conns[end - 1] == "or" else last
        if last == at:
            return items[at], at
        found = items[at : last + 1]
        node = AnyOf(tuple(item.node for item in found), span=Span(found[0].node.span.start, found[-1].node.span.end))
        return replace(found[0], node=node, heads=(node,), trailing=found[-1].trailing, shared_limit=False, bare=False), last

    return regrouped(items, conns, group)
