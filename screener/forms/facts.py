"""Facts that no criterion names but that settle what others ask: the sex, before anybody is asked about a pregnancy."""

from __future__ import annotations

import dataclasses

from screener.catalog.implications import implications
from screener.catalog.load import catalog
from screener.criteria import nodes as n
from screener.forms.item import Choice
from screener.forms.item import Item
from screener.forms.item import Place
from screener.forms.keys import link_id


def with_facts(items: list[Item], places: tuple[Place, ...]) -> list[Item]:
    """The items, each knowing the facts to be asked before it; a fact that no criterion asks for is added before."""
    needed = _needed(places)
    present = {item.key for item in items}
    found: list[Item] = []
    for item in items:
        facts = needed.get(item.concept or "", ()) if item.type == "yes-no" else ()
        for fact in facts:
            if fact not in present:
                present.add(fact)
                found.append(_fact(fact))
        found.append(dataclasses.replace(item, needs=tuple(link_id(fact) for fact in facts)))
    return found


def _needed(places: tuple[Place, ...]) -> dict[str, tuple[str, ...]]:
    """For each state that a rule asks for, the nominal facts that may rule it out."""
    found: dict[str, tuple[str, ...]] = {}
    for place in places:
        node = place.node
        if isinstance(node, n.State) and node.concept is not None and node.who == "patient" and node.window is None:
            rules = (rule for rule in implications().get(node.concept, ()) if rule.value is not None)
            facts = tuple(dict.fromkeys(rule.concept for rule in rules if _is_nominal(rule.concept)))
            if facts:
                found[node.concept] = facts
    return found


def _is_nominal(ident: str) -> bool:
    concept = catalog().get(ident)
    return concept is not None and concept.measure is not None and bool(concept.measure.classes)


def _fact(ident: str) -> Item:
    concept = catalog()[ident]
    question = concept.question or f"What is the {concept.label}?"
    return Item(link_id(ident), "choice", ident, question, concept=ident, options=nominal_choices(ident))


def nominal_choices(ident: str) -> tuple[Choice, ...]:
    """The values of an ordinal or nominal concept; a sex may also be recorded as other."""
    measure = catalog()[ident].measure
    assert measure is not None  # only concepts with classes are choices
    classes = (*measure.classes, "other") if ident == "sex" else measure.classes
    return tuple(Choice(name, name.replace("-", " ") if name.islower() else name) for name in classes)
