"""Which control settles an atom: a value of a measure where one value can, else a yes or no about the sentence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from screener.catalog.concept import Concept
from screener.catalog.load import catalog
from screener.core.quantity import convert
from screener.criteria import nodes as n
from screener.criteria.notation import question_key
from screener.forms.item import ItemType
from screener.forms.keys import value_key
from screener.screening.amounts import known_unit
from screener.screening.classes import class_key
from screener.screening.classes import class_number

PERCENT = "%"


@dataclass(frozen=True, slots=True)
class Control:
    """The control of one atom: its type, the key that atoms of one item share, and what a value has to bring along."""

    type: ItemType
    key: str
    concept: str | None = None
    visit: str = ""
    unit: str | None = None
    reference: Literal["low", "high"] | None = None
    dated: bool = False


def control(node: n.Node, measured: frozenset[str] = frozenset()) -> Control:
    """The control that settles the atom. `measured` names concepts of which the protocol limits the plain value."""
    match node:
        case n.Comparison(concept="age"):
            return Control("birth-date", "age", "age")
        case n.Comparison():
            return _number(node, measured) or _sentence(node)
        case n.Member():
            return _member(node) or _sentence(node)
        case n.Demographic():
            return _demographic(node) or _sentence(node)
        case n.State(concept=str(concept)) if _plain(node) and concept in catalog():
            return Control("yes-no", concept, concept)
        case n.Treatment() if _datable(node):
            return Control("drug", question_key(node), node.concept)
        case _:
            return _sentence(node)


def plainly_measured(atoms: Iterable[n.Node]) -> frozenset[str]:
    """The concepts of which some limit is on the value itself, not on its percent of predicted."""
    return frozenset(
        atom.concept
        for atom in atoms
        if isinstance(atom, n.Comparison) and atom.concept is not None and atom.relative_to != "predicted"
    )


def _sentence(node: n.Node) -> Control:
    return Control("yes-no", question_key(node), getattr(node, "concept", None))


def _plain(node: n.State) -> bool:
    return node.who == "patient" and node.window is None and not node.qualifiers


def _datable(node: n.Treatment) -> bool:
    """Whether dates and a dose can show it: a drug given or not, without a response or company to be judged."""
    judged = node.response or node.concurrent_with or node.indication or node.stable_for or node.route or node.count
    asked = node.window or node.duration or (node.dose and not node.dose.equivalent_of and not node.dose.per_weight)
    if judged or not asked or node.concept is None or not narrows_nothing(node.qualifiers):
        return False
    return node.treatment in ("drug", "class") and node.status in ("current", "ever")


def narrows_nothing(qualifiers: tuple[n.Qualifier, ...]) -> bool:
    """Whether all qualifiers are confirmations, which a person ticks and which leave the truth alone."""
    return all(item.type in n.CONFIRMATIONS for item in qualifiers)


def _visit(window: n.Window | None) -> tuple[str, bool] | None:
    """The visit that a window names, and whether the day of a value matters; None for visits with a margin."""
    if window is None:
        return "", False
    if window.direction in ("at", "during"):
        return None if window.value is not None else (_screening(window.anchor), False)
    return "", True


def _screening(anchor: str) -> str:
    return "screening" if anchor == "index" else anchor


def _number(node: n.Comparison, measured: frozenset[str]) -> Control | None:
    concept = catalog().get(node.concept) if node.concept else None
    place = _visit(node.window)
    if concept is None or concept.measure is None or place is None or not narrows_nothing(node.qualifiers):
        return None
    if node.policy == "consecutive" or node.relative_to == "baseline":
        return None
    visit, dated = place
    if concept.measure.classes:
        return _class_limit(node, concept, visit, dated=dated)
    if node.relative_to == "predicted":
        if concept.id in measured or f"{concept.id}-percent-predicted" in catalog():
            return None
        return Control("number", value_key(concept.id, visit, PERCENT), concept.id, visit, PERCENT, None, dated)
    if node.relative_to == "none" and not _comparable(node, concept):
        return None
    if node.relative_to == "scale-maximum" and concept.measure.scale_max is None:
        return None
    reference: Literal["low", "high"] | None = {"ULN": "high", "LLN": "low"}.get(node.relative_to)  # type: ignore[assignment]
    unit = node.unit if node.relative_to == "none" else None
    return Control("number", value_key(concept.id, visit), concept.id, visit, unit, reference, dated)


def _comparable(node: n.Comparison, concept: Concept) -> bool:
    """Whether the first limit is in a unit that the measure's default unit converts to."""
    if not node.unit and not known_unit("", concept.id):
        return False
    assert concept.measure is not None  # asked by the caller
    return convert(Fraction(0), concept.measure.unit, node.unit, concept.measure).value is not None


def _class_limit(node: n.Comparison, concept: Concept, visit: str, *, dated: bool) -> Control | None:
    assert concept.measure is not None  # asked by the caller
    numbered = all(class_number(name, concept.measure.classes) is not None for name in concept.measure.classes)
    if not numbered or node.relative_to != "none" or node.also or node.unit not in (None, "", "1"):
        return None
    return Control("choice", value_key(concept.id, visit), concept.id, visit, None, None, dated)


def _member(node: n.Member) -> Control | None:
    concept = catalog().get(node.concept) if node.concept else None
    place = _visit(node.window)
    if concept is None or concept.measure is None or place is None or not narrows_nothing(node.qualifiers):
        return None
    known = {class_key(name) for name in concept.measure.classes}
    if not known or any(class_key(value) not in known for value in node.values):
        return None
    visit, dated = place
    return Control("choice", value_key(concept.id, visit), concept.id, visit, None, None, dated)


def _demographic(node: n.Demographic) -> Control | None:
    concept = catalog().get(node.concept) if node.concept else None
    if concept is None or concept.measure is None or not set(node.values) <= set(concept.measure.classes):
        return None
    return Control("choice", concept.id, concept.id)
