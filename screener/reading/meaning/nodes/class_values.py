"""The classes of an ordinal measure that words name, from a sign or between two of them."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import cast

from screener.catalog.load import catalog
from screener.criteria.nodes import Bound
from screener.reading.meaning.chunks.names import Name
from screener.reading.passes.scales.classes import classes_of
from screener.reading.scanning.tags import Tag


def neighbours(values: tuple[str, ...], name: Name) -> tuple[int, int] | None:
    """The ends of a list of whole numbers without a gap of a score that has no classes of its own ("IGA 3 or 4")."""
    concept = catalog().get(name.concept) if name.concept else None
    if concept is None or concept.kind != "score" or concept.measure is None or concept.measure.classes:
        return None
    if not values or not all(value.isdigit() for value in values):
        return None
    numbers = sorted(int(value) for value in values)
    return (numbers[0], numbers[-1]) if numbers == list(range(numbers[0], numbers[-1] + 1)) else None


def unsigned(values: tuple[str, ...], name: Name) -> bool:
    """Whether bare numbers stand behind a measure that has no classes, so that their sign is what is missing."""
    concept = catalog().get(name.concept) if name.concept else None
    if concept is None or concept.measure is None or concept.measure.classes or concept.kind in {"score", "ordinal"}:
        return False
    return all(value.replace(".", "", 1).isdigit() for value in values)


def no_class(values: tuple[str, ...], name: Name) -> bool:
    """Whether a known measure has no such classes, so that the words behind it say something else."""
    concept = catalog().get(name.concept) if name.concept else None
    if concept is None or concept.measure is None:
        return False
    if not concept.measure.classes:
        return concept.kind not in {"score", "ordinal"}
    return not set(values) <= set(concept.measure.classes)


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


def _values(classes: tuple[str, ...]) -> tuple[Decimal, ...]:
    """The number that each class stands for."""
    ranks = [rank_of(name) for name in classes]
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


def rank_of(name: str) -> Decimal | None:
    """The number that a class begins with, or None."""
    found = _RANKED.match(name)
    if found is None:
        return None
    return Decimal(found[1]) if found[1] else Decimal(_VALUES[found[2]])
