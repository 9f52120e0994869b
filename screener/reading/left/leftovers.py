"""Puts the words of a stretch that nothing read beside its node: with it, or as an alternative behind "or"."""

from __future__ import annotations

from screener.core.span import Span
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Except
from screener.criteria.nodes import Judgement
from screener.criteria.nodes import Node
from screener.criteria.nodes import Not
from screener.criteria.nodes import Treatment
from screener.criteria.nodes import Unread
from screener.criteria.nodes import When
from screener.criteria.nodes import walk
from screener.reading.left.denials_left import with_denials_asked
from screener.reading.meaning.context import Context
from screener.reading.meaning.lists.combine import span_of
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import take

_FOUND = frozenset({"ACCORD"})
_SMALL = frozenset({"COMMA", "FILL", "MARK"})
_STARTS = frozenset({"STOP", "SEMI", "COLON"})
_ENDS = frozenset({"STOP", "SEMI", "COMMA", "OR"})


def with_leftovers(node: Node, tags: list[Tag], context: Context) -> Node:
    """The node with each unread run, which is asked besides.

    "Asthma or <unread>" may be met by either, where the run is all that stands behind the "or" and the node is one thing or
    alternatives; beside a denial it is asked as well, for the "no" may reach over it.
    """
    runs = unread_runs(tags, context.text)
    if not runs:
        return node
    asked = with_denials_asked(node, tags, runs, context)
    if asked is not node:
        return with_leftovers(asked, tags, context)
    parts = [_asked(run, context) for run in runs]
    span = span_of([node, *parts])
    single = not isinstance(node, AllOf | When | Except) and not _denies(node)
    if single and all(_is_alternative(run, tags) for run in runs):
        return AnyOf((node, *parts), span=span)
    return AllOf((node, *parts), span)


def unread_runs(tags: list[Tag], text: str) -> list[list[Tag]]:
    """Unread tags that stand together, with no more than small words and marks between them."""
    runs: list[list[Tag]] = []
    end = -1
    for tag in tags:
        near = bool(runs) and not text[end : tag.start].strip(" \t\r\n,;.()")
        if tag.state == "filler" and near:
            end = tag.end
        if tag.state != "unread":
            continue
        if near:
            runs[-1].append(tag)
        else:
            runs.append([tag])
        end = tag.end
    return runs


def _asked(run: list[Tag], context: Context) -> Unread | Judgement:
    """The words as unread; those that say how something is found or told are a person's to confirm."""
    place = Span(run[0].start, run[-1].end)
    if run[0].type in _FOUND and len(run) > 1:
        take(run, "judgement")
        return Judgement(context.words(*place), "unspecified", None, place, place)
    return Unread(context.words(*place), "unread", place, place)


def _is_alternative(run: list[Tag], tags: list[Tag]) -> bool:
    """Whether an unread run is all that stands on its side of an "or"."""
    first = next(place for place, tag in enumerate(tags) if tag is run[0])
    last = next(place for place, tag in enumerate(tags) if tag is run[-1])
    before, behind = first - 1, last + 1
    while before >= 0 and tags[before].type in _SMALL:
        before -= 1
    begins = "STOP" if before < 0 else tags[before].type
    ends = tags[behind].type if behind < len(tags) else "STOP"
    return (begins == "OR" and ends in _ENDS) or (begins in _STARTS and ends == "OR")


def _denies(node: Node) -> bool:
    """Whether something in a node is denied, or a person's to judge in words that may reach over what is unread."""
    return any(isinstance(one, Not | Judgement) or (isinstance(one, Treatment) and one.status == "naive") for one in walk(node))
