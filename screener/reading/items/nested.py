"""Works nested items into the item above them: lists below a heading, exceptions below "except", denied lists."""

from __future__ import annotations

from copy import copy
from dataclasses import replace

from screener.core.span import Span
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Judgement
from screener.criteria.nodes import Node
from screener.criteria.nodes import Unread
from screener.criteria.nodes import When
from screener.reading.contraception.methods import lists_methods
from screener.reading.contraception.methods import only_names_methods
from screener.reading.contraception.methods import with_methods
from screener.reading.items.bracket_parts import in_bracket_parts
from screener.reading.items.bracket_parts import places_of
from screener.reading.items.groups import asked_from
from screener.reading.items.groups import for_those
from screener.reading.items.groups import group_of
from screener.reading.items.groups import only_whom
from screener.reading.items.groups import those_of
from screener.reading.items.heading_words import excepting_word
from screener.reading.items.heading_words import left_open
from screener.reading.items.heading_words import measure_named
from screener.reading.items.judged_below import asked_whole
from screener.reading.items.judged_below import counts_alone
from screener.reading.items.judged_below import judged_items
from screener.reading.items.judged_below import judged_limits
from screener.reading.items.listed_together import each_or_next
from screener.reading.items.stretch import Stretch
from screener.reading.items.stretch import heads
from screener.reading.items.stretch import read_stretch
from screener.reading.items.with_below import with_items_below
from screener.reading.layout.item_text import ItemText
from screener.reading.layout.permissions import permits_list
from screener.reading.layout.trial_parts import Part
from screener.reading.layout.trial_parts import asked_in
from screener.reading.layout.trial_parts import parts_of_trial
from screener.reading.left.judged_leaves import judged_leaves
from screener.reading.meaning.asked import judgement
from screener.reading.meaning.built import Built
from screener.reading.meaning.context import Context
from screener.reading.meaning.draft import Lead
from screener.reading.meaning.draft import put_places_to_person
from screener.reading.meaning.draft import put_to_person
from screener.reading.meaning.lists.combine import all_of
from screener.reading.meaning.lists.combine import any_of
from screener.reading.meaning.lists.compound_heads import exemplified
from screener.reading.meaning.lists.heads import is_topic
from screener.reading.meaning.lists.of_whom import asked_of
from screener.reading.meaning.lists.of_whom import asked_of_whom
from screener.reading.meaning.lists.of_whom import defined_of_whom
from screener.reading.meaning.tails.exceptions import denied_examples
from screener.reading.meaning.tails.exceptions import exception
from screener.reading.passes.names.fitness import says_fitness
from screener.reading.scanning.scan import scan
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import take


def read_whole(item: ItemText, context: Context, known: dict[Span, Stretch]) -> tuple[Built, list[Tag]]:
    """The whole of an item with its nested items worked in, and what is asked of some asked of these alone."""
    built, tags = read_tree(item, context, None, known)
    asked = built.node
    if asked is not None:
        asked = asked_of_whom(denied_examples(exemplified(defined_of_whom(asked), context.text), context.text), context)
        asked = judged_leaves(_of_bracket_parts(asked, tags, context), tags, context)
    if asked is not built.node:
        built = copy(built)  # a stretch that is read once more gives the same object
        built.node = asked
    return built, tags


def _of_bracket_parts(node: Node, tags: list[Tag], context: Context) -> Node:
    """The node with limits asked of those alone in the part of the trial that stands in their bracket."""
    places = list(places_of(node))
    if not places:
        return node
    put_places_to_person(tags, places)
    return in_bracket_parts(node, context.category == "exclusion")


def read_tree(item: ItemText, context: Context, inherited: Lead | None, known: dict[Span, Stretch]) -> tuple[Built, list[Tag]]:
    """The item with its nested items worked in, asked of those alone whom it names, each part of the trial of its own."""
    asked = _of_group(item, context, inherited, known) if item.children else None
    if asked is not None:
        return asked
    parts = parts_of_trial(item, context.text)
    read = _of_parts(parts, context, inherited, known) if parts else None
    return read or _read_part(item, context, inherited, known)


def _of_group(
    item: ItemText, context: Context, inherited: Lead | None, known: dict[Span, Stretch]
) -> tuple[Built, list[Tag]] | None:
    """What is asked below a heading of those alone whom that names; None where it names nobody in particular.

    A person says who is in a group of the trial, and who those are that no rule tells.
    """
    label = group_of(item, context.text)
    place = label or those_of(item, context.text)
    if place is None:
        return None
    whom: Node | None = None
    tags: list[Tag] = scan(context.text, *item.span)
    if label is None:
        whom = read_stretch(place, context, None, known)[0].node
    put_to_person(tags)
    colon = Span(asked_from(item, place, context.text), item.span.end)
    built, more = _with_below(replace(item, span=colon), *read_stretch(colon, context, inherited, known), context, known)
    if built.node is None:
        return None
    if whom is not None and only_whom(whom):
        take(tags)
        return Built(for_those(whom, built.node, excludes=context.category == "exclusion")), [*tags, *more]
    return Built(asked_in(place, built.node, context.text)), [*tags, *more]


def _of_parts(
    parts: list[Part], context: Context, inherited: Lead | None, known: dict[Span, Stretch]
) -> tuple[Built, list[Tag]] | None:
    """What is asked of those in several parts of the trial, each of its own; None where nothing is."""
    nodes: list[Node] = []
    tags: list[Tag] = []
    for label, item in parts:
        built, more = _read_part(item, context, inherited, known)
        node = built.node
        if label is not None:
            tags.append(Tag("TEXT", *label, None, label.text(context.text), state="compiled" if node is None else "judgement"))
            node = node and asked_in(label, node, context.text)
        tags += more
        nodes += [node] if node is not None else []
    if not nodes:
        return None
    return Built(any_of(nodes) if context.category == "exclusion" else all_of(nodes)), tags


def _read_part(item: ItemText, context: Context, inherited: Lead | None, known: dict[Span, Stretch]) -> tuple[Built, list[Tag]]:
    """The item with its nested items worked in, asked of those alone whom it names."""
    built, tags = read_stretch(item.span, context, inherited, known)
    whom = built.whom
    whole, tags = _with_below(item, built, tags, context, known)
    if whom is not None:
        asked = whole.node or judgement(item.span.start, item.span.end, context, tags)
        whole = Built(asked_of(whom, asked, context))
    return whole, tags


def _with_below(
    item: ItemText, built: Built, tags: list[Tag], context: Context, known: dict[Span, Stretch]
) -> tuple[Built, list[Tag]]:
    """The item with its nested items worked in, and the tags of all."""
    label = heads(context.text, item.span)
    if label and is_topic(built.node, context):
        built.node = None
    if not item.children:
        return counts_alone(item, _let_off_open(built, tags, context), tags, context, label=label), tags
    if label and permits_list(item.span.text(context.text)):
        return asked_whole(item, context, tags)
    if lists_methods(item, context) or (built.node is None and only_names_methods(item, context)):
        return _methods(item, built, tags, context)
    if (built.node is None or (built.allowed and isinstance(built.node, Judgement))) and excepting_word(tags, context):
        return asked_whole(item, context, tags)
    judged = _last(built.node)
    if isinstance(judged, Judgement) and not says_fitness(judged.label) and label:
        if any(tag.type in {"JUDGE", "JUDGED"} for tag in tags):
            limited = judged_limits(item, built, context, list(tags), lambda child: read_tree(child, context, None, known))
            return limited if limited is not None else judged_items(item, built, context, tags)
        if isinstance(built.node, Judgement):
            built.node = None  # a label of its own ("Hematopoietic:")
            take(tags)
    heading = len(tags)
    nodes, measured = _below(item, built, tags, context, known)
    if measured and isinstance(built.node, Unread):
        built.node = None
        take(tags)
    if not nodes:
        return built, tags
    return with_items_below(item, built, nodes, tags, heading, context, label=label), tags


def _let_off_open(built: Built, tags: list[Tag], context: Context) -> Built:
    """What an item says, without those whom its last words let off and do not name: who they are, a person says."""
    words = left_open(tags)
    if not words or built.node is None or isinstance(built.node, Judgement):
        return built
    asked = judgement(words[0].start, words[-1].end, context, words)
    let_off = copy(built)
    let_off.node = exception(built.node, asked, context, words[0].text)
    return let_off


def _below(
    item: ItemText, built: Built, tags: list[Tag], context: Context, known: dict[Span, Stretch]
) -> tuple[list[Node], tuple[str, ...]]:
    """The nodes of the nested items, what the heading says passed down to them, and the measure that it names."""
    rest = built.rest
    passed = rest if rest is not None and (rest.scope or rest.responses or rest.windows) else None
    if passed is not None and passed.negation is not None:
        passed = passed.copy()  # the denial is of the whole list
        passed.negation = None
    nodes: list[Node] = []
    measured = measure_named(tags) if heads(context.text, item.span) else ()
    outer, context.heading = context.heading, measured
    either = each_or_next(item, context, built.count)
    for at, child in enumerate(item.children):
        nested, more = read_tree(child, context, passed, known)
        tags += more
        if nested.node is not None and at - 1 in either and nodes:
            before = nodes[-1]
            more_of = isinstance(before, AnyOf) and at - 2 in either  # one of three or more
            nodes[-1] = any_of([*(before.parts if isinstance(before, AnyOf) and more_of else [before]), nested.node])
        elif nested.node is not None:
            nodes.append(nested.node)
    context.heading = outer
    return nodes, measured


def _last(node: Node | None) -> Node | None:
    return node.parts[-1] if isinstance(node, AllOf) and node.parts else node


def _methods(item: ItemText, built: Built, tags: list[Tag], context: Context) -> tuple[Built, list[Tag]]:
    """What is asked about contraception with the methods below it; words that only name methods are a person's."""
    head = built.node
    node = with_methods(head, item, context) if head is not None else None
    if node is None:
        asked, tags = asked_whole(item, context, tags)
        if isinstance(head, When) and asked.node is not None:
            asked = Built(replace(head, then=asked.node, span=asked.node.span))
        return asked, tags
    more = scan(context.text, item.span.end, item.whole.end)
    take([tag for tag in tags if tag.state == "unread"])
    take(more)
    return Built(node, whom=built.whom), [*tags, *more]
