"""Reads words that toxicities have to have gone back to a grade as asked of whoever has one: nobody has to have had any."""

from __future__ import annotations

from dataclasses import replace

from screener.catalog.load import catalog
from screener.core.span import Span
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Condition
from screener.criteria.nodes import Except
from screener.criteria.nodes import Judgement
from screener.criteria.nodes import Node
from screener.criteria.nodes import Qualifier
from screener.criteria.nodes import When
from screener.reading.meaning.context import Context
from screener.reading.passes.scales.grading import TOXICITY
from screener.reading.passes.scales.toxicities import BOUNDS
from screener.reading.passes.scales.toxicities import RESOLVED
from screener.reading.passes.scales.toxicities import is_toxicity
from screener.reading.scanning.tags import Tag

_STILL = (
    "unresolved", "unrecovered", "fail", "persist", "residual", "ongoing", "incomplete", "lack", "inadequate", "insufficient",
)  # fmt: skip
_GRADES = frozenset({"NUM", "ROMAN"})
_BASELINE = frozenset({"POST", "OR", "PREP", "AT", "FILL", "ANCHOR", "RELTO", "RP"})
_FURTHER = frozenset({"MEAS", "MEASN", "IF", "SEMI", "STOP", "COLON", "WINDOW", "AGE", "JUDGE", "TU", "UNIT"})
_LATER = frozenset({"MEAS", "MEASN", "IF", "SEMI", "STOP", "COLON"})


def with_resolved(node: Node, judged: list[Tag], tags: list[Tag], context: Context) -> Node:
    """The node, its judgements of what toxicities have gone back to made conditions that the grade is told of.

    judged: the tags that stand for such words; tags: those of the scan.
    """
    match node:
        case Judgement(window=None, span=span) if any(span.start <= tag.start and tag.end <= span.end for tag in judged):
            return _toxicity(node, [tag for tag in tags if span.start <= tag.start and tag.end <= span.end], context) or node
        case AllOf():
            return AllOf(tuple(with_resolved(part, judged, tags, context) for part in node.parts), node.span)
        case AnyOf(head=None, open=False):
            return replace(node, parts=tuple(with_resolved(part, judged, tags, context) for part in node.parts))
        case Except():
            return replace(node, base=with_resolved(node.base, judged, tags, context))
        case When():
            return replace(node, then=with_resolved(node.then, judged, tags, context))
        case _:
            return node


def _toxicity(asked: Judgement, tags: list[Tag], context: Context) -> Node | None:
    """What a judgement of toxicities asks: of whoever has one that it is over, or in an exclusion one that is not over."""
    named = next((at for at, tag in enumerate(tags) if is_toxicity(tag)), None)
    grade = next((at for at, tag in enumerate(tags) if tag.type == "STAGEW" and tag.text.lower().startswith("grade")), None)
    number = next((at for at, tag in enumerate(tags) if tag.type in _GRADES), None)
    if named is None or grade is None or number is None or abs(number - grade) > _NEAR:
        return None
    end = max(number, grade) + 1
    while end < len(tags) and tags[end].type in _BASELINE:
        end += 1
    while tags[end - 1].type in {"OR", "PREP", "AT", "FILL"}:
        end -= 1
    off = next((at for at in range(end, len(tags)) if tags[at].type == "EXC"), len(tags))
    still = any(_not_over(tag) for tag in tags[:end])
    if _more(tags, named, end, off) or _above(tags[min(number, grade) : end]) or still != (context.category == "exclusion"):
        return None
    for tag in tags:
        tag.state = "compiled" if tag.state == "judgement" else tag.state
    mention = Span(tags[named].start, tags[named].end)
    concept = tags[named].value[0] if tags[named].type == "COND" else "adverse-reaction"  # type: ignore[index]
    whole = Condition(concept, catalog()[concept].label, mention=mention, span=asked.span)
    full = replace(whole, qualifiers=_qualifiers(asked.span, tags[end - 1].end, context))
    return full if still else When(replace(whole, span=mention), full, asked.span)


_NEAR = 4
"""How far at most the number of a grade stands from its word."""


def _not_over(tag: Tag) -> bool:
    words = tag.text.lower()
    return words.startswith(_STILL) or (tag.type == "NEG" and not words.startswith("non"))


def _more(tags: list[Tag], named: int, end: int, off: int) -> bool:
    """Whether the words ask for something else too: a further measure, limit or sentence, or what "and" adds."""
    first = next((at for at, tag in enumerate(tags) if tag.text.lower().partition(" ")[0] in RESOLVED), named)
    further = [tag.type for tag in tags[:end] if tag.value != TOXICITY]
    later = [tag.type for tag in tags[end:] if tag.value != TOXICITY]
    added = any(tag.type == "AND" for tag in (*tags[: min(first, named)], *tags[max(end, named) : off]))
    numbers = sum(tag.type in _GRADES for tag in tags[:end])
    return added or numbers > 1 or not _FURTHER.isdisjoint(further) or not _LATER.isdisjoint(later)


def _above(tags: list[Tag]) -> bool:
    """Whether the grade is one to be above."""
    return any(tag.type in BOUNDS and tag.value in {">", ">="} for tag in tags)


def _qualifiers(span: Span, middle: int, context: Context) -> tuple[Qualifier, ...]:
    """The words as they stand: those of the grade, and what is said behind them."""
    told = Qualifier("stage", context.words(span.start, middle), Span(span.start, middle))
    rest = Qualifier("other", context.words(middle, span.end).strip(" ,;()"), Span(middle, span.end))
    return (told, rest) if rest.value else (told,)
