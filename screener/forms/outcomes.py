"""What each item may be answered, how likely, and what every answer says about the atoms of the rules."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from datetime import date
from datetime import timedelta
from decimal import Decimal
from typing import Any
from typing import NamedTuple

from screener.catalog.load import catalog
from screener.core.calendar import TimeUnit
from screener.core.calendar import shift
from screener.core.truth import Truth
from screener.criteria import nodes as n
from screener.forms.answers import DONT_KNOW
from screener.forms.answers import to_patient
from screener.forms.item import Item
from screener.forms.item import Place
from screener.forms.item import Questionnaire
from screener.forms.places import places
from screener.forms.priors import dont_know
from screener.forms.priors import holds
from screener.forms.priors import turned_round
from screener.forms.priors import wanted
from screener.forms.unanswered import ANY_DAY
from screener.screening.age import UNITS
from screener.screening.case import Case
from screener.screening.chart import Chart
from screener.screening.evaluate import evaluate_alone
from screener.screening.evaluate import key_of
from screener.screening.options import Options

STEP = Decimal("0.01")
RARE = 0.01
"""The chance of a sex that is neither male nor female in a record."""
NORMAL = {"low": "50", "high": "100"}
"""Limits of normal that go with made-up values; only multiples of them matter."""


class Outcome(NamedTuple):
    """One answer: how likely, the answer itself, and the truth that it gives to question keys."""

    chance: float
    answer: Mapping[str, Any]
    effects: Mapping[str, Truth]


Outcomes = Mapping[str, tuple[Outcome, ...]]


def outcomes(form: Questionnaire, day: date = ANY_DAY) -> Outcomes:
    """The outcomes of every item that is answered, by link id; the chances of an item add up to one."""
    uses: dict[str, list[Place]] = {}
    for place in places(form.protocol):
        link = form.atoms.get(key_of(place.node))
        if link is not None:
            uses.setdefault(link, []).append(place)
    states = [place for held in uses.values() for place in held if isinstance(place.node, n.State)]
    needed = dict.fromkeys(link for item in form.items for link in item.needs)
    for link in needed:
        uses.setdefault(link, [])
    return {link: _outcomes(form, form.by_id[link], held, states, day) for link, held in uses.items()}


def _outcomes(form: Questionnaire, item: Item, uses: list[Place], states: list[Place], day: date) -> tuple[Outcome, ...]:
    unsure = dont_know()
    if item.type in ("yes-no", "drug"):
        chance = sum(map(holds, uses)) / len(uses)
        cells: list[tuple[float, Mapping[str, Any]]] = [(chance, {"value": True}), (1 - chance, {"value": False})]
        touched = [*uses, *states] if _is_fact(item) else uses
    else:
        cells = _cells(form, item, uses, day)
        touched = [*uses, *states] if item.concept == "sex" or not uses else uses
    found = [Outcome(chance * (1 - unsure), answer, _effects(form, item, answer, touched, day)) for chance, answer in cells]
    return (*found, Outcome(unsure, DONT_KNOW, {}))


def _is_fact(item: Item) -> bool:
    """Whether implications may start from the answer."""
    return item.concept is not None and item.key == item.concept


def _effects(form: Questionnaire, item: Item, answer: Mapping[str, Any], touched: Iterable[Place], day: date) -> dict[str, Truth]:
    """The truths that the reference evaluator finds when that is the only answer."""
    patient, _ = to_patient(form, {item.link_id: answer}, as_of=day)
    case = Case(Chart(patient), Options(day, "baseline"))
    found = {key: Truth.TRUE if told.value else Truth.FALSE for key, told in patient.answers.items()}
    for place in touched:
        truth = evaluate_alone(place.node, case).truth
        if truth is not Truth.UNKNOWN:
            found[key_of(place.node)] = truth
    return found


def _cells(form: Questionnaire, item: Item, uses: list[Place], day: date) -> list[tuple[float, Mapping[str, Any]]]:
    """One answer for each way in which the value can lie to the limits, with its chance."""
    told: dict[tuple[tuple[str, Truth], ...], Mapping[str, Any]] = {}
    for answer in _candidates(item, uses, day):
        effects = _effects(form, item, answer, uses, day)
        if not uses:
            effects = {str(answer["value"]): Truth.TRUE}
        if effects:
            told.setdefault(tuple(sorted(effects.items())), answer)
    if not told:
        return [(1.0, DONT_KNOW)]
    if item.concept == "sex":
        weights = [RARE if answer["value"] == "other" else 1.0 for answer in told.values()]
        return [(weight / sum(weights), answer) for weight, answer in zip(weights, told.values(), strict=True)]
    fits = [all(_fits(dict(effects), place) for place in uses) for effects in told]
    share = sum(wanted(place.node) for place in uses) / len(uses)
    if all(fits) or not any(fits):
        return [(1 / len(told), answer) for answer in told.values()]
    inside, outside = share / sum(fits), (1 - share) / (len(fits) - sum(fits))
    return [(inside if fit else outside, answer) for fit, answer in zip(fits, told.values(), strict=True)]


def _fits(effects: Mapping[str, Truth], place: Place) -> bool:
    """Whether the value is on the side that the criterion wants."""
    good = (place.category == "inclusion") is not turned_round(place)
    return effects.get(key_of(place.node)) is (Truth.TRUE if good else Truth.FALSE)


def _candidates(item: Item, uses: list[Place], day: date) -> Iterator[Mapping[str, Any]]:
    nodes = [place.node for place in uses]
    match item.type:
        case "birth-date":
            yield from ({"value": born.isoformat()} for born in _births(nodes, day))
        case "choice":
            yield from ({"value": option.value} for option in item.options)
        case "number":
            numbers = sorted({number for node in nodes for number in _numbers(node)})
            beside = {name: NORMAL[name] for name in item.references}
            for unit in item.units:
                yield from ({"value": format(number, "f"), "unit": unit.code, **beside} for number in numbers)


def _births(nodes: Iterable[n.Node], day: date) -> Iterator[date]:
    """Birthdays around every limit, and some of people of all ages."""
    for years in (1, 5, 15, 30, 50, 70, 90):
        yield shift(day, Decimal(-years), "year")
    for node in nodes:
        for bound in (getattr(node, "lower", None), getattr(node, "upper", None)):
            unit: TimeUnit | None = UNITS.get(getattr(node, "unit", "") or "")
            if bound is not None and unit is not None:
                for amount in (bound.value, bound.value + 1):
                    birthday = shift(day, -amount, unit)
                    yield from (birthday + timedelta(days=apart) for apart in (-1, 0, 1) if birthday <= day)


def _numbers(node: n.Node) -> Iterator[Decimal]:
    """Numbers at and around every limit, as they stand, as multiples of normal and as shares of the scale."""
    if not isinstance(node, n.Comparison):
        return
    concept = catalog().get(node.concept) if node.concept else None
    top = concept.measure.scale_max if concept is not None and concept.measure is not None else None
    both = (node.lower, node.upper, *(end for limit in node.also for end in (limit.lower, limit.upper)))
    ends = [end for end in both if end is not None]
    for end in ends:
        near = [end.value, end.value * Decimal(NORMAL["low"]), end.value * Decimal(NORMAL["high"])]
        if top is not None:
            near += [top * end.value / 100, top * (100 - end.value) / 100]
        for number in near:
            yield from (value for value in (number - STEP, number, number + STEP, number / 2, number * 2) if value >= 0)
