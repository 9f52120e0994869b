"""What an exception does: it takes some away from what is said, or lets some in who do not meet it."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from screener.catalog.load import catalog
from screener.core.span import Span
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Comparison
from screener.criteria.nodes import Condition
from screener.criteria.nodes import Except
from screener.criteria.nodes import Immunization
from screener.criteria.nodes import Judgement
from screener.criteria.nodes import Member
from screener.criteria.nodes import Node
from screener.criteria.nodes import Not
from screener.criteria.nodes import Qualifier
from screener.criteria.nodes import Result
from screener.criteria.nodes import State
from screener.criteria.nodes import Treatment
from screener.criteria.nodes import When
from screener.criteria.nodes import walk
from screener.reading.meaning.asked import judgement
from screener.reading.meaning.chunks.judged import one_time
from screener.reading.meaning.context import Context
from screener.reading.meaning.lists.combine import any_of
from screener.reading.meaning.lists.combine import span_of
from screener.reading.meaning.tails.besides_exceptions import besides_exception
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import take
from screener.reading.syntax.trees import Clause
from screener.reading.syntax.trees import Listing
from screener.reading.syntax.trees import Paren

_ABUSES = frozenset({"substance-abuse", "drug-abuse"})
"""Diseases of which a drug names a kind, so that taking it excepts nobody ("substance abuse other than nicotine")."""
_NOT_COUNTED = ("exclud", "exclusive", "not including", "with exclusion", "with the exclusion", "not counting")
"""What is not measured with the rest, so that it lets nobody in."""
_CASES = ("unless", "except if", "except when", "except for when", "except where", "except in")


def denied_examples(node: Node, text: str) -> Node:
    """The node with what its lists of examples deny taken away: "steroids (including oral ones, but excluding topical ones)".

    What is let off from an example is let off from the head that it is a kind of: "heart disease such as arrhythmia (sinus
    bradycardia is allowed)".
    """
    match node:
        case AnyOf(open=True, parts=parts, head=Condition() | Treatment()) if not isinstance(parts[0], Not):
            off = [one for before, one in pairwise(parts) if isinstance(one, Not) and _let_off(before, one, text)]
            spared = [one.unless for one in parts if isinstance(one, Except) and _kind_of(one.unless, node.head)]
            if not off and spared:
                return Except(node, any_of(spared), node.span)
            if not off:
                return node
            kept = replace(node, parts=tuple(one for one in parts if one not in off))
            return Except(kept, any_of([one.part for one in off]), node.span)
        case AllOf(parts=parts) | AnyOf(parts=parts):
            made = tuple(denied_examples(part, text) for part in parts)
            return node if made == parts else replace(node, parts=made)
        case _:
            return node


def _let_off(before: Node, one: Node, text: str) -> bool:
    """Whether an example stands behind words that take it off the list."""
    return one.span.start >= before.span.end and _OFF.match(text[before.span.end : one.span.end].lower()) is not None


_OFF = re.compile(r"\W*(?:but )?(?:excluding|not including|not)\b")


def exception(base: Node, unless: Node, context: Context, word: str = "") -> Node:
    """The base with its exception.

    In an exclusion, and for a narrower kind of the same thing, what is excepted is taken away ("cancer other than skin
    cancer"). In an inclusion the exception of a limit lets in those for whom it holds ("≤ 1.5 x ULN unless Gilbert").
    """
    apart = besides_exception(base, unless, context)
    if apart is not None:
        kept, last = apart
        return AnyOf((exception(base, kept, context, word), last), span=span_of([base, unless]))
    span = span_of([base, unless])
    denials = isinstance(base, AllOf) and bool(base.parts) and all(isinstance(part, Not) for part in base.parts)
    if isinstance(base, AllOf) and denials and context.category == "inclusion":
        denied = tuple(dict.fromkeys(part.part for part in base.parts if isinstance(part, Not)))
        base = Not(denied[0] if len(denied) == 1 else AnyOf(denied, span=base.span), base.span)  # "no prior or concurrent cancer"
    judged = base.part if isinstance(base, Not) else base
    if word and isinstance(judged, Judgement) and not word.lower().startswith(_CASES):
        whole = replace(judgement(span.start, span.end, context, []), window=judged.window)
        return Not(whole, span) if isinstance(base, Not) else whole  # who decides the rest knows what does not count
    if isinstance(base, Comparison | Member) and isinstance(unless, Judgement) and word.lower().startswith(_NOT_COUNTED):
        start = max(context.text.lower().rfind(word.lower(), 0, unless.span.start), base.mention.end)
        told = Qualifier("description", context.words(start, unless.span.end), Span(start, unless.span.end))
        return replace(base, qualifiers=(*base.qualifiers, told), span=span)  # "EASI ≥ 16 (excluding the face)"
    abused = isinstance(judged, Condition) and judged.concept in _ABUSES
    if abused and all(isinstance(one, Treatment | AnyOf | AllOf) for one in walk(unless)):
        unless = replace(judgement(unless.span.start, unless.span.end, context, []), window=one_time(unless))
    if not word.lower().startswith(_CASES):
        unless = _either(unless, context.text)
    unless = _alike(_besides(_names_cut(unless, context)), _headed(judged))
    if _same(unless, base) and not (isinstance(unless, Treatment) and unless.stable_for is not None):
        time = one_time(unless)
        unless = replace(judgement(unless.span.start, unless.span.end, context, []), window=time)  # "other than the study drug"
    if isinstance(base, Not):
        return Not(_taken_away(base.part, unless, span, word), span)
    if context.category == "inclusion" and (word.lower().startswith(_CASES) or _decides(base)):
        if isinstance(unless, When):
            unless = AllOf((unless.condition, unless.then), unless.span)  # whom it lets in has both
        return AnyOf((base, unless), span=span)
    return _taken_away(base, unless, span, word)


def _taken_away(base: Node, unless: Node, span: Span, word: str) -> Node:
    """The base without what is excepted: a kind of it, or whoever is in a case ("NSAIDs unless on a proton pump inhibitor")."""
    if (word.lower().startswith(_CASES) and _another_of_its_sort(unless, base)) or (word and _by_cause(unless, base)):
        return AllOf((base, Not(unless, unless.span)), span)
    return Except(base, unless, span)


def _either(unless: Node, text: str) -> Node:
    """ "Except inhaled and topical steroids" lets off whoever has one of them: nobody need have both."""
    if not isinstance(unless, AllOf):
        return unless
    kinds = {type(part) for part in unless.parts}
    named = len(kinds) == 1 and kinds <= {Condition, Treatment, Immunization}
    between = [text[one.span.start : other.span.start] for one, other in pairwise(unless.parts)]
    listed = all(_LISTED.search(words) and not _TELLS_MORE.search(words) for words in between)
    known = named and listed and all(getattr(part, "coded", False) for part in unless.parts)
    return AnyOf(unless.parts, span=unless.span) if known else unless


_LISTED = re.compile(r"[,;&]|\band\b", re.IGNORECASE)
_TELLS_MORE = re.compile(r"\b(?:who|whom|whose|which|that|must|should|with|if|when)\b", re.IGNORECASE)


def _another_of_its_sort(unless: Node, base: Node) -> bool:
    """Whether a case names a treatment or finding that is no kind of the base's, which is had together with it."""
    whole = base.parts if isinstance(base, AnyOf) and base.head is None else (base,)
    things = [part for part in whole if isinstance(part, Condition | Treatment) and part.concept is not None]
    if len(things) < len(whole):
        return False
    named = [part for part in walk(unless) if isinstance(part, Condition | Treatment) and part.kind == whole[0].kind]
    return any(not any(_below(part, thing) for thing in things) for part in named)


_CAUSE = re.compile(r"(?:(?:due|related|secondary|attributable) to|caused by|resulting from|associated with)\b", re.IGNORECASE)


def _by_cause(unless: Node, base: Node) -> bool:
    """Whether an exception names only what has to be the cause of a finding ("anemia except due to thalassemia")."""
    if not isinstance(base, Condition):
        return False
    parts = unless.parts if isinstance(unless, AnyOf) and unless.head is None else (unless,)
    return all(
        isinstance(part, Condition) and any(one.type == "other" and _CAUSE.match(one.value) for one in part.qualifiers)
        for part in parts
    )


def _besides(unless: Node) -> Node:
    """ "Cancer other than gastric cancer (excluding skin cancer)": what is no kind of the first exception is one more."""
    if not isinstance(unless, Except) or not isinstance(unless.base, Condition) or unless.base.concept is None:
        return unless
    off = unless.unless
    listed = isinstance(off, AllOf) or (isinstance(off, AnyOf) and off.head is None)
    further = off.parts if listed and isinstance(off, AllOf | AnyOf) else (off,)
    named = all(isinstance(one, Condition) and one.concept is not None for one in further)
    known, first = catalog(), unless.base.concept
    if not named or any(known.is_a(str(getattr(one, "concept", "")), first) for one in further):
        return unless
    return AnyOf((unless.base, *further), span=unless.span)


def let_off_behind(clause: Clause) -> tuple[Clause, Clause] | None:
    """ "Diabetes, but well-controlled type 2 is permitted": what stands before the "but", and what is allowed behind it."""
    listing = clause.listing
    for at, conn in enumerate(listing.conns):
        if conn.type == "AND" and conn.text.lower().strip(" ,") in _BUTS:
            before, behind = listing.chunks[: at + 1], listing.chunks[at + 1 :]
            if _allows(behind) and not _allows(before) and any(before):
                take(conn)
                first = Clause(Listing(before, listing.conns[:at]))
                return first, Clause(Listing(behind, listing.conns[at + 1 :]), clause.tails)
    return None


def words_allowed(clause: Clause, context: Context) -> Node | None:
    """What is allowed as words for a person, where nothing in it could be named ("well-controlled type 2")."""
    tags = [tag for chunk in clause.listing.chunks for tag in chunk if isinstance(tag, Tag) and tag.type != "ALLOWV"]
    return judgement(tags[0].start, tags[-1].end, context, tags) if tags else None


def _same(unless: Node, base: Node) -> bool:
    """Whether an exception names the very thing that it is made from."""
    return getattr(unless, "concept", None) is not None and getattr(unless, "concept", None) == getattr(base, "concept", "")


_BUTS = frozenset({"but", "but also"})


def _allows(chunks: list[list[Tag | Paren]]) -> bool:
    return any(isinstance(tag, Tag) and tag.type == "ALLOWV" for chunk in chunks for tag in chunk)


def _decides(node: Node) -> bool:
    """Whether a node sets a limit, a class, a result or a state, of which there are no narrower kinds."""
    if isinstance(node, AllOf | AnyOf):
        return all(_decides(part) for part in node.parts)
    return isinstance(node, Comparison | Member | Result | State | When)


def _alike(unless: Node, base: Node) -> Node:
    """A narrower kind is excepted as the base is meant: "history of cancer except skin cancer" excepts a history of it."""
    match unless, base:
        case AnyOf(parts=parts, open=False, head=None), _:
            return replace(unless, parts=tuple(_alike(part, base) for part in parts))
        case Condition(status="present", window=None), Condition(status="ever") if _below(unless, base):
            return replace(unless, status="ever", window=base.window)
        case Condition(status="present", window=None), Condition(status="newly-diagnosed") if _below(unless, base):
            return replace(unless, window=base.window)
        case Immunization(window=None), Immunization() if _below(unless, base):
            return replace(unless, status=base.status, window=base.window)
        case Treatment(status="current" | "ever", window=None), Treatment() if _below(unless, base) or _then(unless, base):
            return replace(unless, status=base.status, window=base.window)
        case AllOf(parts=parts), Treatment(status="ever") if all(isinstance(part, Treatment) for part in parts):
            return replace(unless, parts=tuple(_alike(part, base) for part in parts))
        case _:
            return unless


def _names_cut(unless: Node, context: Context) -> Node:
    """What is let off with each name that "non-" begins and that is cut short ("non-melanoma skin") put to a person."""
    match unless:
        case AllOf(parts=parts) | AnyOf(parts=parts) if parts:
            return replace(unless, parts=tuple(_names_cut(part, context) for part in parts))
        case Not(part=Condition()) if context.text[unless.span.start : unless.span.start + 3].lower() == "non":
            return judgement(unless.span.start, unless.span.end, context, [])
        case _:
            return unless


def _headed(base: Node) -> Node:
    """What a list of examples is of, of which an exception is one more; any other node as it is."""
    return base.head if isinstance(base, AnyOf) and base.open and base.head is not None else base


def _then(unless: Treatment, base: Treatment) -> bool:
    """Whether what is excepted is what was had in the time of the base, and not a dose that stands since."""
    return base.status == "ever" and unless.stable_for is None and unless.duration is None


def _kind_of(unless: Node, head: Node | None) -> bool:
    """Whether a thing is a kind of another of its sort."""
    return (isinstance(unless, Condition) and isinstance(head, Condition) and _below(unless, head)) or (
        isinstance(unless, Treatment) and isinstance(head, Treatment) and _below(unless, head)
    )


def _below(unless: Condition | Treatment | Immunization, base: Condition | Treatment | Immunization) -> bool:
    return bool(unless.concept and base.concept and catalog().is_a(unless.concept, base.concept))
