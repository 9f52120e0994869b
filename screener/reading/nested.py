"""Works nested items into the item above them: lists below a heading, exceptions below "except", denied lists."""

from __future__ import annotations

import re
from copy import copy
from dataclasses import replace

from screener.core.span import Span
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Comparison
from screener.criteria.nodes import Condition
from screener.criteria.nodes import Demographic
from screener.criteria.nodes import Judgement
from screener.criteria.nodes import Node
from screener.criteria.nodes import Not
from screener.criteria.nodes import State
from screener.criteria.nodes import Treatment
from screener.criteria.nodes import Unread
from screener.criteria.nodes import When
from screener.criteria.nodes import is_plain
from screener.criteria.nodes import walk
from screener.reading.bracket_parts import in_bracket_parts
from screener.reading.bracket_parts import places_of
from screener.reading.build.above_lists import above_exclusions
from screener.reading.build.above_lists import unlike
from screener.reading.build.asked import judgement
from screener.reading.build.built import Built
from screener.reading.build.combine import all_of
from screener.reading.build.combine import any_of
from screener.reading.build.combine import counted
from screener.reading.build.context import Context
from screener.reading.build.denials import affirmed
from screener.reading.build.denials import denied_list
from screener.reading.build.draft import Lead
from screener.reading.build.draft import put_places_to_person
from screener.reading.build.draft import put_to_person
from screener.reading.build.either_sex import each_of_its_sex
from screener.reading.build.either_sex import only_people
from screener.reading.build.exceptions import denied_examples
from screener.reading.build.exceptions import exception
from screener.reading.build.headed import defined_by
from screener.reading.build.heads import found_within
from screener.reading.build.heads import is_topic
from screener.reading.build.heads import like_head
from screener.reading.build.heads import settled
from screener.reading.build.heads import shares
from screener.reading.build.judged import defines
from screener.reading.build.of_whom import asked_of
from screener.reading.build.of_whom import asked_of_those
from screener.reading.build.of_whom import asked_of_whom
from screener.reading.build.of_whom import defined_of_whom
from screener.reading.build.of_whom import may_be_allowed
from screener.reading.build.pointed_lists import listed_under
from screener.reading.build.pointed_lists import not_listed
from screener.reading.build.pointed_lists import only_points
from screener.reading.build.pointed_lists import refuses
from screener.reading.build.pointed_lists import with_list
from screener.reading.build.put_to_some import put_to_some
from screener.reading.contraception.methods import lists_methods
from screener.reading.contraception.methods import only_names_methods
from screener.reading.contraception.methods import with_methods
from screener.reading.document import ItemText
from screener.reading.fitness import says_fitness
from screener.reading.groups import for_those
from screener.reading.groups import group_of
from screener.reading.groups import only_whom
from screener.reading.groups import those_of
from screener.reading.judged_leaves import judged_leaves
from screener.reading.scan import scan
from screener.reading.stretch import Stretch
from screener.reading.stretch import heads
from screener.reading.stretch import read_stretch
from screener.reading.tags import Tag
from screener.reading.tags import take
from screener.reading.trial_parts import Part
from screener.reading.trial_parts import asked_in
from screener.reading.trial_parts import one_part_enough
from screener.reading.trial_parts import parts_of_trial


def read_whole(item: ItemText, context: Context, known: dict[Span, Stretch]) -> tuple[Built, list[Tag]]:
    """The whole of an item with its nested items worked in, and what is asked of some asked of these alone."""
    built, tags = read_tree(item, context, None, known)
    asked = built.node
    if asked is not None:
        asked = asked_of_whom(denied_examples(defined_of_whom(asked), context.text), context)
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
    colon = Span(item.span.start + len(item.span.text(context.text).rstrip()) - 1, item.span.end)
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
    """The item with its nested items worked in."""
    label = heads(context.text, item.span)
    if label and is_topic(built.node, context):
        built.node = None
    if not item.children:
        return _counts_alone(item, built, tags, context, label=label), tags
    if lists_methods(item, context) or (built.node is None and only_names_methods(item, context)):
        return _methods(item, built, tags, context)
    if (built.node is None or (built.allowed and isinstance(built.node, Judgement))) and _excepting(tags, context):
        return _asked_whole(item, context, tags)
    judged = _last(built.node)
    if isinstance(judged, Judgement) and not says_fitness(judged.label) and label:
        if any(tag.type in {"JUDGE", "JUDGED"} for tag in tags):
            limited = _judged_limits(item, built, context, list(tags), known)
            return limited if limited is not None else _judged_children(item, built, context, tags)
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
    negation = built.rest.negation if built.rest is not None and built.node is None else None
    if negation is not None and (not built.count or _denied_first(tags[:heading], negation)):
        take(negation)
        whole = not_listed(nodes, built.count)
        return Built(replace(whole, span=Span(min(negation.start, whole.span.start), whole.span.end))), tags
    if built.some and label:
        some = put_to_some(built.node, _join(nodes, built, context, item), context)
        if some is not None:
            return Built(some), tags
    word = _excepting(tags[:heading], context)
    if built.node is not None and word:
        return Built(exception(built.node, settled(any_of(nodes), context), context, word)), tags
    if built.node is not None:
        refused = denied_list(built.node, nodes, context, counted=bool(built.count))
        if refused is not None:
            return Built(refused), tags
    joined = _join(nodes, built, context, item)
    joined = one_part_enough(joined) if context.category == "inclusion" else joined
    if built.node is None:
        return Built(joined), tags
    stated = item.span.text(context.text).rstrip().endswith(".")
    if context.category == "exclusion" and (label or not stated):
        above = above_exclusions(built.node, nodes, joined, tags[:heading], context, label=label)
        if above is not None and not (built.count and above is joined):
            take([tag for tag in tags[:heading] if tag.state == "unread"])
            return Built(above), tags
    return _under(built, built.node, nodes, joined, context, tags, label=label, stated=stated), tags


def _counts_alone(item: ItemText, built: Built, tags: list[Tag], context: Context, *, label: bool) -> Built:
    """So many of what the words only point at, with no list below ("at least 2 of the 3 Rotterdam criteria"), for a person."""
    if built.node is not None or not built.count or label or _POINTS.search(context.text, item.span.start, item.span.end):
        return built
    put_to_person(tags)
    return Built(Judgement(context.words(*item.span), "unspecified", None, item.span, item.span))


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
    measured = _heading_measure(tags) if heads(context.text, item.span) else ()
    outer, context.heading = context.heading, measured
    either = _some_or_next(item, context)
    for at, child in enumerate(item.children):
        nested, more = read_tree(child, context, passed, known)
        tags += more
        if nested.node is not None and at - 1 in either and nodes:
            nodes[-1] = any_of([nodes[-1], nested.node])
        elif nested.node is not None:
            nodes.append(nested.node)
    context.heading = outer
    return nodes, measured


def _under(
    built: Built, head: Node, nodes: list[Node], joined: Node, context: Context, tags: list[Tag], *, label: bool, stated: bool
) -> Built:
    """The heading's own node together with what stands below it; without a label's colon it says something itself.

    stated: a full stop ends its words, so that they are a criterion beside those below.
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
    asked = asked_of_those(head, joined) if label else None
    return Built(asked or replace(with_list(head, joined, besides=built.besides), span=span))


def _heading_measure(tags: list[Tag]) -> tuple[str, ...]:
    """The measure that a heading names, where it names one alone ("Age:", "Life expectancy:")."""
    named = [tag for tag in tags if tag.type == "MEAS" and isinstance(tag.value, tuple)]
    others = {tag.type for tag in tags} - {"MEAS", "MEASN", "COLON", "STOP", "FILL", "MARK", "STAGEW"}
    return named[0].value if len(named) == 1 and not others and isinstance(named[0].value, tuple) else ()


def _denied_first(tags: list[Tag], negation: Tag) -> bool:
    """Whether a denial stands before "any of the following", and so is of them ("… of the following are not enrolled" is not)."""
    return refuses(negation) and all(tag.start > negation.start for tag in tags if tag.type == "NOF")


_AFTER_EXCEPT = frozenset({"NOF", "COLON", "STOP", "FILL", "COMMA", "DASH", "MARK", "COND", "POP"})


def _excepting(tags: list[Tag], context: Context) -> str:
    """The word with which a heading ends that lets off what stands below it ("… except for the following:").

    So does what is allowed among the exclusions ("however, the following are allowed:").
    """
    depth = 0
    for tag in reversed(tags):
        depth += (tag.type == "RP") - (tag.type == "LP")
        if depth or tag.type == "LP":
            continue  # "except (one of a to f):"
        if tag.type == "EXC" or (tag.type == "ALLOWV" and context.category == "exclusion"):
            return tag.text
        if tag.type not in _AFTER_EXCEPT:
            return ""
    return ""


def _last(node: Node | None) -> Node | None:
    return node.parts[-1] if isinstance(node, AllOf) and node.parts else node


def _judged_limits(
    item: ItemText, built: Built, context: Context, tags: list[Tag], known: dict[Span, Stretch]
) -> tuple[Built, list[Tag]] | None:
    """Limits below what a person judges, as examples of it that do not decide alone; None where few of the items are limits."""
    asked = built.node is not None and all(isinstance(one, Judgement | AllOf) for one in walk(built.node))
    numbered = sum(any(char.isdigit() for char in context.text[child.span.start : child.span.end]) for child in item.children)
    if built.node is None or built.count or not asked or 2 * numbered < len(item.children):
        return None
    nodes: list[Node] = []
    limited = 0
    for child in item.children:
        nested, more = read_tree(child, context, None, known)
        sets = nested.node is not None and _only_limits(nested.node)
        nodes.append(nested.node if sets and nested.node is not None else _asked_child(item, child, context, tags))
        tags += more if sets else []
        limited += sets
    if 2 * limited < len(nodes):
        return None
    span = Span(built.node.span.start, nodes[-1].span.end)
    listed = (AnyOf(tuple(nodes), True, built.node, span),) if context.category == "exclusion" else tuple(nodes)
    return Built(AllOf((built.node, *listed), span)), tags


def _only_limits(node: Node) -> bool:
    """Whether a node sets limits and nothing else, but for whom."""
    found = walk(node)
    kinds = AllOf | AnyOf | Comparison | Demographic | Not
    return any(isinstance(one, Comparison) and one.coded for one in found) and all(isinstance(one, kinds) for one in found)


def _judged_children(item: ItemText, built: Built, context: Context, tags: list[Tag]) -> tuple[Built, list[Tag]]:
    """Items below a heading that only a person can decide are a person's too ("likely to interfere with: …")."""
    nodes: list[Node] = [_asked_child(item, child, context, tags) for child in item.children]
    put_to_person(tags)
    joined = any_of(nodes) if context.category == "exclusion" or built.count == "1" else all_of(nodes)
    return Built(joined), tags


def _asked_child(item: ItemText, child: ItemText, context: Context, tags: list[Tag]) -> Node:
    """The words of a nested item behind those of its heading, for a person; its tags join those of the heading."""
    whole = Span(child.span.start, max([child.span.end, *(below.span.end for below in child.children)]))
    more = scan(context.text, *whole)
    for tag in more:
        tag.state = "judgement" if tag.state == "unread" else tag.state
    tags += more
    return Judgement(f"{context.words(*item.span)} {context.words(*whole)}", "unspecified", None, whole, whole)


def _asked_whole(item: ItemText, context: Context, tags: list[Tag]) -> tuple[Built, list[Tag]]:
    """An exception to what stands in another item, with all below it, in words for a person."""
    whole = item.whole
    more = scan(context.text, item.span.end, whole.end)
    for tag in (*tags, *more):
        tag.state = "judgement"
    return Built(Judgement(context.words(*whole), "unspecified", None, whole, whole)), [*tags, *more]


def _methods(item: ItemText, built: Built, tags: list[Tag], context: Context) -> tuple[Built, list[Tag]]:
    """What is asked about contraception with the methods below it; words that only name methods are a person's."""
    head = built.node
    node = with_methods(head, item, context) if head is not None else None
    if node is None:
        asked, tags = _asked_whole(item, context, tags)
        if isinstance(head, When) and asked.node is not None:
            asked = Built(replace(head, then=asked.node, span=asked.node.span))
        return asked, tags
    more = scan(context.text, item.span.end, item.whole.end)
    take([tag for tag in tags if tag.state == "unread"])
    take(more)
    return Built(node, whom=built.whom), [*tags, *more]


_EITHER = re.compile(r"[;,.\s]OR[\s;,.*-]*$")


def _some_or_next(item: ItemText, context: Context) -> set[int]:
    """Which items of a list end in "OR", where not all before the last do: each of them or the next is enough."""
    ends = {at for at, child in enumerate(item.children[:-1]) if _EITHER.search(context.text, child.span.start, child.span.end)}
    return ends if 0 < len(ends) < len(item.children) - 1 else set()


_POINTS = re.compile(r"\b(?:following|below|above|these|inclusion|exclusion|eligibility|any of the|all of the)\b", re.IGNORECASE)
"""What leads to a list that stands elsewhere, or to all of the criteria."""
_CONNECTS = re.compile(r"[;,.\s](or|and)[\s;,.*-]*$", re.IGNORECASE)


def _said_between(item: ItemText, context: Context, nodes: list[Node]) -> str:
    """The "or" or "and" with which the items of a list end; nothing where they end otherwise.

    Before the last of a list with limits it may join no more than the last two.
    """
    ends = [_CONNECTS.search(context.text, child.span.start, child.span.end) for child in item.children[:-1]]
    words = {found.group(1).lower() for found in ends if found is not None}
    if len(words) != 1 or ends[-1] is None:
        return ""
    limited = any(isinstance(part, Comparison) for node in nodes for part in walk(node))
    return "" if limited and None in ends else words.pop()


def _join(nodes: list[Node], built: Built, context: Context, item: ItemText) -> Node:
    """Nested items together: as many as the heading says; without a word of it alternatives, or all for limits to include."""
    if built.count not in {"", "listed"}:
        return counted(nodes, built.count)
    if len(nodes) == 1:
        return nodes[0]
    if each_of_its_sex(nodes):
        return any_of(nodes)
    said = _said_between(item, context, nodes)
    if built.count and context.category == "inclusion" and said != "or":
        return all_of(nodes)
    if said:
        return any_of(nodes) if said == "or" else all_of(nodes)
    if built.allowed and heads(context.text, item.span):
        return all_of(nodes)  # "is allowed if:", and below it what has to hold
    if context.category == "exclusion":
        return any_of(nodes)
    if all(affirmed(node) is not None for node in nodes):
        return all_of(nodes)
    kinds = {node.kind for node in nodes}
    if kinds <= {"condition"} or kinds <= {"treatment"} or (built.rest is not None and built.rest.scope):
        return any_of(nodes)
    taken = context.choose(
        f"nested-{item.span.start}", ("all", "any"), "the items below may hold together or as alternatives", "default"
    )
    return all_of(nodes) if taken == "all" else any_of(nodes)
