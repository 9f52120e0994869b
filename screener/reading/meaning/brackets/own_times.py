"""A bracket behind a time that sets another one for some of what is named ("within 4 weeks (6 weeks for mitomycin)")."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from screener.catalog.load import catalog
from screener.core.calendar import TimeUnit
from screener.core.span import Span
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Condition
from screener.criteria.nodes import Node
from screener.criteria.nodes import Not
from screener.criteria.nodes import Qualifier
from screener.criteria.nodes import Treatment
from screener.criteria.nodes import Window
from screener.reading.meaning.asked import judgement
from screener.reading.meaning.built import Builder
from screener.reading.meaning.context import Context
from screener.reading.meaning.phrases.limits import limits_of
from screener.reading.meaning.phrases.windows import meaning_of
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import take
from screener.reading.syntax.trees import Clause
from screener.reading.syntax.trees import Listing
from screener.reading.syntax.trees import Paren
from screener.reading.syntax.trees import Sentence

_DAYS: dict[TimeUnit, Fraction] = {
    "minute": Fraction(1, 1440), "hour": Fraction(1, 24), "day": Fraction(1), "week": Fraction(7), "month": Fraction(30),
    "year": Fraction(365),
}  # fmt: skip
"""How long a unit is about, to tell which of two times reaches back further."""


def own_times(node: Node, paren: Paren, words: list[Tag], context: Context, build: Builder) -> Node | None:
    """The treatment, or one of those in its bracket within their own time; None for any other bracket.

    `words` are all tags in the bracket. A shorter time for some of what the treatment covers is left to a person.
    """
    if isinstance(node, Not):
        inner = own_times(node.part, paren, words, context, build)
        return None if inner is None else Not(inner, inner.span)
    if not isinstance(node, Treatment | Condition) or node.window is None or node.window.value is None:
        return None
    if node.window.direction != "before":
        return None
    if len(words) == 1 and words[0].type in {"LIMIT", "WINDOW"}:
        again = _window(words[0], node.window)
        if again is None or _longer(again, node.window) or _longer(node.window, again):
            return None
        take(words)
        return node  # "within 4 weeks (28 days)"
    if _time_if(paren):
        asked = judgement(min(tag.start for tag in words), max(tag.end for tag in words), context, words)
        return AnyOf((node, asked), span=Span(node.span.start, paren.end))
    found = _time_and_names(paren)
    if found is None:
        return None
    tag, word, names = found
    window = _window(tag, node.window)
    if window is None:
        return None
    built = build([Sentence([Clause(names)])], context).node
    parts = built.parts if isinstance(built, AnyOf | AllOf) else (built,)
    given = [
        replace(part, status="ever", window=window)
        for part in parts
        if isinstance(part, Treatment | Condition) and part.kind == node.kind and part.coded and part.window is None
    ]
    if len(given) < len(parts):
        return None
    take([tag, word])
    if not _longer(window, node.window) and any(_may_cover(node, part) for part in given):
        whole = Span(tag.start, max(part.span.end for part in given))
        return replace(node, qualifiers=(*node.qualifiers, Qualifier("description", context.words(*whole), whole)))
    return AnyOf((node, *given), span=Span(node.span.start, paren.end))


def _may_cover(wide: Treatment | Condition, narrow: Treatment | Condition) -> bool:
    """Whether what the first treatment names may hold the second; two classes that the catalogue keeps apart do not."""
    whole = isinstance(wide, Treatment) and wide.treatment not in {"drug", "class"}
    if wide.concept is None or narrow.concept is None or whole:
        return True
    return catalog().is_a(narrow.concept, wide.concept)


def _time_if(paren: Paren) -> bool:
    """Whether a bracket is another time for a case in words ("14 days if the drug is an enzyme inducer")."""
    clauses = paren.sentences[0].clauses if len(paren.sentences) == 1 else []
    if len(clauses) != 1 or [tail.kind for tail in clauses[0].tails] != ["if"] or len(clauses[0].listing.chunks) != 1:
        return False
    chunk = clauses[0].listing.chunks[0]
    only = chunk[0] if len(chunk) == 1 else None
    if not isinstance(only, Tag) or only.type not in {"LIMIT", "WINDOW"}:
        return False
    return only.type == "WINDOW" or all(one.time is not None for one in limits_of(only.value))  # type: ignore[arg-type]


def _time_and_names(paren: Paren) -> tuple[Tag, Tag, Listing] | None:
    """The time that a bracket begins with, the word behind it, and the names that it is for."""
    if len(paren.sentences) != 1 or len(paren.sentences[0].clauses) != 1:
        return None
    clause = paren.sentences[0].clauses[0]
    first = 0 if clause.listing.chunks and clause.listing.chunks[0] else 1  # "(or 6 weeks for mitomycin)"
    chunks, conns = clause.listing.chunks[first:], clause.listing.conns[first:]
    if clause.tails or not chunks or len(chunks[0]) < 3:
        return None
    time, word, *names = chunks[0]
    if not isinstance(time, Tag) or not isinstance(word, Tag) or time.type not in {"LIMIT", "WINDOW"}:
        return None
    if word.type not in {"PREP", "FORT"} or word.text.lower() not in {"for", "with", "in"}:
        return None
    return time, word, Listing([names, *chunks[1:]], conns)


def _window(tag: Tag, like: Window) -> Window | None:
    """The bracket's time as a stretch before the same visit."""
    span = Span(tag.start, tag.end)
    if tag.type == "WINDOW":
        windows = meaning_of(tag).windows
        one = windows[0] if len(windows) == 1 and windows[0].value is not None and windows[0].direction == "before" else None
        return None if one is None else replace(one, anchor=like.anchor, span=span)
    limits = limits_of(tag.value)  # type: ignore[arg-type]
    bound = limits[0].lower or limits[0].upper if len(limits) == 1 else None
    if bound is None or limits[0].time is None or limits[0].damaged:
        return None
    return replace(like, value=bound.value, unit=limits[0].time, value2=None, span=span)


def _longer(one: Window, other: Window) -> bool:
    if one.value is None or other.value is None or one.unit not in _DAYS or other.unit not in _DAYS:
        return False
    return Fraction(one.value) * _DAYS[one.unit] > Fraction(other.value) * _DAYS[other.unit]
