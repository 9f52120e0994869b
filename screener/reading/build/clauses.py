"""Takes the sentences of one item, gives its node: lists, examples, definitions, exceptions, conditions and brackets."""

from __future__ import annotations

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
from screener.criteria.nodes import Window
from screener.criteria.nodes import walk
from screener.reading.build.absences import free_of
from screener.reading.build.chunk import read_chunk
from screener.reading.build.combine import all_of
from screener.reading.build.combine import any_of
from screener.reading.build.combine import combine
from screener.reading.build.combine import conn_kind
from screener.reading.build.combine import counted
from screener.reading.build.combine import span_of
from screener.reading.build.complements import complements
from screener.reading.build.complements import proofs
from screener.reading.build.context import Context
from screener.reading.build.denials import affirmed
from screener.reading.build.denials import denied
from screener.reading.build.denials import denied_list
from screener.reading.build.denials import shows_absence
from screener.reading.build.doses import plain_amount
from screener.reading.build.draft import Draft
from screener.reading.build.draft import Lead
from screener.reading.build.draft import take
from screener.reading.build.either_sex import either_sex
from screener.reading.build.exceptions import allowance
from screener.reading.build.exceptions import exception
from screener.reading.build.exceptions import let_off_behind
from screener.reading.build.exceptions import words_allowed
from screener.reading.build.finish import judgement
from screener.reading.build.finish import node_of
from screener.reading.build.heads import dated
from screener.reading.build.heads import example_end
from screener.reading.build.heads import is_topic
from screener.reading.build.heads import like_head
from screener.reading.build.heads import open_head
from screener.reading.build.heads import settled
from screener.reading.build.heads import window_of
from screener.reading.build.heads import within
from screener.reading.build.item import Item
from screener.reading.build.judged import defines
from screener.reading.build.judged import parted
from screener.reading.build.judged import stretches_of
from screener.reading.build.judged import with_limits
from screener.reading.build.parens import bracketed
from screener.reading.build.parens import flat
from screener.reading.build.parens import let_off
from screener.reading.build.permits import permission
from screener.reading.build.piece import Piece
from screener.reading.build.remission import in_remission
from screener.reading.build.share import share
from screener.reading.build.special import beside
from screener.reading.build.special import for_whom
from screener.reading.build.special import limited_again
from screener.reading.build.under_head import bare_names
from screener.reading.build.windows import meaning_of
from screener.reading.syntax import parts_of
from screener.reading.tags import Tag
from screener.reading.trees import Clause
from screener.reading.trees import Listing
from screener.reading.trees import Paren
from screener.reading.trees import Sentence
from screener.reading.trees import Tail


class Built:
    """What a stretch of clauses gave: its node, and for a heading that lists follow, how to count and what to pass on.

    permits: what a permission with a condition asks for where it stands alone.
    """

    __slots__ = ("allowed", "count", "ends_open", "node", "permits", "rest")

    def __init__(
        self,
        node: Node | None,
        count: str = "",
        rest: Lead | None = None,
        allowed: bool = False,
        ends_open: bool = False,
        permits: Node | None = None,
    ) -> None:
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
        return Built(None, last.count, last.rest)
    alone = [one for one in built if one.node is not None]
    if len(alone) == 1 and alone[0].permits is not None:
        return Built(alone[0].permits)
    node = any_of(nodes) if context.category == "exclusion" else all_of(nodes)
    only_allows = all(one.allowed for one in built if one.node is not None)
    return Built(node, last.count, last.rest, only_allows, last.ends_open)


def build_sentence(sentence: Sentence, context: Context, inherited: Lead | None = None) -> Built:
    """The node of one sentence, its clauses parted by colons: what stands before a colon heads what follows."""
    head: Built | None = None
    for clause in sentence.clauses:
        if head is None:
            head = build_clause(clause, context, inherited)
            continue
        if not clause.tails and not any(clause.listing.chunks):
            continue
        body = build_clause(clause, context, head.rest if head.node is None else None, head)
        head = _headed(head, body, context)
    return head if head is not None else Built(None)


def _headed(head: Built, body: Built, context: Context) -> Built:
    if is_topic(head.node, context):
        head = Built(None, head.count)
    if body.node is None:
        return Built(head.node, body.count or head.count, body.rest or head.rest, body.allowed)
    if head.count and isinstance(head.node, Condition) and not head.node.coded and head.node.qualifiers == ():
        if head.node.window is not None and body.node is not None:
            body.node = within(body.node, head.node.window)
        head = Built(None, head.count)  # "disease activity fulfils at least one of": only what the list is about
    if head.node is None or head.count:
        node = body.node
        if head.count and isinstance(node, (AllOf, AnyOf)):
            node = counted(list(node.parts), head.count)
        return Built(node if head.node is None else all_of([head.node, node]), body.count, body.rest, body.allowed)
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
    if defines(head.node, body.node) or (context.category == "exclusion" and not isinstance(head.node, Demographic)):
        node = AnyOf((body.node,), False, head.node, Span(head.node.span.start, body.node.span.end))
        return Built(node, body.count, body.rest)
    return Built(all_of([head.node, body.node]), body.count, body.rest)


def _plain(node: AllOf | AnyOf) -> bool:
    """Whether a combination is a list of its own, without a head."""
    return isinstance(node, AllOf) or node.head is None


def build_clause(clause: Clause, context: Context, inherited: Lead | None = None, head: Built | None = None) -> Built:
    """The node of a list with its tails."""
    halves = let_off_behind(clause)
    if halves is not None:
        base, allowed_part = (build_clause(part, context, inherited) for part in halves)
        let_off = allowed_part.node or words_allowed(halves[1], context)
        if base.node is not None and let_off is not None:
            return Built(allowance(base.node, settled(let_off, context), context), base.count)
        return Built(base.node or let_off, base.count, base.rest, allowed_part.allowed)
    members, rest, count, allowed = _members(clause.listing, context, inherited)
    open_end = _open_end(clause.listing)
    permits: Node | None = None
    for tail in clause.tails:
        take(tail.word)
        if tail.kind == "if" and (not members or open_end):
            leading = None if members else _led_by_if(tail.listing, context)
            if leading is not None:
                members, rest, allowed = leading
                continue
            more, rest, count, allowed = _members(tail.listing, context, inherited)
            members += [(item, "or" if open_end and at == 0 else conn) for at, (item, conn) in enumerate(more)]
        elif tail.kind == "if" and allowed and tail is clause.tails[-1]:
            given = _combined(members, context)
            members = _with_tail(members, tail, context, clause.listing)
            only_if = permission(clause.listing, tail, given, _asked(members[-1][0].node), context, _clause_node)
            if only_if is not None:
                members, permits = [(Item(only_if.let_off), "comma")], only_if.alone
        else:
            members = _with_tail(members, tail, context, clause.listing)
        open_end = _open_end(tail.listing) or (open_end and not tail.listing.chunks[-1])
    ends_open = bool(members) and rest is not None and bool(rest.scope or rest.responses)
    if not members:
        return Built(None, count, rest, allowed)
    node = _combined(members, context)
    if ends_open or (count and rest is not None and not rest.bare):
        return Built(node, count, rest, allowed, ends_open, permits)
    if count and isinstance(node, (AnyOf, AllOf)) and not (isinstance(node, AnyOf) and node.open):
        node, count = counted(list(node.parts), count), ""
    return Built(node, count, rest, allowed, permits=permits)


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
    if not condition or not then:
        return [*condition, *then], rest, allowed
    given, asked = _combined(condition, context), _combined(then, context)
    span = span_of([given, asked])
    node = When(given, asked, span) if context.category == "inclusion" else AllOf((given, asked), span)
    return [(Item(node), "comma")], rest, allowed


def _required(members: Members, tail: Tail, context: Context, listing: Listing) -> Members:
    """ "Women of childbearing potential must use contraception": asked of those, and of nobody else."""
    asked = _tail_node(tail, context) or (_kept_stable(listing, tail, context) if members else None)
    if asked is None or not members:
        return members if asked is None else [(Item(asked), "comma")]
    given = either_sex(_combined(members, context))
    span = span_of([given, asked])
    if context.category == "inclusion":
        why = "what “must” asks may be asked of those alone whom the sentence names, who all must be such"
        affected = any(isinstance(part, Condition | Treatment) for part in walk(given))
        all_are = affected and context.choose(f"whom-{tail.word.start}", ("those", "all"), why) == "all"
        return [(Item(AllOf((given, asked), span) if all_are else When(given, asked, span)), "comma")]
    why = "“must” in an exclusion may tell what is required, or what excludes"
    taken = context.choose(f"must-{tail.word.start}", ("required", "excludes"), why)
    return [(Item(AllOf((given, Not(asked, asked.span) if taken == "required" else asked), span)), "comma")]


def _kept_stable(listing: Listing, tail: Tail, context: Context) -> Node | None:
    """ "Patients taking statins must be on a stable dose": the treatment named before, taken so."""
    behind = [element for chunk in tail.listing.chunks for element in chunk]
    if not any(element.type == "STABLE" for element in behind):
        return None
    *before, last = listing.chunks
    members, _, _, _ = _members(Listing([*before, [*last, *behind]], listing.conns), context, None)
    return _combined(members, context) if members else None


def _open_end(listing: Listing) -> bool:
    """Whether a list ends in "or" with nothing behind it yet."""
    return bool(listing.conns) and not listing.chunks[-1] and listing.conns[-1].type == "OR"


def _combined(members: Members, context: Context) -> Node:
    """The list's node; a judgement behind its last member is about all of them."""
    last = members[-1][0]
    judged = last.trailing
    if judged is None and isinstance(last.node, Judgement) and last.who:
        judged, members = last.node, members[:-1]
    node = combine([item for item, _ in members], [conn for _, conn in members[1:]], context)
    return node if judged is None else all_of([node, judged])


Members = list[tuple[Item, str]]


def _members(listing: Listing, context: Context, inherited: Lead | None) -> tuple[Members, Lead | None, str, bool]:
    """The members of a list with the connective before each, what the last chunk left over, and its marks."""
    conns = list(listing.conns)
    halves = [parted(chunk) for chunk in listing.chunks]
    pieces = [read_chunk(chunk) for chunk, _ in halves]
    chunks = {id(piece): chunk for piece, (chunk, _) in zip(pieces, halves, strict=True)}
    behind = {id(piece): rest for piece, (_, rest) in zip(pieces, halves, strict=True) if rest}
    complements(pieces, conns)
    proofs(pieces, conns)
    bare = bare_names(pieces)
    pieces = share(pieces, conns, context, inherited)
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
        item = _item(piece, chunks.get(id(piece), []), context, behind.get(id(piece), []))
        if item is None:
            before = members[-1][0].node if members else None
            chunk = chunks.get(id(piece), [])
            if isinstance(before, Named) and not before.coded and not any(one.type in {"LIMIT", "WINDOW"} for one in chunk):
                members[-1][0].node = _longer_name(before, chunk, context)
            continue
        if isinstance(item.node, Judgement) and members and isinstance(members[-1][0].node, Judgement):
            first = members[-1][0].node
            members[-1][0].node = judgement(first.span.start, item.node.span.end, context, [])
            continue
        if isinstance(item.node, Judgement) and len(members) == 1 and _bare_noun(members[-1][0].node):
            noun = members[-1][0].node
            members[-1][0].node = judgement(noun.span.start, item.node.span.end, context, [])
            continue
        if isinstance(item.node, Judgement) and members and members[-1][0].trailing is not None:
            members[-1][0].trailing = judgement(members[-1][0].trailing.span.start, item.node.span.end, context, [])
            continue
        if isinstance(item.node, Judgement) and members and conn == "comma":
            pending = "and"
            item.who = True
        item.apart = at > 0 and isinstance(conns[at - 1].value, tuple)
        item.bare = len(piece.drafts) == 1 and id(piece.drafts[0]) in bare
        members.append((item, pending))
        pending = "comma"
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
            take(_flat_tags(paren), "judgement")
        take(piece.rest.responses)
    rest = pieces[-1].rest if pieces else None
    if rest is not None:
        take(list(rest.scope.values()))
    return members, rest, count, allowed


def _item(piece: Piece, chunk: list[Tag | Paren], context: Context, behind: list[Tag | Paren]) -> Item | None:
    """The member that a piece makes: its heads together, with judgement and subgroup, and the limits behind a judgement."""
    drafts = _tied(piece)
    if piece.judge is not None and all(_says_nothing(draft) for draft in drafts):
        drafts, piece.drafts = [], []
    if piece.judge is not None and not drafts:
        whole = with_limits(_judged(piece, chunk, context, []), behind, context, build_sentences)
        return Item(whole, "judgement") if whole is not None else None
    nodes: list[Node] = [_draft_node(draft, context) for draft in drafts]
    if piece.alternatives and nodes:
        twins = [_draft_node(twin, context) for twin in piece.alternatives]
        denied = all(isinstance(node, Not) for node in (*twins, nodes[0]))
        nodes[0] = all_of([*twins, nodes[0]]) if denied else any_of([*twins, nodes[0]])
    trailing: Node | None = None
    if piece.judge is not None:
        trailing = with_limits(_judged(piece, chunk, context, nodes), behind, context, build_sentences)
    if not nodes:
        return None
    node = all_of(nodes)
    slot = drafts[0].slot if drafts else ""
    if piece.subgroup is not None:
        node = all_of([Demographic("sex", "sex", (str(piece.subgroup.value),), True, *_places(piece.subgroup)), node])
    return Item(
        node, slot, all(draft.shared_limit for draft in drafts), piece.negation_shared, piece.population,
        piece.subgroup is not None, trailing=trailing, together=piece.together, heads=tuple(nodes),
        last_slot=drafts[-1].slot if drafts else "",
    )  # fmt: skip


_EMPTY_NOUNS = frozenset({"condition", "conditions", "disorder", "disorders", "illness", "illnesses"})


def _bare_noun(node: Node) -> bool:
    """Whether a node is only "condition" or "disease"."""
    return isinstance(node, Condition) and not node.coded and node.label.lower() in _EMPTY_NOUNS


def _says_nothing(draft: Draft) -> bool:
    """Whether a head is only "condition" or "disease", which a judgement behind it has to fill."""
    only = len(draft.heads) == 1 and draft.heads[0].text.lower() in _EMPTY_NOUNS
    return draft.slot == "condition" and not draft.ids and only and draft.lead.bare and not draft.qualifiers


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
    tags = [tag for element in chunk for tag in _flat_tags(element)]
    if not tags or node.qualifiers:
        return node
    take(tags)
    end = max(tag.end for tag in tags)
    label = context.words(node.mention.start, end)
    return replace(node, label=label, mention=Span(node.mention.start, end), span=Span(node.span.start, end))


def _places(tag: Tag) -> tuple[Span, Span]:
    return Span(tag.start, tag.end), Span(tag.start, tag.end)


def _companions(piece: Piece) -> None:
    """ "A in combination with B for 3 months": B goes with A, and both for that long."""
    kept: list[Draft] = []
    for draft in piece.drafts:
        joined = next((tag for tag in draft.lead.words if tag.type == "COMB"), None)
        if joined is not None and kept and kept[-1].slot == "treatment":
            take(joined)
            draft.lead.words = [tag for tag in draft.lead.words if tag is not joined]
            kept[-1].company.append(draft)
            kept[-1].windows = kept[-1].windows or list(draft.windows)
        else:
            kept.append(draft)
    piece.drafts = kept


def _tied(piece: Piece) -> list[Draft]:
    """The heads of a piece, what was given together tied to its main treatment."""
    _companions(piece)
    _refused(piece)
    return piece.drafts


_REFUSALS = frozenset({"unwilling", "unable-to-participate"})


def _refused(piece: Piece) -> None:
    """ "Unwilling to use contraception" is its absence, and "willing to use it" its presence."""
    if len(piece.drafts) != 2 or {draft.slot for draft in piece.drafts} != {"state"}:
        return
    first, second = piece.drafts
    if second.ids != ("contraception",) or not set(first.ids) & (_REFUSALS | {"willing"}):
        return
    take(first.heads)
    denied = (first.lead.negation is None) != ("willing" in first.ids)
    if denied and second.lead.negation is None:
        second.lead.negation = first.lead.negation or first.heads[0]
    piece.drafts = [second]


def _draft_node(draft: Draft, context: Context) -> Node:
    if draft.slot in {"treatment", "vaccine", "text"}:
        _absorb_doses(draft)
    node = node_of(draft, context)
    for paren in draft.parens:
        node = bracketed(node, draft, paren, context, build_sentences)
    return node


_DOSED = frozenset({"LIMIT", "DOSE", "EQUIV", "ROUTE", "WINDOW", "STABLE"})


def _absorb_doses(draft: Draft) -> None:
    """A bracket that holds only amounts gives the dose of the treatment before it ("prednisone (max 20 mg daily)")."""
    for paren in list(draft.parens):
        tags = _flat_tags_whole(paren)
        amounts = [tag for tag in tags if tag.type == "LIMIT"]
        one = sum(not plain_amount(tag) for tag in amounts) <= 1 or draft.slot == "text"
        if amounts and one and all(tag.type in _DOSED for tag in tags):
            draft.limits += [tag for tag in tags if tag.type == "LIMIT"]
            draft.windows += [tag for tag in tags if tag.type == "WINDOW"]
            draft.doses += [tag for tag in tags if tag.type in {"DOSE", "EQUIV", "ROUTE", "STABLE"}]
            draft.parens.remove(paren)


def _flat_tags_whole(paren: Paren) -> list[Tag]:
    if any(clause.tails for sentence in paren.sentences for clause in sentence.clauses):
        return []
    return flat(paren)


def _judged(piece: Piece, chunk: list[Tag | Paren], context: Context, nodes: list[Node]) -> Node | None:
    """A judgement over the words from its first sign on (over the whole chunk where no head stands before it)."""
    assert piece.judge is not None  # the caller looked
    tags = [tag for element in chunk for tag in _flat_tags(element)]
    before = [node for node in nodes if node.span.end <= piece.judge.start and node.span.end]
    start = max((node.span.end for node in before), default=piece.start)
    own = [tag for tag in tags if tag.start >= start]
    if not own:
        return None
    end = max((tag.end for tag in own if tag.type != "PREP"), default=own[-1].end)
    first = min(tag.start for tag in own)
    take([tag for tag in own if tag.start >= end], "filler")
    return replace(judgement(first, end, context, own), window=_window_in(chunk))


def _window_in(chunk: list[Tag | Paren]) -> Window | None:
    """The first window that a judgement's own words set."""
    found = stretches_of([tag for tag in chunk if isinstance(tag, Tag)])
    return found[0] if found else None


def _flat_tags(element: Tag | Paren) -> list[Tag]:
    if isinstance(element, Tag):
        return list(parts_of(element))
    found: list[Tag] = []
    for sentence in element.sentences:
        for clause in sentence.clauses:
            found += [tail.word for tail in clause.tails]
            for listing in (clause.listing, *(tail.listing for tail in clause.tails)):
                found += listing.conns
                found += [tag for chunk in listing.chunks for inner in chunk for tag in _flat_tags(inner)]
    return found


def _with_tail(members: Members, tail: Tail, context: Context, listing: Listing) -> Members:
    """The members with a tail worked in: it belongs to the last of them (an exception or condition to the whole)."""
    match tail.kind:
        case "examples" | "definition":
            return _listed(members, tail, context)
        case "except":
            return _excepted(members, tail, context)
        case "if":
            return _conditioned(members, tail, context)
        case "must":
            return _required(members, tail, context, listing)
        case _:
            return _despite(members, tail, context)


def _listed(members: Members, tail: Tail, context: Context) -> Members:
    """ "Infections such as sepsis and cellulitis, hepatitis B": the examples end with their own "and"."""
    inner, outer = example_end(tail.listing) if tail.kind == "examples" else (tail.listing, None)
    found, _, _, _ = _members(inner, context, None)
    rest: Members = []
    if outer is not None:
        rest, over, _, _ = _members(outer, context, None)
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
        nodes = list(joined.parts) if isinstance(joined, AnyOf) and not joined.open and joined.head is None else [joined]
    if not members:
        return [(Item(AnyOf(tuple(nodes), opened, None, Span(span_start, end)), ""), "comma"), *rest]
    item, conn = members[-1]
    negative, positive = item.node, affirmed(item.node)
    node = positive or negative
    free = free_of(node, nodes, context) if opened else None
    if free is not None:
        item.node = free
        return [*members[:-1], (item, conn), *rest]
    nodes = [like_head(part, node) for part in nodes] if opened else nodes
    node = open_head(node, context) if opened else node
    listed = AnyOf(tuple(nodes), opened, node, Span(node.span.start, end))
    if positive is not None and not opened and shows_absence(nodes):
        item.node = replace(listed, head=negative)  # "HIV-uninfected, as shown by a negative test"
    else:
        item.node = listed if positive is None else denied(listed, negative)
    return [*members[:-1], (item, conn), *rest]


def _excepted(members: Members, tail: Tail, context: Context) -> Members:
    """ "Malignancy, other than skin cancer": the exception lets off the last member, or the whole where it is alone."""
    window = _last_window(tail) if members else None
    unless = _tail_node(tail, context)
    if window is not None:
        for item, _ in members:
            item.node = dated(item.node, window)
    if unless is None or not members:
        return members
    unless = settled(unless, context)
    unless = in_remission(members[-1][0].node, unless, tail) or unless
    items = [item for item, _ in members]
    if len(members) > 1 and tail.word.text.lower().startswith(("unless", "except")):
        whole = combine(items, [conn for _, conn in members[1:]], context)
        return [(Item(exception(whole, unless, context, tail.word.text), items[0].slot), "comma")]
    item, conn = members[-1]
    item.node = exception(item.node, unless, context, tail.word.text)
    return [*members[:-1], (item, conn)]


def _last_window(tail: Tail) -> Tag | None:
    """The time behind an exception by name ("valrubicin other than induction within 3 months"), which bounds the rule."""
    chunk = tail.listing.chunks[-1]
    named = tail.word.text.lower().startswith(("other than", "except", "with the exc", "with exc", "apart", "aside", "besides"))
    if not named or len(chunk) < 2 or not isinstance(chunk[-1], Tag) or chunk[-1].type != "WINDOW":
        return None
    window = chunk[-1]
    if meaning_of(window).limits:
        return None
    del chunk[-1]
    return window


def _conditioned(members: Members, tail: Tail, context: Context) -> Members:
    *whom, last = tail.listing.chunks
    if members and whom and len(last) == 1 and isinstance(last[0], Tag) and last[0].type == "LIMIT":
        given = build_clause(Clause(Listing(whom, tail.listing.conns[:-1])), context).node
        if given is not None and limited_again(members, last[0], given):
            take([last[0], tail.listing.conns[-1]])
            return members
    condition = _tail_node(tail, context)
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
    item.node = When(condition, item.node, span) if asked else AllOf((item.node, condition), span)
    return [*members[:-1], (item, conn)]


def _tail_node(tail: Tail, context: Context) -> Node | None:
    built = build_clause(Clause(tail.listing), context)
    return built.node


def _despite(members: Members, tail: Tail, context: Context) -> Members:
    """ "CDASI ≥ 12 despite treatment with A, B or C": both, the treatment before."""
    node = _tail_node(tail, context)
    if node is None:
        return members
    if not members:
        return [(Item(node, ""), "comma")]
    item, conn = members[-1]
    item.node = AllOf((item.node, node), Span(item.node.span.start, node.span.end))
    return [*members[:-1], (item, conn)]
