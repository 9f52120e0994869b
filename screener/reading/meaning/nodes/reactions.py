"""Takes a draft of what one reacts to, or is vaccinated with or against, gives its node."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from screener.catalog.load import catalog
from screener.criteria.nodes import Allergy
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Contraindication
from screener.criteria.nodes import Immunization
from screener.criteria.nodes import Node
from screener.criteria.nodes import Window
from screener.reading.meaning.chunks.names import name_of
from screener.reading.meaning.chunks.qualifiers import beside
from screener.reading.meaning.chunks.qualifiers import qualifiers_of
from screener.reading.meaning.context import Context
from screener.reading.meaning.draft import Draft
from screener.reading.meaning.nodes.treatments import Finish
from screener.reading.meaning.nodes.treatments import treatment_node
from screener.reading.scanning.tags import take


def reaction_node(draft: Draft, window: Window | None, context: Context, other: Finish) -> Node:
    """An allergy or a contraindication to what is named, or either of them; `other` makes the nodes of company."""
    scope = draft.lead.scope
    name = name_of(draft, context)
    take([scope[key] for key in ("ALLERGY", "CONTRA") if key in scope])
    for key in ("HIST", "KNOWN", "SUSP", "KNOWNSUSP", "TREAT", "CURRENT"):
        if key in scope:
            take(scope[key])
    draft.qualifiers += beside(draft, "ROUTE")
    qualifiers = qualifiers_of(draft, context)
    parts: list[Node] = []
    if "ALLERGY" in scope:
        parts.append(Allergy(name.concept, name.label, qualifiers, window, name.coded, draft.mention, draft.span))
    if "CONTRA" in scope:
        parts.append(Contraindication(name.concept, name.label, qualifiers, name.coded, draft.mention, draft.span))
    if draft.slot == "treatment" and draft.lead.responses and "RESP" in scope:  # "allergy, or previous intolerance, to aspirin"
        given = {key: tag for key, tag in scope.items() if key not in {"ALLERGY", "CONTRA"}}
        lead = replace(draft.lead, scope=given)
        parts.append(treatment_node(replace(draft, lead=lead, qualifiers=[], after=[]), window, None, context, other))
    return parts[0] if len(parts) == 1 else AnyOf(tuple(parts), span=draft.span)


def vaccine_node(draft: Draft, window: Window | None, context: Context) -> Node:
    """A vaccination, given or planned."""
    name = name_of(draft, context)
    scope = draft.lead.scope
    for tag in scope.values():
        take(tag)
    status: Literal["given", "planned"] = "planned" if "PLAN" in scope else "given"
    qualifiers = qualifiers_of(draft, context)
    return Immunization(name.concept, name.label, qualifiers, window, status, name.coded, draft.mention, draft.span)


def vaccinated_against(draft: Draft, window: Window | None, context: Context) -> Node:
    """The vaccine against a disease, by the catalogue's name for it or else by the text's own words."""
    words = context.words(draft.heads[0].start, draft.heads[-1].end)
    names = [f"{words} vaccine", *(f"{catalog()[ident].label} vaccine" for ident in draft.ids)]
    found = (ident for name in names for ident in catalog().by_text(name) if catalog()[ident].kind == "vaccine")
    concept = next(found, None)
    take(list(draft.lead.scope.values()))
    label = catalog()[concept].label if concept else f"{words} vaccine"
    status: Literal["given", "planned"] = "planned" if "PLAN" in draft.lead.scope else "given"
    return Immunization(
        concept, label, qualifiers_of(draft, context), window, status, concept is not None, draft.mention, draft.span
    )
