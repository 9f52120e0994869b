"""What a bracket with a limit for some does: another limit for them, what they may meet instead, or on what they are let in."""

from __future__ import annotations

from dataclasses import replace

from screener.core.span import Span
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Comparison
from screener.criteria.nodes import Except
from screener.criteria.nodes import Judgement
from screener.criteria.nodes import Node
from screener.criteria.nodes import Result
from screener.criteria.nodes import Unread
from screener.criteria.nodes import When
from screener.criteria.nodes import walk
from screener.reading.meaning.asked import judgement
from screener.reading.meaning.bracket_tags import everything
from screener.reading.meaning.brackets.alternatives import begins_with_or
from screener.reading.meaning.built import Builder
from screener.reading.meaning.context import Context
from screener.reading.meaning.phrases.limits import Limits
from screener.reading.meaning.phrases.limits import limits_of
from screener.reading.meaning.tails.allowances import allowance
from screener.reading.meaning.tails.special import for_a_condition
from screener.reading.meaning.tails.special import limited_for_some
from screener.reading.meaning.tails.special import on_its_side
from screener.reading.meaning.tails.special import with_limit
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import take
from screener.reading.syntax.trees import Clause
from screener.reading.syntax.trees import Listing
from screener.reading.syntax.trees import Paren
from screener.reading.syntax.trees import Sentence


def limit_for_some(node: Node, paren: Paren, context: Context, build: Builder) -> Node | None:
    """Another limit for a subgroup ("≤ 2.5 x ULN (≤ 5 x ULN if liver metastases)", "(for Gilbert's syndrome, ≤ 3 x ULN)")."""
    if isinstance(node, AllOf | AnyOf):
        return _one_more(node, paren, context, build)
    if not isinstance(node, Comparison | Result) or len(paren.sentences) != 1 or len(paren.sentences[0].clauses) != 1:
        return None
    clause = paren.sentences[0].clauses[0]
    found = _of_whom(clause) if not _of_another_measure(clause, node) else None
    if found is None:
        return _met_instead(node, paren, context, build)
    limit, word, listing, joins = found
    ones = tuple(on_its_side(one, node) for one in limits_of(limit.value))  # type: ignore[arg-type]
    if len(ones) != 1 or ones[0].damaged or ones[0].bare:
        return None
    allowing = [tag for chunk in clause.listing.chunks for tag in chunk if isinstance(tag, Tag) and tag.type == "ALLOWV"]
    if allowing and _lets_beyond(ones[0], node):
        return _let_off_if(node, ones[0], paren, listing, context, build)
    take([limit, word, *joins, *allowing])
    condition = build([Sentence([Clause(listing)])], context).node
    if condition is None:
        return None
    special = with_limit(node, ones[0], Span(limit.start, limit.end))
    span = Span(node.span.start, paren.end)
    if allowing and context.category == "exclusion":
        return Except(node, AllOf((condition, special), condition.span.join(special.span)), span)
    return limited_for_some(node, special, condition, span)


def _one_more(node: AllOf | AnyOf, paren: Paren, context: Context, build: Builder) -> Node | None:
    """A limit for a second subgroup: "≥ 18 years (≥ 19 years if in Korea) (≥ 20 years if in Japan)"."""
    first, *others = node.parts
    if not isinstance(first, Comparison) or (isinstance(node, AnyOf) and node.head is not None):
        return None
    if not others or not all(_for_others(one, node, first) for one in others):
        return None
    made = limit_for_some(first, paren, context, build)
    if not isinstance(made, type(node)) or not isinstance(made, AllOf | AnyOf) or len(made.parts) != 2:
        return None
    return replace(node, parts=(*node.parts, made.parts[1]), span=Span(node.span.start, paren.end))


def _for_others(one: Node, whole: AllOf | AnyOf, first: Comparison) -> bool:
    """Whether a part holds the limit of a subgroup beside that for all."""
    inner = isinstance(one, AnyOf if isinstance(whole, AllOf) else AllOf)
    last = one.parts[-1] if inner and isinstance(one, AllOf | AnyOf) and len(one.parts) == 2 else None
    return isinstance(last, Comparison) and last.concept == first.concept


def _let_off_if(
    node: Comparison | Result, one: Limits, paren: Paren, listing: Listing, context: Context, build: Builder
) -> Node:
    """What keeps out, but for those who meet the condition on which that is allowed; its words where it is not plain."""
    words = everything(paren)
    states = [(tag, tag.state) for tag in words]
    unless = build([Sentence([Clause(listing)])], context).node if _same_number(one, node) else None
    if unless is None or any(isinstance(part, Judgement | Unread) for part in walk(unless)):
        for tag, state in states:
            tag.state = state
        return allowance(node, judgement(words[0].start, paren.end - 1, context, words), context)
    take(words)
    span = Span(node.span.start, paren.end)
    return Except(node, unless, span) if context.category == "exclusion" else AnyOf((node, unless), span=span)


def _same_number(one: Limits, node: Comparison | Result) -> bool:
    """Whether a limit has the one number of another, whatever its side."""
    if not isinstance(node, Comparison) or one.unit not in {None, node.unit}:
        return False
    first, second = ([bound.value for bound in (limit.lower, limit.upper) if bound] for limit in (one, node))
    return len(first) == 1 and first == second


def _lets_beyond(one: Limits, node: Comparison | Result) -> bool:
    """Whether a limit that is allowed on a condition is the very one that keeps out, or lies behind the one asked for."""
    if not isinstance(node, Comparison) or one.relative != node.relative_to:
        return False
    same = one.lower == node.lower and one.upper == node.upper
    return same or (one.upper is None and node.lower is None) or (one.lower is None and node.upper is None)


def _of_another_measure(clause: Clause, node: Comparison | Result) -> bool:
    """Whether a bracket limits a measure that it names itself ("PTT ≤ 1.5 x ULN (or an INR between 2 and 3 if on warfarin)")."""
    named = [tag.value for chunk in clause.listing.chunks for tag in chunk if isinstance(tag, Tag) and tag.type == "MEAS"]
    return any(isinstance(ids, tuple) and node.concept not in ids for ids in named)


def _met_instead(node: Comparison | Result, paren: Paren, context: Context, build: Builder) -> Node | None:
    """What some may meet instead: the limit that the bracket tells with its own measure, and what makes them such."""
    clause = paren.sentences[0].clauses[0]
    instead = _of_another_measure(clause, node) or begins_with_or(paren, context)
    if not instead or not any(tail.kind == "if" for tail in clause.tails):
        return None
    other, span = build(paren.sentences, context).node, Span(node.span.start, paren.end)
    if not isinstance(other, When):
        words = everything(paren)
        return AnyOf((node, judgement(words[0].start, paren.end - 1, context, words)), span=span)
    return AnyOf((node, AllOf((other.condition, other.then), other.span)), span=span)


def _of_whom(clause: Clause) -> tuple[Tag, Tag, Listing, list[Tag]] | None:
    """The one limit of a bracket, the word that says for whom, who that is, and the connectives around the limit."""
    told = [chunk for chunk in clause.listing.chunks if chunk]  # "(or ≤ 5 x ULN with …)" begins with nothing
    only_chunk = told[0] if len(told) == 1 and not clause.tails else []
    if len(only_chunk) > 2 and for_a_condition(only_chunk):
        limit, word, *who = only_chunk
        assert isinstance(limit, Tag)  # `for_a_condition` looked
        assert isinstance(word, Tag)
        return limit, word, Listing([who], []), clause.listing.conns
    if len(clause.tails) != 1 or clause.tails[0].kind != "if":
        return None
    tail, chunks = clause.tails[0], clause.listing.chunks
    limits = [tag for chunk in chunks for tag in chunk if isinstance(tag, Tag) and tag.type == "LIMIT"]
    if len(limits) == 1:
        return limits[0], tail.word, tail.listing, clause.listing.conns
    last = tail.listing.chunks[-1]
    if any(chunks) or len(tail.listing.chunks) < 2 or len(last) != 1:
        return None
    only = last[0]
    if not isinstance(only, Tag) or only.type != "LIMIT":
        return None
    return only, tail.word, Listing(tail.listing.chunks[:-1], tail.listing.conns[:-1]), tail.listing.conns[-1:]
