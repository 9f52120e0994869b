"""Takes a draft of a measure, gives its comparison, result or class; several limits are kept apart or together as said."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import cast

from screener.catalog.load import catalog
from screener.core.quantity import find_unit
from screener.core.quantity import limited_spellings
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
from screener.reading.build.betters import meant
from screener.reading.build.context import Context
from screener.reading.build.draft import Draft
from screener.reading.build.draft import take
from screener.reading.build.eyes import in_decimals
from screener.reading.build.limits import Limits
from screener.reading.build.limits import crossed
from screener.reading.build.limits import limits_of
from screener.reading.build.names import Name
from screener.reading.build.names import admits
from screener.reading.build.names import measure_by_unit
from screener.reading.build.names import pick
from screener.reading.build.qualifiers import qualifiers_of
from screener.reading.build.standing import is_length
from screener.reading.build.windows import meaning_of
from screener.reading.classes import classes_of
from screener.reading.tags import Tag

_AGE_UNITS = {"year": "a", "month": "mo", "week": "wk", "day": "d", "hour": "h", "half-life": "{half-lives}"}


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
    name = in_decimals(_in_points(_measure_name(draft, given, context), given), given, draft, context)
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
        numbers = _neighbours(values, name)
        if numbers is not None:
            low, high = (Bound(Decimal(number), True) for number in numbers)
            return Comparison(
                name.concept, name.label, low, high, "1", window=window, qualifiers=qualifiers, coded=name.coded,
                mention=mention, span=span,
            )  # fmt: skip
        if values and _unsigned(values, name):
            tag = draft.classes[0]
            context.note("damaged-sign", "this number has no sign", tag.start, tag.end, "write it with ≥, ≤, < or >")
            return Unread(context.words(*span), "damaged-sign", mention, span)
        if values and _no_class(values, name):
            return Unread(context.words(*span), "unread", mention, span)
        if values:
            return Member(name.concept, name.label, values, window, qualifiers, name.coded, mention, span)
    if outcome is not None and outcome.type == "RESULT":
        return Result(
            name.concept, name.label, str(outcome.value), "ever" if "HIST" in draft.lead.scope else "latest",  # type: ignore[arg-type]
            window, qualifiers, name.coded, mention, span,
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
    fits = [one.relative != "none" or (unit := _unit_of(one)) is None or admits(ident, unit) for _, one in limits]
    if all(fits) or (not any(fits) and len(limits) > 1):
        return limits
    other = [tag for (tag, _), fit in zip(limits, fits, strict=True) if not fit]
    draft.qualifiers += [Tag("TEXT", tag.start, tag.end, tag.text, tag.text, (("parts", (tag,)),)) for tag in other]
    draft.limits = [tag for tag in draft.limits if tag not in other]
    return [pair for pair, fit in zip(limits, fits, strict=True) if fit]


def _unit_of(one: Limits) -> str | None:
    return one.unit if one.unit is not None else _AGE_UNITS[one.time] if one.time is not None else None


def _neighbours(values: tuple[str, ...], name: Name) -> tuple[int, int] | None:
    """The ends of a list of whole numbers without a gap of a score that has no classes of its own ("IGA 3 or 4")."""
    concept = catalog().get(name.concept) if name.concept else None
    if concept is None or concept.kind != "score" or concept.measure is None or concept.measure.classes:
        return None
    if not values or not all(value.isdigit() for value in values):
        return None
    numbers = sorted(int(value) for value in values)
    return (numbers[0], numbers[-1]) if numbers == list(range(numbers[0], numbers[-1] + 1)) else None


def _unsigned(values: tuple[str, ...], name: Name) -> bool:
    """Whether bare numbers stand behind a measure that has no classes, so that their sign is what is missing."""
    concept = catalog().get(name.concept) if name.concept else None
    if concept is None or concept.measure is None or concept.measure.classes or concept.kind in {"score", "ordinal"}:
        return False
    return all(value.replace(".", "", 1).isdigit() for value in values)


def _no_class(values: tuple[str, ...], name: Name) -> bool:
    """Whether a known measure has no such classes, so that the words behind it say something else."""
    concept = catalog().get(name.concept) if name.concept else None
    if concept is None or concept.measure is None:
        return False
    if not concept.measure.classes:
        return concept.kind not in {"score", "ordinal"}
    return not set(values) <= set(concept.measure.classes)


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


def _measure_name(draft: Draft, limits: list[Limits], context: Context) -> Name:
    if not draft.ids:
        words = context.name(draft.heads[0].start, draft.heads[-1].end)
        defined = context.abbreviations.get(draft.heads[-1].text, ())
        if len(defined) == 1 and catalog()[defined[0]].measure is not None:
            return Name(defined[0], catalog()[defined[0]].label, True)
        return Name(None, words, False)
    ids = draft.ids
    if len(ids) > 1 and limits:
        unit = limits[0].unit
        if limits[0].relative not in {"ULN", "LLN"}:
            fitting = tuple(ident for ident in ids if admits(ident, unit))
            ids = fitting or ids
    if len(ids) > 1:
        ids = _by_scale(ids, limits)
    concept = pick(ids, draft, context)
    return _scored_apart(concept, draft, context)


def _by_scale(ids: tuple[str, ...], limits: list[Limits]) -> tuple[str, ...]:
    """Of several scales of one name the shortest that holds the numbers ("performance status ≥ 70" is no ECOG)."""
    known = catalog()
    if any(known[ident].kind not in {"score", "ordinal"} for ident in ids):
        return ids
    values = [bound.value for one in limits for bound in (one.lower, one.upper) if bound is not None]
    tops = {ident: known[ident].measure.scale_max for ident in ids}  # type: ignore[union-attr]
    holding = [ident for ident in ids if (top := tops[ident]) is not None and all(value <= top for value in values)]
    return (min(holding, key=lambda ident: tops[ident] or 0),) if holding and None not in tops.values() else ids


def _in_points(name: Name, limits: list[Limits]) -> Name:
    """An ordinal of letters with a number behind it is the score that its classes are made of ("Child-Pugh > 6")."""
    known = catalog()
    concept = known.get(name.concept) if name.concept else None
    points = known.get(f"{name.concept}-score")
    if points is None or concept is None or concept.measure is None or not limits or limits[0].unit is not None:
        return name
    if any(_rank(one) is not None for one in concept.measure.classes):
        return name
    return Name(points.id, points.label, True)


def _by_unit(name: Name, unit: str | None) -> Name:
    """Words that the catalogue does not know, counted in a unit that only one measure has ("> 20 cigarettes per day")."""
    ident = measure_by_unit(unit) if name.concept is None else None
    return Name(ident, catalog()[ident].label, True) if ident is not None else name


def _scored_apart(concept: str, draft: Draft, context: Context) -> Name:
    """A name that covers several scales of its own is read as one of them, the others kept as readings."""
    known = catalog()
    scales = () if known[concept].closed else tuple(sorted(known.members(concept) - {concept}))
    if scales:
        labels = " or ".join(known[ident].label for ident in scales)
        concept = context.choose(f"scale-{draft.heads[0].start}", scales, f"“{known[concept].label}” can mean {labels}")
    return Name(concept, known[concept].label, True)


def _compared(draft: Draft, name: Name, limits: list[tuple[Tag, Limits]], window: Window | None, context: Context) -> Node:


    change = next((tag for tag in (*draft.results, *draft.lead.words, *draft.after) if tag.type == "CHANGE"), None)
    if change is not None:
        take(change)
        draft.results = [tag for tag in draft.results if tag is not change]
    sided = [(tag, side) for tag, one in limits if (side := meant(tag, one, name)) is not None]
    if len(sided) < len(limits):
        return Unread(context.words(draft.start, draft.end), "unread", Span(draft.heads[0].start, draft.heads[-1].end),
                      Span(draft.start, draft.end))  # fmt: skip
    limits = sided
    told = draft.lead.scope.get("RESULT")
    if told is not None and told.value in {"positive", "negative"} and name.concept is None and not draft.inherited:
        draft.qualifiers.append(told)  # "at least two negative PCR tests"
    limits = _with_unit_words(draft, name, limits, context)
    take(draft.results)
    take(draft.classes)
    draft.qualifiers += draft.results + [tag for tag in draft.classes if tag.type != "STAGEW"]
    qualifiers = qualifiers_of(draft, context)
    made: list[Node] = []
    main, also = _alternative_units(name, limits)
    for tag, one in main:
        if one.diastolic is not None:
            made.append(_pressures(draft, tag, one, window, qualifiers, change, context))
            continue
        made.append(_comparison(draft, name, tag, one, also, window, qualifiers, change, context))
    if len(made) == 1:
        return made[0]
    span = draft.span
    (tag, one), (_, other) = main[0], main[-1]
    together = len(draft.limits) > 1 or (getattr(tag.value, "join", "") == "and" and not _alike(one, other))
    return AllOf(tuple(made), span=span) if together else AnyOf(tuple(made), span=span)


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


def _with_unit_words(draft: Draft, name: Name, limits: list[tuple[Tag, Limits]], context: Context) -> list[tuple[Tag, Limits]]:
    """An unknown word right behind the number of a measure that needs a unit is that unit ("> 38 C", "≥ 9 furlongs")."""
    concept = catalog().get(name.concept) if name.concept else None
    if not draft.after or concept is None or concept.measure is None or len(limits) != 1:
        return limits
    tag, one = limits[0]
    word = draft.after[-1]
    if word.type != "TEXT" or any(other.type != "PREP" for other in draft.after[:-1]):
        return limits
    told = one.unit or one.time or one.relative != "none" or concept.kind in {"score", "ordinal"}
    if told or not 0 <= word.start - tag.end <= 1 or not word.text.isalpha():
        return limits
    take(draft.after)
    draft.after = []
    known = find_unit(word.text, concept.measure)
    if known is not None:
        return [(tag, replace(one, unit=known.code))]
    context.note(
        "unit-unknown",
        f"“{word.text}” is not a unit that is known",
        word.start,
        word.end,
        f"write the unit, for example {concept.measure.unit}",
    )
    return [(tag, replace(one, unit=word.text))]


def _alternative_units(name: Name, limits: list[tuple[Tag, Limits]]) -> tuple[list[tuple[Tag, Limits]], tuple[Limit, ...]]:
    """Two limits on the same side in two units are one limit spelled twice."""
    if len(limits) != 2:
        return limits, ()
    (first_tag, first), (_, second) = limits
    same_side = bool(first.lower) == bool(second.lower) and bool(first.upper) == bool(second.upper)
    plain = same_side and first.relative == second.relative == "none" and (name.concept is not None or _alike(first, second))
    if plain and first.unit and second.unit and first.unit != second.unit:
        return [(first_tag, first)], (Limit(second.lower, second.upper, second.unit),)
    return limits, ()


def _alike(first: Limits, other: Limits) -> bool:
    """Whether two limits may be alternatives: not minutes, and times a week, nor a lowest and a highest time that leave room."""
    if first.time != other.time and (first.lower is None) != (other.lower is None) and not crossed(first, other):
        return False
    one, two = (find_unit(limit.unit) if limit.unit is not None else None for limit in (first, other))
    return one is None or two is None or one.dimension == two.dimension


def _comparison(
    draft: Draft, name: Name, tag: Tag, one: Limits, also: tuple[Limit, ...], window: Window | None,
    qualifiers: tuple[Qualifier, ...], change: Tag | None, context: Context,
) -> Node:  # fmt: skip
    mention = Span(draft.heads[0].start, draft.heads[-1].end)
    span = draft.span
    if one.damaged or (one.lower is None and one.upper is None):
        context.note("damaged-sign", "the sign of this limit was lost", tag.start, tag.end, "write it with ≥, ≤, < or >")
        return Unread(context.words(*span), "damaged-sign", mention, span)
    ranged = one.lower is not None and one.upper is not None
    bare_range = ranged and not one.bare and not (_said_between(tag) or _names_scale(draft) or is_length(draft.heads[-1], tag))
    if name.concept is None and one.unit is None and one.relative == "none" and (one.bare or bare_range):
        return Unread(context.words(*span), "unread", mention, span)
    if one.bare and not _equality(name, one):
        context.note("damaged-sign", "this number has no sign", tag.start, tag.end, "write it with ≥, ≤, < or >")
        return Unread(context.words(*span), "damaged-sign", mention, span)
    one = _decided_unit(name, one)
    name = _by_unit(name, one.unit)
    steps = classes_between(name.concept, one.lower, one.upper) if name.concept and one.unit is None else ()
    if steps and not all(step.isdigit() for step in steps):
        return Member(name.concept, name.label, steps, window, qualifiers, name.coded, mention, span)
    unit = one.unit
    if one.time is not None:
        unit = _AGE_UNITS[one.time]
    relative = one.relative
    if unit is None and relative == "none":
        unit = "1" if name.concept is None and tag.end <= mention.start else _default_unit(name, context, tag)
    deviations = unit == "1" and _DEVIATIONS.search(tag.text) is not None and not _plain_number(name)
    if deviations or (unit is None and relative == "none" and _counted_in_parts(name, one)):
        return Unread(context.words(*span), "unread", mention, span)
    if unit == "%" and relative == "none" and change is None and _volume(name):
        relative = "predicted"
    moved = str(change.value) if change is not None else "none"
    if moved != "none" and relative == "none":
        relative = "scale-maximum" if name.concept and _has_scale(name.concept) else "baseline"
    return Comparison(
        name.concept, name.label, one.lower, one.upper, unit, relative, moved, "latest", window, also, qualifiers,  # type: ignore[arg-type]
        False, name.coded, mention, span,
    )  # fmt: skip


_SCALES = (
    "ph", "scale", "index", "inventory", "classification", "questionnaire", "profile", "score", "instrument", "rating", "scores",
)  # fmt: skip


def _names_scale(draft: Draft) -> bool:
    """Whether words that the catalogue does not know name a scale, so that two plain numbers are its range."""
    last = draft.heads[-1]
    return last.type in {"MEASN", "STAGEW"} or last.text.lower().endswith(_SCALES)


def _decided_unit(name: Name, one: Limits) -> Limits:
    """The limit with the unit that only its measure can tell: G/L is giga of cells, and gram of a protein."""
    if one.unit not in limited_spellings():
        return one
    concept = catalog().get(name.concept) if name.concept else None
    known = find_unit(one.unit, concept.measure) if one.unit is not None and concept is not None else None
    return replace(one, unit=known.code if known is not None else one.unit)


def _said_between(tag: Tag) -> bool:
    """Whether the words say that a range limits something ("between 200 and 1500")."""
    between = getattr(tag.value, "between", None)
    return between is not None and between.value == "between"


_DEVIATIONS = re.compile(r"\b(?:standard deviations?|SDs?)\b")


def _plain_number(name: Name) -> bool:
    """Whether a measure has no unit, so that deviations from its mean are its own scale."""
    concept = catalog().get(name.concept) if name.concept else None
    return concept is None or concept.measure is None or concept.measure.unit in {"1", "{score}"}


def _counted_in_parts(name: Name, one: Limits) -> bool:
    """Whether a measure that counts things ("{letters}") is given a part of one, as another scale of its name has."""
    concept = catalog().get(name.concept) if name.concept else None
    counted = concept is not None and concept.measure is not None and concept.measure.unit.startswith("{")
    bounds = [bound.value for bound in (one.lower, one.upper) if bound is not None]
    return counted and any(value != value.to_integral_value() for value in bounds)


def _equality(name: Name, one: Limits) -> bool:
    """Whether a bare number can be meant as that very value: an ordinal with named steps."""
    concept = catalog().get(name.concept) if name.concept else None
    return concept is not None and concept.kind == "ordinal" and one.unit is None


def _default_unit(name: Name, context: Context, tag: Tag) -> str | None:
    """`1` for scores and ratios; nothing for a measure that needs a unit, with an issue."""
    concept = catalog().get(name.concept) if name.concept else None
    if concept is None or concept.measure is None:
        return None
    if concept.id == "age":
        return "a"
    if concept.kind in {"score", "ordinal"} or concept.measure.unit in {"1", "{score}", "{ratio}", "{INR}"}:
        return concept.measure.unit if concept.measure.unit != "{score}" else "1"
    context.note(
        "unit-missing",
        f"{concept.label} stands without a unit",
        tag.start,
        tag.end,
        f"write the unit, for example {concept.measure.unit}",
    )
    return None


def _volume(name: Name) -> bool:
    """Whether a function is measured in litres, so that a percentage of it can only be of the predicted value."""
    concept = catalog().get(name.concept) if name.concept else None
    return concept is not None and concept.kind == "function" and concept.measure is not None and concept.measure.unit == "L"


def _has_scale(ident: str) -> bool:
    """Whether a measure is a score, whose loss counts against its scale's end rather than an earlier value."""
    return catalog()[ident].kind in {"score", "ordinal"}


def class_values(tags: list[Tag], concept: str | None) -> tuple[str, ...]:
    """The classes that some words behind an ordinal name, in the catalogue's spelling where it has them."""
    known = catalog().get(concept) if concept else None
    classes = known.measure.classes if known is not None and known.measure is not None else ()
    found: list[str] = []
    for tag in tags:
        if tag.could_be("CLASSES"):
            found += classes_of(tag)
        elif tag.type == "ROMAN":
            plain = _roman(Decimal(str(tag.value)))
            found.append(_match(classes, (plain, str(tag.value))) or plain)
        elif tag.type == "NUM":
            found.append(_match(classes, (str(tag.value), _roman(tag.value))) or str(tag.value))
        elif tag.type == "TEXT":
            found.append(_match(classes, (tag.text.upper(),)) or tag.text)
    return tuple(found)


def _match(classes: tuple[str, ...], spellings: tuple[str, ...]) -> str | None:
    return next((name for name in classes if name.upper() in spellings), None)


def _roman(value: object) -> str:
    names = {1: "I", 2: "II", 3: "III", 4: "IV", 5: "V", 6: "VI"}
    return names.get(int(value), "") if isinstance(value, Decimal) and value == value.to_integral_value() else ""


def classes_between(concept: str, lower: Bound | None, upper: Bound | None) -> tuple[str, ...]:
    """The classes of an ordinal from one to another ("≥ III" of I-IV is III and IV; IIIA counts as III, F2 as 2).

    Classes without a number of their own count from 1, or from the numbers beside them ("trace" stands before 1+).
    """
    measure = catalog()[concept].measure
    classes = measure.classes if measure is not None else ()
    if not classes:
        return ()
    found = []
    for name, value in zip(classes, _values(classes), strict=True):
        above = lower is None or value > lower.value or (lower.inclusive and value == lower.value)
        below = upper is None or value < upper.value or (upper.inclusive and value == upper.value)
        if above and below:
            found.append(name)
    return tuple(found)


@cache
def _values(classes: tuple[str, ...]) -> tuple[Decimal, ...]:
    """The number that each class stands for."""
    ranks = [_rank(name) for name in classes]
    first = next((place for place, rank in enumerate(ranks) if rank is not None), None)
    if first is None:
        return tuple(Decimal(place) for place in range(1, len(classes) + 1))
    known = cast(Decimal, ranks[first])
    values = [known - (first - place) for place in range(first)]
    for rank in ranks[first:]:
        values.append(rank if rank is not None else values[-1] + 1)
    return tuple(values)


_RANKED = re.compile(r"[A-Z]?(\d+(?:\.\d+)?)|(I?V(?!I)|V?I{1,3})(?![A-Z]{2})", re.ASCII)
_VALUES = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8}


def _rank(name: str) -> Decimal | None:
    """The number that a class begins with, or None."""
    found = _RANKED.match(name)
    if found is None:
        return None
    return Decimal(found[1]) if found[1] else Decimal(_VALUES[found[2]])
