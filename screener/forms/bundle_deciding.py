"""What deciding in the browser looks up beside the concepts: inputs of formulas, words that could name a concept."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from screener.catalog.load import catalog
from screener.criteria import nodes as n
from screener.records.patient import Condition
from screener.screening.chart import Shelf
from screener.screening.chart import broad
from screener.screening.chart import folded
from screener.screening.chart import telling_words
from screener.screening.derive import RECIPES
from screener.screening.words import screening_data
from screener.screening.words import single_words

Json = dict[str, Any]
AGES = ("a", "mo", "wk", "d", "h")


def looked_up(nodes: Iterable[n.Node]) -> dict[str, set[str]]:
    """The concepts that no rule names but deciding looks up, each with the units that it is needed in."""
    found: dict[str, set[str]] = {}
    for node in nodes:
        if isinstance(node, n.Comparison) and node.concept is not None:
            recipe = RECIPES.get(node.concept)
            if recipe is not None:
                found.setdefault(node.concept, set()).add(recipe.unit)
                for names, unit in recipe.inputs:
                    for name in names:
                        found.setdefault(name, set()).add(unit)
            for name in (f"{node.concept}-percent-predicted", f"{node.concept}-predicted"):
                found.setdefault(name, set())
            if node.relative_to == "scale-maximum":
                for name in catalog().members(node.concept):
                    found.setdefault(name, set())
        if isinstance(node, n.Treatment) and node.dose is not None and node.dose.per_weight:
            found.setdefault("weight", set()).add("kg")
    return {ident: units for ident, units in found.items() if ident in catalog()}


def traits(ident: str) -> Json:
    """Whether the concept is spoken of as one thing, and the other versions of a scale."""
    scale = (measure := catalog()[ident].measure) is not None and measure.scale_max is not None
    return {"broad": broad(ident), "kinds": sorted(catalog().members(ident) - {ident}) if scale else []}


def words() -> Json:
    """The word lists and formulas of the evaluation."""
    data = screening_data()
    return {"value_changing": sorted(single_words("value_changing")), "formulas": data["formulas"]}


def spoken(nodes: Iterable[n.Node], named: Iterable[str]) -> Json:
    """What texts without a code that a form can write down could stand for.

    `said` are the folded texts; `maybe` maps a concept to those that could be it, `allergy_told` to those that speak
    of an allergy to it.
    """
    named = tuple(named)
    labels = {label for node in nodes if (label := str(getattr(node, "label", "")))}
    uncoded = sorted(label for node in nodes if getattr(node, "concept", "") is None and (label := str(node.label)))  # type: ignore[union-attr]
    labels |= {catalog()[ident].label for ident in named}
    shelf = Shelf((Condition(text=text) for text in dict.fromkeys(uncoded)), catalog())
    maybe = {ident: sorted({" ".join(folded(entry.text)) for entry in shelf.may_be(ident)}) for ident in named}
    told = {ident: sorted(_told(ident, labels)) for ident in named}
    return {
        "said": sorted({" ".join(folded(text)) for text in uncoded}),
        "maybe": {ident: texts for ident, texts in maybe.items() if texts},
        "allergy_told": {ident: texts for ident, texts in told.items() if texts},
    }


def _told(ident: str, labels: Iterable[str]) -> set[str]:
    substance, allergy = telling_words(ident), single_words("allergy")
    return {" ".join(key) for key in map(folded, labels) if not allergy.isdisjoint(key) and not substance.isdisjoint(key)}
