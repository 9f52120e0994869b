"""Takes the sentences of one item, gives its node: lists, examples, definitions, exceptions, conditions and brackets."""

from __future__ import annotations

from dataclasses import dataclass

from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Node
from screener.criteria.nodes import When
from screener.reading.meaning.asked import judgement
from screener.reading.meaning.built import Built
from screener.reading.meaning.context import Context
from screener.reading.meaning.draft import Lead
from screener.reading.meaning.lists.combine import counted
from screener.reading.meaning.lists.counted_first import counted_first
from screener.reading.meaning.lists.counts_told import count_told
from screener.reading.meaning.lists.counts_told import without_count
from screener.reading.meaning.lists.either_sex import either_sex
from screener.reading.meaning.lists.examples_below import as_examples
from screener.reading.meaning.lists.examples_below import opens_examples
from screener.reading.meaning.lists.headed import headed
from screener.reading.meaning.lists.headed import refused
from screener.reading.meaning.lists.heads import settled
from screener.reading.meaning.lists.list_items import flat_tags
from screener.reading.meaning.lists.list_members import list_members
from screener.reading.meaning.lists.list_node import list_node
from screener.reading.meaning.lists.member import Item
from screener.reading.meaning.lists.member import Members
from screener.reading.meaning.lists.of_whom import asked_of
from screener.reading.meaning.lists.of_whom import names_people
from screener.reading.meaning.lists.pointed_lists import followed
from screener.reading.meaning.lists.pointed_lists import or_any_of
from screener.reading.meaning.lists.pointed_lists import pointing
from screener.reading.meaning.lists.pointed_lists import refusing
from screener.reading.meaning.sentences.join_sentences import join_sentences
from screener.reading.meaning.tails.allowances import allowance
from screener.reading.meaning.tails.conditional_exceptions import with_conditions
from screener.reading.meaning.tails.except_lists import beside_exception
from screener.reading.meaning.tails.except_lists import ended_exception
from screener.reading.meaning.tails.except_lists import excepting_joined
from screener.reading.meaning.tails.exceptions import let_off_behind
from screener.reading.meaning.tails.exceptions import words_allowed
from screener.reading.meaning.tails.led import led_behind
from screener.reading.meaning.tails.led import led_by_if
from screener.reading.meaning.tails.led import says_who
from screener.reading.meaning.tails.permits import permission
from screener.reading.meaning.tails.planned_besides import planned_besides
from screener.reading.meaning.tails.put_to_some import only_some
from screener.reading.meaning.tails.put_to_some import put_to_some
from screener.reading.meaning.tails.tails import Lists
from screener.reading.meaning.tails.tails import with_tail
from screener.reading.scanning.tags import take
from screener.reading.syntax.trees import Clause
from screener.reading.syntax.trees import Listing
from screener.reading.syntax.trees import Sentence
from screener.reading.syntax.trees import Tail


def build_sentences(sentences: list[Sentence], context: Context, inherited: Lead | None = None) -> Built:
    """The node of an item's sentences; a later sentence that lets some back in is an exception to what stands before."""
    return join_sentences(
        [build_sentence(sentence, context, None if at else inherited) for at, sentence in enumerate(sentences)], context
    )


def build_sentence(sentence: Sentence, context: Context, inherited: Lead | None = None) -> Built:
    """The node of one sentence, its clauses parted by colons: what stands before a colon heads what follows."""
    head: Built | None = None
    whom: Node | None = None
    sentence = excepting_joined(sentence)
    for before, clause in zip([None, *sentence.clauses], sentence.clauses, strict=False):
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
        if before is not None and opens_examples(before) and body.node is not None:
            body.node = as_examples(body.node)
        some = put_to_some(head.node, body.node, context) if head.some else None
        if some is not None:
            head = Built(some, body.count, body.rest, body.allowed)
            continue
        head = headed(head, body, context) if negation is None else refused(head.count, negation, body)
    if head is not None and head.whom is not None and len(sentence.clauses) == 1:
        whom, head.whom = head.whom, None if head.node is not None else head.whom
    if head is not None and whom is not None and head.node is not None:
        head.node = asked_of(whom, head.node, context)
    return head if head is not None else Built(None)


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
    built.some = only_some(clause)
    return built


def _clause_built(clause: Clause, context: Context, inherited: Lead | None, head: Built | None) -> Built:
    apart = _built_apart(clause, context, inherited, head)
    if apart is not None:
        return apart
    clause, behind = without_count(clause)
    said = _Said(*_members(clause.listing, context, inherited), clause.listing, _open_end(clause.listing))
    told = count_told(clause)
    for tail in with_conditions(clause.tails, context):
        take(tail.word)
        if not (told and tail is clause.tails[-1]):
            _say_tail(said, tail, clause, context, inherited)
    return _counted(said, behind, told, clause, context)


def _built_apart(clause: Clause, context: Context, inherited: Lead | None, head: Built | None) -> Built | None:
    """A clause that says two things or only lets off somebody, each of them built for itself; None for any other."""
    halves = let_off_behind(clause)
    if halves is not None:
        first, allowed_part = (build_clause(part, context, inherited) for part in halves)
        let_off = allowed_part.node or words_allowed(halves[1], context)
        if first.node is not None and let_off is not None:
            return Built(allowance(first.node, settled(let_off, context), context), first.count)
        return Built(first.node or let_off, first.count, first.rest, allowed_part.allowed)
    ended = ended_exception(clause) or planned_besides(clause)
    if ended is not None:
        first, further = build_clause(ended[0], context, inherited, head), build_clause(ended[2], context)
        if first.node is not None and further.node is not None:
            take(ended[1])
            return Built(beside_exception(first.node, ended[1], further.node, context), first.count, further.rest)
    if clause.tails and clause.tails[0].kind == "except" and not any(clause.listing.chunks):
        return _only_excepts(clause, context)
    return None


@dataclass(slots=True)
class _Said:
    """What a clause says up to one of its tails; base: the list that the next tail is about; open_end: it may go on there."""

    members: Members
    rest: Lead | None
    count: str
    allowed: bool
    base: Listing
    open_end: bool
    permits: Node | None = None
    turned: bool = False


def _say_tail(said: _Said, tail: Tail, clause: Clause, context: Context, inherited: Lead | None) -> None:
    """Adds to what a clause says what stands behind "if", "except" … in it."""
    members, allowed, asks = said.members, said.allowed, tail.kind == "if"
    led = led_behind(members, said.base, tail, context, _LISTS) if asks and members and not allowed else []
    if led:
        members += led
    elif asks and (not members or said.open_end):
        leading = None if members or allowed or says_who(tail.word, context) else led_by_if(tail.listing, context, _LISTS)
        if leading is not None:
            said.members, said.rest, said.allowed = leading
            return
        more, said.rest, said.count, said.allowed = _members(tail.listing, context, inherited)
        said.base = tail.listing if all(getattr(item.node, "coded", False) for item, _ in more) else said.base
        members += [(item, "or" if said.open_end and at == 0 else conn) for at, (item, conn) in enumerate(more)]
    elif asks and allowed and tail is clause.tails[-1]:
        _permit(said, tail, clause, context)
    else:
        said.members = with_tail(members, tail, context, said.base, _LISTS)
    said.open_end = _open_end(tail.listing) or (said.open_end and not tail.listing.chunks[-1])


def _permit(said: _Said, tail: Tail, clause: Clause, context: Context) -> None:
    """Puts a condition on what a clause allows ("aspirin is allowed if …")."""
    given = list_node(said.members, context)
    said.members = with_tail(said.members, tail, context, clause.listing, _LISTS)
    only_if = permission(clause.listing, tail, given, _asked(said.members[-1][0].node), context, _clause_node)
    if only_if is not None:
        said.members, said.permits = [(Item(only_if.let_off), "comma")], only_if.alone
    else:
        said.turned = not names_people(given)


def _counted(said: _Said, behind: str, told: str, clause: Clause, context: Context) -> Built:
    """A clause with as many of its members as it asks for; behind, told: the counts that its words and its last tail end in."""
    members, rest, count, allowed, permits = said.members, said.rest, said.count, said.allowed, said.permits
    if not members:
        return Built(None, count or told, rest, allowed)
    ends_open = rest is not None and bool(rest.scope or rest.responses)
    node = list_node(members, context)
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
        node, count = counted_first(node, count, context.text) or counted(list(node.parts), count), ""
    return Built(node, count, rest, allowed, permits=permits, turned=said.turned)


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


def _open_end(listing: Listing) -> bool:
    """Whether a list ends in "or" with nothing behind it yet."""
    return bool(listing.conns) and not listing.chunks[-1] and listing.conns[-1].type == "OR"


def _members(listing: Listing, context: Context, inherited: Lead | None) -> tuple[Members, Lead | None, str, bool]:
    return list_members(listing, context, inherited, build_sentences)


_LISTS = Lists(_members, list_node, _clause_node)
