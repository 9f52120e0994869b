"""What a bracket does to the term before it: spells it again, defines it, gives examples, narrows it or lets some off."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from screener.catalog.load import catalog
from screener.core.span import Span
from screener.criteria.nodes import Allergy
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Bound
from screener.criteria.nodes import Comparison
from screener.criteria.nodes import Condition
from screener.criteria.nodes import Contraindication
from screener.criteria.nodes import Demographic
from screener.criteria.nodes import Except
from screener.criteria.nodes import Immunization
from screener.criteria.nodes import Judgement
from screener.criteria.nodes import Limit
from screener.criteria.nodes import Member
from screener.criteria.nodes import Node
from screener.criteria.nodes import Not
from screener.criteria.nodes import Qualifier
from screener.criteria.nodes import Result
from screener.criteria.nodes import State
from screener.criteria.nodes import Treatment
from screener.criteria.nodes import Unread
from screener.criteria.nodes import When
from screener.criteria.nodes import is_examples
from screener.criteria.nodes import is_plain
from screener.criteria.nodes import walk
from screener.reading.build.asked import judgement
from screener.reading.build.class_values import class_values
from screener.reading.build.context import Context
from screener.reading.build.denials import denied_bracket
from screener.reading.build.draft import Draft
from screener.reading.build.exceptions import allowance
from screener.reading.build.exceptions import exception
from screener.reading.build.finding_measures import under_finding
from screener.reading.build.heads import like_head
from screener.reading.build.heads import settled
from screener.reading.build.limits import Limits
from screener.reading.build.limits import limits_of
from screener.reading.build.members import members_of
from screener.reading.build.own_times import own_times
from screener.reading.build.paren_amounts import amounts_in
from screener.reading.build.paren_times import timed_by
from screener.reading.build.sexes import by_sex
from screener.reading.build.special import for_a_condition
from screener.reading.build.special import limited_for_some
from screener.reading.build.special import on_its_side
from screener.reading.build.special import with_limit
from screener.reading.tags import Tag
from screener.reading.tags import parts_of
from screener.reading.tags import take
from screener.reading.trees import Clause
from screener.reading.trees import Listing
from screener.reading.trees import Paren
from screener.reading.trees import Sentence

if TYPE_CHECKING:
    from screener.reading.build.built import Built

Qualified = Comparison | Result | Member | Condition | Treatment | Immunization | Allergy | Contraindication | State
Builder = Callable[[list[Sentence], Context], "Built"]


def bracketed(node: Node, draft: Draft, paren: Paren, context: Context, build: Builder) -> Node:
    """The node with its bracket worked in."""
    tags = flat(paren)
    if not tags:
        return node
    timed = own_times(node, paren, everything(paren), context, build)
    if timed is not None:
        take(_joins(paren))
        return timed
    if isinstance(node, Not) and draft.lead.negation is None and any(tag.type == "LIMIT" for tag in tags):
        take(_joins(paren))
        return AllOf((node, judgement(tags[0].start, tags[-1].end, context, tags)), Span(node.span.start, paren.end))
    refused = denied_bracket(node, lambda inner: _worked_in(inner, draft, paren, tags, context, build), context)
    return refused if refused is not None else _worked_in(node, draft, paren, tags, context, build)


def _worked_in(node: Node, draft: Draft, paren: Paren, tags: list[Tag], context: Context, build: Builder) -> Node:
    """The node with what its bracket says."""
    ordinal = _ordinal(tags)
    if ordinal is not None:
        concept, values, mention = ordinal
        take(tags)
        take(_joins(paren))
        member = Member(concept, catalog()[concept].label, values, mention=mention, span=Span(tags[0].start, tags[-1].end))
        return AllOf((node, member), Span(node.span.start, paren.end))
    if isinstance(node, Comparison) and _snellen(tags):
        take(tags)
        take(_joins(paren))
        return node
    if isinstance(node, Comparison) and _is_scale(context.words(paren.start + 1, paren.end - 1), tags, node):
        take(tags)
        take(_joins(paren))
        return node
    if _restates(draft, tags, examples := _example_words(paren)):
        take([*tags, *examples])
        take(_joins(paren))
        return _named_twice(node, paren)
    if isinstance(node, Comparison) and (spelled := _spelled_again(node, tags)) is not None:
        take(tags)
        return spelled
    sexed = by_sex(node, draft, paren, tags, _joins(paren), context)
    if sexed is not None:
        return sexed
    special = _special_limit(node, paren, context, build) or amounts_in(node, draft, paren, context)
    if special is not None:
        return special
    return _content(node, draft, paren, tags, context, build)


def flat(paren: Paren) -> list[Tag]:
    """All tags inside a bracket, connectives and tail words left out."""
    found: list[Tag] = []
    for sentence in paren.sentences:
        for clause in sentence.clauses:
            for listing in (clause.listing, *(tail.listing for tail in clause.tails)):
                for chunk in listing.chunks:
                    for element in chunk:
                        found += flat(element) if isinstance(element, Paren) else [element]
    return found


def everything(paren: Paren) -> list[Tag]:
    """All tags inside a bracket, connectives and tail words too."""
    found = [*flat(paren), *_joins(paren)]
    tails = [tail for sentence in paren.sentences for clause in sentence.clauses for tail in clause.tails]
    return found + [tag for tail in tails for tag in (tail.word, *tail.listing.conns)]


def _joins(paren: Paren) -> list[Tag]:
    """The connectives inside a bracket."""
    return [conn for sentence in paren.sentences for clause in sentence.clauses for conn in clause.listing.conns]


def tails_of(paren: Paren) -> list[str]:
    """The kinds of what follows the lists inside a bracket (`examples`, `definition`, `if` …)."""
    return [tail.kind for sentence in paren.sentences for clause in sentence.clauses for tail in clause.tails]


def _ordinal(tags: list[Tag]) -> tuple[str, tuple[str, ...], Span] | None:
    """An ordinal class in brackets ("≥ level III, NYHA", "NYHA class III or IV")."""
    names = [tag for tag in tags if tag.type == "MEAS" and isinstance(tag.value, tuple)]
    for tag in names:
        for ident in tag.value if isinstance(tag.value, tuple) else ():
            concept = catalog()[ident]
            if concept.kind != "ordinal" or concept.measure is None or not concept.measure.classes:
                continue
            values = _ordinal_values(ident, [other for other in tags if other is not tag])
            if values:
                return ident, values, Span(tag.start, tag.end)
    return None


def _ordinal_values(ident: str, tags: list[Tag]) -> tuple[str, ...]:
    sign, through = None, False
    found: list[Tag] = []
    for tag in tags:
        for part in parts_of(tag):
            through = through or part.type == "RDASH"
            if part.type in {"ROMAN", "NUM"}:
                found.append(part)
            elif part.type == "CMP":
                sign = str(part.value)
            elif part.type == "TEXT" and len(part.text) <= 2:
                found.append(part)
            elif part.type not in {"STAGEW", "MEASN", "POST", "RDASH", "TEXT"}:
                return ()
            elif part.type == "POST":
                sign = str(part.value)
    if not found:
        return ()
    values = class_values(found, ident)
    measure = catalog()[ident].measure
    if sign is not None and measure is not None and not set(values) <= set(measure.classes):
        return ()
    if through:
        return _through(values, measure.classes if measure is not None else ())
    return expand(ident, values, sign)


def _through(values: tuple[str, ...], classes: tuple[str, ...]) -> tuple[str, ...]:
    """The classes from one to another ("NYHA class II-IV"); none where they do not make a range."""
    if len(values) != 2 or not set(values) <= set(classes):
        return ()
    first, last = (classes.index(value) for value in values)
    return classes[first : last + 1]


def expand(ident: str, values: tuple[str, ...], sign: str | None) -> tuple[str, ...]:
    """The classes from a sign and a class on ("≥ III" is III and IV)."""
    measure = catalog()[ident].measure
    classes = measure.classes if measure is not None else ()
    if sign is None or len(values) != 1 or values[0] not in classes:
        return values
    at = classes.index(values[0])
    match sign:
        case ">=":
            return classes[at:]
        case ">":
            return classes[at + 1 :]
        case "<=":
            return classes[: at + 1]
        case "<":
            return classes[:at]
        case _:
            return values


_OUT_OF = re.compile(
    r"(?:out of|of|max\w*(?: score)?(?: of)?|range\w*:?|score range|scale)\s*(?:a\s+)?(?:total\s+|possible\s+)*\d+",
    re.IGNORECASE,
)
_SCALE_WORDS = re.compile(r"\b(?:scale|vas|nrs|points?|likert)\b", re.IGNORECASE)


def _is_scale(words: str, tags: list[Tag], node: Comparison) -> bool:
    """Whether a bracket only tells how far the measure's own scale reaches ("(0-10 cm VAS)", "(out of 150)")."""
    if _OUT_OF.match(words):
        return True
    ranges = [one for tag in tags if tag.type == "LIMIT" for one in limits_of(tag.value)]  # type: ignore[arg-type]
    if len(ranges) != 1 or ranges[0].lower is None or ranges[0].upper is None:
        return False
    low, high = ranges[0].lower.value, ranges[0].upper.value
    own = [bound.value for bound in (node.lower, node.upper) if bound is not None]
    within = low < high and all(low <= value <= high for value in own)
    return within and (bool(_SCALE_WORDS.search(words)) or (low == 0 and len(tags) == 1 and node.unit in {"1", None}))


_SNELLEN = re.compile(r"\d+/\d+")


def _snellen(tags: list[Tag]) -> bool:
    """Whether a bracket gives the limit again as a fraction on another chart ("(Snellen 20/40)")."""
    plain = all(tag.type in {"TEXT", "PREP", "MEASN", "MEAS"} for tag in tags)
    return plain and any(_SNELLEN.fullmatch(tag.text) for tag in tags)


def _example_words(paren: Paren) -> list[Tag]:
    """The words in a bracket that say that what follows them is an example."""
    tails = [tail for sentence in paren.sentences for clause in sentence.clauses for tail in clause.tails]
    return [tail.word for tail in tails if tail.kind == "examples"]


def _restates(draft: Draft, tags: list[Tag], examples: list[Tag]) -> bool:
    """An abbreviation, a synonym or another spelling of the same term; an example is none, unless it is the same thing."""
    if any(tag.type in {"LIMIT", "WINDOW"} for tag in tags):
        return False
    same = [tag for tag in tags if isinstance(tag.value, tuple) and draft.ids and set(tag.value) & set(draft.ids)]
    if same and len(tags) <= (1 if examples else 2):
        return True
    if len(tags) == 1 and not examples and tags[0].type in {"TEXT", "MEAS", "COND", "DRUG", "PROC", "STATE", "ROMAN"}:
        text = tags[0].text
        return sum(letter.isupper() or letter.isdigit() for letter in text) >= max(2, len(text) // 2)
    return False


def _named_twice(node: Node, paren: Paren) -> Node:
    """The node with its head words reaching over the abbreviation behind them."""
    if isinstance(node, Qualified) and node.mention.end <= paren.start:
        return replace(node, mention=Span(node.mention.start, paren.end), span=node.span.join(Span(paren.start, paren.end)))
    return node


def _spelled_again(node: Comparison, tags: list[Tag]) -> Comparison | None:
    """The limit in another unit ("< 10 g/dL (100 g/L)")."""
    if len(tags) != 1 or tags[0].type != "LIMIT":
        return None
    found = limits_of(tags[0].value)  # type: ignore[arg-type]
    if len(found) != 1 or found[0].damaged or found[0].relative != "none":
        return None
    one = found[0]
    if one.unit is None or one.unit == node.unit:
        return None
    return replace(node, also=(*node.also, _like(one, node)))


def _like(one: Limits, node: Comparison) -> Limit:
    """The bracket's number with the sign of the limit that it repeats."""

    if not one.bare or one.lower is None:
        return Limit(one.lower, one.upper, one.unit)
    value = one.lower.value
    lower = Bound(value, node.lower.inclusive) if node.lower else None
    upper = Bound(value, node.upper.inclusive) if node.upper else None
    return Limit(lower, upper, one.unit)


def _special_limit(node: Node, paren: Paren, context: Context, build: Builder) -> Node | None:
    """Another limit for a subgroup ("≤ 2.5 x ULN (≤ 5 x ULN if liver metastases)", "(for Gilbert's syndrome, ≤ 3 x ULN)")."""
    if not isinstance(node, Comparison | Result) or len(paren.sentences) != 1 or len(paren.sentences[0].clauses) != 1:
        return None
    clause = paren.sentences[0].clauses[0]
    found = _limit_for_some(clause) if not _of_another_measure(clause, node) else None
    if found is None:
        return _met_instead(node, paren, context, build)
    limit, word, listing, joins = found
    ones = tuple(on_its_side(one, node) for one in limits_of(limit.value))  # type: ignore[arg-type]
    if len(ones) != 1 or ones[0].damaged or ones[0].bare:
        return None
    allowing = [tag for chunk in clause.listing.chunks for tag in chunk if isinstance(tag, Tag) and tag.type == "ALLOWV"]
    if allowing and _lets_beyond(ones[0], node):
        return _let_off_if(node, ones[0], paren, listing, context, build)
    take([limit, word, *joins, *allowing])
    condition = build([Sentence([Clause(listing)])], context).node
    if condition is None:
        return None
    special = with_limit(node, ones[0], Span(limit.start, limit.end))
    return limited_for_some(node, special, condition, Span(node.span.start, paren.end))


def _let_off_if(
    node: Comparison | Result, one: Limits, paren: Paren, listing: Listing, context: Context, build: Builder
) -> Node:
    """What keeps out, but for those who meet the condition on which that is allowed; its words where it is not plain."""
    words = everything(paren)
    states = [(tag, tag.state) for tag in words]
    unless = build([Sentence([Clause(listing)])], context).node if _same_number(one, node) else None
    if unless is None or any(isinstance(part, Judgement | Unread) for part in walk(unless)):
        for tag, state in states:
            tag.state = state
        return allowance(node, judgement(words[0].start, paren.end - 1, context, words), context)
    take(words)
    span = Span(node.span.start, paren.end)
    return Except(node, unless, span) if context.category == "exclusion" else AnyOf((node, unless), span=span)


def _same_number(one: Limits, node: Comparison | Result) -> bool:
    """Whether a limit has the one number of another, whatever its side."""
    if not isinstance(node, Comparison) or one.unit not in {None, node.unit}:
        return False
    first, second = ([bound.value for bound in (limit.lower, limit.upper) if bound] for limit in (one, node))
    return len(first) == 1 and first == second


def _lets_beyond(one: Limits, node: Comparison | Result) -> bool:
    """Whether a limit that is allowed on a condition is the very one that keeps out, or lies behind the one asked for."""
    if not isinstance(node, Comparison) or one.relative != node.relative_to:
        return False
    same = one.lower == node.lower and one.upper == node.upper
    return same or (one.upper is None and node.lower is None) or (one.lower is None and node.upper is None)


def _of_another_measure(clause: Clause, node: Comparison | Result) -> bool:
    """Whether a bracket limits a measure that it names itself ("PTT ≤ 1.5 x ULN (or an INR between 2 and 3 if on warfarin)")."""
    named = [tag.value for chunk in clause.listing.chunks for tag in chunk if isinstance(tag, Tag) and tag.type == "MEAS"]
    return any(isinstance(ids, tuple) and node.concept not in ids for ids in named)


_OR = re.compile(r"[(\[]?\s*or\b", re.IGNORECASE)


def _met_instead(node: Comparison | Result, paren: Paren, context: Context, build: Builder) -> Node | None:
    """What some may meet instead: the limit that the bracket tells with its own measure, and what makes them such."""
    clause = paren.sentences[0].clauses[0]
    instead = _of_another_measure(clause, node) or _OR.match(context.text, paren.start) is not None
    if not instead or not any(tail.kind == "if" for tail in clause.tails):
        return None
    other, span = build(paren.sentences, context).node, Span(node.span.start, paren.end)
    if not isinstance(other, When):
        words = everything(paren)
        return AnyOf((node, judgement(words[0].start, paren.end - 1, context, words)), span=span)
    return AnyOf((node, AllOf((other.condition, other.then), other.span)), span=span)


def _limit_for_some(clause: Clause) -> tuple[Tag, Tag, Listing, list[Tag]] | None:
    """The one limit of a bracket, the word that says for whom, who that is, and the connectives around the limit."""
    only_chunk = clause.listing.chunks[0] if len(clause.listing.chunks) == 1 and not clause.tails else []
    if len(only_chunk) > 2 and for_a_condition(only_chunk):
        limit, word, *who = only_chunk
        assert isinstance(limit, Tag)  # `for_a_condition` looked
        assert isinstance(word, Tag)
        return limit, word, Listing([who], []), []
    if len(clause.tails) != 1 or clause.tails[0].kind != "if":
        return None
    tail, chunks = clause.tails[0], clause.listing.chunks
    limits = [tag for chunk in chunks for tag in chunk if isinstance(tag, Tag) and tag.type == "LIMIT"]
    if len(limits) == 1:
        return limits[0], tail.word, tail.listing, clause.listing.conns
    last = tail.listing.chunks[-1]
    if any(chunks) or len(tail.listing.chunks) < 2 or len(last) != 1:
        return None
    only = last[0]
    if not isinstance(only, Tag) or only.type != "LIMIT":
        return None
    return only, tail.word, Listing(tail.listing.chunks[:-1], tail.listing.conns[:-1]), tail.listing.conns[-1:]


def _except_word(paren: Paren) -> str:
    """The words with which the exception in a bracket begins."""
    tails = [tail for sentence in paren.sentences for clause in sentence.clauses for tail in clause.tails]
    return next((tail.word.text for tail in tails if tail.kind == "except"), "")


def _limit_apart(paren: Paren, tags: list[Tag]) -> bool:
    """Whether a limit stands apart from what is allowed ("[BP > 150/90; drugs are allowed]"): it lets nobody off."""
    limit = next((tag for tag in tags if tag.type == "LIMIT"), None)
    apart = next((conn for conn in _joins(paren) if conn.type == "SEMI"), None)
    return limit is not None and apart is not None and limit.end <= apart.start


def _content(node: Node, draft: Draft, paren: Paren, tags: list[Tag], context: Context, build: Builder) -> Node:
    """Examples, definitions, exceptions and narrowing words in a bracket."""
    kinds = tails_of(paren)
    unless = let_off(paren, context, build)
    if unless is not None:
        limited = isinstance(node, Comparison | Member)
        return exception(node, unless, context, _except_word(paren) if limited else "")
    before, forks = len(context.issues), len(context.forks)
    built = build(paren.sentences, under_finding(node, tags, context))
    inner = built.node
    end = Span(node.span.start, paren.end)
    if inner is None:
        return _described(node, paren, tags, context)
    if built.allowed and isinstance(node, Condition) and _limit_apart(paren, tags):
        return AllOf((node, judgement(tags[0].start, paren.end - 1, context, tags)), end)
    narrowed = isinstance(inner, Except) and " other than " in context.words(paren.start, paren.end).lower()
    if built.allowed or ("except" in kinds and not narrowed) or ("if" in kinds and isinstance(inner, When)):
        base: Node = inner.base if isinstance(inner, Except) else inner
        if isinstance(inner, When):
            del context.forks[forks:]  # whom it lets in has both, however it is read
        return (allowance if built.allowed else exception)(node, settled(base, context), context)
    if is_examples(inner):
        return AnyOf(tuple(like_head(part, node) for part in inner.parts), True, node, end)
    if _ETC.search(context.words(paren.start, paren.end)) and not isinstance(node, Comparison):
        examples = inner.parts if isinstance(inner, (AnyOf, AllOf)) else (inner,)
        return AnyOf(tuple(like_head(part, node) for part in examples), True, node, end)
    if is_plain(inner) and "definition" in kinds:
        return AnyOf(tuple(like_head(part, node) for part in inner.parts), False, node, end)
    members = members_of(node, inner, end, context.words(draft.heads[0].start, draft.heads[-1].end))
    if members is not None:
        return members
    if draft.slot in {"condition", "text"} and _measured(inner):
        if not draft.ids and not draft.shared_head:
            return inner
        parts = inner.parts if isinstance(inner, AnyOf) and inner.head is None else (inner,)
        return AnyOf(parts, False, node, end)
    if isinstance(node, Result) and node.outcome == "abnormal" and not node.coded and _measured(inner):
        return AnyOf((inner,), False, node, end)  # "decreased renal function (eGFR < 60 mL/min)"
    del context.issues[before:]
    if context.category == "inclusion" and (_only_people(inner) or _if_aged(node, inner, paren, context)):
        return When(inner, node, end)  # "negative pregnancy test (women of childbearing potential)"
    if isinstance(node, Condition) and not node.coded and isinstance(inner, AnyOf) and inner.head is None:
        return AnyOf(inner.parts, False, node, end)  # "danger signs (vomiting, seizure or coma)"
    if context.category == "exclusion" and any(tag.type == "EXCLV" for tag in tags):
        return AnyOf((node, inner), span=end)  # "platelets < 100 (transfusion not allowed)"
    return AllOf((node, methods(node, inner)), end)


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
        take(_joins(paren))
        return judgement(words[0].start, words[-1].end, context, words) if words else None
    return settled(unless, context)


_ETC = re.compile(r"\b(?:etc|and so on|and others|among others)\b", re.IGNORECASE)


def _measured(node: Node) -> bool:
    if isinstance(node, (AllOf, AnyOf)):
        return all(_measured(part) for part in node.parts)
    return isinstance(node, Comparison) and node.concept != "age" and (node.concept is not None or node.unit is not None)


def _exemplifies(paren: Paren) -> bool:
    """Whether a bracket gives an example ("e.g. 40 mg a day"), which narrows nothing."""
    return any(tail.kind == "examples" for sentence in paren.sentences for clause in sentence.clauses for tail in clause.tails)


def _decides(tag: Tag) -> bool:
    """Whether a limit with a sign stands here, which narrows whatever it is told of."""
    return tag.type == "LIMIT" and any(not one.bare and not one.damaged for one in limits_of(tag.value))  # type: ignore[arg-type]


def _described(node: Node, paren: Paren, tags: list[Tag], context: Context) -> Node:
    """Words that only describe the term: a person may tick them; a further limit of a limit stays unread."""
    if isinstance(node, Comparison) and any(tag.type == "LIMIT" for tag in tags):
        return node
    take(tags)
    take(_joins(paren))
    if not isinstance(node, Qualified):
        return node
    if all(tag.type == "SEV" for tag in tags) and any(tag.value == "stage" for tag in tags):
        told = tuple(Qualifier(str(tag.value), context.words(tag.start, tag.end), Span(tag.start, tag.end)) for tag in tags)
        return replace(node, qualifiers=(*node.qualifiers, *told))
    span = Span(tags[0].start, tags[-1].end)
    kind = "criteria-set" if any(tag.type == "SEV" and tag.value == "criteria-set" for tag in tags) else "description"
    narrowed = isinstance(node, Condition | Treatment | Result) and any(map(_decides, tags)) and not _exemplifies(paren)
    if kind == "description" and narrowed:
        kind = "other"  # "thrombocytopenia (< 40,000)": whoever has it is not asked for nothing more
    described = Qualifier(kind, context.words(paren.start + 1, paren.end - 1), span)
    return timed_by(replace(node, qualifiers=(*node.qualifiers, described)), paren, tags)
