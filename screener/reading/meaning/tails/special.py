"""Works in a limit that holds for some only: "ALT <= 2.5 x ULN, or <= 5 x ULN if liver metastases"."""

from __future__ import annotations

from dataclasses import replace

from screener.core.span import Span
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Bound
from screener.criteria.nodes import Comparison
from screener.criteria.nodes import Condition
from screener.criteria.nodes import Node
from screener.criteria.nodes import Not
from screener.criteria.nodes import Result
from screener.criteria.nodes import is_plain
from screener.reading.meaning.lists.member import Members
from screener.reading.meaning.phrases.limits import Limits
from screener.reading.meaning.phrases.limits import limits_of
from screener.reading.scanning.tags import Tag
from screener.reading.syntax.trees import Paren


def limited_for_some(node: Comparison | Result, special: Comparison, condition: Node, span: Span) -> Node:
    """The node with another limit for those whom the condition names.

    A wider limit lets them in besides; a narrower one is all that is asked of them.
    """
    behind = Span(min(special.span.start, condition.span.start), max(special.span.end, condition.span.end))
    if isinstance(node, Result) or _wider(special, node):
        return AnyOf((node, AllOf((condition, special), behind)), span=span)
    return AllOf((node, AnyOf((Not(condition, condition.span), special), span=behind)), span)


def with_limit(node: Comparison | Result, one: Limits, span: Span) -> Comparison:
    """The measure of a node with another limit."""
    if isinstance(node, Result):
        return Comparison(
            node.concept, node.label, one.lower, one.upper, one.unit, one.relative, window=node.window, coded=node.coded,
            mention=node.mention, span=span,
        )  # fmt: skip
    return replace(
        node, lower=one.lower, upper=one.upper, unit=one.unit or node.unit,
        relative_to=one.relative if one.relative != "none" else node.relative_to, also=(), span=span,
    )  # fmt: skip


def on_its_side(one: Limits, node: Comparison | Result) -> Limits:
    """A bare number for some as the kind of bound that the measure has ("<= 2.5 x ULN (5 x ULN if liver metastases)")."""
    bound = one.lower or one.upper
    if not one.bare or bound is None or not isinstance(node, Comparison) or (node.lower is None) == (node.upper is None):
        return one
    if node.upper is not None:
        return replace(one, lower=None, upper=Bound(bound.value, node.upper.inclusive), bare=False)
    assert node.lower is not None  # one of the two is
    return replace(one, lower=Bound(bound.value, node.lower.inclusive), upper=None, bare=False)


def for_whom(members: Members, condition: Node) -> Members | None:
    """The members with the condition behind the last of them asked of its second limit alone; None where it has none.

    Measures that share their limits share this one too.
    """
    second = _second_limit(members)
    if second is None:
        return None
    kept, special = second
    for item, _ in reversed(kept):
        first = _first(item.node)
        if first is None or (item is not kept[-1][0] and not item.shared_limit):
            break
        own = replace(first, lower=special.lower, upper=special.upper, unit=special.unit, relative_to=special.relative_to)
        own = replace(own, span=special.span)
        item.node = limited_for_some(first, own, condition, Span(first.span.start, max(own.span.end, condition.span.end)))
    return kept


def beside(members: Members) -> Members:
    """The members with "≤ 2.5 x ULN or ≤ 5 x ULN with liver metastases" read as a second limit for those who have them."""
    item, conn = members[-1]
    if item.slot != "measure" or len(item.heads) != 2 or not isinstance(item.heads[1], Condition):
        return members
    if not isinstance(item.heads[0], AnyOf) or _first(item.heads[0]) is None:
        return members
    return for_whom([*members[:-1], (replace(item, node=item.heads[0]), conn)], item.heads[1]) or members


def limited_again(members: Members, limit: Tag, condition: Node) -> bool:
    """Works in a limit that stands behind its condition ("…; if liver metastases are present, ≤ 5 x ULN"); whether it could."""
    done = False
    for item, _ in reversed(members):
        if not isinstance(item.node, Comparison) or (done and not item.shared_limit):
            break
        ones = tuple(on_its_side(one, item.node) for one in limits_of(limit.value))  # type: ignore[arg-type]
        if len(ones) != 1 or ones[0].damaged or ones[0].bare:
            break
        special = with_limit(item.node, ones[0], Span(limit.start, limit.end))
        item.node = limited_for_some(item.node, special, condition, Span(item.node.span.start, limit.end))
        done = True
    return done


def limited_otherwise(members: Members, limit: Tag, condition: Node) -> bool:
    """Works in a limit for all whom the condition does not hold for ("> 3.5 if on warfarin, or > 1.5 otherwise")."""
    item = members[-1][0]
    ones = limits_of(limit.value)  # type: ignore[arg-type]
    if not isinstance(item.node, Comparison) or len(ones) != 1 or ones[0].damaged or ones[0].bare:
        return False
    rest = with_limit(item.node, ones[0], Span(limit.start, limit.end))
    whole = Span(item.node.span.start, limit.end)
    without = AllOf((Not(condition, condition.span), rest), Span(condition.span.start, limit.end))
    item.node = AnyOf((AllOf((condition, item.node), whole), without), span=whole)
    return True


def _second_limit(members: Members) -> tuple[Members, Comparison] | None:
    """The members before the second limit of the last measure, and that limit."""
    (last, conn), before = members[-1], members[:-1]
    if _first(last.node) is not None and isinstance(last.node, AnyOf):
        special = last.node.parts[1]
        return (members, special) if isinstance(special, Comparison) else None
    if not before or conn != "or" or not isinstance(last.node, Comparison):
        return None
    first = before[-1][0].node
    alike = isinstance(first, Comparison) and first.concept == last.node.concept and _same_side(first, last.node)
    return (before, last.node) if alike else None


def _first(node: Node) -> Comparison | None:
    """The one limit of a measure, or the first of two on the same side."""
    if isinstance(node, Comparison):
        return node
    if not is_plain(node) or len(node.parts) != 2:
        return None
    first, second = node.parts
    if not isinstance(first, Comparison) or not isinstance(second, Comparison) or first.concept != second.concept:
        return None
    return first if _same_side(first, second) else None


def _same_side(first: Comparison, second: Comparison) -> bool:
    bounds = (first.lower is None) == (second.lower is None) and (first.upper is None) == (second.upper is None)
    return bounds and (first.lower is None) != (first.upper is None) and first.relative_to == second.relative_to


def _wider(first: Comparison, second: Comparison) -> bool:
    """Whether the first limit lets through more than the second."""
    if first.upper and second.upper:
        return first.upper.value > second.upper.value
    if first.lower and second.lower:
        return first.lower.value < second.lower.value
    return False


def for_a_condition(chunk: list[Tag | Paren]) -> bool:
    """Whether a limit stands before "for" or "in" and a disease ("(3 x ULN for Gilbert's syndrome)")."""
    limit, word, *who = chunk
    named = isinstance(word, Tag) and word.type == "PREP" and word.text.lower() in {"for", "in", "with"}
    people = all(tag.type in {"COND", "POP", "PREP", "SEV"} for tag in who) and who[-1].type == "COND"
    having = word.text.lower() == "with" and all(tag.type in {"COND", "CONDN", "SEV", "TEXT"} for tag in who)
    return named and limit.type == "LIMIT" and (people or having)
