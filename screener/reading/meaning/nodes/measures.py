"""Takes a draft of a measure, gives its comparison, result or class; several limits are kept apart or together as said."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from screener.catalog.load import catalog
from screener.core.span import Span
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Bound
from screener.criteria.nodes import Comparison
from screener.criteria.nodes import Condition
from screener.criteria.nodes import Duration
from screener.criteria.nodes import Judgement
from screener.criteria.nodes import Limit
from screener.criteria.nodes import Member
from screener.criteria.nodes import Node
from screener.criteria.nodes import Qualifier
from screener.criteria.nodes import Result
from screener.criteria.nodes import Unread
from screener.criteria.nodes import Window
from screener.reading.meaning.chunks.names import Name
from screener.reading.meaning.chunks.names import admits
from screener.reading.meaning.chunks.qualifiers import qualifiers_of
from screener.reading.meaning.chunks.standing import is_length
from screener.reading.meaning.context import Context
from screener.reading.meaning.draft import Draft
from screener.reading.meaning.nodes.betters import meant
from screener.reading.meaning.nodes.beyond_normal import beyond_normal
from screener.reading.meaning.nodes.beyond_normal import side_told
from screener.reading.meaning.nodes.class_values import class_values
from screener.reading.meaning.nodes.class_values import classes_between
from screener.reading.meaning.nodes.class_values import neighbours
from screener.reading.meaning.nodes.class_values import no_class
from screener.reading.meaning.nodes.class_values import unsigned
from screener.reading.meaning.nodes.eyes import in_decimals
from screener.reading.meaning.nodes.measure_names import by_unit
from screener.reading.meaning.nodes.measure_names import has_scale
from screener.reading.meaning.nodes.measure_names import in_points
from screener.reading.meaning.nodes.measure_names import measure_name
from screener.reading.meaning.nodes.measure_names import named_by_unit
from screener.reading.meaning.nodes.measure_units import AGE_UNITS
from screener.reading.meaning.nodes.measure_units import DEVIATIONS
from screener.reading.meaning.nodes.measure_units import alternative_units
from screener.reading.meaning.nodes.measure_units import counted_in_parts
from screener.reading.meaning.nodes.measure_units import decided_unit
from screener.reading.meaning.nodes.measure_units import default_unit
from screener.reading.meaning.nodes.measure_units import equality
from screener.reading.meaning.nodes.measure_units import is_volume
from screener.reading.meaning.nodes.measure_units import names_scale
from screener.reading.meaning.nodes.measure_units import of_another
from screener.reading.meaning.nodes.measure_units import plain_number
from screener.reading.meaning.nodes.measure_units import said_between
from screener.reading.meaning.nodes.measure_units import same_reach
from screener.reading.meaning.nodes.measure_units import unit_of
from screener.reading.meaning.nodes.measure_units import with_unit_words
from screener.reading.meaning.nodes.unmeasured import UNMEASURED
from screener.reading.meaning.nodes.unmeasured import unmeasured
from screener.reading.meaning.nodes.unnamed import in_words
from screener.reading.meaning.nodes.unnamed import names_nothing
from screener.reading.meaning.phrases.limits import Limits
from screener.reading.meaning.phrases.limits import limits_of
from screener.reading.meaning.phrases.windows import meaning_of
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import take


def measure_node(draft: Draft, window: Window | None, duration: Duration | None, context: Context) -> Node:
    """The node of a measure draft; a measure with neither limit, class nor result is a question to a person."""


    for tag in draft.lead.scope.values():
        take(tag)
    limits = [(tag, one) for tag in draft.limits for one in limits_of(tag.value)]  # type: ignore[arg-type]
    for tag in draft.windows:
        limits += [(tag, one) for one in meaning_of(tag).limits]
    if not limits and not draft.classes and not draft.results and window is not None:
        limits, window = _time_left(draft, window)
    take(draft.limits)
    take(draft.heads)
    given = [one for _, one in limits]
    name = in_decimals(in_points(measure_name(draft, given, context), given), given, draft, context)
    limits = _own_limits(draft, name, limits)
    if name.concept == "disease-duration" and limits and limits[0][1].time is not None and context.topic:
        return _disease_duration(draft, limits[0][1], context)
    if limits:
        return _compared(draft, name, limits, window, context)
    take(draft.results)
    take(draft.classes)
    outcome = draft.results[0] if draft.results else draft.lead.scope.get("RESULT")
    qualifiers = qualifiers_of(draft, context)
    mention, span = Span(draft.heads[0].start, draft.heads[-1].end), draft.span
    if draft.classes:
        values = class_values(draft.classes, name.concept)
        numbers = neighbours(values, name)
        if numbers is not None:
            low, high = (Bound(Decimal(number), True) for number in numbers)
            return Comparison(
                name.concept, name.label, low, high, "1", window=window, qualifiers=qualifiers, coded=name.coded,
                mention=mention, span=span,
            )  # fmt: skip
        if values and unsigned(values, name):
            tag = draft.classes[0]
            context.note("damaged-sign", "this number has no sign", tag.start, tag.end, "write it with ≥, ≤, < or >")
            return Unread(context.words(*span), "damaged-sign", mention, span)
        if values and no_class(values, name):
            return Unread(context.words(*span), "unread", mention, span)
        if values:
            return Member(name.concept, name.label, values, window, qualifiers, name.coded, mention, span)
    if outcome is not None and outcome.type == "RESULT":
        beyond = beyond_normal(draft, name, outcome, window, qualifiers)
        return beyond or Result(
            name.concept, name.label, str(outcome.value), "ever" if "HIST" in draft.lead.scope else "latest",  # type: ignore[arg-type]
            window, (*qualifiers, *side_told(outcome)), name.coded, mention, span,
        )  # fmt: skip
    return _found(draft, name, window, qualifiers, mention, span, context)


def _time_left(draft: Draft, window: Window) -> tuple[list[tuple[Tag, Limits]], Window | None]:
    """ "Life expectancy within 12 months": a measure of time without a limit is limited by the time behind it."""
    plain = window.direction == "before" and window.anchor == "index" and window.value is not None and window.value2 is None
    if not plain or len(draft.windows) != 1 or draft.ids != ("life-expectancy",) or window.value is None:
        return [], window
    upper = Bound(window.value, window.inclusive)
    return [(draft.windows[0], Limits(upper=upper, time=window.unit if window.unit != "minute" else None))], None


def _own_limits(draft: Draft, name: Name, limits: list[tuple[Tag, Limits]]) -> list[tuple[Tag, Limits]]:
    """The limits that a measure can have; a time beside one ("> 150 mmHg after at least 5 minutes") is to be confirmed."""
    if name.concept is None or (len(limits) == 1 and limits[0][1].time is None):
        return limits
    ident = name.concept
    fits = [one.relative != "none" or (unit := unit_of(one)) is None or admits(ident, unit) for _, one in limits]
    if all(fits) or (not any(fits) and len(limits) > 1):
        return limits
    other = [tag for (tag, _), fit in zip(limits, fits, strict=True) if not fit]
    draft.qualifiers += [Tag("TEXT", tag.start, tag.end, tag.text, tag.text, (("parts", (tag,)),)) for tag in other]
    draft.limits = [tag for tag in draft.limits if tag not in other]
    return [pair for pair, fit in zip(limits, fits, strict=True) if fit]


def _found(
    draft: Draft,
    name: Name,
    window: Window | None,
    qualifiers: tuple[Qualifier, ...],
    mention: Span,
    span: Span,
    context: Context,
) -> Node:
    """A measure named without any limit: an antibody is there or not; anything else is not a criterion that can be decided."""
    words = context.words(*span)
    if "antibod" in words.lower():
        concept = catalog().get(name.concept) if name.concept else None
        known = concept is not None and "antibod" in concept.label.lower()
        label, ident = (name.label, name.concept) if known else (words, None)
        return Result(ident, label, "positive", "latest", window, qualifiers if known else (), known, mention, span)
    timed = window is not None and window.value is not None and window.value2 is None and window.direction == "before"
    if timed and name.coded:
        return Judgement(words, "unspecified", window, mention, span)  # measured in that time; what it has to be is not said
    return Unread(words, "unread", mention, span)


def _disease_duration(draft: Draft, one: Limits, context: Context) -> Node:
    """The time since the onset of the disease that the trial is about."""
    topic = context.topic[0]
    span = draft.span
    lasting = Duration(
        one.lower,
        one.upper,
        one.time or "day",
        Span(draft.limits[0].start, draft.limits[0].end) if draft.limits else span,
    )
    mention = Span(draft.heads[0].start, draft.heads[-1].end)
    return Condition(topic, catalog()[topic].label, duration=lasting, mention=mention, span=span)


def _compared(draft: Draft, name: Name, limits: list[tuple[Tag, Limits]], window: Window | None, context: Context) -> Node:


    change = next((tag for tag in (*draft.results, *draft.lead.words, *draft.after) if tag.type == "CHANGE"), None)
    if change is not None:
        take(change)
        draft.results = [tag for tag in draft.results if tag is not change]
    sided = [(tag, side) for tag, one in limits if (side := meant(tag, one, name)) is not None]
    if len(sided) < len(limits):
        return Unread(context.words(draft.start, draft.end), "unread", Span(draft.heads[0].start, draft.heads[-1].end),
                      Span(draft.start, draft.end))  # fmt: skip
    if names_nothing(draft, name):
        return in_words(draft, context)
    limits = sided
    told = draft.lead.scope.get("RESULT")
    if told is not None and told.value in {"positive", "negative"} and name.concept is None and not draft.inherited:
        draft.qualifiers.append(told)  # "at least two negative PCR tests"
    limits = with_unit_words(draft, name, limits, context)
    take(draft.results)
    take(draft.classes)
    draft.qualifiers += draft.results + [tag for tag in draft.classes if tag.type != "STAGEW"]
    qualifiers = qualifiers_of(draft, context)
    made: list[Node] = []
    main, also = alternative_units(name, limits)
    for tag, one in main:
        if one.diastolic is not None:
            made.append(_pressures(draft, tag, one, window, qualifiers, change, context))
            continue
        made.append(_comparison(draft, name, tag, one, also, window, qualifiers, change, context))
    if len(made) == 1:
        return made[0]
    span = draft.span
    (tag, one), (_, other) = main[0], main[-1]
    both = getattr(tag.value, "join", "") == "and"
    asked = context.category == "inclusion" and one.unit != other.unit and (one.lower is None) != (other.lower is None)
    together = len(draft.limits) > 1 or (both and (asked or not same_reach(one, other))) or _two_ends(tag, one, other)
    return AllOf(tuple(made), span=span) if together else AnyOf(tuple(made), span=span)


def _two_ends(tag: Tag, one: Limits, other: Limits) -> bool:
    """Whether two limits are the ends of one range that is told in two units ("8 days to 59 months")."""
    between = getattr(tag.value, "ranged", False) or getattr(tag.value, "between", None) is not None
    lower, upper = one.lower is not None and one.upper is None, other.upper is not None and other.lower is None
    return lower and upper and (between or getattr(tag.value, "join", "") == "to")


def _pressures(
    draft: Draft, tag: Tag, one: Limits, window: Window | None, qualifiers: tuple[Qualifier, ...], change: Tag | None,
    context: Context,
) -> Node:  # fmt: skip
    """Both pressures of a pair: above it one is enough, below it and within a range both have to be."""
    assert one.diastolic is not None  # the caller looked
    unit = one.unit or "mm[Hg]"
    if one.unit is None:
        told = "a pair of blood pressures stands without a unit; numbers of this size can only be in mm[Hg]"
        context.note("unit-missing", told, tag.start, tag.end, "write the unit, mm[Hg]")
    both = []
    for ident, limits in (("systolic-blood-pressure", one), ("diastolic-blood-pressure", one.diastolic)):
        name = Name(ident, catalog()[ident].label, True)
        both.append(_comparison(draft, name, tag, replace(limits, unit=unit), (), window, qualifiers, change, context))
    span = draft.span
    above = one.lower is not None and one.upper is None
    return AnyOf(tuple(both), span=span) if above else AllOf(tuple(both), span=span)


_MORE = frozenset({"or more", "or greater", "or higher", "or above", "or over", "or larger", "and above", "and greater"})
_MORE_NEGATIVE = frozenset({"or more negative", "or more myopic"})


def _either_side(tag: Tag, one: Limits) -> bool:
    """Whether it is not plain on which side of a number below zero a limit lies ("-6 dioptres or more"), or its minus is lost."""
    post = getattr(tag.value, "post", None)
    if not isinstance(post, Tag):
        return False
    if post.text.lower() in _MORE_NEGATIVE:
        return one.upper is not None and one.upper.value > 0
    return one.lower is not None and one.lower.value < 0 and one.upper is None and post.text.lower() in _MORE


def _comparison(
    draft: Draft, name: Name, tag: Tag, one: Limits, also: tuple[Limit, ...], window: Window | None,
    qualifiers: tuple[Qualifier, ...], change: Tag | None, context: Context,
) -> Node:  # fmt: skip
    mention = Span(draft.heads[0].start, draft.heads[-1].end)
    span = draft.span
    if _either_side(tag, one):
        told = "it is not plain on which side of this number, at or below zero, the limit lies"
        context.note("damaged-sign", told, tag.start, tag.end, "write it with ≥, ≤, < or >")
        return Unread(context.words(*span), "damaged-sign", mention, span)
    if one.damaged or (one.lower is None and one.upper is None):
        context.note("damaged-sign", "the sign of this limit was lost", tag.start, tag.end, "write it with ≥, ≤, < or >")
        return Unread(context.words(*span), "damaged-sign", mention, span)
    ranged = one.lower is not None and one.upper is not None
    bare_range = ranged and not one.bare and not (said_between(tag) or names_scale(draft) or is_length(draft.heads[-1], tag))
    if name.concept is None and one.unit is None and one.relative == "none" and (one.bare or bare_range):
        return Unread(context.words(*span), "unread", mention, span)
    if one.bare and not equality(name, one):
        context.note("damaged-sign", "this number has no sign", tag.start, tag.end, "write it with ≥, ≤, < or >")
        return Unread(context.words(*span), "damaged-sign", mention, span)
    one = decided_unit(name, one)
    name = by_unit(name, one.unit)
    steps = classes_between(name.concept, one.lower, one.upper) if name.concept and one.unit is None else ()
    if steps and not all(step.isdigit() for step in steps):
        return Member(name.concept, name.label, steps, window, qualifiers, name.coded, mention, span)
    unit = one.unit
    if one.time is not None:
        unit = AGE_UNITS[one.time]
    relative = one.relative
    if unit is None and relative == "none":
        plain = name.concept is None and tag.end <= mention.start
        unit = "1" if plain else default_unit(name, one, context, tag, change=change is not None)
    deviations = unit == "1" and DEVIATIONS.search(tag.text) is not None and not plain_number(name)
    if deviations or (unit is None and relative == "none" and counted_in_parts(name, one)):
        return Unread(context.words(*span), "unread", mention, span)
    if unit == "%" and relative == "none" and change is None and is_volume(name):
        relative = "predicted"
    moved = str(change.value) if change is not None else "none"
    if moved == relative == "none" and of_another(name, unit, also):
        name = named_by_unit(name, context.words(*mention), unit)
    if moved != "none" and relative == "none":
        relative = "scale-maximum" if name.concept and has_scale(name.concept) else "baseline"
    if name.concept is None and not name.coded and unmeasured(draft, name.label):
        qualifiers = (*qualifiers, Qualifier(UNMEASURED, "", span))
    return Comparison(
        name.concept, name.label, one.lower, one.upper, unit, relative, moved, "latest", window, also, qualifiers,  # type: ignore[arg-type]
        False, name.coded, mention, span,
    )  # fmt: skip
