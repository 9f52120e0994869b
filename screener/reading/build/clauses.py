"""Takes the sentences of one item, gives its node: lists, examples, definitions, exceptions, conditions and brackets."""

from __future__ import annotations

import re
from dataclasses import replace

from screener.core.span import Span
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Condition
from screener.criteria.nodes import Demographic
from screener.criteria.nodes import Judgement
from screener.criteria.nodes import Node
from screener.criteria.nodes import Not
from screener.criteria.nodes import Result
from screener.criteria.nodes import State
from screener.criteria.nodes import Treatment
from screener.criteria.nodes import When
from screener.criteria.nodes import walk
from screener.reading.build.asked import judgement
from screener.reading.build.changed import changes
from screener.reading.build.chunk import read_chunk
from screener.reading.build.chunk_signs import STATES
from screener.reading.build.combine import all_of
from screener.reading.build.combine import any_of
from screener.reading.build.combine import combine
from screener.reading.build.combine import conn_kind
from screener.reading.build.combine import counted
from screener.reading.build.combine import span_of
from screener.reading.build.complements import complements
from screener.reading.build.complements import proofs
from screener.reading.build.context import Context
from screener.reading.build.denials import denied_list
from screener.reading.build.draft import Lead
from screener.reading.build.draft import take
from screener.reading.build.either_sex import either_sex
from screener.reading.build.exceptions import allowance
from screener.reading.build.exceptions import exception
from screener.reading.build.exceptions import let_off_behind
from screener.reading.build.exceptions import words_allowed
from screener.reading.build.heads import found_within
from screener.reading.build.heads import is_topic
from screener.reading.build.heads import open_head
from screener.reading.build.heads import settled
from screener.reading.build.heads import window_of
from screener.reading.build.heads import within
from screener.reading.build.indications import indications
from screener.reading.build.item import Item
from screener.reading.build.item import Members
from screener.reading.build.judged import JUDGES
from screener.reading.build.judged import Elements
from screener.reading.build.judged import defines
from screener.reading.build.judged import parted
from screener.reading.build.list_items import bare_noun
from screener.reading.build.list_items import flat_tags
from screener.reading.build.list_items import item_of
from screener.reading.build.list_items import lonely
from screener.reading.build.of_whom import asked_of
from screener.reading.build.of_whom import asked_of_those
from screener.reading.build.of_whom import may_be_allowed
from screener.reading.build.parens import let_off
from screener.reading.build.parens import methods
from screener.reading.build.permits import permission
from screener.reading.build.piece import Piece
from screener.reading.build.pointed_lists import followed
from screener.reading.build.pointed_lists import not_listed
from screener.reading.build.pointed_lists import only_points
from screener.reading.build.pointed_lists import or_any_of
from screener.reading.build.pointed_lists import pointing
from screener.reading.build.pointed_lists import refusing
from screener.reading.build.pointed_lists import under_kind
from screener.reading.build.pointed_lists import with_list
from screener.reading.build.share import share
from screener.reading.build.special import beside
from screener.reading.build.steady import restore
from screener.reading.build.steady import states_of
from screener.reading.build.steady import stays_so
from screener.reading.build.tails import Lists
from screener.reading.build.tails import with_tail
from screener.reading.build.under_head import bare_names
from screener.reading.tags import Tag
from screener.reading.trees import Clause
from screener.reading.trees import Listing
from screener.reading.trees import Paren
from screener.reading.trees import Sentence


class Built:
    """What a stretch of clauses gave: its node, and for a heading that lists follow, how to count and what to pass on.

    permits: what a permission with a condition asks for where it stands alone. defined: so many of what follows define it.
    points: it names what kind of things they are ("any of the following drugs"). besides: they are further alternatives.
    whom: those alone of whom the list is asked ("women must have one of the following").
    """

    __slots__ = ("allowed", "besides", "count", "defined", "ends_open", "node", "permits", "points", "rest", "whom")

    def __init__(
        self,
        node: Node | None,
        count: str = "",
        rest: Lead | None = None,
        allowed: bool = False,
        ends_open: bool = False,
        permits: Node | None = None,
        defined: bool = False,
    ) -> None:
        self.defined = defined
        self.points = False
        self.besides = False
        self.whom: Node | None = None
        self.ends_open = ends_open
        self.permits = permits
        self.node = node
        self.count = count
        self.rest = rest
        self.allowed = allowed


def build_sentences(sentences: list[Sentence], context: Context, inherited: Lead | None = None) -> Built:
    """The node of an item's sentences; a later sentence that lets some back in is an exception to what stands before."""
    return join_sentences(
        [build_sentence(sentence, context, None if at else inherited) for at, sentence in enumerate(sentences)], context
    )


def join_sentences(sentences: list[Built], context: Context) -> Built:
    """What the sentences of an item say together."""
    if len(sentences) == 1 and sentences[0].node is not None and sentences[0].permits is None:
        return sentences[0]
    built: list[Built] = []
    for one in sentences:
        if one.allowed and one.node is not None and built and built[-1].node is not None:
            base = built[-1].node
            built[-1] = Built(allowance(base, one.node, context), built[-1].count, built[-1].rest)
        elif one.node is not None or one.rest is not None or one.count:
            built.append(one)
    nodes = [one.node for one in built if one.node is not None]
    last = built[-1] if built else Built(None)
    if not nodes:
        empty = Built(None, last.count, last.rest)
        empty.whom = last.whom
        return empty
    alone = [one for one in built if one.node is not None]
    if len(alone) == 1 and alone[0].permits is not None:
        return Built(alone[0].permits)
    node = any_of(nodes) if context.category == "exclusion" else all_of(nodes)
    only_allows = all(one.allowed for one in built if one.node is not None)
    whole = Built(node, last.count, last.rest, only_allows, last.ends_open, defined=last.defined and len(nodes) == 1)
    whole.points, whole.besides, whole.whom = last.points and len(nodes) == 1, last.besides, alone[-1].whom
    return whole


def build_sentence(sentence: Sentence, context: Context, inherited: Lead | None = None) -> Built:
    """The node of one sentence, its clauses parted by colons: what stands before a colon heads what follows."""
    head: Built | None = None
    whom: Node | None = None
    for clause in sentence.clauses:
        if head is None:
            head = build_clause(clause, context, inherited)
            continue
        if not clause.tails and not any(clause.listing.chunks):
            continue
        if head.rest is not None:
            take(list(head.rest.scope.values()))
        first = sentence.clauses[0]
        pointed = first.tails[-1].listing if head.whom is not None else first.listing
        rest, negation = refusing(head.rest, pointed) if head.node is None else (None, None)
        whom = head.whom or whom
        body = build_clause(clause, context, rest, head)
        head = _headed(head, body, context) if negation is None else _refused(head.count, negation, body)
    if head is not None and head.whom is not None and len(sentence.clauses) == 1:
        whom, head.whom = head.whom, None if head.node is not None else head.whom
    if head is not None and whom is not None and head.node is not None:
        head.node = asked_of(whom, head.node, context)
    return head if head is not None else Built(None)


def _refused(count: str, negation: Tag, body: Built) -> Built:
    """A list whose heading denies it ("No history of the following: asthma, COPD"), with that denial."""
    if body.node is None:
        return body
    take(negation)
    parts = list(body.node.parts) if isinstance(body.node, AllOf | AnyOf) and _plain(body.node) else [body.node]
    node = not_listed(parts, count)
    node = replace(node, span=Span(min(negation.start, node.span.start), node.span.end))
    return Built(node, body.count, body.rest, body.allowed)


def _headed(head: Built, body: Built, context: Context) -> Built:
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
        node = body.node
        if count and isinstance(node, (AllOf, AnyOf)) and not (count == "listed" and isinstance(node, AnyOf)):
            node = counted(list(node.parts), count)
        of_those = asked_of_those(head.node, node) if isinstance(head.node, When) else None
        whole = node if head.node is None else of_those or with_list(head.node, node, besides=head.besides)
        return Built(whole, body.count, body.rest, body.allowed)
    window = window_of(head.node)
    if window is not None:
        body.node = within(body.node, window)
    parts = list(body.node.parts) if isinstance(body.node, AllOf | AnyOf) and _plain(body.node) else [body.node]
    refused = denied_list(head.node, parts, context, counted=False)
    if refused is not None:
        return Built(refused, body.count, body.rest)
    if isinstance(body.node, AnyOf) and body.node.open and body.node.head is None:
        first = open_head(head.node, context)
        node = AnyOf(body.node.parts, True, first, Span(first.span.start, body.node.span.end))
        return Built(node, body.count, body.rest)
    if defines(head.node, body.node):
        body.node = found_within(body.node, getattr(head.node, "window", None))
    asked = head.node.parts[-1] if isinstance(head.node, AllOf) else head.node
    if context.category == "exclusion" and isinstance(asked, Judgement) and "following" in asked.label.lower():
        words = judgement(asked.span.start, body.node.span.end, context, [])  # "unwilling to use one of the following methods: …"
        before = list(head.node.parts[:-1]) if isinstance(head.node, AllOf) else []
        return Built(all_of([*before, words]), body.count, body.rest)
    if defines(head.node, body.node) or (context.category == "exclusion" and not isinstance(head.node, Demographic)):
        node = AnyOf((body.node,), False, head.node, Span(head.node.span.start, body.node.span.end))
        return Built(node, body.count, body.rest)
    return Built(all_of([head.node, methods(head.node, body.node)]), body.count, body.rest)


def defined_by(head: Node, node: Node) -> Node:
    """What so many of a list define: the finding by itself, anything else together with them."""
    span = Span(head.span.start, node.span.end)
    return AnyOf((node,), False, head, span) if isinstance(head, Condition | State | Judgement) else AllOf((head, node), span)


def _plain(node: AllOf | AnyOf) -> bool:
    """Whether a combination is a list of its own, without a head."""
    return isinstance(node, AllOf) or node.head is None


def build_clause(clause: Clause, context: Context, inherited: Lead | None = None, head: Built | None = None) -> Built:
    """The node of a list with its tails, and whether it points at a list that follows."""
    tail = clause.tails[-1] if clause.tails else None
    if tail is not None and tail.kind == "must" and followed(tail.listing) is not None and any(clause.listing.chunks):
        whom = _clause_built(Clause(clause.listing, clause.tails[:-1]), context, inherited, head)
        take(tail.word)
        clause = Clause(tail.listing)
    else:
        whom = None
    built = _clause_built(clause, context, inherited if whom is None else None, head)
    if whom is not None and whom.node is not None:
        built.whom = either_sex(whom.node)
    if built.node is not None:
        built.points = pointing(clause.listing, built.node)
        built.besides = or_any_of(clause.listing)
    return built


def _clause_built(clause: Clause, context: Context, inherited: Lead | None, head: Built | None) -> Built:
    halves = let_off_behind(clause)
    if halves is not None:
        first, allowed_part = (build_clause(part, context, inherited) for part in halves)
        let_off = allowed_part.node or words_allowed(halves[1], context)
        if first.node is not None and let_off is not None:
            return Built(allowance(first.node, settled(let_off, context), context), first.count)
        return Built(first.node or let_off, first.count, first.rest, allowed_part.allowed)
    if clause.tails and clause.tails[0].kind == "except" and not any(clause.listing.chunks):
        return _only_excepts(clause, context)
    clause, behind = _without_count(clause)
    base = clause.listing
    members, rest, count, allowed = _members(base, context, inherited)
    open_end = _open_end(clause.listing)
    permits: Node | None = None
    told = _count_told(clause)
    for tail in clause.tails:
        take(tail.word)
        if told and tail is clause.tails[-1]:
            continue
        if tail.kind == "if" and (not members or open_end):
            leading = None if members or allowed else _led_by_if(tail.listing, context)
            if leading is not None:
                members, rest, allowed = leading
                continue
            more, rest, count, allowed = _members(tail.listing, context, inherited)
            base = tail.listing if all(getattr(item.node, "coded", False) for item, _ in more) else base
            members += [(item, "or" if open_end and at == 0 else conn) for at, (item, conn) in enumerate(more)]
        elif tail.kind == "if" and allowed and tail is clause.tails[-1]:
            given = _combined(members, context)
            members = with_tail(members, tail, context, clause.listing, _LISTS)
            only_if = permission(clause.listing, tail, given, _asked(members[-1][0].node), context, _clause_node)
            if only_if is not None:
                members, permits = [(Item(only_if.let_off), "comma")], only_if.alone
        else:
            members = with_tail(members, tail, context, base, _LISTS)
        open_end = _open_end(tail.listing) or (open_end and not tail.listing.chunks[-1])
    ends_open = bool(members) and rest is not None and bool(rest.scope or rest.responses)
    if not members:
        return Built(None, count or told, rest, allowed)
    node = _combined(members, context)
    if told and not count:
        return Built(node, told, rest, allowed, defined=True)
    if behind and not count:
        return Built(node, behind, rest, allowed)
    if ends_open or (count and rest is not None and not rest.bare):
        return Built(node, count, rest, allowed, ends_open, permits)
    if count == "1" and isinstance(node, AnyOf) and node.head is not None:
        return Built(node, "", rest, allowed, permits=permits)
    counts = count not in {"", "listed"} and (followed(clause.listing) or 0) <= node.span.start
    if counts and isinstance(node, (AnyOf, AllOf)) and not (isinstance(node, AnyOf) and node.open):
        node, count = counted(list(node.parts), count), ""
    return Built(node, count, rest, allowed, permits=permits)


_BESIDE_COUNT = frozenset({"PREP", "CURRENT", "ACCORD", "KNOWN", "POP", "WHICH"})
_COUNTED_NOUNS = frozenset({"signs", "symptoms", "findings", "features", "factors", "risk", "presence", "presentation"})


def _count_told(clause: Clause) -> str:
    """How many of what follows define what stands before ("defined as the presence of 3 or more of the following")."""
    tail = clause.tails[-1] if clause.tails else None
    if tail is None or tail.kind != "definition" or len(tail.listing.chunks) != 1:
        return ""
    chunk = tail.listing.chunks[0]
    counts = [tag for tag in chunk if isinstance(tag, Tag) and tag.type == "NOF" and str(tag.value).isdigit()]
    if len(counts) != 1 or not all(isinstance(tag, Tag) and (tag is counts[0] or _beside_count(tag)) for tag in chunk):
        return ""
    take([tag for tag in chunk if isinstance(tag, Tag)])
    return str(counts[0].value)


def _beside_count(tag: Tag) -> bool:
    """Whether a word beside a count says nothing of its own ("the presence of two of the following signs")."""
    return tag.type in _BESIDE_COUNT or tag.text.lower() in _COUNTED_NOUNS


_COUNTING = frozenset({"definition", "if", "must"})


def _without_count(clause: Clause) -> tuple[Clause, str]:
    """The clause without a count that its last tail ends in, and the count ("defined as fever and two of the following: …")."""
    tail = clause.tails[-1] if clause.tails else None
    if tail is None or tail.kind not in _COUNTING or len(tail.listing.chunks) < 2 or tail.listing.conns[-1].type != "AND":
        return clause, ""
    *chunks, last = tail.listing.chunks
    *conns, conn = tail.listing.conns
    counts = [tag for tag in last if isinstance(tag, Tag) and tag.type == "NOF" and str(tag.value).isdigit()]
    if len(counts) != 1 or not all(isinstance(tag, Tag) and (tag is counts[0] or _beside_count(tag)) for tag in last):
        return clause, ""
    take([conn, *(tag for tag in last if isinstance(tag, Tag))])
    return replace(clause, tails=[*clause.tails[:-1], replace(tail, listing=Listing(chunks, conns))]), str(counts[0].value)


def _only_excepts(clause: Clause, context: Context) -> Built:
    """A sentence that only excepts ("Other than stable asthma") lets off what stands before it."""
    tail, *further = clause.tails
    tags = [tag for chunk in tail.listing.chunks for element in chunk for tag in flat_tags(element)]
    if not tags:
        return Built(None)
    words = judgement(tail.word.start, max(tag.end for tag in tags), context, [tail.word, *tags, *tail.listing.conns])
    if context.category == "inclusion" or further:
        return Built(words, allowed=True)
    node = build_clause(Clause(tail.listing), context).node
    return Built(node or words, allowed=True)


def _clause_node(clause: Clause, context: Context) -> Node | None:
    return build_clause(clause, context).node


def _asked(node: Node) -> Node | None:
    """The condition that an "if" has just put on a member."""
    if isinstance(node, When):
        return node.condition
    return node.parts[-1] if isinstance(node, AllOf) else None


def _led_by_if(listing: Listing, context: Context) -> tuple[Members, Lead | None, bool] | None:
    """ "If diabetic, HbA1c ≤ 8 %": what stands before the last bare comma is the condition of what follows."""
    commas = [at for at, conn in enumerate(listing.conns) if conn.type == "COMMA"]
    if not commas or not any(listing.chunks[commas[-1] + 1 :]):
        return None
    at = commas[-1]
    take(listing.conns[at])
    condition, _, _, _ = _members(Listing(listing.chunks[: at + 1], listing.conns[:at]), context, None)
    then, rest, _, allowed = _members(Listing(listing.chunks[at + 1 :], listing.conns[at + 1 :]), context, None)
    if condition and not then:
        then = _kept_steady(listing, at, context)
    if not condition or not then:
        return [*condition, *then], rest, allowed
    given, asked = _combined(condition, context), _combined(then, context)
    span = span_of([given, asked])
    node = When(given, asked, span) if context.category == "inclusion" else AllOf((given, asked), span)
    return [(Item(node), "comma")], rest, allowed


def _kept_steady(listing: Listing, at: int, context: Context) -> Members:
    """ "If taking statins, has been on a stable dose": the treatment before the comma, taken so; nothing where it is not so."""
    behind = [one for chunk in listing.chunks[at + 1 :] for one in chunk]
    if not any(one.type == "STABLE" for one in behind):
        return []
    *before, last = listing.chunks[: at + 1]
    states = states_of([*last, *behind])
    kept, _, _, _ = _members(Listing([*before, [*last, *behind]], listing.conns[:at]), context, None)
    if kept and all(stays_so(item.node) and getattr(item.node, "coded", False) for item, _ in kept):
        return kept
    restore(states)
    return []


def _open_end(listing: Listing) -> bool:
    """Whether a list ends in "or" with nothing behind it yet."""
    return bool(listing.conns) and not listing.chunks[-1] and listing.conns[-1].type == "OR"


def _combined(members: Members, context: Context) -> Node:
    """The list's node; a judgement behind its last member is about all of them."""
    last = members[-1][0]
    if len(members) > 1 and last.trailing is not None and members[-1][1] == "or" and _of_the_last(members, context):
        both = bare_noun(last.node)  # "or any other disease that would interfere"
        words = judgement(last.node.span.start, last.trailing.span.end, context, [])
        last.node = words if both else all_of([last.node, last.trailing])
        last.trailing = None
    judged = last.trailing
    if judged is None and isinstance(last.node, Judgement) and last.who:
        judged, members = last.node, members[:-1]
    node = combine([item for item, _ in members], [conn for _, conn in members[1:]], context)
    return node if judged is None else all_of([node, judged])


_ANY = re.compile(r"\b(?:any|other|another)(?: other)?\s+(?:\w+\s+)?$", re.IGNORECASE)


def _of_the_last(members: Members, context: Context) -> bool:
    """Whether a judgement is about the last member alone: it begins with "any" or "other", or names its own people."""
    first, last = members[0][0], members[-1][0]
    start = last.node.span.start
    begins = last.apart and _ANY.search(context.text, max(0, start - 30), start) is not None
    return context.category == "exclusion" and (begins or (first.population and last.population))


def _members(listing: Listing, context: Context, inherited: Lead | None) -> tuple[Members, Lead | None, str, bool]:
    """The members of a list with the connective before each, what the last chunk left over, and its marks."""
    conns = list(listing.conns)
    kinds = frozenset([one.type for chunk in listing.chunks for one in chunk])
    judged = not kinds.isdisjoint(JUDGES)
    halves: list[tuple[Elements, Elements]] = [
        parted(chunk, context.category) if judged else (chunk, []) for chunk in listing.chunks
    ]
    pieces = [read_chunk(chunk) for chunk, _ in halves]
    chunks = {id(piece): chunk for piece, (chunk, _) in zip(pieces, halves, strict=True)}
    behind = {id(piece): rest for piece, (_, rest) in zip(pieces, halves, strict=True) if rest}
    if not kinds.isdisjoint(STATES):
        complements(pieces, conns)
    if "CHANGE" in kinds:
        changes(pieces, conns)
    indications(pieces, context)
    if "PROC" in kinds:
        proofs(pieces, conns)
    bare = bare_names(pieces)
    pieces = share(pieces, conns, context, inherited, kinds)
    members: Members = []
    count, allowed = "", False
    pending = "comma"
    for at, piece in enumerate(pieces):
        conn = conn_kind(conns[at - 1]) if at else "comma"
        if at and pieces[at - 1].empty:
            conn = pending
        if piece.stacked:
            conn = "and"
        pending = conn if conn in {"and", "or"} or pending == "comma" else pending
        count = str(piece.count.value) if piece.count is not None else count
        allowed = allowed or piece.allowed is not None
        item = item_of(piece, chunks.get(id(piece), []), context, behind.get(id(piece), []), build_sentences)
        alone = item is None and bool(members or any(later.drafts for later in pieces[at + 1 :]))
        if alone:
            item = lonely(piece, members[-1][0].node if members else None, context)
        if item is None:
            before = members[-1][0].node if members else None
            chunk = chunks.get(id(piece), [])
            if isinstance(before, Named) and not before.coded and not any(one.type in {"LIMIT", "WINDOW"} for one in chunk):
                members[-1][0].node = _longer_name(before, chunk, context)
            continue
        if isinstance(item.node, Judgement) and members and not alone and _goes_on(members, item.node, context):
            continue
        if members and conn in {"or", "and"} and _ends_in_cause(members[-1][0].node):
            further = [tag for element in chunks.get(id(piece), []) for tag in flat_tags(element)]
            members[-1][0].node = judgement(members[-1][0].node.span.start, item.node.span.end, context, further)
            continue
        if members and _recovered(members[-1][0].node) and _plain_treatment(item.node):
            members[-1][0].node = judgement(members[-1][0].node.span.start, item.node.span.end, context, [])
            continue
        if isinstance(item.node, Judgement) and members and conn == "comma" and not alone:
            pending = "and"
            item.who = True
        mark = conns[at - 1].value if at else None
        item.apart, item.closes = isinstance(mark, tuple), isinstance(mark, tuple) and mark[1] == "semi"
        item.bare = len(piece.drafts) == 1 and id(piece.drafts[0]) in bare
        members.append((item, pending))
        pending = "comma"
    members = _settled(members, pieces, context)
    rest = pieces[-1].rest if pieces else None
    if rest is not None:
        end = max((item.node.span.end for item, _ in members), default=-1)
        take([tag for tag in rest.scope.values() if tag.start < end or end < 0 or not _matters(tag, context)])
    return members, rest, count, allowed


_MATTERS = frozenset({
    "PLAN", "ALLERGY", "ALLERGYW", "CONTRA", "CONTRAW", "SUSP", "KNOWNSUSP", "RESULT", "RESP", "NAIVE", "STABLE", "ROUTE",
    "HISTOL", "IMMUN", "RISK", "FAMILY", "NEWLY", "ACTIVE",
})  # fmt: skip


_OF_THE_STUDY = re.compile(
    r"\s*(?:duration|length|period|study|trial|visits?|assessments?|procedures?|entry|enrol\w*|randomi\w*|date|day|dose|start"
    r"|follow)\b",
    re.IGNORECASE,
)


def _matters(tag: Tag, context: Context) -> bool:
    """Whether a modifier behind the last head, which has found none of its own, may change what is asked.

    "Used", "given", "required" and the like only go on with what stands before them.
    """
    if tag.type == "PLAN" and _OF_THE_STUDY.match(context.text, tag.end):
        return False
    return tag.type in _MATTERS or (tag.type == "TREAT" and tag.value == "stopped")


def _recovered(node: Node) -> bool:
    """Whether a person decides that somebody has recovered from something ("recovered from prior radiotherapy or surgery")."""
    return isinstance(node, Judgement) and "recover" in node.label.lower()


_CAUSE_LAST = re.compile(
    r"\b(?:due to|because of|secondary to|caused by|related to|as a result of)(?: the| a| an)? [\w-]+$", re.IGNORECASE
)


def _ends_in_cause(node: Node) -> bool:
    """Whether words for a person end in the first of several causes ("unable to chew due to dental or jaw problems")."""
    return isinstance(node, Judgement) and _CAUSE_LAST.search(node.label) is not None


def _plain_treatment(node: Node) -> bool:
    """Whether a node is a treatment or finding without a limit of its own."""
    return isinstance(node, Treatment | Condition) and node.window is None and node.duration is None


def _goes_on(members: Members, more: Judgement, context: Context) -> bool:
    """Whether words for a person only go on with the member before them: its judgement, or its bare noun."""
    last = members[-1][0]
    if isinstance(last.node, Judgement) or (len(members) == 1 and bare_noun(last.node)):
        last.node = judgement(last.node.span.start, more.span.end, context, [])
    elif last.trailing is not None:
        last.trailing = judgement(last.trailing.span.start, more.span.end, context, [])
    else:
        return False
    return True


def _settled(members: Members, pieces: list[Piece], context: Context) -> Members:
    """The members with limits for some, what only one sex is asked, what is excluded, and exceptions left over."""
    if members:
        members = beside(members)
    if context.category == "inclusion" and members:
        members = _for_some_only(members)
        if any(piece.excluded is not None and piece.excluded.value == "passive" for piece in pieces):
            whole = _combined(members, context)
            members = [(Item(Not(whole, whole.span)), "comma")]  # "pregnant women are excluded"
    for piece in pieces:
        for paren in piece.rest.parens:
            unless = let_off(paren, context, build_sentences) if members else None
            if unless is not None:
                whole = exception(_combined(members, context), unless, context, "except")
                members = [(Item(whole), "comma")]
            take(flat_tags(paren), "judgement")
        take(piece.rest.responses)
    return members


def _for_some_only(members: Members) -> Members:
    """ "A negative pregnancy test for women": asked of women only, unless the other sex has its own part."""
    some = [at for at, (item, _) in enumerate(members) if item.subgroup]
    if len(some) != 1:
        return members
    at = some[0]
    others = [part for number, (other, _) in enumerate(members) if number != at for part in walk(other.node)]
    if any(isinstance(part, Demographic) for part in others):
        return members
    item, conn = members[at]
    parts = item.node.parts if isinstance(item.node, AllOf) else (item.node,)
    flat = [each for part in parts for each in (part.parts if isinstance(part, AllOf) else (part,))]
    bearing: list[Node] = [part for part in flat if isinstance(part, State) and part.concept == "childbearing-potential"]
    given: list[Node] = [*bearing] or [part for part in flat if isinstance(part, Demographic)]
    asked: list[Node] = [part for part in flat if part not in bearing and not isinstance(part, Demographic)]
    if asked:
        node: Node = When(all_of(given), all_of(asked), item.node.span)
        return [*members[:at], (replace(item, node=node), conn), *members[at + 1 :]]
    if at == 0 and len(members) > 1 and members[1][1] in {"comma", "and"}:
        rest = all_of([other.node for other, _ in members[1:]])
        return [(Item(When(all_of(given), rest, span_of([item.node, rest]))), "comma")]
    return members


Named = Condition | Treatment | Result


def _longer_name(node: Named, chunk: list[Tag | Paren], context: Context) -> Named:
    """A name that the catalogue does not know goes on behind its own "and" ("Assessment and Clinical Studies group")."""
    tags = [tag for element in chunk for tag in flat_tags(element)]
    if not tags or node.qualifiers:
        return node
    take(tags)
    end = max(tag.end for tag in tags)
    label = context.words(node.mention.start, end)
    return replace(node, label=label, mention=Span(node.mention.start, end), span=Span(node.span.start, end))


_LISTS = Lists(_members, _combined, _clause_node)
