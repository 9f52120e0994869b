"""Takes a heading and the nodes of the items below it, gives what they say together."""

from __future__ import annotations

import re
from dataclasses import replace

from screener.core.span import Span
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Comparison
from screener.criteria.nodes import Condition
from screener.criteria.nodes import Node
from screener.criteria.nodes import State
from screener.criteria.nodes import Treatment
from screener.criteria.nodes import Unread
from screener.criteria.nodes import is_plain
from screener.criteria.nodes import walk
from screener.reading.items.heading_words import denies_what_follows
from screener.reading.items.heading_words import excepting_word
from screener.reading.items.listed_together import joined_below
from screener.reading.items.listed_together import opens_either
from screener.reading.layout.item_text import ItemText
from screener.reading.layout.trial_parts import one_part_enough
from screener.reading.meaning.built import Built
from screener.reading.meaning.chunks.judged import defines
from screener.reading.meaning.context import Context
from screener.reading.meaning.lists.above_lists import above_exclusions
from screener.reading.meaning.lists.above_lists import unlike
from screener.reading.meaning.lists.combine import any_of
from screener.reading.meaning.lists.denials import denied_list
from screener.reading.meaning.lists.either_sex import only_people
from screener.reading.meaning.lists.headed import defined_by
from screener.reading.meaning.lists.heads import found_within
from screener.reading.meaning.lists.heads import like_head
from screener.reading.meaning.lists.heads import settled
from screener.reading.meaning.lists.heads import shares
from screener.reading.meaning.lists.of_whom import asked_of
from screener.reading.meaning.lists.of_whom import asked_of_those
from screener.reading.meaning.lists.of_whom import may_be_allowed
from screener.reading.meaning.lists.pointed_lists import listed_under
from screener.reading.meaning.lists.pointed_lists import not_listed
from screener.reading.meaning.lists.pointed_lists import only_points
from screener.reading.meaning.lists.pointed_lists import with_list
from screener.reading.meaning.tails.exceptions import exception
from screener.reading.meaning.tails.put_to_some import put_to_some
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import take


def with_items_below(
    item: ItemText, built: Built, nodes: list[Node], tags: list[Tag], heading: int, context: Context, *, label: bool
) -> Built:
    """The heading of an item and the nodes of what stands below it as one: denied, let off, asked besides or joined by it.

    heading: how many of the tags are its own. label: it ends in a colon or is a known title.
    """
    own = tags[:heading]
    negation = built.rest.negation if built.rest is not None and built.node is None else None
    if negation is not None and (not built.count or denies_what_follows(own, negation)):
        take(negation)
        whole = not_listed(nodes, built.count)
        return Built(replace(whole, span=Span(min(negation.start, whole.span.start), whole.span.end)))
    if built.some and label:
        some = put_to_some(built.node, joined_below(nodes, built, context, item), context)
        if some is not None:
            return Built(some)
    word = excepting_word(own, context)
    if built.node is not None and word:
        return Built(exception(built.node, settled(any_of(nodes), context), context, word))
    refused = denied_list(built.node, nodes, context, counted=bool(built.count)) if built.node is not None else None
    if refused is not None:
        return Built(refused)
    joined = joined_below(nodes, built, context, item)
    joined = one_part_enough(joined) if context.category == "inclusion" else joined
    if built.node is None:
        return Built(joined)
    stated = item.span.text(context.text).rstrip().endswith(".")
    if context.category == "exclusion" and (label or not stated):
        above = above_exclusions(built.node, nodes, joined, own, context, label=label)
        if above is not None and not (built.count and above is joined):
            take([tag for tag in own if tag.state == "unread"])
            return Built(above)
    alone = context.category == "exclusion" and not label and not built.count
    if alone and _limits_alone(built.node, item.span.text(context.text)):
        return Built(any_of([built.node, *nodes]))
    goes_on = opens_either(item, context.text)
    return _with_list(built, built.node, nodes, joined, context, tags, label=label, stated=stated, goes_on=goes_on)


def _limits_alone(head: Node, words: str) -> bool:
    """Whether a heading is limits and nothing else, with no word that goes on: those below are exclusions beside it."""
    leaves = [leaf for leaf in walk(head) if not isinstance(leaf, AllOf | AnyOf)]
    return all(isinstance(leaf, Comparison) for leaf in leaves) and _GOES_ON.search(words) is None


_GOES_ON = re.compile(
    r"(?:\b(?:with|and|or|plus|if|when|below|of|in|for|by|as|the|these|either|criteria)|[,:;–-])\s*$|\bfollowing\b", re.IGNORECASE
)


def _with_list(
    built: Built, head: Node, nodes: list[Node], joined: Node, context: Context, tags: list[Tag],
    *, label: bool, stated: bool, goes_on: bool,
) -> Built:  # fmt: skip
    """The heading's own node together with what stands below it; without a label's colon it says something itself.

    stated: a full stop ends its words, so that they are a criterion beside those below. goes_on: they end in "either".
    """
    span = Span(head.span.start, max(node.span.end for node in nodes))
    if built.points and isinstance(head, Condition | Treatment):
        listed = listed_under(joined, head)
        decides = only_points(head) or context.category == "exclusion"
        return Built(listed if decides else AnyOf((listed,), False, head, span))
    if isinstance(head, AnyOf) and head.open and not head.parts:
        return Built(AnyOf(tuple(nodes), True, head.head, span))
    if built.allowed and label and may_be_allowed(head):
        return Built(asked_of(head, joined, context))
    if built.defined:
        return Built(defined_by(head, joined))
    if defines(head, joined):
        return Built(AnyOf((found_within(joined, getattr(head, "window", None)),), False, head, span))
    if context.category == "exclusion" and not built.count and not label and unlike(head, nodes):
        return Built(any_of([head, *nodes]))
    if context.category == "exclusion" and not built.count and isinstance(head, Condition | Treatment | Unread):
        take([tag for tag in tags if tag.state == "unread"])
        if not label and len(nodes) == 1 and not isinstance(head, Unread):
            return Built(AnyOf((joined,), False, head, span))  # "severe asthma", and below it what counts as such
        if stated and not isinstance(head, Unread):
            return Built(any_of([head, *nodes]))
        if not isinstance(head, Unread) and (head.window is not None or shares(head)):
            joined = any_of([like_head(node, head) for node in nodes])  # "cardiac surgery within 3 months: bypass …"
        return Built(joined)
    of_methods = isinstance(head, State) and head.concept == "contraception"  # below it stand its methods
    if built.ends_open and not only_people(head) and not of_methods:
        before = head.parts if is_plain(head) else (head,)
        return Built(AnyOf((*before, joined), span=span))
    asked = asked_of_those(head, joined) if label or goes_on else None
    return Built(asked or replace(with_list(head, joined, besides=built.besides), span=span))
