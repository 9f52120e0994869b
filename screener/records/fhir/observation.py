"""FHIR Observation to observations, panels and components flattened."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from screener.core.calendar import PartialDate
from screener.core.quantity import find_unit
from screener.records.classes import class_of
from screener.records.fhir.access import Resource
from screener.records.fhir.access import code_of
from screener.records.fhir.access import codes_of
from screener.records.fhir.access import moment
from screener.records.fhir.access import number_of
from screener.records.fhir.access import part
from screener.records.fhir.access import parts
from screener.records.fhir.access import period
from screener.records.fhir.access import text_of
from screener.records.fhir.access import unit_of
from screener.records.fhir.access import word
from screener.records.fhir.context import Context
from screener.records.fhir.visits import visit_of
from screener.records.made import made
from screener.records.names import OBSERVED_KINDS
from screener.records.names import bare
from screener.records.numbers import clinical
from screener.records.numbers import has_comma
from screener.records.numbers import quantity as written_quantity
from screener.records.patient import Observation
from screener.records.patient import Range
from screener.records.vocabulary import Outcome
from screener.records.vocabulary import keys
from screener.records.vocabulary import outcome_of
from screener.records.vocabulary import vocabulary

LEFT_OUT = frozenset({"entered-in-error", "cancelled", "unknown", "registered"})
_STATED_RANGE = re.compile(r"\s*(\d+(?:\.\d+)?)\s*[-–]\s*(\d+(?:\.\d+)?)\s*([^\d\s-][^\s-]*)?\s*")
_SCORED = re.compile(r"(\d{1,2})(?:\s*[-–=:(]\s*[A-Za-z].*)?")
_COMPARATORS = frozenset({"<", "<=", ">=", ">"})
_ORDINAL = frozenset(
    {
        "http://hl7.org/fhir/StructureDefinition/ordinalValue",
        "http://hl7.org/fhir/StructureDefinition/itemWeight",
    }
)


@dataclass(slots=True)
class Value:
    """What a value[x] says."""

    number: Decimal | None = None
    comparator: Any = None
    unit: str | None = None
    text: str | None = None
    result: Outcome | None = None

    @property
    def empty(self) -> bool:
        """Whether it says nothing."""
        return self.number is None and not self.text and self.result is None


def observations(resource: Resource, context: Context) -> list[Observation]:
    """The observation itself, if it has a value, and each of its components that has one."""
    status = word(resource, "status")
    if status in LEFT_OUT:
        return []
    context.preliminary += status == "preliminary"
    day, time = _when(resource, context)
    found = []
    for holder in (resource, *parts(resource, "component")):
        one = _observation(holder, resource, context, day, time)
        if one is not None:
            found.append(one)
        elif holder is not resource or not parts(resource, "component"):
            context.valueless += not parts(resource, "hasMember")
    return found


def _observation(
    holder: Resource, resource: Resource, context: Context, day: PartialDate | None, time: str
) -> Observation | None:
    value = _value(holder, context, resource)
    interpretation = next(
        (found for each in parts(holder, "interpretation") if (found := _interpreted(each)) is not None), None
    )
    concepts, codes, text = context.coded(holder.get("code"), OBSERVED_KINDS, resource)
    named_class = next((pair for key in keys(codes) if (pair := vocabulary().class_codes.get(key))), None)
    if named_class and (value.empty or value.result == "positive"):
        concepts, value = (named_class[0],), Value(number=_leading_number(named_class[1]), text=named_class[1])
    if value.empty and interpretation is None:
        return None
    value.result = value.result or interpretation
    concepts = _as_state(concepts, codes, holder, value)
    if value.text and concepts:
        value.text = class_of(value.text, concepts[0]) or value.text
    context.missed(resource, concepts)
    return made(
        Observation,
        id=word(resource, "id"),
        concepts=concepts,
        codes=codes,
        text=text,
        value=value.number,
        comparator=value.comparator,
        unit=value.unit,
        value_text=value.text,
        result=value.result,
        date=day,
        time=time,
        visit=visit_of(resource, context),
        reference_range=_range(holder),
    )


def _when(resource: Resource, context: Context) -> tuple[PartialDate | None, str]:
    text = word(resource, "effectiveDateTime") or word(resource, "effectiveInstant")
    day = context.date(resource, "effectiveDateTime", "effectiveInstant")
    if day is None and not text:
        start, end = period(resource, "effectivePeriod")
        timed = part(resource, "effectiveTiming").get("event")
        first = timed[0] if isinstance(timed, list) and timed else None
        day = end or start or (moment({"event": first}, "event"))
        if day is None and (day := moment(resource, "issued")):
            context.notes.add(
                "date-assumed", f"{context.where(resource)}: has no date of its own; its day of issue is taken"
            )
    return day, text.partition("T")[2]


def _value(holder: Resource, context: Context, resource: Resource) -> Value:
    if quantity := part(holder, "valueQuantity"):
        return _quantity(quantity, context, resource)
    if concept := part(holder, "valueCodeableConcept"):
        return _answer(concept)
    for name in ("valueString", "valueDateTime"):
        if text := word(holder, name):
            return _string(text, context, resource)
    for name in ("valueInteger", "valueDecimal"):
        if name in holder:
            return Value(number=number_of(holder, name))
    if isinstance(flag := holder.get("valueBoolean"), bool):
        return Value(result="positive" if flag else "negative")
    if ratio := part(holder, "valueRatio"):
        top, bottom = (number_of(part(ratio, name), "value") for name in ("numerator", "denominator"))
        if top is not None and bottom is not None:
            return Value(text=f"{top}:{bottom}")
    return Value()


def _quantity(quantity: Resource, context: Context, resource: Resource) -> Value:
    comparator = word(quantity, "comparator") or None
    raw, number = quantity.get("value"), number_of(quantity, "value")
    if raw is None:
        return Value()
    if number is None or (comparator and comparator not in _COMPARATORS):
        place = context.where(resource)
        if isinstance(raw, str) and has_comma(raw):
            context.notes.add("number-comma", f"{place}: the value holds a comma", "write it with a decimal point")
        else:
            context.notes.add("number-unreadable", f"{place}: the value is not a number that can be used")
        return Value()
    unit = unit_of(quantity)
    if unit and _differ(unit, word(quantity, "unit")):
        context.notes.add(
            "unit-disagrees", f"{context.where(resource)}: coded unit and printed unit differ; the code counts"
        )
    return Value(number=number, comparator=comparator, unit=unit)


@lru_cache(maxsize=2000)
def _differ(code: str, printed: str) -> bool:
    """Whether both are known units, and not the same."""
    one, other = find_unit(code), find_unit(printed) if printed and printed != code else None
    return one is not None and other is not None and one != other


def _answer(concept: Resource) -> Value:
    codes, text = codes_of(concept), bare(text_of(concept))
    named_class = next((found[1] for key in keys(codes) if (found := vocabulary().class_codes.get(key))), None)
    number = _leading_number(named_class or text)
    weight = _weight(concept)
    return Value(
        number=number if named_class or weight is None else weight,
        text=named_class or text or (codes[0].code if codes else None),
        result=outcome_of(text, codes),
    )


def _leading_number(text: str) -> Decimal | None:
    """The score of an answer that is a number, alone or before its words ("3 - moderate")."""
    found = _SCORED.fullmatch(text)
    return clinical(found[1]) if found else None


def _weight(concept: Resource) -> Decimal | None:
    """The number that an ordinal answer carries in FHIR's extension for it."""
    for one in (concept, *parts(concept, "coding")):
        for extension in parts(one, "extension"):
            if word(extension, "url") in _ORDINAL:
                return clinical(extension.get("valueDecimal"))
    return None


def _string(text: str, context: Context, resource: Resource) -> Value:
    if (result := outcome_of(text)) is not None:
        return Value(text=text, result=result)
    if has_comma(text):
        place = context.where(resource)
        context.notes.add("number-comma", f"{place}: the value holds a comma", "write it with a decimal point")
        return Value()
    if number := written_quantity(text):
        return Value(number=number.value, comparator=number.comparator, unit=number.rest or None)
    return Value(text=text)


def _interpreted(concept: Resource) -> Outcome | None:
    listed = vocabulary().interpretations
    for one in codes_of(concept):
        if one.code.upper() in listed:
            return listed[one.code.upper()]
    return outcome_of(text_of(concept))


def _as_state(concepts: tuple[str, ...], codes: tuple[Any, ...], holder: Resource, value: Value) -> tuple[str, ...]:
    """The state's concept for an observation whose coded answers tell one; its result follows from the answer."""
    states = vocabulary().states
    state = next((states[key] for key in keys(codes) if key in states), None)
    if state is None:
        return concepts
    answer = part(holder, "valueCodeableConcept")
    said = {*keys(codes_of(answer)), bare(text_of(answer)).lower(), (value.text or "").lower()}
    if said & state.yes and not said & state.no:
        value.result = "positive"
    elif said & state.no and not said & state.yes:
        value.result = "negative"
    elif value.result not in {"positive", "negative"} or answer:
        value.result = "indeterminate"
    return (state.concept,)


def _range(holder: Resource) -> Range | None:
    """The normal reference range; none where several claim to be it."""
    normal = [
        one for one in parts(holder, "referenceRange") if code_of(one.get("type")) in {"", "normal", "recommended"}
    ]
    normal = [one for one in normal if one.get("type")] or normal
    if len(normal) != 1:
        return None
    low, high = part(normal[0], "low"), part(normal[0], "high")
    units = {unit for bound in (low, high) if (unit := unit_of(bound))}
    least, most = number_of(low, "value"), number_of(high, "value")
    upside_down = least is not None and most is not None and least > most
    if not low and not high and (stated := _STATED_RANGE.fullmatch(word(normal[0], "text"))):
        return made(Range, low=clinical(stated[1]), high=clinical(stated[2]), unit=stated[3] or None)
    if len(units) > 1 or upside_down or (least is None and most is None):
        return None
    return made(Range, low=least, high=most, unit=units.pop() if units else None)
