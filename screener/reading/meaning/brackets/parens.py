"""What a bracket does to the term before it: spells it again, defines it, gives examples, narrows it or lets some off."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TypeGuard

from screener.catalog.load import catalog
from screener.core.span import Span
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Comparison
from screener.criteria.nodes import Condition
from screener.criteria.nodes import Demographic
from screener.criteria.nodes import Except
from screener.criteria.nodes import Member
from screener.criteria.nodes import Node
from screener.criteria.nodes import Not
from screener.criteria.nodes import Qualified
from screener.criteria.nodes import Qualifier
from screener.criteria.nodes import Result
from screener.criteria.nodes import State
from screener.criteria.nodes import Treatment
from screener.criteria.nodes import When
from screener.criteria.nodes import is_examples
from screener.criteria.nodes import is_list
from screener.criteria.nodes import is_plain
from screener.reading.meaning.asked import judgement
from screener.reading.meaning.bracket_tags import everything
from screener.reading.meaning.bracket_tags import flat
from screener.reading.meaning.bracket_tags import joins
from screener.reading.meaning.bracket_tags import tails_of
from screener.reading.meaning.bracket_tags import words_before
from screener.reading.meaning.brackets.alternatives import alternative
from screener.reading.meaning.brackets.alternatives import begins_with_or
from screener.reading.meaning.brackets.bracket_classes import ordinal_in
from screener.reading.meaning.brackets.bracket_limits import limit_for_some
from screener.reading.meaning.brackets.bracket_repeats import found_again
from screener.reading.meaning.brackets.bracket_repeats import named_twice
from screener.reading.meaning.brackets.bracket_repeats import names_again
from screener.reading.meaning.brackets.bracket_repeats import on_another_chart
from screener.reading.meaning.brackets.bracket_repeats import spelled_again
from screener.reading.meaning.brackets.bracket_repeats import tells_scale
from screener.reading.meaning.brackets.members import members_of
from screener.reading.meaning.brackets.own_times import own_times
from screener.reading.meaning.brackets.paren_amounts import amounts_in
from screener.reading.meaning.brackets.sexes import by_sex
from screener.reading.meaning.built import Builder
from screener.reading.meaning.context import Context
from screener.reading.meaning.draft import Draft
from screener.reading.meaning.lists.denials import denied_bracket
from screener.reading.meaning.lists.heads import like_heads
from screener.reading.meaning.lists.heads import settled
from screener.reading.meaning.nodes.finding_measures import shown_by as finding_shown
from screener.reading.meaning.nodes.finding_measures import under_finding
from screener.reading.meaning.nodes.paren_times import timed_by
from screener.reading.meaning.phrases.limits import limits_of
from screener.reading.meaning.tails.allowances import allowance
from screener.reading.meaning.tails.exceptions import exception
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import take
from screener.reading.syntax.trees import Clause
from screener.reading.syntax.trees import Paren
from screener.reading.syntax.trees import Sentence


def bracketed(node: Node, draft: Draft, paren: Paren, context: Context, build: Builder) -> Node:
    """The node with its bracket worked in."""
    tags = flat(paren)
    if not tags:
        return node
    timed = own_times(node, paren, everything(paren), context, build)
    if timed is not None:
        take(joins(paren))
        return timed
    if isinstance(node, Not) and draft.lead.negation is None and any(tag.type == "LIMIT" for tag in tags):
        take(joins(paren))
        return AllOf((node, judgement(tags[0].start, tags[-1].end, context, tags)), Span(node.span.start, paren.end))
    refused = denied_bracket(node, lambda inner: _worked_in(inner, draft, paren, tags, context, build), context)
    return refused if refused is not None else _worked_in(node, draft, paren, tags, context, build)


def _worked_in(node: Node, draft: Draft, paren: Paren, tags: list[Tag], context: Context, build: Builder) -> Node:
    """The node with what its bracket says."""
    ordinal = ordinal_in(tags)
    if ordinal is not None:
        concept, values, mention = ordinal
        take(tags)
        take(joins(paren))
        member = Member(concept, catalog()[concept].label, values, mention=mention, span=Span(tags[0].start, tags[-1].end))
        return AllOf((node, member), Span(node.span.start, paren.end))
    if isinstance(node, Comparison) and on_another_chart(tags):
        take(tags)
        take(joins(paren))
        return node
    if isinstance(node, Comparison) and tells_scale(context.words(paren.start + 1, paren.end - 1), tags, node):
        take(tags)
        take(joins(paren))
        return node
    if names_again(draft, tags, examples := words_before(paren, "examples"), other=begins_with_or(paren, context)):
        take([*tags, *examples])
        take(joins(paren))
        return named_twice(node, paren)
    if isinstance(node, Comparison) and (spelled := spelled_again(node, tags)) is not None:
        take(tags)
        return spelled
    sexed = by_sex(node, draft, paren, tags, joins(paren), context)
    if sexed is not None:
        return sexed
    special = limit_for_some(node, paren, context, build) or amounts_in(node, draft, paren, context)
    if special is not None:
        return special
    return _content(node, draft, paren, tags, context, build)


def _limit_apart(paren: Paren, tags: list[Tag]) -> bool:
    """Whether a limit stands apart from what is allowed ("[BP > 150/90; drugs are allowed]"): it lets nobody off."""
    limit = next((tag for tag in tags if tag.type == "LIMIT"), None)
    apart = next((conn for conn in joins(paren) if conn.type == "SEMI"), None)
    return limit is not None and apart is not None and limit.end <= apart.start


def _limit_unless(paren: Paren, tags: list[Tag]) -> bool:
    """Whether an exception stands behind a limit ("[bilirubin > 1.5, unless due to gout]"), which lets nobody off itself."""
    clauses = [clause for sentence in paren.sentences for clause in sentence.clauses]
    tails = [tail for clause in clauses for tail in clause.tails if tail.kind == "except" and any(tail.listing.chunks)]
    return any(_decides(tag) and any(tag.end <= tail.word.start for tail in tails) for tag in tags)


def _content(node: Node, draft: Draft, paren: Paren, tags: list[Tag], context: Context, build: Builder) -> Node:
    """Examples, definitions, exceptions and narrowing words in a bracket."""
    kinds = tails_of(paren)
    unless = let_off(paren, context, build)
    if unless is not None:
        limited = isinstance(node, Comparison | Member)
        words = [word.text for word in words_before(paren, "except")] if limited else []
        return exception(node, unless, context, words[0] if words else "")
    before, forks = len(context.issues), len(context.forks)
    built = build(paren.sentences, under_finding(node, tags, context))
    inner = built.node
    end = Span(node.span.start, paren.end)
    if inner is None:
        return _described(node, paren, tags, context)
    if built.allowed and isinstance(node, Condition) and _limit_apart(paren, tags):
        return AllOf((node, judgement(tags[0].start, paren.end - 1, context, tags)), end)
    if not built.allowed and isinstance(node, Condition) and _limit_unless(paren, tags):
        return AllOf((node, judgement(tags[0].start, paren.end - 1, context, tags)), end)
    plain = isinstance(node, Condition) and draft.lead.negation is None and not begins_with_or(paren, context)
    if isinstance(inner, When) and not built.allowed and plain:
        return AllOf((node, inner), end)  # "asthma (in diabetics, HbA1c < 8 %)"
    narrowed = isinstance(inner, Except) and " other than " in context.words(paren.start, paren.end).lower()
    if built.allowed or ("except" in kinds and not narrowed) or ("if" in kinds and isinstance(inner, When)):
        base: Node = inner.base if isinstance(inner, Except) else inner
        if isinstance(inner, When):
            del context.forks[forks:]  # whom it lets in has both, however it is read
        denied = context.category == "inclusion" and draft.lead.negation is not None  # it is let off from what is denied
        return (allowance if built.allowed and not denied else exception)(node, settled(base, context), context)
    if begins_with_or(paren, context) and "examples" not in kinds:
        del context.issues[before:]
        return alternative(node, inner, paren, context)
    listed = _listed(node, inner, draft, paren, context)
    if listed is not None:
        return listed
    del context.issues[before:]
    if context.category == "inclusion" and (_only_people(inner) or _if_aged(node, inner, paren, context)):
        return When(inner, node, end)  # "negative pregnancy test (women of childbearing potential)"
    if isinstance(node, Condition) and not node.coded and isinstance(inner, AnyOf) and inner.head is None:
        return AnyOf(inner.parts, False, node, end)  # "danger signs (vomiting, seizure or coma)"
    if context.category == "exclusion" and any(tag.type == "EXCLV" for tag in tags):
        return AnyOf((node, inner), span=end)  # "platelets < 100 (transfusion not allowed)"
    if isinstance(node, Comparison) and finding_shown(inner, node):
        told = Qualifier("description", context.words(paren.start + 1, paren.end - 1), Span(paren.start + 1, paren.end - 1))
        return replace(node, qualifiers=(*node.qualifiers, told), span=end)
    if plain and _may_be_forms(inner) and context.choose(f"forms-{paren.start}", ("besides", "forms"), _FORMS) == "forms":
        return AnyOf(inner.parts, True, node, end)
    return AllOf((node, methods(node, inner)), end)


_FORMS = "what a bracket lists behind a disease may be forms or signs of it, or be asked for besides"


def _may_be_forms(inner: Node) -> TypeGuard[AllOf | AnyOf]:
    """Whether a bracket lists nothing but diseases ("severe hypoglycemia (seizure, coma)")."""
    return is_list(inner) and len(inner.parts) > 1 and all(isinstance(part, Condition) and part.coded for part in inner.parts)


def _listed(node: Node, inner: Node, draft: Draft, paren: Paren, context: Context) -> Node | None:
    """The node with what its bracket lists: examples, a definition, members or limits; None where it lists none of these."""
    end = Span(node.span.start, paren.end)
    if is_examples(inner):
        return AnyOf(like_heads(inner.parts, node), True, node, end)
    if _ETC.search(context.words(paren.start, paren.end)) and not isinstance(node, Comparison):
        examples = inner.parts if isinstance(inner, (AnyOf, AllOf)) else (inner,)
        return AnyOf(like_heads(examples, node), True, node, end)
    if is_plain(inner) and "definition" in tails_of(paren):
        return AnyOf(like_heads(inner.parts, node), False, node, end)
    members = members_of(node, inner, end, context.words(draft.heads[0].start, draft.heads[-1].end))
    if members is not None:
        return members
    if draft.slot in {"condition", "text"} and (_measured(inner) or (draft.ids and _measured(inner, by_sex=True))):
        if not draft.ids and not draft.shared_head:
            return inner
        parts = inner.parts if isinstance(inner, AnyOf) and inner.head is None else (inner,)
        return AnyOf(parts, False, node, end)
    if is_plain(inner) and any(found_again(part, node) for part in inner.parts):
        return AnyOf(inner.parts, False, node, end)  # "diabetes (fasting glucose > 7 mmol/L or a prior diagnosis of diabetes)"
    if isinstance(node, Result) and node.outcome == "abnormal" and not node.coded and _measured(inner):
        return AnyOf((inner,), False, node, end)  # "decreased renal function (eGFR < 60 mL/min)"
    return None


def _only_people(inner: Node) -> bool:
    """Whether a bracket only says whom its requirement is for: a sex, women of childbearing potential."""
    parts = inner.parts if isinstance(inner, AllOf) else (inner,)
    return all(isinstance(part, State | Demographic) and part.concept in {"childbearing-potential", "sex"} for part in parts)


def _if_aged(node: Node, inner: Node, paren: Paren, context: Context) -> bool:
    """Whether a bracket behind a limit or a consent says at which age it is asked ("hemoglobin > 9 g/dL (if age < 18 years)")."""
    aged = isinstance(inner, Comparison) and inner.concept == "age"
    aged = aged and (isinstance(node, State) or (isinstance(node, Comparison) and node.concept != "age"))
    return aged and context.words(paren.start, paren.end)[1:].lower().split()[:1] in (["if"], ["when"])


def methods(head: Node, listed: Node) -> Node:
    """What is listed behind contraception is a choice of its methods ("contraception (pill, IUD, condom)")."""
    if not isinstance(head, State) or head.concept != "contraception" or not isinstance(listed, AllOf):
        return listed
    chosen = all(isinstance(part, Treatment) for part in listed.parts)
    return AnyOf(listed.parts, span=listed.span) if chosen else listed


def let_off(paren: Paren, context: Context, build: Builder) -> Node | None:
    """What a bracket that begins with "except" lets off."""
    if len(paren.sentences) != 1 or len(paren.sentences[0].clauses) != 1:
        return None
    clause = paren.sentences[0].clauses[0]
    if any(clause.listing.chunks) or not clause.tails or clause.tails[0].kind != "except":
        return None
    first, *rest = clause.tails
    unless = build([Sentence([Clause(first.listing, rest)])], context).node
    take(first.word)
    if unless is None:
        words = flat(paren)
        take(joins(paren))
        return judgement(words[0].start, words[-1].end, context, words) if words else None
    return settled(unless, context)


_ETC = re.compile(r"\b(?:etc|and so on|and others|among others)\b", re.IGNORECASE)


def _measured(node: Node, *, by_sex: bool = False) -> bool:
    """Whether a node is of nothing but limits, which may be those of one sex each."""
    if isinstance(node, (AllOf, AnyOf)):
        limits = [part for part in node.parts if not (by_sex and isinstance(part, Demographic) and part.concept == "sex")]
        return bool(limits) and all(_measured(part, by_sex=by_sex) for part in limits)
    return isinstance(node, Comparison) and node.concept != "age" and (node.concept is not None or node.unit is not None)


def _decides(tag: Tag) -> bool:
    """Whether a limit with a sign stands here, which narrows whatever it is told of."""
    return tag.type == "LIMIT" and any(not one.bare and not one.damaged for one in limits_of(tag.value))  # type: ignore[arg-type]


_SETTLED = re.compile(r"[(\[]?\s*(?:whichever|if (?:known|applicable)|\d+\s*[)\]]?$)", re.IGNORECASE)
"""What a bracket says of two times that needs no asking: which of them counts is read elsewhere."""


def _in_two_times(node: AllOf | AnyOf) -> bool:
    """Whether a combination is of one state, now and for some time."""
    if isinstance(node, AnyOf) and node.head is not None:
        return False
    named = {one.concept if isinstance(one, State) else None for one in node.parts}
    return len(named) == 1 and None not in named


def _described(node: Node, paren: Paren, tags: list[Tag], context: Context) -> Node:
    """Words that only describe the term: a person may tick them; a further limit of a limit stays unread."""
    if isinstance(node, Comparison) and any(tag.type == "LIMIT" for tag in tags):
        return node
    if isinstance(node, AllOf | AnyOf) and _in_two_times(node) and not _SETTLED.match(context.words(paren.start, paren.end)):
        return replace(node, parts=tuple(_described(part, paren, tags, context) for part in node.parts))
    take(tags)
    take(joins(paren))
    if not isinstance(node, Qualified):
        return node
    if all(tag.type == "SEV" for tag in tags) and any(tag.value == "stage" for tag in tags):
        told = tuple(Qualifier(str(tag.value), context.words(tag.start, tag.end), Span(tag.start, tag.end)) for tag in tags)
        return replace(node, qualifiers=(*node.qualifiers, *told))
    span = Span(tags[0].start, tags[-1].end)
    kind = "criteria-set" if any(tag.type == "SEV" and tag.value == "criteria-set" for tag in tags) else "description"
    narrowed = isinstance(node, Condition | Treatment | Result) and any(map(_decides, tags)) and "examples" not in tails_of(paren)
    if kind == "description" and narrowed:
        kind = "other"  # "thrombocytopenia (< 40,000)": whoever has it is not asked for nothing more
    described = Qualifier(kind, context.words(paren.start + 1, paren.end - 1), span)
    return timed_by(replace(node, qualifiers=(*node.qualifiers, described)), paren, tags)
