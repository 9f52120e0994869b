"""A bracket that tells since when or how long the finding or treatment before it is there ("(daily use for over 3 months)")."""

from __future__ import annotations

from dataclasses import replace

from screener.criteria.nodes import Condition
from screener.criteria.nodes import Node
from screener.criteria.nodes import Treatment
from screener.reading.meaning.draft import Draft
from screener.reading.meaning.phrases.windows import meaning_of
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import take
from screener.reading.syntax.trees import Paren

_BESIDE = frozenset({"WINDOW", "TREAT", "TREATN", "CONDN", "DOSE", "SEV", "CURRENT", "ACTIVE", "HIST", "PREP", "KNOWN"})


def timed_by(node: Node, paren: Paren, tags: list[Tag]) -> Node:
    """The node with the one time that its bracket sets and nothing else could own; the node itself where there is none."""
    if not isinstance(node, Condition | Treatment) or node.window is not None or node.duration is not None:
        return node
    windows = [tag for tag in tags if tag.type == "WINDOW"]
    if len(windows) != 1 or any(tag.type == "LIMIT" for tag in tags) or not _alone(paren, windows[0]):
        return node
    meaning = meaning_of(windows[0])
    if meaning.limits or meaning.since or len(meaning.windows) > 1:
        return node
    if meaning.duration is not None and not meaning.windows:
        return replace(node, duration=meaning.duration)
    if len(meaning.windows) != 1 or meaning.windows[0].value is None or meaning.duration is not None:
        return node
    if isinstance(node, Condition):
        return replace(node, window=meaning.windows[0], status="ever" if node.status == "present" else node.status)
    return replace(node, window=meaning.windows[0], status="ever" if node.status == "current" else node.status)


def _alone(paren: Paren, window: Tag) -> bool:
    """Whether only words of use and status stand beside a time, in the bracket's first part."""
    clause = paren.sentences[0].clauses[0]
    if clause.tails:
        return False
    chunk = clause.listing.chunks[0]
    return window in chunk and all(isinstance(element, Tag) and element.type in _BESIDE for element in chunk)


def anchored_behind(draft: Draft) -> None:
    """ "Within 4 weeks (…) prior to randomization": a visit behind the bracket is that of the time before it."""
    if len(draft.windows) != 2:
        return
    first, second = (meaning_of(tag) for tag in draft.windows)
    if len(first.windows) != 1 or len(second.windows) != 1 or first.duration or second.duration or second.limits or first.limits:
        return
    near, visit = first.windows[0], second.windows[0]
    if near.value is None or near.anchor not in {"index", visit.anchor} or near.direction != "before" or visit.value is not None:
        return
    if visit.direction == "before" and draft.windows[0].end < draft.windows[1].start:
        first_tag, second_tag = draft.windows
        first_tag.value = replace(first_tag.value, meaning=replace(first, windows=(replace(near, anchor=visit.anchor),)))  # type: ignore[type-var]
        take(second_tag)
        draft.windows = [first_tag]
