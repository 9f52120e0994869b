"""Takes a draft of a finding, gives its node: how it stands, since when, how often, or how much of it."""

from __future__ import annotations

from dataclasses import replace

from screener.core.span import Span
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Condition
from screener.criteria.nodes import ConditionStatus
from screener.criteria.nodes import Duration
from screener.criteria.nodes import Node
from screener.criteria.nodes import Window
from screener.reading.meaning.chunks.how_many import count_of
from screener.reading.meaning.chunks.names import Name
from screener.reading.meaning.chunks.names import name_of
from screener.reading.meaning.chunks.qualifiers import beside
from screener.reading.meaning.chunks.qualifiers import causes_of
from screener.reading.meaning.chunks.qualifiers import qualifiers_of
from screener.reading.meaning.context import Context
from screener.reading.meaning.draft import Draft
from screener.reading.meaning.nodes.events_ago import happened
from screener.reading.meaning.nodes.measures import measure_node
from screener.reading.meaning.nodes.partners import someone_else
from screener.reading.meaning.nodes.past_findings import over
from screener.reading.meaning.phrases.limits import Limits
from screener.reading.meaning.phrases.limits import lengths_of
from screener.reading.meaning.phrases.limits import two_lengths
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering
from screener.reading.scanning.tags import take


def condition_node(draft: Draft, window: Window | None, duration: Duration | None, context: Context) -> Node:
    """The finding with its status, severity, count and times; one with an amount of its own is measured."""
    name = name_of(draft, context)
    scope = draft.lead.scope
    result = draft.lead.scope.get("RESULT")
    told = ("RESULT",) if result is not None and not draft.inherited and result.value != "positive" else ()
    draft.qualifiers += [*causes_of(draft), *beside(draft, *told, "ROUTE", "NEED", "STABLE")]
    status = _status_of(draft, window)
    both = scope.get("KNOWNSUSP")
    count = more = None
    pair = ""
    since = duration
    for tag in draft.limits:
        limits = lengths_of(tag.value)  # type: ignore[arg-type]
        one = limits[0]
        take(tag)
        pair = two_lengths(tag.value) if since is None else ""  # type: ignore[arg-type]
        if len(limits) > 1 and one.time is not None and pair != "or":
            draft.qualifiers.append(Tag("TEXT", tag.start, tag.end, tag.text, context.words(tag.start, tag.end)))
        if one.unit is not None or one.relative != "none" or _scored(one, name) or _sized(one, tag, draft):
            return _extent(draft, name, window, context)
        old = one.bare and "HIST" in scope and 0 <= scope["HIST"].start - tag.end <= 1  # "a 2-year history of"
        if one.time is not None and one.relative == "none" and since is None and (old or not one.bare):
            since = Duration(one.lower, None if old else one.upper, one.time, Span(tag.start, tag.end))
            if pair and limits[1].time is not None:
                more = Duration(limits[1].lower, limits[1].upper, limits[1].time, Span(tag.start, tag.end)), pair
        elif one.unit is None and one.time is None and count is None and not one.damaged and _counts(one, tag, draft):
            count = count_of(one, tag, context)
        else:
            words = context.words(tag.start, tag.end)
            draft.qualifiers.append(Tag("TEXT", tag.start, tag.end, words, words))
    bare = duration is None and window is None and "HIST" in scope
    if bare and since is not None and since.lower is None and since.upper is not None:
        bound = since.upper  # "a history of breast cancer ≤ 5 years": how long ago
        window, since = Window(bound.value, since.unit, bound.inclusive, "index", "before", span=since.span), None
    elif since is not None and window is None and since.lower is None and since.upper is not None and over(draft, context.text):
        bound, status = since.upper, "ever"  # "in remission for less than 2 years" was there within them
        window, since = Window(bound.value, since.unit, bound.inclusive, "index", "before", span=since.span), None
    elif duration is None and window is None and (ago := happened(draft, since, context)) is not None:
        window, since, status = ago, None, "ever"
    for tag in draft.results:
        take(tag)
        draft.qualifiers.append(tag)
    node = Condition(
        name.concept, name.label, status, qualifiers_of(draft, context), window, since, count,
        "family" if "FAMILY" in scope else someone_else(draft), name.coded, draft.mention, draft.span,
    )  # fmt: skip
    if more is not None:
        return with_other_length(node, *more)
    family = scope.get("FAMILY")
    if family is not None and _own_too(family.text.lower()):
        return AnyOf((replace(node, who="patient", status="ever"), node), span=node.span)
    if both is not None:
        suspected = replace(node, status="suspected")
        return AnyOf((node, suspected), span=node.span)
    return node


def _status_of(draft: Draft, window: Window | None) -> ConditionStatus:
    """How the finding is said to stand, the words for it marked as read; one that lies in the past, ever."""
    scope = draft.lead.scope
    status: ConditionStatus = "present"
    for kind, means in _STATUS:
        status = means if kind in scope else status
    if _was_active(scope):
        status = "ever"
        draft.qualifiers = [*draft.qualifiers, covering("SEV", (scope["ACTIVE"],), "activity")]
    take(list(scope.values()))
    if window is not None and status == "present" and window.value is not None:
        status = "ever" if window.direction in {"before", "until", "around"} or window.anchor == "birth" else status
    return status


_STATUS: tuple[tuple[str, ConditionStatus], ...] = (
    ("HIST", "ever"),
    ("NEWLY", "newly-diagnosed"),
    ("ACTIVE", "active"),
    ("SUSP", "suspected"),
)
"""The words for how a finding stands, of which the last that is there tells."""


def with_other_length(node: Condition, more: Duration, join: str) -> Node:
    """The finding by its own length of time and by another: either with `or` ("< 3 weeks or > 6 weeks"), else both."""
    twins = (node, replace(node, duration=more))
    return AnyOf(twins, span=node.span) if join == "or" else AllOf(twins, node.span)


def _was_active(scope: dict[str, Tag]) -> bool:
    """Whether "history of active" tells of what once was active."""
    past, active = scope.get("HIST"), scope.get("ACTIVE")
    if past is None or active is None or past.end > active.start:
        return False
    said = past.text.lower()
    return "history" in said and not {"or", "current", "and", "ongoing"} & set(said.replace("/", " ").split())


def _counts(one: Limits, tag: Tag, draft: Draft) -> bool:
    """Whether a limit counts a finding: whole numbers, and behind its name not two plain ones ("cohorts 4 to 7")."""
    if one.lower is not None and one.upper is not None and tag.start > draft.heads[0].start and "between" not in tag.text:
        return False
    return all(bound.value == bound.value.to_integral_value() for bound in (one.lower, one.upper) if bound is not None)


_MOST_OFTEN = 9


def _scored(one: Limits, name: Name) -> bool:
    """Whether a plain number behind an unknown name is too great to count findings, so that it limits a score."""
    bound = one.lower or one.upper
    plain = one.unit is None and one.time is None and one.relative == "none" and not one.bare and not one.damaged
    return plain and name.concept is None and bound is not None and bound.value > _MOST_OFTEN


def _sized(one: Limits, tag: Tag, draft: Draft) -> bool:
    """Whether a number behind one finding tells how great it is, not how often it was ("scoliosis > 20 degrees")."""
    bound = one.lower or one.upper
    if one.time is not None or one.bare or one.damaged or bound is None or tag.start < draft.heads[0].start:
        return False
    return bound.value > _MOST_OFTEN or not draft.heads[-1].text.lower().endswith("s")


def _extent(draft: Draft, name: Name, window: Window | None, context: Context) -> Node:
    """A finding with an amount of its own ("stenosis > 50 %"): the amount is measured, the finding is its name."""
    draft.slot, draft.ids = "measure", ()
    return measure_node(draft, window, None, context)


def _own_too(words: str) -> bool:
    """Whether words for a family's history speak of the patient's own as well ("personal or family history of")."""
    return "personal" in words or words.count("history") > 1
