"""Takes a draft whose modifiers are settled, gives its node."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Literal

from screener.catalog.load import catalog
from screener.core.span import Span
from screener.criteria.nodes import Allergy
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Condition
from screener.criteria.nodes import Contraindication
from screener.criteria.nodes import Demographic
from screener.criteria.nodes import Duration
from screener.criteria.nodes import Immunization
from screener.criteria.nodes import Judgement
from screener.criteria.nodes import Node
from screener.criteria.nodes import Not
from screener.criteria.nodes import Plan
from screener.criteria.nodes import Qualifier
from screener.criteria.nodes import Result
from screener.criteria.nodes import State
from screener.criteria.nodes import Window
from screener.reading.build.context import Context
from screener.reading.build.distances import has_distance
from screener.reading.build.distances import with_distances
from screener.reading.build.doses import in_blood
from screener.reading.build.doses import level_of
from screener.reading.build.draft import Draft
from screener.reading.build.draft import take
from screener.reading.build.how_many import count_of
from screener.reading.build.kinds import is_plain
from screener.reading.build.limits import Limits
from screener.reading.build.limits import lengths_of
from screener.reading.build.measures import measure_node
from screener.reading.build.names import Name
from screener.reading.build.names import name_of
from screener.reading.build.paren_times import anchored_behind
from screener.reading.build.standing import WILLINGNESS
from screener.reading.build.standing import begun_of
from screener.reading.build.standing import length_of_result
from screener.reading.build.standing import length_of_state
from screener.reading.build.standing import sessions
from screener.reading.build.standing import since_of
from screener.reading.build.standing import stood
from screener.reading.build.stops import given_up
from screener.reading.build.stops import is_stopped
from screener.reading.build.stretches import stable_word
from screener.reading.build.stretches import stays_stable
from screener.reading.build.treatments import treatment_node
from screener.reading.build.windows import TimeMeaning
from screener.reading.build.windows import ahead
from screener.reading.build.windows import meaning_of
from screener.reading.tags import Tag
from screener.reading.trees import WindowPhrase

_QUALIFIER_TYPES = frozenset(
    {"severity", "activity", "course", "type", "significance", "dose", "stage", "criteria-set", "description"}
)


def node_of(draft: Draft, context: Context) -> Node:
    """The node of a draft, its words marked as read; negation outermost."""
    if draft.node is not None:
        return draft.node
    if len(draft.windows) > 1:  # "at screening or within 6 months of it": the wider one holds the other
        draft.windows.sort(key=lambda tag: all(window.value is None for window in meaning_of(tag).windows))
        anchored_behind(draft)
    if draft.windows and draft.limits:
        sessions(draft)
    times = [meaning_of(tag) for tag in draft.windows]
    elapsed = next((time for time in times if time.since == "index" and time.duration is not None), None)
    if elapsed is not None and draft.slot in {"treatment", "vaccine"}:
        return _elapsed(draft, elapsed, context)
    _unused_times(draft, times)
    node = with_distances(_timed, draft, times, context) if has_distance(draft) else _timed(draft, times, context)
    for tag in (*draft.heads, *draft.windows):
        take(tag)
    if draft.lead.negation is not None:
        take(draft.lead.negation)
        node = Not(node, span=Span(min(draft.lead.negation.start, node.span.start), node.span.end))
    return node


def _unused_times(draft: Draft, times: list[TimeMeaning]) -> None:
    """Keeps as a qualifier each time that its node cannot hold: minutes, a second window, how long a value has stood."""
    windowed = False
    for tag, time in zip(draft.windows, times, strict=True):
        if draft.slot == "condition" and stays_stable(tag):
            draft.qualifiers.append(stable_word(tag))
        if time.limits and draft.slot in {"condition", "treatment", "text"} and isinstance(tag.value, WindowPhrase):
            draft.limits.append(Tag("LIMIT", tag.start, tag.end, tag.value.limit, tag.text, (("parts", (tag,)),)))
        held = bool(time.limits) or time is _standing(draft, times)
        held = held or (time.duration is not None and (draft.slot != "measure" or _of_disease(draft)))
        if time.windows and not held and not windowed:
            windowed = True
            held = time.duration is None  # how long a value has stood is no part of its node
        if isinstance(tag.value, WindowPhrase) and tag.value.limit is not None and time.duration and draft.slot != "measure":
            held = held and len(lengths_of(tag.value.limit)) == 1  # "for 2 weeks to 3 months": one length holds one of them
        held = held and time.more is None
        if not held and (time.since == "" or time.more) and not _contained(time, times[0]):
            draft.qualifiers.append(Tag("SEV", tag.start, tag.end, "other", tag.text, (("parts", (tag,)),)))


def _contained(time: TimeMeaning, first: TimeMeaning) -> bool:
    """Whether a visit lies in the stretch of time before it that is kept ("at screening or within 6 months of it")."""
    kept = first.windows[0] if first.windows else None
    inside = kept is not None and kept.value is not None and kept.direction == "before"
    return inside and bool(time.windows) and all(
        one.value is None and one.direction == "at" and one.anchor == kept.anchor for one in time.windows  # type: ignore[union-attr]
    )  # fmt: skip


def _standing(draft: Draft, times: list[TimeMeaning]) -> TimeMeaning | None:
    """The time for which the value of a measure has stood."""
    if draft.slot != "measure" or _of_disease(draft):
        return None
    limited = bool(draft.limits or draft.classes or draft.results or "RESULT" in draft.lead.scope)
    return next((time for time in times if time.duration is not None and not time.since), None) if limited else None


def _of_disease(draft: Draft) -> bool:
    return draft.ids == ("disease-duration",)


def _elapsed(draft: Draft, time: TimeMeaning, context: Context) -> Node:
    """ "At least 4 weeks since prior chemotherapy": none within the last 4 weeks."""
    assert time.duration is not None  # the caller looked
    draft.windows, tags = [], draft.windows
    parts = tuple(_ago(draft, length, context) for length in (time.duration, time.more) if length is not None)
    take([*draft.heads, *tags])
    if len(parts) == 1:
        return parts[0]
    return AllOf(parts, parts[0].span) if time.join == "all" else AnyOf(parts, span=parts[0].span)


def _ago(draft: Draft, length: Duration, context: Context) -> Node:
    """That something happened less than a length of time ago, or did not within it."""
    recent = length.upper if length.lower is None else None
    bound = length.lower or length.upper
    value, strict = (bound.value, bound.inclusive) if bound else (None, False)
    window = Window(value, length.unit, strict if recent else not strict, "index", "before", None, length.span)
    inner = _single(draft, window, None, context)
    return inner if recent else Not(inner, inner.span.join(length.span))


def _timed(draft: Draft, times: list[TimeMeaning], context: Context) -> Node:
    """One node for each of several anchors ("at screening and baseline"), else one node."""
    several = next((time for time in times if time.windows), None)
    several = several if several is not None and len(several.windows) > 1 else None
    windows = [time.windows[0] for time in times if time.windows]
    duration = next((time.duration for time in times if time.duration), None)
    free = _free_for(draft, duration, windows)
    if free is not None:
        windows, duration, several = [free], None, None
    if several is None:
        stretch = length_of_result(draft) if draft.slot == "measure" and draft.limits else None
        node = _single(draft, windows[0] if windows else None, duration, context)
        standing = _standing(draft, times)
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


def _free_for(draft: Draft, duration: Duration | None, windows: list[Window]) -> Window | None:
    """ "Free of malignancy for at least 5 years" denies it for that window, not its length."""
    if draft.lead.negation is None or duration is None or duration.lower is None or "STABLE" in draft.lead.scope:
        return None
    if draft.slot not in {"condition", "treatment", "state", "text"} or duration.unit == "minute":
        return None
    anchor = windows[0].anchor if windows else "index"
    return Window(duration.lower.value, duration.unit, True, anchor, "before", span=duration.span)


def _single(draft: Draft, window: Window | None, duration: Duration | None, context: Context) -> Node:
    scope = draft.lead.scope
    window = ahead(window) if _lies_ahead(draft) else window
    if draft.slot != "sex" and ("ALLERGY" in scope or "CONTRA" in scope):
        return _reaction(draft, window, context)
    if "NEED" in scope and is_stopped(draft):
        return judgement(draft.span.start, draft.span.end, context, [*scope.values(), *draft.heads, *draft.windows])
    if "PLAN" in scope and (draft.slot not in {"treatment", "vaccine", "sex"} or is_stopped(draft)):
        return _plan(draft, window, context)
    match draft.slot:
        case "measure" if _as_state(draft):
            return _state(replace(draft, ids=_as_state(draft)), window, duration, context)
        case "measure":
            return measure_node(draft, window, duration, context)
        case "treatment" if draft.limits and not scope.keys() & _GIVEN and in_blood(draft):
            return measure_node(replace(draft, slot="measure", ids=level_of(draft, context)), window, duration, context)
        case "treatment" if "RESULT" in scope and not scope.keys() & _GIVEN:
            if draft.heads[0].type == "PROC":
                return _uncoded_result(draft, window, context)
            if draft.ids and scope["RESULT"].value in {"positive", "negative"}:  # "tests positive for cocaine" is not taking it
                return _tested_for(draft, scope["RESULT"], window, context)
            return treatment_node(draft, window, duration, context)
        case "condition" if "IMMUN" in scope:
            return _vaccinated_against(draft, window, context)
        case "condition" if draft.ids and "RESULT" in scope and _tested(scope["RESULT"]):
            return _tested_for(draft, scope["RESULT"], window, context)
        case "condition" if draft.ids and draft.results and draft.results[0].value == "negative":
            return _negative(draft, window, context)
        case "treatment":
            return treatment_node(draft, window, duration, context)
        case "vaccine":
            return _vaccine(draft, window, context)
        case "state":
            return _state(draft, window, duration, context)
        case "sex":
            return Demographic("sex", "sex", (draft.ids[0],), True, _mention(draft), _span(draft))
        case "text" if is_plain(draft.heads) and not (draft.limits or draft.results or draft.windows):
            words = [*draft.heads, *draft.after, *draft.qualifiers, *scope.values()]
            return judgement(draft.span.start, draft.span.end, context, words)
        case "text" | "condition" if "RESULT" in scope and not draft.ids:
            return _uncoded_result(draft, window, context)
        case "text" if scope.keys() & {"TREAT", "RESP", "NAIVE", "STABLE", "IMMUN"}:
            return treatment_node(draft, window, duration, context)
        case "text" if _unplaced(draft) or _ability(draft):
            start = draft.heads[0].start if _ability(draft) else draft.span.start
            return judgement(start, draft.span.end, context, [*draft.heads, *draft.after, *draft.qualifiers])
        case _:
            return _condition(draft, window, duration, context)


def _lies_ahead(draft: Draft) -> bool:
    """Whether what the words tell of is planned, so that a time "within" which it comes lies ahead."""
    verb = draft.lead.scope.get("TREAT")
    if draft.slot == "measure" or (verb is not None and verb.value == "ever") or not all(map(_from_now, draft.windows)):
        return False
    planned = "PLAN" in draft.lead.scope or draft.ids == ("trying-to-conceive",)
    return planned or draft.heads[0].text.lower().startswith("planned ")


def _from_now(tag: Tag) -> bool:
    """Whether a time is only "within 6 months": of no visit, and not the last six."""
    phrase = tag.value
    if not isinstance(phrase, WindowPhrase) or phrase.head is None or phrase.anchor is not None:
        return False
    return phrase.head.text.lower() in {"within", "within a", "within the", "within a period of", "in"}


def _as_state(draft: Draft) -> tuple[str, ...]:
    """The state that a measure without any number also names ("alcohol consumption within 24 hours")."""
    head = draft.heads[0]
    if len(draft.heads) > 1 or draft.limits or draft.results or draft.classes or not head.could_be("STATE"):
        return ()
    if "RESULT" in draft.lead.scope or any(meaning_of(tag).limits for tag in draft.windows):
        return ()
    ids = next(value for kind, value in head.others if kind == "STATE")
    return ids if isinstance(ids, tuple) else ()


def _unplaced(draft: Draft) -> bool:
    """Words of which neither the head nor anything beside them says what kind of thing they name: a person's question."""
    lead = draft.lead
    return not (lead.scope or lead.negation or draft.limits or draft.results or draft.windows)


_ABILITIES = frozenset({"able", "capable", "competent", "eligible", "fit"})


def _ability(draft: Draft) -> bool:
    """Whether the words tell what one is able to do, which nobody has as a disease ("not able to climb stairs")."""
    lead = draft.lead
    return draft.heads[0].text.lower() in _ABILITIES and not (lead.scope or draft.limits or draft.results or draft.windows)


def _mention(draft: Draft) -> Span:
    return Span(draft.heads[0].start, draft.heads[-1].end)


def _span(draft: Draft) -> Span:
    return draft.span


_CRITERIA = re.compile(r" (?:criteria|criterion|classification|guidelines?)\b", re.IGNORECASE)


def qualifiers_of(draft: Draft, context: Context) -> tuple[Qualifier, ...]:
    """The narrowing words of a draft, before and after its head, each with its type."""
    found: list[Qualifier] = []
    for run in _runs([*draft.lead.qualifiers, *draft.qualifiers]):
        value = context.words(run[0].start, run[-1].end)
        if run[0].value == "criteria-set" and (noun := _CRITERIA.match(context.text, run[-1].end)):
            value += noun.group()
        kind = str(run[0].value) if run[0].type == "SEV" and run[0].value in _QUALIFIER_TYPES else "other"
        found.append(Qualifier(kind, value, Span(run[0].start, run[-1].end)))
        take(run)
    proof = draft.lead.scope.get("HISTOL")
    if proof is not None:
        take(proof)
        found.append(Qualifier("criteria-set", context.words(proof.start, proof.end), Span(proof.start, proof.end)))
    for run in _runs([tag for tag in draft.after if tag.end > tag.start]):
        words = run[1:] if run[0].type == "PREP" and len(run) > 1 else run
        span = Span(run[0].start, words[-1].end)
        found.append(Qualifier("other", context.words(*span), span))
        take(run)
    return tuple(found)


def _runs(tags: list[Tag]) -> list[list[Tag]]:
    """Neighbouring words together; a severity word stands for itself."""
    runs: list[list[Tag]] = []
    for tag in tags:
        plain = tag.type != "SEV"
        before = runs[-1][-1] if runs else None
        near = before is not None and before.type != "SEV" and tag.start - before.end <= 24 and tag.type != "PREP"
        if plain and runs and (near or (before is not None and before.type == "PREP")):
            runs[-1].append(tag)
        else:
            runs.append([tag])
    return runs


def _condition(draft: Draft, window: Window | None, duration: Duration | None, context: Context) -> Node:
    name = name_of(draft, context)
    scope = draft.lead.scope
    status = "present"
    for kind, means in (("HIST", "ever"), ("NEWLY", "newly-diagnosed"), ("ACTIVE", "active"), ("SUSP", "suspected")):
        if kind in scope:
            status = means
            take(scope[kind])
    both = scope.get("KNOWNSUSP")
    for tag in scope.values():
        take(tag)
    if window is not None and status == "present" and window.value is not None:
        status = "ever" if window.direction in {"before", "until"} or window.anchor == "birth" else status
    count = None
    since = duration
    for tag in draft.limits:
        limits = lengths_of(tag.value)  # type: ignore[arg-type]
        one = limits[0]
        take(tag)
        if len(limits) > 1 and one.time is not None:
            draft.qualifiers.append(Tag("TEXT", tag.start, tag.end, tag.text, context.words(tag.start, tag.end)))
        if one.unit is not None or one.relative != "none" or _scored(one, name) or _sized(one, tag, draft):
            return _extent(draft, name, window, context)
        old = one.bare and "HIST" in scope and 0 <= scope["HIST"].start - tag.end <= 1  # "a 2-year history of"
        if one.time is not None and one.relative == "none" and since is None and (old or not one.bare):
            since = Duration(one.lower, None if old else one.upper, one.time, Span(tag.start, tag.end))
        elif one.unit is None and one.time is None and count is None and not one.damaged and _counts(one, tag, draft):
            count = count_of(one, tag, context)
        else:
            words = context.words(tag.start, tag.end)
            draft.qualifiers.append(Tag("TEXT", tag.start, tag.end, words, words))
    bare = duration is None and window is None and "HIST" in scope
    if bare and since is not None and since.lower is None and since.upper is not None:
        bound = since.upper  # "a history of breast cancer ≤ 5 years": how long ago
        window, since = Window(bound.value, since.unit, bound.inclusive, "index", "before", span=since.span), None
    for tag in draft.results:
        take(tag)
        draft.qualifiers.append(tag)
    node = Condition(
        name.concept, name.label, status, qualifiers_of(draft, context), window, since, count,  # type: ignore[arg-type]
        "family" if "FAMILY" in scope else "patient", name.coded, _mention(draft), _span(draft),
    )  # fmt: skip
    family = scope.get("FAMILY")
    if family is not None and "personal" in family.text.lower():
        return AnyOf((replace(node, who="patient", status="ever"), node), span=node.span)
    if both is not None:
        suspected = replace(node, status="suspected")
        return AnyOf((node, suspected), span=node.span)
    return node


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


def _uncoded_result(draft: Draft, window: Window | None, context: Context) -> Node:
    """A result of something that the catalogue does not know ("abnormal scores on two other measures")."""
    for tag in draft.lead.scope.values():
        take(tag)
    signed = [one for tag in draft.limits for one in lengths_of(tag.value) if one.unit is not None and not one.bare]  # type: ignore[arg-type]
    name = name_of(draft, context)
    outcome = str(draft.lead.scope["RESULT"].value)
    if len(signed) == 1 and outcome in {"abnormal", "normal"}:
        said = Result(name.concept, name.label, outcome, "latest", window, (), name.coded, _mention(draft), _span(draft))  # type: ignore[arg-type]
        limited = measure_node(replace(draft, slot="measure", lead=replace(draft.lead, scope={})), window, None, context)
        return AnyOf((limited,), False, said, limited.span)  # "reduced salivary flow (< 0.1 mL/min)"
    return Result(
        name.concept, name.label, outcome, "ever" if "HIST" in draft.lead.scope else "latest", window,  # type: ignore[arg-type]
        qualifiers_of(draft, context), name.coded, _mention(draft), _span(draft),
    )  # fmt: skip


_GIVEN = frozenset({"TREAT", "RESP", "PLAN", "NAIVE", "NEED"})


def _tested(tag: Tag) -> bool:
    """Whether the words speak of a test ("positive test for HIV"), not only of a finding."""
    return any(word in tag.text.lower() for word in ("test", "serolog", "screen", "result"))


def _negative(draft: Draft, window: Window | None, context: Context) -> Node:
    """ "HIV negative": a negative test where there is one, else that the disease is not there."""
    told = draft.results.pop(0)
    take(told)
    tested = _tested_for(draft, told, window, context)
    if isinstance(tested, Result) and tested.coded:
        return tested
    return Not(_condition(draft, window, None, context), _span(draft))


def _tested_for(draft: Draft, told: Tag, window: Window | None, context: Context) -> Node:
    """A result of the test for a disease: the disease itself is another matter."""
    words = context.words(draft.heads[0].start, draft.heads[-1].end)
    disease = catalog()[draft.ids[0]]
    names = [f"{name} {kind}" for name in (words, disease.label, *disease.synonyms) for kind in ("test", "serology", "antibody")]
    found = (ident for name in names for ident in catalog().by_text(name) if catalog()[ident].measure is not None)
    concept = next(found, None)
    take(list(draft.lead.scope.values()))
    label = catalog()[concept].label if concept else f"{words} test"
    outcome = str(told.value)
    return Result(
        concept, label, outcome, "ever" if "HIST" in draft.lead.scope else "latest", window,  # type: ignore[arg-type]
        qualifiers_of(draft, context), concept is not None, _mention(draft), _span(draft),
    )  # fmt: skip


def _reaction(draft: Draft, window: Window | None, context: Context) -> Node:
    scope = draft.lead.scope
    name = name_of(draft, context)
    take([scope[key] for key in ("ALLERGY", "CONTRA") if key in scope])
    for key in ("HIST", "KNOWN", "SUSP", "KNOWNSUSP", "TREAT", "CURRENT"):
        if key in scope:
            take(scope[key])
    qualifiers = qualifiers_of(draft, context)
    parts: list[Node] = []
    if "ALLERGY" in scope:
        parts.append(Allergy(name.concept, name.label, qualifiers, window, name.coded, _mention(draft), _span(draft)))
    if "CONTRA" in scope:
        parts.append(Contraindication(name.concept, name.label, qualifiers, name.coded, _mention(draft), _span(draft)))
    if draft.slot == "treatment" and draft.lead.responses and "RESP" in scope:  # "allergy, or previous intolerance, to aspirin"
        given = {key: tag for key, tag in scope.items() if key not in {"ALLERGY", "CONTRA"}}
        lead = replace(draft.lead, scope=given)
        parts.append(treatment_node(replace(draft, lead=lead, qualifiers=[], after=[]), window, None, context))
    return parts[0] if len(parts) == 1 else AnyOf(tuple(parts), span=_span(draft))


def _plan(draft: Draft, window: Window | None, context: Context) -> Node:
    tag = draft.lead.scope.pop("PLAN")
    take(tag)
    inner = _single(draft, None, None, context)
    label = context.words(min(tag.start, draft.span.start), draft.span.end)
    coded = bool(getattr(inner, "coded", False))
    return Plan(label, inner, window, coded, _mention(draft), Span(min(tag.start, draft.span.start), draft.span.end))


def _vaccine(draft: Draft, window: Window | None, context: Context) -> Node:
    name = name_of(draft, context)
    scope = draft.lead.scope
    for tag in scope.values():
        take(tag)
    status: Literal["given", "planned"] = "planned" if "PLAN" in scope else "given"
    qualifiers = qualifiers_of(draft, context)
    return Immunization(name.concept, name.label, qualifiers, window, status, name.coded, _mention(draft), _span(draft))


def _vaccinated_against(draft: Draft, window: Window | None, context: Context) -> Node:
    """The vaccine against a disease, by the catalogue's name for it or else by the text's own words."""
    words = context.words(draft.heads[0].start, draft.heads[-1].end)
    names = [f"{words} vaccine", *(f"{catalog()[ident].label} vaccine" for ident in draft.ids)]
    found = (ident for name in names for ident in catalog().by_text(name) if catalog()[ident].kind == "vaccine")
    concept = next(found, None)
    take(list(draft.lead.scope.values()))
    label = catalog()[concept].label if concept else f"{words} vaccine"
    status: Literal["given", "planned"] = "planned" if "PLAN" in draft.lead.scope else "given"
    return Immunization(
        concept, label, qualifiers_of(draft, context), window, status, concept is not None, _mention(draft), _span(draft)
    )


def _state(draft: Draft, window: Window | None, duration: Duration | None, context: Context) -> Node:
    name = name_of(draft, context)
    stopped = is_stopped(draft)
    for tag in draft.lead.scope.values():
        take(tag)
    duration = duration or length_of_state(draft)
    for tag in (*draft.results, *draft.limits, *draft.classes):
        draft.qualifiers.append(tag)
    concept = catalog().get(name.concept) if name.concept else None
    if concept is not None and concept.kind == "demographic":
        values = tuple(tag.text.lower() for tag in draft.after) or (context.words(*_mention(draft)).lower(),)
        take(draft.after)
        spellings = catalog().value_spellings(concept.id)
        if spellings and not {one.lower() for said in spellings.values() for one in said} & set(values):
            return judgement(draft.span.start, draft.span.end, context, draft.heads)  # "from all racial groups" asks for none
        return Demographic(name.concept, name.label, values, name.coded, _mention(draft), _span(draft))
    qualifiers = qualifiers_of(draft, context)
    confirmed = concept is not None and concept.stage != "prescreen"
    if confirmed:
        qualifiers = tuple(replace(one, type="description") for one in qualifiers)
    partner = any(tag.type == "GUARD" and "partner" in tag.text.lower() for tag in draft.lead.words)
    who: Literal["patient", "partner"] = "partner" if partner else "patient"
    node = State(name.concept, name.label, qualifiers, window, who, name.coded, _mention(draft), _span(draft))
    if stopped:
        return given_up(node, window, duration)
    goes_on = name.concept in WILLINGNESS  # what one is willing to do for a year lies ahead
    since, begun = (None, None) if goes_on else (since_of(duration, window), begun_of(duration, window))
    if duration is not None and since is None and begun is None:
        kind = "description" if confirmed else "other"
        node = replace(node, qualifiers=(*qualifiers, Qualifier(kind, context.words(*duration.span), duration.span)))
    if begun is not None:
        return AllOf((replace(node, window=None), Not(replace(node, window=begun), _span(draft))), _span(draft))
    if since is None:
        return node
    return AllOf((replace(node, window=None), replace(node, window=since)), _span(draft))


def judgement(start: int, end: int, context: Context, tags: list[Tag]) -> Judgement:
    """Words that a person decides, all of them marked so."""
    words = context.name(start, end)
    low = words.lower()
    judge = (
        "investigator" if any(hint in low for hint in ("investigator", "physician", "opinion", "discretion")) else "unspecified"
    )
    for tag in tags:
        if tag.start >= start and tag.end <= end:
            take(tag, "judgement")
    return Judgement(words, judge, None, Span(start, end), Span(start, end))  # type: ignore[arg-type]


__all__ = ["Name", "judgement", "node_of", "qualifiers_of"]
