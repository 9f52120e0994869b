"""What the catalogue and the data files say about the things that one protocol names."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from screener.catalog.concept import Concept
from screener.catalog.concept import Measure
from screener.catalog.implications import Implication
from screener.catalog.implications import implications
from screener.catalog.load import catalog
from screener.core.quantity import convert
from screener.core.quantity import find_unit
from screener.criteria import nodes as n
from screener.criteria.protocol import Criterion
from screener.criteria.protocol import Protocol
from screener.forms import bundle_deciding as deciding
from screener.screening.amounts import unit_label
from screener.screening.chart import kinship
from screener.screening.words import screening_data
from screener.screening.words import single_words

Json = dict[str, Any]


def facts(protocol: Protocol) -> Json:
    """Concepts with their units, kinship, implications, words and units of doses; nothing about any candidate."""
    nodes = [node for criterion in protocol.criteria for node in _all(criterion)]
    more = deciding.looked_up(nodes)
    named = _with_implied(tuple({*_named(nodes), *more}))
    codes = _codes(nodes)
    for units in more.values():
        codes |= units
    data = screening_data()
    return {
        "concepts": {ident: _concept(catalog()[ident], codes) for ident in named},
        "units": {code: line for code in sorted(codes) if (line := _plain_line(code)) is not None},
        "unit_labels": {code: unit_label(code) for code in sorted(codes | _measure_codes(named))},
        "kin": _kin(named),
        "implications": [_implication(rule) for rule in _rules(named)],
        "words": {name: data[name] for name in ("anchors", "anchor_rank", "severity", "state_words")} | deciding.words(),
        "caution": sorted(single_words("caution")),
        "folded": deciding.folded_texts(nodes, named),
    }


def _all(criterion: Criterion) -> Iterable[n.Node]:
    for root in (criterion.node, *(reading.node for reading in criterion.readings)):
        yield from n.walk(root)


def _named(nodes: Iterable[n.Node]) -> tuple[str, ...]:
    idents = (getattr(node, "concept", None) for node in nodes)
    return tuple(sorted({ident for ident in idents if ident is not None and ident in catalog()}))


def _with_implied(named: tuple[str, ...]) -> tuple[str, ...]:
    """The concepts with those from which something about them follows, however far."""
    found, waiting = set(named), list(named)
    while waiting:
        for rule in implications().get(waiting.pop(), ()):
            if rule.concept not in found and rule.concept in catalog():
                found.add(rule.concept)
                waiting.append(rule.concept)
    return tuple(sorted(found))


def _rules(named: tuple[str, ...]) -> Iterable[Implication]:
    return (rule for ident in named for rule in implications().get(ident, ()))


def _implication(rule: Implication) -> Json:
    return {
        "concept": rule.concept,
        "value": rule.value,
        "truth": rule.truth,
        "implied": rule.implied,
        "implied_truth": rule.implied_truth,
        "source": rule.source,
    }


def _codes(nodes: Iterable[n.Node]) -> set[str]:
    """The units in which the text states limits and doses, and those in which a dose is usually recorded."""
    found = {"%", "1"}
    for node in nodes:
        if isinstance(node, n.Comparison):
            found.update(unit for unit in (node.unit, *(limit.unit for limit in node.also)) if unit)
            found.update(deciding.AGES if node.concept == "age" else ())
        if isinstance(node, n.Treatment) and node.dose is not None:
            found.update((node.dose.unit, node.dose.unit.removesuffix("/kg"), "mg", "g", "ug"))
    return found


def _measure_codes(named: Iterable[str]) -> set[str]:
    measures = (catalog()[ident].measure for ident in named)
    return {unit for measure in measures if measure is not None for unit in measure.units}


def _concept(concept: Concept, codes: set[str]) -> Json:
    measure = concept.measure
    return {
        "label": concept.label,
        "kind": concept.kind,
        "synonyms": list(concept.synonyms),
        "closed": concept.closed,
        "stage": concept.stage,
        "question": concept.question,
        "codes": [[coding.system, coding.code] for coding in concept.codes],
        "values": {name: list(spelt) for name, spelt in catalog().value_spellings(concept.id).items()},
        "measure": None if measure is None else _measure(measure),
        "units": {} if measure is None else _lines(measure, codes),
        **deciding.traits(concept.id),
    }


def _measure(measure: Measure) -> Json:
    return {
        "unit": measure.unit,
        "units": list(measure.units),
        "low": _text(measure.low),
        "high": _text(measure.high),
        "current_for": measure.current_for,
        "scale_min": _text(measure.scale_min),
        "scale_max": _text(measure.scale_max),
        "classes": list(measure.classes),
    }


def _text(number: Decimal | None) -> str | None:
    return None if number is None else str(number)


def _lines(measure: Measure, codes: set[str]) -> dict[str, list[str]]:
    """Each unit as [group, factor, offset]: value x factor + offset is the value in the group's base unit.

    All units that convert to the measure's default unit are one group, of which that unit is the base.
    """
    found = {}
    for code in sorted({*measure.units, *codes}):
        zero, one = convert(Fraction(0), code, measure.unit, measure), convert(Fraction(1), code, measure.unit, measure)
        if zero.value is not None and one.value is not None:
            found[code] = ["", exact(one.value - zero.value), exact(zero.value)]
        elif (plain := _plain_line(code)) is not None:
            found[code] = plain
    if convert(Fraction(0), None, measure.unit, measure).value is not None:
        found[""] = ["", "1/1", "0/1"]
    return found


def _plain_line(code: str) -> list[str] | None:
    unit = find_unit(code)
    return None if unit is None else [unit.dimension, exact(unit.factor), exact(unit.offset)]


def exact(number: Fraction) -> str:
    """The fraction as "numerator/denominator"."""
    return f"{number.numerator}/{number.denominator}"


def _kin(named: tuple[str, ...]) -> dict[str, dict[str, str]]:
    """For each concept that is asked about, how the other named ones stand to it: below, above or overlap."""
    found: dict[str, dict[str, str]] = {}
    for asked in named:
        near = {recorded: kin for recorded in named if (kin := _standing(recorded, asked)) != "none"}
        if near:
            found[asked] = near
    return found


def _standing(recorded: str, asked: str) -> str:
    if recorded == asked:
        return "none"
    kin = kinship(recorded, asked)
    if kin != "broader":
        return kin
    return "above" if catalog().is_a(asked, recorded) else "overlap"
