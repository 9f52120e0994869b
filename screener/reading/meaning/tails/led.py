"""A condition before what it concerns: "if diabetic, HbA1c ≤ 8 %", "ALT ≤ 3 x ULN; for those with metastases, ALT ≤ 5 x ULN"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from screener.criteria.nodes import AllOf
from screener.criteria.nodes import Comparison
from screener.criteria.nodes import When
from screener.criteria.nodes import walk
from screener.reading.meaning.asked import judgement
from screener.reading.meaning.context import Context
from screener.reading.meaning.draft import Lead
from screener.reading.meaning.lists.combine import conn_kind
from screener.reading.meaning.lists.combine import span_of
from screener.reading.meaning.lists.list_items import flat_tags
from screener.reading.meaning.lists.member import Item
from screener.reading.meaning.lists.member import Members
from screener.reading.meaning.tails.steady import restore
from screener.reading.meaning.tails.steady import states_of
from screener.reading.meaning.tails.steady import stays_so
from screener.reading.meaning.tails.tails import Lists
from screener.reading.passes.ages.ages_of_some import THEN
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import take
from screener.reading.syntax.trees import Listing
from screener.reading.syntax.trees import Paren
from screener.reading.syntax.trees import Tail


def led_by_if(
    listing: Listing, context: Context, lists: Lists, *, together: bool = False
) -> tuple[Members, Lead | None, bool] | None:
    """ "If diabetic, HbA1c ≤ 8 %": what stands before the last bare comma is the condition of what follows.

    Where that condition is no limit, the first limit behind a comma begins what follows ("if diabetic, HbA1c ≤ 8 %, LDL …").
    together: both have to hold, as in an exclusion.
    """
    commas = [at for at, conn in enumerate(listing.conns) if conn.type == "COMMA" and any(listing.chunks[at + 1 :])]
    if not commas:
        return None
    limit = next((at for at, chunk in enumerate(listing.chunks) if any(one.type == "LIMIT" for one in chunk)), 0)
    told = next((at for at in commas if listing.conns[at].value == THEN), None)
    at = told if told is not None else limit - 1 if limit - 1 in commas else commas[-1]
    take(listing.conns[at])
    condition, _, _, _ = lists.members(Listing(listing.chunks[: at + 1], listing.conns[:at]), context, None)
    then, rest, _, allowed = lists.members(Listing(listing.chunks[at + 1 :], listing.conns[at + 1 :]), context, None)
    if condition and not then:
        then = _kept_steady(listing, at, context, lists)
    if condition and not then:
        then = _in_words(listing.chunks[at + 1 :], context)
    elif then and not condition and not allowed:
        condition = _in_words(listing.chunks[: at + 1], context)
    if not condition or not then:
        return [*condition, *then], rest, allowed
    given, asked = lists.list_node(condition, context), lists.list_node(then, context)
    span = span_of([given, asked])
    both = together or context.category == "exclusion"
    return [(Item(AllOf((given, asked), span) if both else When(given, asked, span)), "comma")], rest, allowed


_TAKEN = re.compile(
    r"\b(?:(?:in)?eligible|excluded|included|enrol+ed|recruited|entered|accepted|participate|take\s+part|qualif(?:y|ied))"
    r"\s+(?:only\s+)?\Z",
    re.IGNORECASE,
)
_WORD = 30


def says_who(condition: Tag, context: Context) -> bool:
    """Whether an "if" says who takes part ("patients were eligible if …"): all behind it is asked, nothing on condition."""
    return _TAKEN.search(context.text, max(0, condition.start - _WORD), condition.start) is not None


def led_behind(members: Members, before: Listing, tail: Tail, context: Context, lists: Lists) -> Members:
    """What a condition behind "; or", ";" or ", and" asks of some, up to its one comma; empty for any other condition.

    Behind a bare comma it has to limit a measure that is limited before, or it may be of what stands there. Where only one
    side of the comma says something, a person is asked.
    """
    joint, chunks, conns = _joint(before), tail.listing.chunks, tail.listing.conns
    commas = [at for at, conn in enumerate(conns) if conn.type == "COMMA"]
    if not joint or len(commas) != 1 or not any(chunks[: commas[0] + 1]) or _listed(tail.listing, commas[0]):
        return []
    if joint == "comma" and _measures(chunks[commas[0] + 1]).isdisjoint(_limited(members)):
        return []
    if context.category == "exclusion" and any(tag.type in _JUDGED for tag in _tags(tail)):
        return []  # what a person judges may be of all that stands before
    if _only(chunks[0], "NEG"):
        joint = "or"  # "able to consent and, if not, a surrogate who can"
    # "or, for those, …" lets nobody else off what stands before it
    led = None if _only(chunks[0], "LIMIT") else led_by_if(tail.listing, context, lists, together=joint == "or")
    found = led[0] if led is not None else []
    if len(found) == 1 and isinstance(found[0][0].node, AllOf | When):
        return [(found[0][0], joint)]
    tags = _tags(tail)
    take(conns, "judgement")
    return [(Item(judgement(tail.word.start, max(tag.end for tag in tags), context, [tail.word, *tags])), joint)]


_TURNS = frozenset({"EXCLV", "ALLOWV", "NOF"})
_SAYS = frozenset({"TEXT", "SEV", "WINDOW", "LIMIT", "DOSE", "STABLE", "CURRENT", "ACTIVE", "JUDGED", "RESULT", "CHANGE"})
_TIMES = frozenset({"WINDOW", "PREP", "FILL"})
"""A time alone belongs to what stands before it."""


def _in_words(chunks: list[list[Tag | Paren]], context: Context) -> Members:
    """What is asked, or of whom, in words that name nothing, for a person ("if metastases are there, they must be stable")."""
    tags = [tag for chunk in chunks for element in chunk for tag in flat_tags(element)]
    kinds = {element.type for chunk in chunks for element in chunk if isinstance(element, Tag)}
    if context.category != "inclusion" or not kinds & _SAYS or kinds & _TURNS or kinds <= _TIMES:
        return []
    return [(Item(judgement(tags[0].start, max(tag.end for tag in tags), context, tags)), "comma")]


_JUDGED = frozenset({"JUDGE", "JUDGED"})


def _tags(tail: Tail) -> list[Tag]:
    """All tags of a condition and what it concerns."""
    return [tag for chunk in tail.listing.chunks for element in chunk for tag in flat_tags(element)]


def _only(chunk: Sequence[Tag | Paren], kind: str) -> bool:
    """Whether a condition is but one word of a kind: a bare "not", or a limit of nothing that it names."""
    return len(chunk) == 1 and isinstance(chunk[0], Tag) and chunk[0].type == kind


def _listed(listing: Listing, comma: int) -> bool:
    """Whether the comma only parts the first two of a list ("if unable to take folic acid, vitamin B12, or steroids")."""
    goes_on = any(isinstance(conn.value, tuple) for conn in listing.conns[comma + 1 :])
    return goes_on and len(listing.chunks[comma + 1]) < _SAYS_MORE


_SAYS_MORE = 2
"""How many words what is asked of some has at the least."""


def _joint(before: Listing) -> str:
    """What joins a condition to a list that ends before it; empty where no connective parts them."""
    at = len(before.chunks) - 1
    while at > 0 and not before.chunks[at]:
        at -= 1
    found = {conn_kind(conn) for conn in before.conns[at:]}
    return next((kind for kind in ("or", "and", "semi", "comma") if kind in found), "")


def _measures(chunk: Sequence[Tag | Paren]) -> set[str]:
    """The measures that a chunk may name."""
    named = [tag.value for tag in chunk if isinstance(tag, Tag) and tag.type == "MEAS"]
    return {name for names in named if isinstance(names, tuple) for name in names}


def _limited(members: Members) -> set[str]:
    """The measures that the members limit."""
    leaves = [leaf for item, _ in members for leaf in walk(item.node)]
    return {leaf.concept for leaf in leaves if isinstance(leaf, Comparison) and leaf.concept is not None}


def _kept_steady(listing: Listing, at: int, context: Context, lists: Lists) -> Members:
    """ "If taking statins, has been on a stable dose": the treatment before the comma, taken so; nothing where it is not so."""
    behind = [one for chunk in listing.chunks[at + 1 :] for one in chunk]
    steady = any(one.type == "WINDOW" and one.text.lower().startswith("stable") for one in behind if isinstance(one, Tag))
    if not steady and not any(one.type == "STABLE" for one in behind):
        return []
    *before, last = listing.chunks[: at + 1]
    states = states_of([*last, *behind])
    kept, _, _, _ = lists.members(Listing([*before, [*last, *behind]], listing.conns[:at]), context, None)
    if kept and all(stays_so(item.node) and getattr(item.node, "coded", False) for item, _ in kept):
        return kept
    restore(states)
    return []
