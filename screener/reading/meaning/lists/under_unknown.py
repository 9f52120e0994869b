"""Keeps alternatives behind a finding told by unknown words with it: "headache with aura, nausea, or vomiting"."""

from __future__ import annotations

from dataclasses import replace

from screener.core.span import Span
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Condition
from screener.reading.meaning.context import Context
from screener.reading.meaning.lists.member import Item
from screener.reading.meaning.lists.member import regrouped

_WITH = "with "


def under_unknown(items: list[Item], conns: list[str], context: Context) -> tuple[list[Item], list[str]]:
    """The members with findings behind such a finding taken into it; that they stand beside it is kept as the other reading."""

    def group(at: int) -> tuple[Item, int]:
        item, end = items[at], at
        finding = item.node
        if not isinstance(finding, Condition) or not _told_with(item, finding, context):
            return item, at
        while end + 1 < len(items) and conns[end] in {"comma", "or"} and _bare(items[end + 1]):
            end += 1
        if "or" not in conns[at:end] or not _within(items[end], context):
            return item, at
        others = tuple(other.node for other in items[at + 1 : end + 1])
        plain = replace(finding, qualifiers=tuple(one for one in finding.qualifiers if not one.value.startswith(_WITH)))
        span = Span(finding.span.start, others[-1].span.end)
        among = others[0] if len(others) == 1 else AnyOf(others, span=Span(others[0].span.start, span.end))
        node = AnyOf((finding, AllOf((plain, among), span)), span=span)
        return replace(item, node=node, heads=(node,), bare=False), end

    return regrouped(items, conns, group)


def _told_with(item: Item, finding: Condition, context: Context) -> bool:
    """Whether a finding ends in unknown words that tell what it comes with."""
    told = finding.qualifiers[-1] if finding.qualifiers else None
    if told is None or told.type != "other" or len(item.heads) > 1 or item.subgroup or item.trailing is not None:
        return False
    behind = told.value.startswith(_WITH) and told.span.start >= finding.mention.end
    return finding.coded and behind and not context.words(told.span.end, finding.span.end)


def _bare(item: Item) -> bool:
    """Whether a member is a finding alone, with nothing told of it."""
    node = item.node
    alone = item.bare and len(item.heads) == 1 and not item.population and not item.subgroup
    return alone and isinstance(node, Condition) and node.coded and node.status == "present" and not node.qualifiers


def _within(last: Item, context: Context) -> bool:
    why = "an “or” behind “A with B” may give an alternative to B, or to both"
    return context.choose(f"within-{last.node.span.start}", ("second", "both"), why) == "second"
