"""What a limit of a measure is counted in: as written, as its words tell, or as the catalogue has it."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from screener.catalog.concept import Measure
from screener.catalog.load import catalog
from screener.core.quantity import convert
from screener.core.quantity import find_unit
from screener.core.quantity import limited_spellings
from screener.criteria.nodes import Limit
from screener.reading.meaning.chunks.names import Name
from screener.reading.meaning.context import Context
from screener.reading.meaning.draft import Draft
from screener.reading.meaning.phrases.limits import Limits
from screener.reading.meaning.phrases.limits import crossed
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import take

AGE_UNITS = {"year": "a", "month": "mo", "week": "wk", "day": "d", "hour": "h", "half-life": "{half-lives}"}


def unit_of(one: Limits) -> str | None:
    """The UCUM unit of a limit, a time among them; None where none is written."""
    return one.unit if one.unit is not None else AGE_UNITS[one.time] if one.time is not None else None


def with_unit_words(draft: Draft, name: Name, limits: list[tuple[Tag, Limits]], context: Context) -> list[tuple[Tag, Limits]]:
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


def alternative_units(name: Name, limits: list[tuple[Tag, Limits]]) -> tuple[list[tuple[Tag, Limits]], tuple[Limit, ...]]:
    """Two limits on the same side in two units are one limit spelled twice, but for "at least 12 % and at least 200 mL"."""
    if len(limits) != 2:
        return limits, ()
    (first_tag, first), (_, second) = limits
    same_side = bool(first.lower) == bool(second.lower) and bool(first.upper) == bool(second.upper)
    if (first.unit == "%") != (second.unit == "%") and getattr(first_tag.value, "join", "") == "and":
        return limits, ()
    plain = same_side and first.relative == second.relative == "none" and (name.concept is not None or same_reach(first, second))
    if plain and first.unit and second.unit and first.unit != second.unit and not _counted(first.unit, second.unit):
        return [(first_tag, first)], (Limit(second.lower, second.upper, second.unit),)
    return limits, ()


def _counted(first: str, second: str) -> bool:
    """Whether one limit counts things and the other measures them ("at least one lesion >= 1 cm")."""
    return first.startswith("{") != second.startswith("{") and "/" not in first + second


def same_reach(first: Limits, other: Limits) -> bool:
    """Whether two limits may be alternatives: not minutes, and times a week, nor a lowest and a highest time that leave room."""
    unlike = first.time != other.time or (first.unit != other.unit and {first.unit, other.unit} <= {"s", "min"})
    if unlike and (first.lower is None) != (other.lower is None) and not crossed(first, other):
        return False
    one, two = (find_unit(limit.unit) if limit.unit is not None else None for limit in (first, other))
    return one is None or two is None or one.dimension == two.dimension


_SCALES = (
    "ph", "scale", "index", "inventory", "classification", "questionnaire", "profile", "score", "instrument", "rating", "scores",
)  # fmt: skip


def names_scale(draft: Draft) -> bool:
    """Whether words that the catalogue does not know name a scale, so that two plain numbers are its range."""
    last = draft.heads[-1]
    return last.type in {"MEASN", "STAGEW"} or last.text.lower().endswith(_SCALES)


def decided_unit(name: Name, one: Limits) -> Limits:
    """The limit with the unit that only its measure can tell: G/L is giga of cells, and gram of a protein."""
    if one.unit not in limited_spellings():
        return one
    concept = catalog().get(name.concept) if name.concept else None
    known = find_unit(one.unit, concept.measure) if one.unit is not None and concept is not None else None
    return replace(one, unit=known.code if known is not None else one.unit)


def said_between(tag: Tag) -> bool:
    """Whether the words say that a range limits something ("between 200 and 1500")."""
    between = getattr(tag.value, "between", None)
    return between is not None and between.value == "between"


DEVIATIONS = re.compile(r"\b(?:standard deviations?|SDs?)\b")


def plain_number(name: Name) -> bool:
    """Whether a measure has no unit, so that deviations from its mean are its own scale."""
    concept = catalog().get(name.concept) if name.concept else None
    return concept is None or concept.measure is None or concept.measure.unit in {"1", "{score}"}


def counted_in_parts(name: Name, one: Limits) -> bool:
    """Whether a measure that counts things ("{letters}") is given a part of one, as another scale of its name has."""
    concept = catalog().get(name.concept) if name.concept else None
    counted = concept is not None and concept.measure is not None and concept.measure.unit.startswith("{")
    bounds = [bound.value for bound in (one.lower, one.upper) if bound is not None]
    return counted and any(value != value.to_integral_value() for value in bounds)


def equality(name: Name, one: Limits) -> bool:
    """Whether a bare number can be meant as that very value: an ordinal with named steps."""
    concept = catalog().get(name.concept) if name.concept else None
    return concept is not None and concept.kind == "ordinal" and one.unit is None


def default_unit(name: Name, one: Limits, context: Context, tag: Tag, *, change: bool) -> str | None:
    """`1` for scores and ratios, or the unit of a scale's line; for a measure that needs a unit the one that its size tells, or
    nothing, with an issue. A change may as well be in percent.
    """
    concept = catalog().get(name.concept) if name.concept else None
    if concept is None or concept.measure is None:
        return None
    if concept.id == "age":
        return "a"
    if concept.kind in {"score", "ordinal"} or concept.measure.unit in {"1", "{score}", "{ratio}", "{INR}"}:
        return _line_unit(concept.measure, one) if concept.measure.unit != "{score}" else "1"
    unit = None if change else _unit_by_size(concept.measure, one, context.text[tag.end : tag.end + 1])
    told = "" if unit is None else f"; this number can only be in {unit}"
    hint = f"write the unit, for example {concept.measure.unit}" if unit is None else f"write the unit, {unit}"
    context.note("unit-missing", f"{concept.label} stands without a unit{told}", tag.start, tag.end, hint)
    return unit


def _unit_by_size(measure: Measure, one: Limits, behind: str) -> str | None:
    """The usual unit of a measure, where numbers of this size can be in no other and no letter is grown to them ("85th")."""
    numbers = [bound.value for bound in (one.lower, one.upper) if bound is not None]
    if measure.unit_by_size is None or one.relative != "none" or behind.isalpha():
        return None
    low, high = measure.unit_by_size
    return measure.unit if all(low <= number <= high for number in numbers) else None


def _line_unit(measure: Measure, one: Limits) -> str:
    """The unit of a scale: the first in which a number can be on it at all ("VAS ≥ 40" is 40 mm of a line of 10 cm)."""
    numbers = [bound.value for bound in (one.lower, one.upper) if bound is not None]
    highest = measure.high
    for unit in measure.units if highest is not None and len(measure.units) > 1 else ():
        given = [convert(number, unit, measure.unit, measure).value for number in numbers]
        if all(value is not None and highest is not None and value <= Fraction(highest) for value in given):
            return unit
    return measure.unit


def is_volume(name: Name) -> bool:
    """Whether a function is measured in litres, so that a percentage of it can only be of the predicted value."""
    concept = catalog().get(name.concept) if name.concept else None
    return concept is not None and concept.kind == "function" and concept.measure is not None and concept.measure.unit == "L"


def of_another(name: Name, unit: str | None, also: tuple[Limit, ...]) -> bool:
    """Whether a limit's unit tells that a name means something else than the measure: not even what is divided is alike.

    A part of the measure's unit ("hemoglobin < 6 mmol") is a slip; scores are also marked in millimetres or percent.
    """
    concept = catalog().get(name.concept) if name.concept else None
    if concept is None or concept.measure is None or unit is None or unit == "{percentile}" or "log" in unit:
        return False
    if concept.kind == "score" and unit in {"mm", "cm", "%"}:
        return False
    told = (unit, *(limit.unit for limit in also))
    return not any(_alike(one, known) for one in told for known in concept.measure.units or [""])


def _alike(unit: str | None, known: str) -> bool:
    """Whether two units are of one dimension, or what they divide is; a unit that is not known is like every other."""
    one, other = (find_unit(part) if part else None for part in (unit, known))
    if unit is None or one is None or (other is not None and one.dimension == other.dimension):
        return True
    if "/" in unit and "/" not in known:
        return False  # "weight 18-30 kg/m2"
    first, second = (find_unit(part.split("/")[0]) if part.split("/")[0] else None for part in (unit, known))
    return first is not None and second is not None and first.dimension == second.dimension
