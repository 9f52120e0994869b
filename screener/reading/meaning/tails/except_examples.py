"""Whose examples those behind an exception are: of what it lets off ("except cured cancers, such as …"), or of what excludes."""

from __future__ import annotations

from dataclasses import replace

from screener.catalog.load import catalog
from screener.core.span import Span
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Condition
from screener.criteria.nodes import Except
from screener.criteria.nodes import Immunization
from screener.criteria.nodes import Node
from screener.criteria.nodes import Not
from screener.criteria.nodes import Treatment
from screener.reading.meaning.asked import judgement
from screener.reading.meaning.context import Context
from screener.reading.meaning.lists.heads import like_head
from screener.reading.meaning.lists.list_items import flat_tags
from screener.reading.syntax.trees import Listing

_FINDINGS = frozenset({
    "COND", "CONDN", "TEXT", "SEV", "PREP", "ACTIVE", "HISTOL", "CURRENT", "HIST", "COMMA", "OR", "AND", "SLASH", "FILL", "WHICH",
    "ALLOWV", "NEWLY", "TREATN", "PLACE", "STAGEW", "NUM", "ROMAN",
})  # fmt: skip
_NAMED = (Condition, Treatment, Immunization)


def of_findings(node: Node, listing: Listing) -> bool:
    """Whether findings alone stand behind an exception from a finding, so that all of them are its examples."""
    excepted = node.part if isinstance(node, Not) else node
    if not isinstance(excepted, Except) or not isinstance(_headed(excepted.base), Condition):
        return False
    tags = [tag for chunk in listing.chunks for element in chunk for tag in flat_tags(element)]
    return all(tag.type in _FINDINGS for tag in tags) and not any(conn.type == "SEMI" for conn in listing.conns)


def let_off_by_example(node: Node, examples: list[Node], end: int, context: Context) -> Node | None:
    """The node with the examples behind its exception made those of what is let off; None where they are of what is excluded.

    Words that nothing names, or that narrow what is let off ("cured cancers"), go to a person with their examples.
    """
    if isinstance(node, Not):
        part = let_off_by_example(node.part, examples, end, context)
        return None if part is None else replace(node, part=part, span=Span(node.span.start, end))
    if not isinstance(node, Except):
        return None
    unless, head = node.unless, _headed(node.base)
    if unless.span.start < head.span.end:
        return None  # "additional (other than angina) indication for a beta-blocker, e.g. tachycardia"
    said = context.words(head.span.end, unless.span.start).lower()
    known = all(isinstance(part, _NAMED) and part.coded for part in _parts(unless))
    including = "includ" in context.words(unless.span.end, examples[0].span.start).lower()
    kinds = all(_kind_of(one, unless) for one in examples)
    if "(" in said or (including and not kinds and (known or "other than" in said)):
        return None  # "infection (excluding thrush), including tuberculosis"
    if known and not kinds and ("other than" in said or not isinstance(unless, _NAMED)):
        return None  # "dementia other than Alzheimer's disease, such as Parkinson's disease"
    span = Span(unless.span.start, end)
    if isinstance(unless, _NAMED) and kinds and not unless.qualifiers:
        listed: Node = AnyOf(tuple(like_head(one, unless) for one in examples), True, unless, span)
    else:
        listed = judgement(span.start, span.end, context, [])
    return replace(node, unless=listed, span=Span(node.span.start, end))


def _parts(unless: Node) -> tuple[Node, ...]:
    """What is let off, one by one."""
    return unless.parts if isinstance(unless, AllOf | AnyOf) and unless.parts else (unless,)


def _headed(base: Node) -> Node:
    """What a list of examples is of; any other node as it is."""
    return base.head if isinstance(base, AnyOf) and base.head is not None else base


def _kind_of(example: Node, unless: Node) -> bool:
    """Whether an example is a kind of what is let off."""
    concept, of = getattr(example, "concept", None), getattr(unless, "concept", None)
    return concept is not None and of is not None and catalog().is_a(concept, of)
