"""Takes a draft of a state, gives its node: pregnant, smoker, willing, of a sex."""

from __future__ import annotations

from dataclasses import replace

from screener.catalog.load import catalog
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import Demographic
from screener.criteria.nodes import Duration
from screener.criteria.nodes import Node
from screener.criteria.nodes import Not
from screener.criteria.nodes import Qualifier
from screener.criteria.nodes import State
from screener.criteria.nodes import Window
from screener.reading.meaning.asked import judgement
from screener.reading.meaning.chunks.chunk_signs import most_count
from screener.reading.meaning.chunks.names import name_of
from screener.reading.meaning.chunks.qualifiers import qualifiers_of
from screener.reading.meaning.chunks.standing import WILLINGNESS
from screener.reading.meaning.chunks.standing import begun_of
from screener.reading.meaning.chunks.standing import length_of_state
from screener.reading.meaning.chunks.standing import since_of
from screener.reading.meaning.context import Context
from screener.reading.meaning.draft import Draft
from screener.reading.meaning.nodes.partners import someone_else
from screener.reading.meaning.nodes.stops import given_up
from screener.reading.meaning.nodes.stops import is_stopped
from screener.reading.meaning.phrases.windows import meaning_of
from screener.reading.scanning.tags import take


def as_state(draft: Draft) -> tuple[str, ...]:
    """The state that a measure without any number also names ("alcohol consumption within 24 hours")."""
    head = draft.heads[0]
    if len(draft.heads) > 1 or draft.limits or draft.results or draft.classes or not head.could_be("STATE"):
        return ()
    if "RESULT" in draft.lead.scope or any(meaning_of(tag).limits for tag in draft.windows):
        return ()
    ids = next(value for kind, value in head.others if kind == "STATE")
    return ids if isinstance(ids, tuple) else ()


_PASSES = frozenset({("pregnant",), ("lactating",)})


def _was_so(draft: Draft, window: Window | None) -> bool:
    """Whether a state that passes is counted, or told of some time past ("at least two previous pregnancies")."""
    past = window is None and "HIST" in draft.lead.scope and "CURRENT" not in draft.lead.scope
    return draft.ids in _PASSES and (past or bool(draft.limits))


def state_node(draft: Draft, window: Window | None, duration: Duration | None, context: Context) -> Node:
    """The state as it is now, since when, or given up; a demographic with its values."""
    if any(most_count(tag) for tag in draft.limits) or _was_so(draft, window):  # "no more than 2 hospitalizations" asks for none
        lead = draft.lead
        words = [*draft.heads, *draft.limits, *draft.qualifiers, *lead.qualifiers, *lead.scope.values(), *draft.windows]
        return replace(judgement(draft.span.start, draft.span.end, context, words), window=window)
    name = name_of(draft, context)
    stopped = is_stopped(draft)
    for tag in draft.lead.scope.values():
        take(tag)
    duration = duration or length_of_state(draft)
    for tag in (*draft.results, *draft.limits, *draft.classes):
        draft.qualifiers.append(tag)
    concept = catalog().get(name.concept) if name.concept else None
    if concept is not None and concept.kind == "demographic":
        values = tuple(tag.text.lower() for tag in draft.after) or (context.words(*draft.mention).lower(),)
        take(draft.after)
        spellings = catalog().value_spellings(concept.id)
        if spellings and not {one.lower() for said in spellings.values() for one in said} & set(values):
            return judgement(draft.span.start, draft.span.end, context, draft.heads)  # "from all racial groups" asks for none
        return Demographic(name.concept, name.label, values, name.coded, draft.mention, draft.span)
    qualifiers = qualifiers_of(draft, context)
    confirmed = concept is not None and concept.stage != "prescreen"
    if confirmed:
        qualifiers = tuple(replace(one, type="description") for one in qualifiers)
    who = someone_else(draft)
    if who == "other" and confirmed:
        who = "patient"  # what parents agree to is told of the candidate
    node = State(name.concept, name.label, qualifiers, window, who, name.coded, draft.mention, draft.span)
    if stopped:
        return given_up(node, window, duration)
    goes_on = name.concept in WILLINGNESS  # what one is willing to do for a year lies ahead
    since, begun = (None, None) if goes_on else (since_of(duration, window), begun_of(duration, window))
    if duration is not None and since is None and begun is None:
        kind = "description" if confirmed else "other"
        node = replace(node, qualifiers=(*qualifiers, Qualifier(kind, context.words(*duration.span), duration.span)))
    if begun is not None:
        return AllOf((replace(node, window=None), Not(replace(node, window=begun), draft.span)), draft.span)
    if since is None:
        return node
    return AllOf((replace(node, window=None), replace(node, window=since)), draft.span)


def sex_node(draft: Draft, window: Window | None, duration: Duration | None, context: Context) -> Node:
    """The sex; a length of time beside it ("women less than 6 months after delivery") is of something that a person knows."""
    node = Demographic("sex", "sex", (draft.ids[0],), True, draft.mention, draft.span)
    timed = duration is not None or (window is not None and window.value is not None)
    if not timed or not draft.windows:
        return node
    start, end = min(tag.start for tag in draft.windows), max(tag.end for tag in draft.windows)
    asked = judgement(start, end, context, draft.windows)
    return AllOf((node, replace(asked, window=window)), node.span.join(asked.span))
