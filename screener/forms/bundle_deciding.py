"""What deciding in the browser looks up beside the concepts: inputs of formulas, words that could name a concept."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from screener.catalog.implications import implications
from screener.catalog.load import catalog
from screener.criteria import nodes as n
from screener.screening.chart import broad
from screener.screening.chart import folded
from screener.screening.derive import RECIPES
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
    """The word lists of the evaluation that the facts do not hold otherwise."""
    return {"value_changing": sorted(single_words("value_changing"))}


def folded_texts(nodes: Iterable[n.Node], named: Iterable[str]) -> Json:
    """The folded words of every text that deciding compares: values, classes, narrowing words and names of scales."""
    nodes, known = tuple(nodes), catalog()
    texts = {text for node in nodes for text in (*getattr(node, "values", ()), str(getattr(node, "label", "")))}
    texts |= {item.value for node in nodes for item in getattr(node, "qualifiers", ())}
    for ident in named:
        concept = known[ident]
        texts |= {text for value, spelt in known.value_spellings(ident).items() for text in (value, *spelt)}
        if concept.measure is not None and (concept.measure.classes or concept.measure.scale_max is not None):
            texts |= {concept.label, *concept.synonyms, *concept.measure.classes}
    texts |= {rule.value for ident in named for rule in implications().get(ident, ()) if rule.value is not None}
    return {text: " ".join(folded(text)) for text in sorted(texts | {"male", "female", "other"}) if text}
