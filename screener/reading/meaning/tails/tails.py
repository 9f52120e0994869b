"""Works the tails of a list in: examples, definitions, exceptions, conditions, what must be, and what is despite."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import replace
from typing import cast

from screener.core.span import Span
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Comparison
from screener.criteria.nodes import Condition
from screener.criteria.nodes import Judgement
from screener.criteria.nodes import Node
from screener.criteria.nodes import Not
from screener.criteria.nodes import Qualifier
from screener.criteria.nodes import Result
from screener.criteria.nodes import Treatment
from screener.criteria.nodes import When
from screener.criteria.nodes import is_plain
from screener.criteria.nodes import walk
from screener.reading.meaning.asked import judgement
from screener.reading.meaning.chunks.judged import STAYS
from screener.reading.meaning.chunks.judged import one_time
from screener.reading.meaning.chunks.judged import says_more
from screener.reading.meaning.chunks.judged import tells_change
from screener.reading.meaning.context import Context
from screener.reading.meaning.draft import Lead
from screener.reading.meaning.lists.combine import combine
from screener.reading.meaning.lists.combine import span_of
from screener.reading.meaning.lists.denials import affirmed
from screener.reading.meaning.lists.denials import denied
from screener.reading.meaning.lists.denials import shows_absence
from screener.reading.meaning.lists.either_sex import either_sex
from screener.reading.meaning.lists.heads import at_most
from screener.reading.meaning.lists.heads import dated
from screener.reading.meaning.lists.heads import dated_by_examples
from screener.reading.meaning.lists.heads import example_end
from screener.reading.meaning.lists.heads import like_heads
from screener.reading.meaning.lists.heads import open_head
from screener.reading.meaning.lists.heads import settled
from screener.reading.meaning.lists.list_items import flat_tags
from screener.reading.meaning.lists.member import Item
from screener.reading.meaning.lists.member import Members
from screener.reading.meaning.lists.of_whom import names_people
from screener.reading.meaning.nodes.finding_measures import under_finding
from screener.reading.meaning.phrases.windows import meaning_of
from screener.reading.meaning.tails.absences import free_of
from screener.reading.meaning.tails.except_examples import let_off_by_example
from screener.reading.meaning.tails.except_examples import of_findings
from screener.reading.meaning.tails.exceptions import exception
from screener.reading.meaning.tails.provisos import both_asked
from screener.reading.meaning.tails.remission import except_free
from screener.reading.meaning.tails.remission import in_remission
from screener.reading.meaning.tails.remission import parted_remission
from screener.reading.meaning.tails.special import for_whom
from screener.reading.meaning.tails.special import limited_again
from screener.reading.meaning.tails.special import limited_otherwise
from screener.reading.meaning.tails.steady import each_steady
from screener.reading.meaning.tails.steady import restore
from screener.reading.meaning.tails.steady import states_of
from screener.reading.meaning.tails.steady import stays_so
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import take
from screener.reading.syntax.trees import Clause
from screener.reading.syntax.trees import Listing
from screener.reading.syntax.trees import Paren
from screener.reading.syntax.trees import Tail


@dataclass(frozen=True, slots=True)
class Lists:
    """How a list is built, which tails need for their own lists: its members, their node, and the node of a clause."""

    members: Callable[[Listing, Context, Lead | None], tuple[Members, Lead | None, str, bool]]
    list_node: Callable[[Members, Context], Node]
    clause: Callable[[Clause, Context], Node | None]


def with_tail(members: Members, tail: Tail, context: Context, listing: Listing, lists: Lists) -> Members:
    """The members with a tail worked in: it belongs to the last of them (an exception or condition to the whole)."""
    match tail.kind:
        case "examples" | "definition":
            return _of_last_head(members, lambda last: _listed(last, tail, context, lists))
        case "except":
            if len(members) > 1 and _of_the_whole([item for item, _ in members], tail):
                return _excepted(members, tail, context, listing, lists)
            return _of_last_head(members, lambda last: _excepted(last, tail, context, listing, lists))
        case "if":
            return _conditioned(members, tail, context, lists, listing)
        case "must":
            return _required(members, tail, context, listing, lists)
        case _:
            return _despite(members, tail, context, lists)


_OF_THE_WHOLE = ("unless", "except")


def _of_last_head(members: Members, work: Callable[[Members], Members]) -> Members:
    """The members with a tail worked into the last head of the last of them, which the others may share its first with.

    "Asthma or COPD requiring steroids, such as prednisone": what the tail tells is the steroids'.
    """
    item = members[-1][0] if len(members) > 1 else None
    if item is None or len(item.heads) < 2 or not isinstance(item.node, AllOf) or item.node.parts != item.heads:
        return work(members)
    *others, last = item.heads
    if isinstance(last, Not):
        return work(members)
    narrowed = replace(item, node=last, heads=(last,))
    worked = work([*members[:-1], (narrowed, members[-1][1])])
    item.heads = (*others, narrowed.node)
    item.node = AllOf(item.heads, span_of(item.heads))
    return [*members, *worked[len(members) :]]


def _required(members: Members, tail: Tail, context: Context, listing: Listing, lists: Lists) -> Members:
    """ "Women of childbearing potential must use contraception": asked of those, and of nobody else."""
    asked = _tail_node(tail, context, lists) or (_kept_stable(listing, tail, context, lists) if members else None)
    if members and (asked is None or (isinstance(asked, Condition) and not asked.coded)):
        asked = _in_words(tail, context) or asked
    if asked is None or not members:
        return members if asked is None else [(Item(asked), "comma")]
    given = either_sex(lists.list_node(members, context))
    span = span_of([given, asked])
    if context.category == "inclusion":
        why = "what “must” asks may be asked of those alone whom the sentence names, who all must be such"
        affected = any(isinstance(part, Condition | Treatment | Result) for part in walk(given))
        all_are = affected and context.choose(f"whom-{tail.word.start}", ("those", "all"), why) == "all"
        return [(Item(AllOf((given, asked), span) if all_are else When(given, asked, span)), "comma")]
    why = "“must” in an exclusion may tell what is required, or what excludes"
    taken = context.choose(f"must-{tail.word.start}", ("required", "excludes"), why)
    return [(Item(AllOf((given, Not(asked, asked.span) if taken == "required" else asked), span)), "comma")]


def _kept_stable(listing: Listing, tail: Tail, context: Context, lists: Lists) -> Node | None:
    """ "Patients taking statins must be on a stable dose": the treatment named before, taken so."""
    behind = [element for chunk in tail.listing.chunks for element in chunk]
    if not any(element.type == "STABLE" for element in behind):
        return None
    *before, last = listing.chunks
    states = states_of([*behind, *last])
    members, _, _, _ = lists.members(Listing([*before, [*last, *behind]], listing.conns), context, None)
    found = lists.list_node(members, context) if members else None
    if found is not None and stays_so(found):
        return each_steady(found)
    restore(states)
    return None


def _listed(members: Members, tail: Tail, context: Context, lists: Lists) -> Members:
    """ "Infections such as sepsis and cellulitis, hepatitis B": the examples end with their own "and"."""
    of_all = tail.kind != "examples" or (bool(members) and of_findings(members[-1][0].node, tail.listing))
    inner, outer = (tail.listing, None) if of_all else example_end(tail.listing)
    under = context
    if tail.kind != "examples" and members:
        elements = (element for chunk in inner.chunks for element in chunk)
        under = under_finding(affirmed(members[-1][0].node) or members[-1][0].node, elements, context)
    found, _, _, _ = lists.members(inner, under, None)
    rest: Members = []
    if outer is not None:
        rest, over, _, _ = lists.members(outer, context, None)
        if not rest and over is not None and over.windows and members:
            members[-1][0].node = dated(members[-1][0].node, over.windows[0])
    if not found:
        return members + rest
    nodes = [item.node for item, _ in found]
    span_start = min(node.span.start for node in nodes)
    end = max(node.span.end for node in nodes)
    opened = tail.kind == "examples"
    if not opened:
        joined = combine([item for item, _ in found], [conn for _, conn in found[1:]], context)
        nodes = list(joined.parts) if is_plain(joined) else [joined]
    if not members:
        return [(Item(AnyOf(tuple(nodes), opened, None, Span(span_start, end)), ""), "comma"), *rest]
    item, conn = members[-1]
    off = let_off_by_example(item.node, nodes, end, context) if opened else None
    if off is not None:
        item.node = off
        return [*members[:-1], (item, conn), *rest]
    negative, positive = item.node, affirmed(item.node)
    node = positive or negative
    if opened and isinstance(node, Comparison) and all(isinstance(part, Condition) and part.window is None for part in nodes):
        told = Qualifier("description", context.words(span_start, end), Span(span_start, end))
        item.node = replace(node, qualifiers=(*node.qualifiers, told)) if positive is None else negative
        return [*members[:-1], (item, conn), *rest]  # "lesion size > 12 areas, including scars" asks for no scar
    free = free_of(node, nodes, context) if opened else None
    if free is not None:
        asked = isinstance(free, Judgement)
        item.node = judgement(*span_of([negative, free]), context, []) if asked else free
        return [*members[:-1], (item, conn), *rest]
    if opened and tells_change(node):
        words = judgement(item.node.span.start, max(item.node.span.end, end), context, [])
        item.node = replace(words, window=one_time(AllOf(tuple(nodes), words.span)))
        return [*members[:-1], (item, conn), *rest]  # "change in medication including prednisone" asks for no prednisone
    node, nodes = dated_by_examples(node, nodes, context) if opened else (node, nodes)
    nodes = list(like_heads(nodes, node)) if opened or isinstance(node, Treatment | AnyOf) else nodes
    node = open_head(node, context) if opened else node
    listed: Node = AnyOf(tuple(nodes), opened, node, Span(node.span.start, end))
    if opened and at_most(node):
        which = judgement(span_start, end, context, [])
        listed = AllOf((node, which), listed.span)  # "no more than 2 regimens, including A": whether A was one of them
    if opened and isinstance(node, Judgement) and says_more(node.label):
        listed = AllOf((listed, node), listed.span)  # "disease that would interfere, such as …": the person decides of each
    if positive is not None and not opened and shows_absence(nodes):
        item.node = AnyOf(tuple(nodes), opened, negative, listed.span)  # "HIV-uninfected, as shown by a negative test"
    else:
        item.node = listed if positive is None else denied(listed, negative)
    return [*members[:-1], (item, conn), *rest]


def _excepted(members: Members, tail: Tail, context: Context, listing: Listing, lists: Lists) -> Members:
    """ "Malignancy, other than skin cancer": the exception lets off the last member, or the whole where it is alone."""
    parted = parted_remission(members[-1][0].node, tail.listing, context) if members else None
    if parted is not None:
        before, last = parted
        if before is not None:
            take(tail.listing.conns[len(before.conns)])
            members = _excepted(members, replace(tail, listing=before), context, listing, lists)
        item, conn = members[-1]
        item.node = except_free(item.node, last, context, tail.word.text)
        return [*members[:-1], (item, conn)]
    _date(members, _last_window(tail, members, excludes=context.category == "exclusion"), tail)
    unless = _tail_node(tail, context, lists) or (_kept_stable(listing, tail, context, lists) if members else None)
    unless = unless or (_in_words(tail, context) if members else None)
    if unless is None or not members:
        return members
    judged, unless = _judged_behind(_each(unless, tail), tail)
    unless = settled(unless, context)
    unless = in_remission(members[-1][0].node, unless, tail) or unless
    items = [item for item, _ in members]
    if len(members) > 1 and _of_the_whole(items, tail):
        whole = combine(items, [conn for _, conn in members[1:]], context)
        return [(Item(exception(whole, unless, context, tail.word.text), items[0].slot), "comma")]
    item, conn = members[-1]
    item.node = exception(item.node, unless, context, tail.word.text)
    if judged is not None:
        denied = item.node if isinstance(item.node, Not) else None
        whole = AllOf((denied.part if denied is not None else item.node, judged), Span(item.node.span.start, judged.span.end))
        item.node = Not(whole, whole.span) if denied is not None else whole
    return [*members[:-1], (item, conn)]


def _each(unless: Node, tail: Tail) -> Node:
    """A list of exceptions without an "and" in it lets off whoever has one of them."""
    if not isinstance(unless, AllOf) or len(unless.parts) != len(tail.listing.chunks):
        return unless
    bare = all(isinstance(part, Condition) and part.coded for part in unless.parts)
    listed = bare and {conn.type for conn in tail.listing.conns} <= {"COMMA", "SEMI"}
    return AnyOf(unless.parts, span=unless.span) if listed else unless


def _of_the_whole(items: list[Item], tail: Tail) -> bool:
    """Whether an exception lets off all before it: by its word, or as one disease told twice or one limit of several is it."""
    if tail.word.text.lower().startswith(_OF_THE_WHOLE):
        return True
    limited = [item.node for item in items if isinstance(item.node, Comparison)]
    limits = {(one.lower, one.upper, one.unit, one.relative_to, one.span.end) for one in limited}
    if len(limited) == len(items) and len(limits) == 1:
        return True  # "AST and ALT ≤ 3 x ULN, with the exception of those with liver metastases"
    told = [item.node.concept if isinstance(item.node, Condition) else None for item in items]
    return None not in told and len(set(told)) == 1


def _date(members: Members, window: Tag | None, tail: Tail) -> None:
    """Gives the time behind an exception to the members that can have it; where none can, it stays with the exception."""
    found = [dated(item.node, window) for item, _ in members] if window is not None else []
    for (item, _), node in zip(members, found, strict=False):
        item.node = node
    if window is not None and window.state == "unread":
        tail.listing.chunks[-1].append(window)


def _judged_behind(unless: Node, tail: Tail) -> tuple[Judgement | None, Node]:
    """ "Disease other than asthma that would interfere": what a person decides behind the exception is about the disease."""
    last = unless.parts[-1] if isinstance(unless, AllOf) and len(unless.parts) > 1 else None
    about = isinstance(last, Judgement) and last.label.lower().startswith(("that ", "which "))
    if not about or not tail.word.text.lower().startswith("other than"):
        return None, unless
    assert isinstance(unless, AllOf)  # looked at above
    assert isinstance(last, Judgement)
    rest = unless.parts[:-1]
    return last, rest[0] if len(rest) == 1 else AllOf(rest, span_of(rest))


def _plain_window(element: Tag | Paren) -> bool:
    """Whether a chunk is a time before something, and no limit at a visit."""
    if not isinstance(element, Tag) or element.type != "WINDOW":
        return False
    told = meaning_of(element)
    return not told.limits and bool(told.windows) and told.windows[0].direction == "before" and told.windows[0].value is not None


_NAMING = ("other than", "except", "with the exc", "with exc", "apart", "aside", "besides", "excluding")
_CASES = ("except if", "except when", "except for when", "except where", "except in case")


def _last_window(tail: Tail, members: Members, *, excludes: bool) -> Tag | None:
    """The time behind an exception by name ("valrubicin other than induction within 3 months"), which bounds the rule.

    What is longer ago is the exception's own where the rule denies or excludes ("no cancer, except skin cancer more than 5
    years ago").
    """
    word = tail.word.text.lower()
    named = word.startswith(_NAMING) and not word.startswith(_CASES)
    while named and len(tail.listing.chunks) > 1 and not tail.listing.chunks[-1]:
        take(tail.listing.conns.pop())  # the comma before the next exception
        tail.listing.chunks.pop()
    chunk = tail.listing.chunks[-1]
    if named and members and len(chunk) == 1 and len(tail.listing.chunks) > 1 and _plain_window(chunk[0]):
        take(tail.listing.conns.pop())  # "minor surgery, excluding port placement, within 7 days"
        return cast(Tag, tail.listing.chunks.pop()[0])
    at = len(chunk) - 1
    while at > 0 and (isinstance(chunk[at], Paren) or _told(chunk[at])):
        at -= 1  # "other than ranibizumab within 1 month in the study eye"
    window = chunk[at] if chunk else None
    if not members or not named or at < 1 or not isinstance(window, Tag) or window.type != "WINDOW":
        return None
    told = meaning_of(window)
    if told.duration is not None and _stays(chunk[:at]):
        return None  # "other than prostate cancer with a stable PSA for 12 months"
    since = bool(told.windows) and told.windows[0].direction in {"until", "from"}
    if told.limits or (since and (excludes or isinstance(members[-1][0].node, Not))):
        return None
    del chunk[at]
    return window


def _stays(before: list[Tag | Paren]) -> bool:
    """Whether something in the exception stays as it is, or free of a disease, so that a length of time behind says how long."""
    words = [word for tag in before if isinstance(tag, Tag) for word in tag.text.lower().replace("-", " ").split()]
    return words[-1:] == ["free"] or any(word.startswith(STAYS) for word in words)


def _told(element: Tag | Paren) -> bool:
    return isinstance(element, Tag) and element.type in {"PREP", "TEXT", "SEV", "FILL", "EITHER"}


def _conditioned(members: Members, tail: Tail, context: Context, lists: Lists, listing: Listing) -> Members:
    """The members asked only where a condition holds ("if diabetic"), or those whom it lets in asked for it."""
    *whom, last = tail.listing.chunks
    if members and whom and len(last) == 1 and isinstance(last[0], Tag) and last[0].type == "LIMIT":
        given = lists.clause(Clause(Listing(whom, tail.listing.conns[:-1])), context)
        if given is not None and limited_again(members, last[0], given):
            take([last[0], tail.listing.conns[-1]])
            return members
    if members and whom and _for_the_rest(last):
        given = lists.clause(Clause(Listing(whom, tail.listing.conns[:-1])), context)
        if given is not None and isinstance(last[0], Tag) and limited_otherwise(members, last[0], given):
            take([*(tag for tag in last if isinstance(tag, Tag)), tail.listing.conns[-1]])
            return members
    condition = _tail_node(tail, context, lists) or (_in_words(tail, context) if members else None)
    if condition is None:
        return members
    if not members:
        return [(Item(condition, ""), "comma")]
    special = for_whom(members, condition)
    if special is not None:
        return special
    item, conn = members[-1]
    span = Span(min(item.node.span.start, condition.span.start), max(item.node.span.end, condition.span.end))
    alternative = conn == "or" and len(members) > 1  # "ECOG 0-1, or ECOG 2 if …" lets nobody off the first
    asked = context.category == "inclusion" and not alternative
    permits = any(isinstance(tag, Tag) and tag.type == "ALLOWV" for chunk in listing.chunks for tag in chunk)
    if asked and names_people(item.node) and permits:
        item.node = When(item.node, condition, span)  # "a woman is eligible if she is not pregnant"
        return [*members[:-1], (item, conn)]
    asked = asked and (permits or not both_asked(item.node, condition, tail.word, context))
    item.node = When(condition, item.node, span) if asked else AllOf((item.node, condition), span)
    item.heads = ()  # whoever shared them would lose the condition
    return [*members[:-1], (item, conn)]


def _for_the_rest(chunk: list[Tag | Paren]) -> bool:
    """Whether a chunk is a limit for all others ("> 1.5 otherwise")."""
    return len(chunk) == 2 and chunk[0].type == "LIMIT" and isinstance(chunk[1], Tag) and chunk[1].text.lower() == "otherwise"


def _tail_node(tail: Tail, context: Context, lists: Lists) -> Node | None:
    if tail.given is None:
        return lists.clause(Clause(tail.listing), context)
    both = replace(context, category="exclusion")  # what is let off is so only where its condition holds too
    return lists.clause(Clause(tail.listing, [tail.given]), both)


def _in_words(tail: Tail, context: Context) -> Node | None:
    """What a tail says in words that name nothing ("unless treated and stable for 4 weeks"), which a person decides."""
    tags = [tag for chunk in tail.listing.chunks for element in chunk for tag in flat_tags(element)]
    if not any(tag.type in {"TEXT", "SEV", "JUDGED", "ACTIVE"} for tag in tags):
        return None
    take([conn for conn in tail.listing.conns if conn.start > tags[0].start], "judgement")
    return judgement(tags[0].start, max(tag.end for tag in tags), context, tags)


def _despite(members: Members, tail: Tail, context: Context, lists: Lists) -> Members:
    """ "CDASI ≥ 12 despite treatment with A, B or C": both, the treatment before."""
    node = _tail_node(tail, context, lists)
    if node is None:
        return members
    if not members:
        return [(Item(node, ""), "comma")]
    if _alternatives(members):
        why = "what “despite” tells may be so of all that stand before it, or of the last alone"
        if context.choose(f"despite-{tail.word.start}", ("all", "last"), why) == "all":
            given = lists.list_node(members, context)
            return [(Item(AllOf((given, node), span_of([given, node]))), "comma")]
    item, conn = members[-1]
    item.node = AllOf((item.node, node), Span(item.node.span.start, node.span.end))
    return [*members[:-1], (item, conn)]


def _alternatives(members: Members) -> bool:
    """Whether alternatives of one kind stand before a tail, each one head ("hypoxia or hypotension despite treatment")."""
    slots = {item.slot for item, _ in members}
    plain = all(len(item.heads) == 1 and item.trailing is None for item, _ in members)
    return len(members) > 1 and len(slots) == 1 and plain and {conn for _, conn in members[1:]} in ({"or"}, {"or", "comma"})
