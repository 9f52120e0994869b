"""Takes what stands before a colon and the list behind it, gives what they say together."""

from __future__ import annotations

import re
from dataclasses import replace

from screener.core.span import Span
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Comparison
from screener.criteria.nodes import Condition
from screener.criteria.nodes import Judgement
from screener.criteria.nodes import Member
from screener.criteria.nodes import Node
from screener.criteria.nodes import State
from screener.criteria.nodes import When
from screener.criteria.nodes import is_examples
from screener.criteria.nodes import walk
from screener.reading.meaning.asked import judgement
from screener.reading.meaning.brackets.parens import methods
from screener.reading.meaning.built import Built
from screener.reading.meaning.chunks.judged import defines
from screener.reading.meaning.chunks.judged import says_more
from screener.reading.meaning.context import Context
from screener.reading.meaning.lists.combine import all_of
from screener.reading.meaning.lists.combine import any_of
from screener.reading.meaning.lists.combine import counted
from screener.reading.meaning.lists.counted_first import counted_first
from screener.reading.meaning.lists.denials import denied_list
from screener.reading.meaning.lists.heads import found_within
from screener.reading.meaning.lists.heads import is_topic
from screener.reading.meaning.lists.heads import open_head
from screener.reading.meaning.lists.heads import window_of
from screener.reading.meaning.lists.heads import within
from screener.reading.meaning.lists.of_whom import asked_of
from screener.reading.meaning.lists.of_whom import asked_of_those
from screener.reading.meaning.lists.of_whom import may_be_allowed
from screener.reading.meaning.lists.of_whom import names_people
from screener.reading.meaning.lists.pointed_lists import not_listed
from screener.reading.meaning.lists.pointed_lists import only_points
from screener.reading.meaning.lists.pointed_lists import under_kind
from screener.reading.meaning.lists.pointed_lists import with_list
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import take


def refused(count: str, negation: Tag, body: Built) -> Built:
    """A list whose heading denies it ("No history of the following: asthma, COPD"), with that denial."""
    if body.node is None:
        return body
    take(negation)
    parts = list(body.node.parts) if isinstance(body.node, AllOf | AnyOf) and _headless(body.node) else [body.node]
    node = not_listed(parts, count)
    node = replace(node, span=Span(min(negation.start, node.span.start), node.span.end))
    return Built(node, body.count, body.rest, body.allowed)


def headed(head: Built, body: Built, context: Context) -> Built:
    """What stands before a colon, and what it heads, as one."""
    if head.allowed and head.node is not None and body.node is not None and may_be_allowed(head.node):
        return Built(asked_of(head.node, body.node, context))
    if is_topic(head.node, context):
        head = Built(None, head.count)
    if body.node is None:
        return Built(head.node, body.count or head.count, body.rest or head.rest, body.allowed)
    if head.node is not None and (head.points or (head.count and isinstance(head.node, Condition) and only_points(head.node))):
        listed = under_kind(head.node, body.node, head.count)
        if listed is not None:
            return Built(listed, body.count, body.rest)
    if head.defined and head.node is not None:
        node = counted(list(body.node.parts) if isinstance(body.node, AllOf | AnyOf) else [body.node], head.count)
        return Built(defined_by(head.node, node), body.count, body.rest)
    count = "" if head.count == "listed" and context.category == "exclusion" else head.count
    if head.node is None or count:
        return _counted_list(head, body, body.node, count, context)
    return _below(head.node, body, body.node, context)


def _counted_list(head: Built, body: Built, listed: Node, count: str, context: Context) -> Built:
    """A list of which so many are asked, together with what its heading names."""
    if count and isinstance(listed, (AllOf, AnyOf)) and not (count == "listed" and isinstance(listed, AnyOf)):
        listed = counted_first(listed, count, context.text) or counted(list(listed.parts), count)
    if head.node is None:
        return Built(listed, body.count, body.rest, body.allowed)
    of_those = asked_of_those(head.node, listed) if isinstance(head.node, When) else None
    return Built(of_those or with_list(head.node, listed, besides=head.besides), body.count, body.rest, body.allowed)


def _below(head: Node, body: Built, listed: Node, context: Context) -> Built:
    """A list below a heading that says something by itself: what it denies, which they are, or what is asked besides."""
    window = window_of(head)
    if window is not None:
        listed = within(listed, window)
    parts = list(listed.parts) if isinstance(listed, AllOf | AnyOf) and _headless(listed) else [listed]
    denied = denied_list(head, parts, context, counted=False)
    if denied is not None:
        return Built(denied, body.count, body.rest)
    if context.category == "exclusion" and isinstance(head, AnyOf) and _apart(head, context.text):
        last = _below(head.parts[-1], body, listed, context)
        last.node = any_of([*head.parts[:-1], *([last.node] if last.node is not None else [])])
        return last
    if is_examples(listed):
        return Built(_with_examples(open_head(head, context), listed), body.count, body.rest)
    if defines(head, listed):
        listed = found_within(listed, getattr(head, "window", None))
    asked = head.parts[-1] if isinstance(head, AllOf) else head
    if context.category == "exclusion" and isinstance(asked, Judgement) and "following" in asked.label.lower():
        words = judgement(asked.span.start, listed.span.end, context, [])  # "unwilling to use one of the following methods: …"
        before = list(head.parts[:-1]) if isinstance(head, AllOf) else []
        return Built(all_of([*before, words]), body.count, body.rest)
    if defines(head, listed) or (context.category == "exclusion" and not names_people(head)):
        node = AnyOf((listed,), False, head, Span(head.span.start, listed.span.end))
        return Built(node, body.count, body.rest)
    return Built(all_of([head, methods(head, listed)]), body.count, body.rest)


def _with_examples(head: Node, listed: AnyOf) -> Node:
    """The examples of what a heading names; where it is more than a name, a person decides of each."""
    whole = Span(head.span.start, listed.span.end)
    node = AnyOf(listed.parts, True, head, whole)
    return AllOf((node, head), whole) if isinstance(head, Judgement) and says_more(head.label) else node


def _apart(head: AnyOf, text: str) -> bool:
    """Whether the last of a heading's alternatives alone heads the list ("heart failure, or any other heart disease: …")."""
    if head.open or head.head is not None or len(head.parts) < 2:
        return False
    before, last = head.parts[-2:]
    if before.span.end > last.span.start:
        return False
    limited = any(isinstance(one, Comparison | Member) for one in walk(before))
    timed = _windows(before) and _windows(before) != _windows(last)
    return limited or bool(timed) or _OTHERS.match(text[before.span.end : last.span.end].lower()) is not None


def _windows(node: Node) -> list[object]:
    return [window for one in walk(node) if (window := getattr(one, "window", None)) is not None]


_OTHERS = re.compile(
    r"[\s,;()]*(?:and|or|and/or)\s+(?:(?:any|with|has|have|having|who)\s+)*(?:other|another|patients|participants|subjects|those)\b"
)


def defined_by(head: Node, node: Node) -> Node:
    """What so many of a list define: the finding by itself, anything else together with them."""
    span = Span(head.span.start, node.span.end)
    return AnyOf((node,), False, head, span) if isinstance(head, Condition | State | Judgement) else AllOf((head, node), span)


def _headless(node: AllOf | AnyOf) -> bool:
    """Whether a combination is a list of its own, without a head; its parts may be examples."""
    return isinstance(node, AllOf) or node.head is None
