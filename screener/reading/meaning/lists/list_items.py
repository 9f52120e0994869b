"""Makes the member of a list out of one piece: its heads together, with their brackets, judgement and subgroup."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import cast
from typing import get_args

from screener.core.span import Span
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import Comparison
from screener.criteria.nodes import Condition
from screener.criteria.nodes import Demographic
from screener.criteria.nodes import Member
from screener.criteria.nodes import Node
from screener.criteria.nodes import Not
from screener.criteria.nodes import Outcome
from screener.criteria.nodes import Result
from screener.criteria.nodes import State
from screener.criteria.nodes import Treatment
from screener.criteria.nodes import Window
from screener.reading.meaning.asked import judgement
from screener.reading.meaning.bracket_tags import flat
from screener.reading.meaning.bracket_tags import tails_of
from screener.reading.meaning.brackets.alternatives import begins_with_or
from screener.reading.meaning.brackets.bracket_repeats import names_again
from screener.reading.meaning.brackets.parens import bracketed
from screener.reading.meaning.built import Builder
from screener.reading.meaning.chunks.judged import says_more
from screener.reading.meaning.chunks.judged import stretches_of
from screener.reading.meaning.chunks.judged import with_limits
from screener.reading.meaning.context import Context
from screener.reading.meaning.draft import Draft
from screener.reading.meaning.lists.combine import all_of
from screener.reading.meaning.lists.combine import any_of
from screener.reading.meaning.lists.denials import affirmed
from screener.reading.meaning.lists.denied_heads import denied_heads
from screener.reading.meaning.lists.member import Item
from screener.reading.meaning.lists.severity import denied_grade
from screener.reading.meaning.lists.side_by_side import lost_comma
from screener.reading.meaning.nodes.doses import plain_amount
from screener.reading.meaning.nodes.finish import node_of
from screener.reading.meaning.phrases.limits import limits_of
from screener.reading.meaning.piece import Piece
from screener.reading.meaning.sharing.complements import REFUSALS
from screener.reading.meaning.sharing.complements import refuses
from screener.reading.meaning.sharing.either_or import opens_either
from screener.reading.meaning.sharing.elapsed import after_birth
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import parts_of
from screener.reading.scanning.tags import take
from screener.reading.syntax.trees import Paren


def item_of(
    piece: Piece, chunk: list[Tag | Paren], context: Context, behind: list[Tag | Paren], build: Builder
) -> Item | None:
    """The member that a piece makes: its heads together, with judgement and subgroup, and the limits behind a judgement."""
    drafts = _tied(piece)
    bare = drafts[0] if drafts else None
    if piece.judge is not None and all(_says_nothing(draft) for draft in drafts):
        drafts, piece.drafts = [], []
    if piece.judge is not None and not drafts:
        whole = with_limits(_judged_with_examples(piece, chunk, bare, context, build), behind, context, build)
        return Item(whole, "judgement") if whole is not None else None
    nodes: list[Node] = [_draft_node(draft, context, build) for draft in drafts]
    if piece.alternatives and nodes:
        for twin in piece.alternatives:
            twin.windows = twin.windows or drafts[0].windows
        twins = [_draft_node(twin, context, build) for twin in piece.alternatives]
        denied = all(isinstance(node, Not) or getattr(node, "status", "") == "naive" for node in (*twins, nodes[0]))
        nodes[0] = all_of([*twins, nodes[0]]) if denied else any_of([*twins, nodes[0]])
    trailing: Node | None = None
    if piece.judge is not None:
        trailing = with_limits(_judged(piece, chunk, context, nodes), behind, context, build)
    if not nodes:
        return None
    graded = denied_grade(nodes)
    heads = tuple(nodes) if graded is None else (graded,)
    together = graded or _denied_need(nodes, context) or _denied_with(nodes, context)
    if together is None:
        nodes = denied_heads(nodes, drafts, context)
        heads = tuple(nodes)
    node = together or (any_of(nodes) if lost_comma(drafts, context) else all_of(nodes))
    slot = drafts[0].slot if drafts else ""
    if piece.subgroup is not None:
        node = all_of([Demographic("sex", "sex", (str(piece.subgroup.value),), True, *_places(piece.subgroup)), node])
    return Item(
        node, slot, all(draft.shared_limit for draft in drafts), piece.negation_shared, piece.population,
        piece.subgroup is not None, trailing=trailing, together=piece.together, heads=heads,
        last_slot=drafts[-1].slot if drafts else "", either=opens_either(piece),
    )  # fmt: skip


def lonely(piece: Piece, before: Node | None, context: Context) -> Item | None:
    """ "Fever or positive test", "diabetes or allergies": a result or reaction of nothing that is named is a person's question.

    Behind another result of a test it is one of the same test ("HBeAg negative or positive").
    """
    lead = piece.rest
    told = lead.scope.get("RESULT")
    if isinstance(before, Result) and told is not None and told.value in get_args(Outcome) and not lead.windows:
        take(told)
        return Item(replace(before, outcome=cast(Outcome, told.value), span=Span(told.start, told.end)), "measure")
    found = lead.scope.pop("RESULT", None) or lead.scope.pop("ALLERGY", None) or lead.scope.pop("CONTRA", None)
    born = after_birth(lead) if found is None else None
    if piece.drafts or (found is None and born is None):
        return None
    tags = [*([found] if found is not None else []), *lead.windows, *lead.qualifiers, *lead.scope.values()]
    asked = judgement(min(tag.start for tag in tags), max(tag.end for tag in tags), context, tags)
    return Item(replace(asked, window=born), "judgement")


_EMPTY_NOUNS = frozenset({"condition", "conditions", "disorder", "disorders", "illness", "illnesses"})


_NEEDS = re.compile(
    r"\b(?:requir\w*|need(?:s|ed|ing)?|necessitat\w*|result(?:s|ed|ing)? in|le(?:d|ads|ading) to)\b[^,;.]*$", re.IGNORECASE
)


def _denied_need(nodes: list[Node], context: Context) -> Node | None:
    """ "No infection requiring antibiotics (or hospitalization)" denies both together; None for any other heads."""
    first, *rest = nodes
    if not rest or not isinstance(first, Not) or not isinstance(first.part, Condition):
        return None
    ends = [first.part.mention.end, *(node.span.end for node in rest)]
    if not all(_needed(node, end, context) for end, node in zip(ends, rest, strict=False)):
        return None
    span = Span(first.span.start, rest[-1].span.end)
    return Not(AllOf((first.part, *rest), span), span)


def _needed(node: Node, end: int, context: Context) -> bool:
    """Whether a finding that ends at a place needed that: a treatment, or a stay in hospital."""
    if isinstance(node, Treatment):
        return node.status == "needed"
    return isinstance(node, State) and _NEEDS.search(context.text[end : node.mention.end]) is not None


_TOGETHER = re.compile(
    r"\s+(?:with|for|for the treatment of|for treatment of|in|(?:that |which )?(?:\w+ )*(?:limit|reduc|shorten|decreas)\w*)"
    r"(?:\s+(?:the|a|an|their|his|her))?\s*",
    re.IGNORECASE,
)
_LIMITING = re.compile(r".*\b(?:limit|reduc|shorten|decreas)\w*\b.*", re.IGNORECASE | re.DOTALL)
_FOUND = (Condition, Comparison, Member, Result)
_DENIES = re.compile(r"(?:(?:must|should)\s+)?(?:ha(?:s|ve|d|ving)\s+)?(?:no\s|without|absence|free\s|negative history)")
_APART = re.compile(r"[,;.:]|\b(?:and|or|but)\b", re.IGNORECASE)


def _denied_with(nodes: list[Node], context: Context) -> Node | None:
    """ "No prior chemotherapy for breast cancer" and "no depression with psychosis" deny both together; None for other heads."""
    first, *rest = nodes
    denied = affirmed(first)
    if not rest or not isinstance(denied, Condition | Treatment) or not all(isinstance(node, _FOUND) for node in rest):
        return None
    ends = [first.span.end, *(node.span.end for node in rest)]
    between = [context.text[end : node.span.start] for end, node in zip(ends, rest, strict=False)]
    words = context.text[first.span.start : first.span.start + 20].lower()
    short = all(map(_cut_short, rest)) and not any(map(_APART.search, between))
    if not _DENIES.match(words) or not (short or all(map(_TOGETHER.fullmatch, between))):
        return None
    if not (short or all(isinstance(node, Condition) for node in rest) or all(map(_LIMITING.fullmatch, between))):
        why = f"“{between[0].strip()}” may say what the disease is denied with, or what is asked besides"
        if context.choose(f"denied-{first.span.start}", ("apart", "together"), why) == "apart":
            return None
    span = Span(first.span.start, rest[-1].span.end)
    return Not(AllOf((denied, *rest) if len(rest) > 1 else _dated(denied, rest[0]), span), span)


def _cut_short(node: Node) -> bool:
    """Whether somebody has no more than so long to live, which no trial asks for beside what it denies."""
    return isinstance(node, Comparison) and node.concept == "life-expectancy" and node.lower is None


def _dated(denied: Node, finding: Node) -> tuple[Node, Node]:
    """A time behind the disease dates the treatment that is denied for it ("no radiotherapy for metastases within 4 weeks")."""
    if not isinstance(denied, Treatment) or not isinstance(finding, Condition) or denied.window or finding.window is None:
        return denied, finding
    given = replace(denied, window=finding.window, status="ever" if denied.status == "current" else denied.status)
    return given, replace(finding, window=None, status="present")


def bare_noun(node: Node) -> bool:
    """Whether a node is only "condition" or "disease"."""
    return isinstance(node, Condition) and not node.coded and node.label.lower() in _EMPTY_NOUNS


def _says_nothing(draft: Draft) -> bool:
    """Whether a head is only "condition" or "disease", which a judgement behind it has to fill."""
    only = len(draft.heads) == 1 and draft.heads[0].text.lower() in _EMPTY_NOUNS
    return draft.slot == "condition" and not draft.ids and only and draft.lead.bare and not draft.qualifiers


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


def _refused(piece: Piece) -> None:
    """ "Women unwilling to use contraception" have none, and those willing to use it have."""
    whom, pair = piece.drafts[:-2], piece.drafts[-2:]
    if len(pair) < 2 or {draft.slot for draft in pair} != {"state"} or not {draft.slot for draft in whom} <= {"sex", "state"}:
        return
    first, second = pair
    if second.ids == ("informed-consent",) and refuses(first) and second.lead.negation is None:
        first.after += [*second.qualifiers, *second.heads, *second.after]  # "not willing to sign an informed consent"
        piece.drafts = [*whom, first]
        return
    if second.ids != ("contraception",) or not set(first.ids) & (REFUSALS | {"willing"}):
        return
    take(first.heads)
    second.qualifiers += [*first.after, *first.qualifiers]
    denied = (first.lead.negation is None) != ("willing" in first.ids)
    if denied and second.lead.negation is None:
        second.lead.negation = first.lead.negation or first.heads[0]
    piece.drafts = [*whom, second]


def _draft_node(draft: Draft, context: Context, build: Builder) -> Node:
    if draft.slot in {"treatment", "vaccine", "text"}:
        _absorb_doses(draft)
    node = _told_for_what(node_of(draft, context), draft, context, build)
    for paren in draft.parens:
        node = bracketed(node, draft, paren, context, build)
    return node


def _told_for_what(node: Node, draft: Draft, context: Context, build: Builder) -> Node:
    """The node with a bracket that names again what its treatment is for ("surgery for colitis (UC) within 2 years")."""
    if not draft.indication or not draft.indication[0].parens:
        return node
    if isinstance(node, Not):
        return replace(node, part=_told_for_what(node.part, draft, context, build))
    if not isinstance(node, Treatment) or node.indication is None:
        return node
    told, found = draft.indication[0], node.indication
    for paren in told.parens:
        if names_again(told, flat(paren), [], other=begins_with_or(paren, context)):
            found = bracketed(found, told, paren, context, build)
    return replace(node, indication=found)


_DOSED = frozenset({"LIMIT", "DOSE", "EQUIV", "ROUTE", "WINDOW", "STABLE"})


def _absorb_doses(draft: Draft) -> None:
    """A bracket that holds only amounts gives the dose of the treatment before it ("prednisone (max 20 mg daily)")."""
    for paren in list(draft.parens):
        tags = _whole_bracket(paren)
        amounts = [tag for tag in tags if tag.type == "LIMIT"]
        one = sum(not plain_amount(tag) for tag in amounts) <= 1 or draft.slot == "text"
        if amounts == tags and len(tags) == 1 and _times_again(draft, tags[0]):
            continue
        if amounts and one and all(tag.type in _DOSED for tag in tags):
            draft.limits += [tag for tag in tags if tag.type == "LIMIT"]
            draft.windows += [tag for tag in tags if tag.type == "WINDOW"]
            draft.doses += [tag for tag in tags if tag.type in {"DOSE", "EQUIV", "ROUTE", "STABLE"}]
            draft.parens.remove(paren)


def _times_again(draft: Draft, tag: Tag) -> bool:
    """Whether a bracket is a length of time behind a treatment that has one ("within 4 weeks (28 days)")."""
    return bool(draft.windows) and all(one.time is not None for one in limits_of(tag.value))  # type: ignore[arg-type]


def _whole_bracket(paren: Paren) -> list[Tag]:
    if any(clause.tails for sentence in paren.sentences for clause in sentence.clauses):
        return []
    return flat(paren)


def _judged_with_examples(
    piece: Piece, chunk: list[Tag | Paren], bare: Draft | None, context: Context, build: Builder
) -> Node | None:
    """A judgement over the words of a bare noun; examples in a bracket that ends them decide where they are not narrowed."""
    last = chunk[-1]
    if bare is None or isinstance(last, Tag) or "examples" not in tails_of(last):
        return _judged(piece, chunk, context, [])
    if says_more(context.words(piece.start, last.start)):
        return _judged(piece, chunk, context, [])
    asked = _judged(piece, chunk[:-1], context, [])
    return bracketed(asked, bare, last, context, build) if asked is not None else None


def _judged(piece: Piece, chunk: list[Tag | Paren], context: Context, nodes: list[Node]) -> Node | None:
    """A judgement over the words from its first sign on (over the whole chunk where no head stands before it)."""
    assert piece.judge is not None  # the caller looked
    tags = [tag for element in chunk for tag in flat_tags(element)]
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
    """The first window that a judgement's own words set, or the one that stands in its brackets."""
    found = stretches_of([tag for tag in chunk if isinstance(tag, Tag)])
    if found:
        return found[0]
    inner = [one for one in chunk if not isinstance(one, Tag)]
    found = stretches_of([tag for paren in inner for tag in flat(paren)]) if inner else []
    return found[0] if len(found) == 1 else None


def flat_tags(element: Tag | Paren) -> list[Tag]:
    """All tags of an element of a chunk, those in brackets and in phrases too."""
    if isinstance(element, Tag):
        return list(parts_of(element))
    found: list[Tag] = []
    for sentence in element.sentences:
        for clause in sentence.clauses:
            found += [tail.word for tail in clause.tails]
            for listing in (clause.listing, *(tail.listing for tail in clause.tails)):
                found += listing.conns
                found += [tag for chunk in listing.chunks for inner in chunk for tag in flat_tags(inner)]
    return found
