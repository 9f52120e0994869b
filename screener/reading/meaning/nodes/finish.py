"""Takes a draft whose modifiers are settled, gives its node."""

from __future__ import annotations

from dataclasses import replace

from screener.core.span import Span
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Condition
from screener.criteria.nodes import Duration
from screener.criteria.nodes import Node
from screener.criteria.nodes import Not
from screener.criteria.nodes import Plan
from screener.criteria.nodes import Result
from screener.criteria.nodes import Treatment
from screener.criteria.nodes import Window
from screener.reading.meaning.asked import judgement
from screener.reading.meaning.chunks.draft_times import free_for
from screener.reading.meaning.chunks.draft_times import stable_apart
from screener.reading.meaning.chunks.draft_times import standing_time
from screener.reading.meaning.chunks.draft_times import unused_times
from screener.reading.meaning.chunks.standing import length_of_result
from screener.reading.meaning.chunks.standing import sessions
from screener.reading.meaning.chunks.standing import stood
from screener.reading.meaning.context import Context
from screener.reading.meaning.draft import Draft
from screener.reading.meaning.nodes.conditions import condition_node
from screener.reading.meaning.nodes.conditions import with_other_length
from screener.reading.meaning.nodes.distances import has_distance
from screener.reading.meaning.nodes.distances import with_distances
from screener.reading.meaning.nodes.doses import in_blood
from screener.reading.meaning.nodes.doses import level_of
from screener.reading.meaning.nodes.events_ago import names_event
from screener.reading.meaning.nodes.measures import measure_node
from screener.reading.meaning.nodes.occasions import occasions_of
from screener.reading.meaning.nodes.occasions import with_occasions
from screener.reading.meaning.nodes.occasions import without
from screener.reading.meaning.nodes.outcomes import came_out_negative
from screener.reading.meaning.nodes.outcomes import found_negative
from screener.reading.meaning.nodes.outcomes import is_outcome
from screener.reading.meaning.nodes.outcomes import is_tested
from screener.reading.meaning.nodes.outcomes import negative_result
from screener.reading.meaning.nodes.outcomes import tested_for
from screener.reading.meaning.nodes.outcomes import uncoded_result
from screener.reading.meaning.nodes.paren_times import anchored_behind
from screener.reading.meaning.nodes.reactions import reaction_node
from screener.reading.meaning.nodes.reactions import vaccinated_against
from screener.reading.meaning.nodes.reactions import vaccine_node
from screener.reading.meaning.nodes.states import as_state
from screener.reading.meaning.nodes.states import sex_node
from screener.reading.meaning.nodes.states import state_node
from screener.reading.meaning.nodes.stops import is_stopped
from screener.reading.meaning.nodes.treatments import treatment_node
from screener.reading.meaning.phrases.limits import limits_of
from screener.reading.meaning.phrases.windows import TimeMeaning
from screener.reading.meaning.phrases.windows import ahead
from screener.reading.meaning.phrases.windows import goes_on_for
from screener.reading.meaning.phrases.windows import meaning_of
from screener.reading.scanning.kinds import begins_everyday
from screener.reading.scanning.kinds import is_everyday
from screener.reading.scanning.kinds import tells
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import take
from screener.reading.syntax.trees import WindowPhrase


def node_of(draft: Draft, context: Context) -> Node:
    """The node of a draft, its words marked as read; negation outermost."""
    if draft.node is not None:
        return draft.node
    times = _times_of(draft) if draft.windows else []
    elapsed = next((time for time in times if time.since == "index" and time.duration is not None), None) if times else None
    if elapsed is not None and (draft.slot in {"treatment", "vaccine"} or _event_ago(draft)):
        return _elapsed(draft, elapsed, context)
    times = stable_apart(draft, times)
    unused_times(draft, times)
    often = occasions_of(draft)
    told = without(draft, often) if often else draft
    node = with_distances(_timed, told, times, context) if has_distance(told) else _timed(told, times, context)
    node = with_occasions(node, often, context) if often else node
    take([*draft.heads, *draft.windows])
    if draft.lead.negation is not None:
        take(draft.lead.negation)
        node = Not(node, span=Span(min(draft.lead.negation.start, node.span.start), node.span.end))
    return node


def _times_of(draft: Draft) -> list[TimeMeaning]:
    """What the times of a draft mean, brought into order."""
    if draft.ids == ("contraception",):
        draft.windows = [goes_on_for(tag) for tag in draft.windows]
    if len(draft.windows) > 1:  # "at screening or within 6 months of it": the wider one holds the other
        draft.windows.sort(key=lambda tag: all(window.value is None for window in meaning_of(tag).windows))
        anchored_behind(draft)
    if draft.windows and draft.limits:
        sessions(draft)
    return [meaning_of(tag) for tag in draft.windows]


def _event_ago(draft: Draft) -> bool:
    """Whether the time since what happens and is over stands before it ("at least 6 months since the last stroke")."""
    told = draft.lead.negation or draft.lead.scope.keys() - {"HIST"} or len(draft.windows) > 1
    return draft.slot == "condition" and not told and draft.windows[0].start < draft.heads[0].start and names_event(draft)


def _elapsed(draft: Draft, time: TimeMeaning, context: Context) -> Node:
    """ "At least 4 weeks since prior chemotherapy": none within the last 4 weeks."""
    assert time.duration is not None  # the caller looked
    draft.windows, tags = [], draft.windows
    parts = tuple(_ago(draft, length, context) for length in (time.duration, time.more) if length is not None)
    take([*draft.heads, *tags])
    if _both_ends(time.duration) and tags[0].start > draft.heads[0].start:
        return judgement(draft.start, max(tag.end for tag in tags), context, tags)  # "a scan 1-4 weeks after the injection"
    if len(parts) == 1:
        return parts[0]
    return AllOf(parts, parts[0].span) if time.join == "all" else AnyOf(parts, span=parts[0].span)


def _both_ends(length: Duration) -> bool:
    """Whether a length has a least and a greatest."""
    return length.lower is not None and length.upper is not None and length.lower.value != length.upper.value


def _ago(draft: Draft, length: Duration, context: Context) -> Node:
    """That something happened less than a length of time ago, or did not within it; between both ends of one, and not since."""
    if _both_ends(length):
        assert length.lower is not None  # both were looked at
        assert length.upper is not None
        far, near = length.upper, length.lower.value
        stretch = Window(far.value, length.unit, far.inclusive, "index", "before", value2=near, span=length.span)
        last = _single(draft, stretch, None, context)
        newer = _ago(draft, replace(length, upper=None), context)
        return AllOf((last, newer), last.span)
    recent = length.upper if length.lower is None else None
    bound = length.lower or length.upper
    value, strict = (bound.value, bound.inclusive) if bound else (None, False)
    window = Window(value, length.unit, strict if recent else not strict, "index", "before", None, length.span)
    inner = _single(draft, window, None, context)
    if recent:
        return inner
    free = Not(inner, inner.span.join(length.span))
    if context.category == "inclusion" or not isinstance(inner, Condition):
        return free
    return AllOf((replace(inner, status="ever", window=None), free), free.span)  # it was, but longer ago


def _timed(draft: Draft, times: list[TimeMeaning], context: Context) -> Node:
    """One node for each of several anchors ("at screening and baseline"), else one node."""
    if not times:
        stretch = length_of_result(draft) if draft.slot == "measure" and draft.limits else None
        node = _single(draft, None, None, context)
        return node if stretch is None else stood(node, stretch, context)
    several = next((time for time in times if time.windows), None)
    several = several if several is not None and len(several.windows) > 1 else None
    windows = [time.windows[0] for time in times if time.windows]
    duration = next((time.duration for time in times if time.duration), None)
    free = free_for(draft, duration, windows)
    if free is not None:
        beside = [tag for tag in draft.windows if Span(tag.start, tag.end) != free.span and meaning_of(tag).duration is None]
        draft.qualifiers += [Tag("SEV", tag.start, tag.end, "description", tag.text) for tag in beside if len(windows) > 1]
        windows, duration, several = [free], None, None
    if several is None:
        stretch = length_of_result(draft) if draft.slot == "measure" and draft.limits else None
        node = _single(draft, windows[0] if windows else None, duration, context)
        more = next((time.more for time in times if time.more is not None and not time.since), None)
        if more is not None and isinstance(node, Condition) and node.duration == duration:
            return with_other_length(node, more, times[0].join)
        standing = standing_time(draft, times)
        stretch = stretch or (standing.duration if standing is not None else None)
        return node if stretch is None else stood(node, stretch, context)
    parts = tuple(_single(draft, window, duration, context) for window in several.windows)
    span = parts[0].span
    if several.join == "all":
        return AllOf(parts, parts[0].span)
    each = several.join == "and"
    if several.join == "through":  # what keeps out, or is denied, is so before as well as during
        each = context.category == "inclusion" and draft.lead.negation is None
    if each and context.category == "exclusion" and context.choose(
        f"visits-{draft.span.start}", ("both", "either"), "at A and B may mean both visits or each", "default"
    ) == "either":  # fmt: skip
        each = False
    return AllOf(parts, span=span) if each else AnyOf(parts, span=span)


def _single(draft: Draft, window: Window | None, duration: Duration | None, context: Context) -> Node:
    node = _made(draft, window, duration, context)
    if isinstance(node, Condition | Treatment) and node.duration is not None and not node.coded and tells(node.label):
        return judgement(draft.span.start, draft.span.end, context, _own_tags(draft))
    return node


def _made(draft: Draft, window: Window | None, duration: Duration | None, context: Context) -> Node:
    scope = draft.lead.scope
    window = ahead(window, of_visit=True) if _lies_ahead(draft) else window
    if draft.slot != "sex" and ("ALLERGY" in scope or "CONTRA" in scope):
        return reaction_node(draft, window, context, node_of)
    if "NEED" in scope and is_stopped(draft):
        return judgement(draft.span.start, draft.span.end, context, [*scope.values(), *draft.heads, *draft.windows])
    if "PLAN" in scope and (draft.slot not in {"treatment", "vaccine", "sex"} or is_stopped(draft)):
        return _plan(draft, window, duration, context)
    match draft.slot:
        case "measure" if as_state(draft):
            return state_node(replace(draft, ids=as_state(draft)), window, duration, context)
        case "measure":
            return measure_node(draft, window, duration, context)
        case "treatment" if not draft.limits and all(map(_is_visit, draft.heads)):
            return judgement(draft.span.start, draft.span.end, context, _own_tags(draft))
        case "treatment" if draft.limits and not scope.keys() & _GIVEN and in_blood(draft):
            return measure_node(replace(draft, slot="measure", ids=level_of(draft, context)), window, duration, context)
        case "treatment" if "RESULT" in scope and not scope.keys() & _GIVEN:
            return _treatment_found(draft, window, duration, context)
        case "condition" if "IMMUN" in scope:
            return vaccinated_against(draft, window, context)
        case "condition" if draft.ids and "RESULT" in scope and is_tested(scope["RESULT"]):
            return tested_for(draft, scope["RESULT"], window, context)
        case "condition" if draft.ids and "RESULT" in scope and came_out_negative(draft, context):
            return found_negative(draft, window, context)
        case "condition" if draft.ids and draft.results and draft.results[0].value == "negative":
            return negative_result(draft, window, context)
        case "treatment":
            return treatment_node(draft, window, duration, context, node_of)
        case "vaccine":
            return vaccine_node(draft, window, context)
        case "state" if "RESULT" in scope:
            return _state_found(draft, window, context)
        case "state":
            return state_node(draft, window, duration, context)
        case "sex":
            return sex_node(draft, window, duration, context)
        case "text" if is_everyday(draft.heads) and duration is None and not (draft.limits or draft.results):
            asked = judgement(draft.span.start, draft.span.end, context, _own_tags(draft))
            return replace(asked, window=window)
        case "text" if not scope and begins_everyday(draft.heads) and (duration is not None or _for_a_time(draft)):
            return judgement(draft.span.start, draft.span.end, context, _own_tags(draft))
        case "text" | "condition" if "RESULT" in scope and not draft.ids:
            return uncoded_result(draft, window, context)
        case "text" if scope.keys() & {"TREAT", "RESP", "NAIVE", "STABLE", "IMMUN"}:
            return treatment_node(draft, window, duration, context, node_of)
        case "text" if _unplaced(draft) or _ability(draft):
            start = draft.heads[0].start if _ability(draft) else draft.span.start
            words = [*draft.heads, *draft.after, *draft.qualifiers, *draft.lead.qualifiers]
            return judgement(start, draft.span.end, context, words)
        case _:
            return condition_node(draft, window, duration, context)


def _treatment_found(draft: Draft, window: Window | None, duration: Duration | None, context: Context) -> Node:
    """A treatment with a result: what a test of it found, or else the treatment itself."""
    result = draft.lead.scope["RESULT"]
    untold = not draft.ids and not draft.inherited and is_outcome(result)
    if untold or draft.heads[0].type == "PROC":
        return uncoded_result(draft, window, context)
    if draft.ids and result.value in {"positive", "negative"}:  # "tests positive for cocaine" is not taking it
        return tested_for(draft, result, window, context)
    return treatment_node(draft, window, duration, context, node_of)


def _state_found(draft: Draft, window: Window | None, context: Context) -> Node:
    """A state with a result: what a test of it found, or else words for a person ("inadequate contraception")."""
    scope = draft.lead.scope
    tested = tested_for(draft, scope["RESULT"], window, context) if is_outcome(scope["RESULT"]) else None
    if isinstance(tested, Result) and tested.coded:
        return tested  # "test negative for pregnancy"
    told = judgement(draft.span.start, draft.span.end, context, [*scope.values(), *draft.heads, *draft.windows])
    return replace(told, window=window)


def _own_tags(draft: Draft) -> list[Tag]:
    lead = draft.lead
    words = [*draft.heads, *draft.after, *draft.qualifiers, *lead.qualifiers, *lead.scope.values()]
    return [*words, *lead.doses, *draft.doses, *lead.limits, *draft.limits, *draft.windows]


def _for_a_time(draft: Draft) -> bool:
    """Whether a limit of some words is a length of time."""
    return any(one.time is not None and not one.bare for tag in draft.limits for one in limits_of(tag.value))  # type: ignore[arg-type]


def _lies_ahead(draft: Draft) -> bool:
    """Whether what the words tell of is planned, so that a time "within" which it comes lies ahead."""
    planned = "PLAN" in draft.lead.scope or draft.ids == ("trying-to-conceive",)
    if draft.slot == "measure" or not (planned or draft.heads[0].text.lower().startswith("planned ")):
        return False
    verb = draft.lead.scope.get("TREAT")
    return (verb is None or verb.value != "ever") and all(map(_from_now, draft.windows))


_FROM = frozenset({"of", "of the", "from", "from the"})


def _from_now(tag: Tag) -> bool:
    """Whether a time is only "within 6 months", perhaps "of" a visit: before none, and not the last six."""
    phrase = tag.value
    if not isinstance(phrase, WindowPhrase) or phrase.head is None:
        return False
    if phrase.anchor is not None and (phrase.anchor.preposition.text.lower() not in _FROM or phrase.anchor.more):
        return False
    return phrase.head.text.lower() in {"within", "within a", "within the", "within a period of", "in"}


def _unplaced(draft: Draft) -> bool:
    """Words of which neither the head nor anything beside them says what kind of thing they name: a person's question."""
    lead = draft.lead
    return not (lead.scope or lead.negation or draft.limits or draft.results or draft.windows)


_ABILITIES = frozenset({"able", "capable", "competent", "eligible", "fit"})


def _ability(draft: Draft) -> bool:
    """Whether the words tell what one is able to do, which nobody has as a disease ("not able to climb stairs")."""
    lead = draft.lead
    return draft.heads[0].text.lower() in _ABILITIES and not (lead.scope or draft.limits or draft.results or draft.windows)


_VISITS = frozenset({"visit", "visits"})


def _is_visit(tag: Tag) -> bool:
    """Whether a word is only "visit", which nobody is treated with."""
    return tag.type == "PROCN" and tag.text.lower() in _VISITS


_GIVEN = frozenset({"TREAT", "RESP", "PLAN", "NAIVE", "NEED"})


def _plan(draft: Draft, window: Window | None, duration: Duration | None, context: Context) -> Node:
    tag = draft.lead.scope.pop("PLAN")
    take(tag)
    inner = _single(draft, None, duration if draft.slot in {"condition", "text"} else None, context)
    label = context.words(min(tag.start, draft.span.start), draft.span.end)
    coded = bool(getattr(inner, "coded", False))
    return Plan(label, inner, window, coded, draft.mention, Span(min(tag.start, draft.span.start), draft.span.end))
