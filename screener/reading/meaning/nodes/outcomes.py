"""Takes a draft with the outcome of a test that no measure holds, gives its node."""

from __future__ import annotations

from dataclasses import replace

from screener.catalog.load import catalog
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Node
from screener.criteria.nodes import Not
from screener.criteria.nodes import Result
from screener.criteria.nodes import Window
from screener.reading.meaning.asked import judgement
from screener.reading.meaning.chunks.names import name_of
from screener.reading.meaning.chunks.qualifiers import qualifiers_of
from screener.reading.meaning.context import Context
from screener.reading.meaning.draft import Draft
from screener.reading.meaning.nodes.beyond_normal import side_told
from screener.reading.meaning.nodes.conditions import condition_node
from screener.reading.meaning.nodes.measures import measure_node
from screener.reading.meaning.phrases.limits import lengths_of
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import take


def uncoded_result(draft: Draft, window: Window | None, context: Context) -> Node:
    """A result of something that the catalogue does not know ("abnormal scores on two other measures")."""
    for tag in draft.lead.scope.values():
        take(tag)
    signed = [one for tag in draft.limits for one in lengths_of(tag.value) if one.unit is not None and not one.bare]  # type: ignore[arg-type]
    name = name_of(draft, context)
    outcome = str(draft.lead.scope["RESULT"].value)
    if len(signed) == 1 and outcome in {"abnormal", "normal"}:
        said = Result(name.concept, name.label, outcome, "latest", window, (), name.coded, draft.mention, draft.span)  # type: ignore[arg-type]
        limited = measure_node(replace(draft, slot="measure", lead=replace(draft.lead, scope={})), window, None, context)
        return AnyOf((limited,), False, said, limited.span)  # "reduced salivary flow (< 0.1 mL/min)"
    return Result(
        name.concept, name.label, outcome, "ever" if "HIST" in draft.lead.scope else "latest", window,  # type: ignore[arg-type]
        (*qualifiers_of(draft, context), *side_told(draft.lead.scope["RESULT"])), name.coded, draft.mention, draft.span,
    )  # fmt: skip


def is_outcome(tag: Tag) -> bool:
    """Whether the words say how a test came out, and not only how a thing is."""
    return tag.value in {"positive", "negative"}


def came_out_negative(draft: Draft, context: Context) -> bool:
    """Whether a finding is said to be negative ("negative HIV"), not the word before it ("culture-negative endocarditis")."""
    told = draft.lead.scope["RESULT"]
    if told.text.lower() != "negative" or context.text[told.start - 1 : told.start] == "-":
        return False
    before = (*draft.qualifiers, *draft.lead.qualifiers)
    return not any(tag.type == "TEXT" and 0 <= told.start - tag.end <= 1 for tag in before)


def found_negative(draft: Draft, window: Window | None, context: Context) -> Node:
    """ "Negative HIV and syphilis": the tests, else that it is not there; with more words behind it a person's question."""
    lead = draft.lead
    kept = {kind: tag for kind, tag in lead.scope.items() if kind != "RESULT"}
    told = replace(draft, lead=replace(lead, scope=kept), results=[lead.scope["RESULT"]])
    node = negative_result(told, window, context)
    if isinstance(node, Result) or not draft.after:
        return node
    return replace(judgement(draft.span.start, draft.span.end, context, draft.heads), window=window)


def is_tested(tag: Tag) -> bool:
    """Whether the words speak of a test ("positive test for HIV"), not only of a finding."""
    return any(word in tag.text.lower() for word in ("test", "serolog", "screen", "result"))


def negative_result(draft: Draft, window: Window | None, context: Context) -> Node:
    """ "HIV negative": a negative test where there is one, else that the disease is not there."""
    told = draft.results.pop(0)
    take(told)
    tested = tested_for(draft, told, window, context)
    if isinstance(tested, Result) and tested.coded:
        return tested
    return Not(condition_node(draft, window, None, context), draft.span)


def tested_for(draft: Draft, told: Tag, window: Window | None, context: Context) -> Node:
    """A result of the test for a disease: the disease itself is another matter."""
    words = context.words(draft.heads[0].start, draft.heads[-1].end)
    disease = catalog()[draft.ids[0]]
    names = [f"{name} {kind}" for name in (words, disease.label, *disease.synonyms) for kind in ("test", "serology", "antibody")]
    found = (ident for name in names for ident in catalog().by_text(name) if catalog()[ident].measure is not None)
    concept = next(found, None)
    take(list(draft.lead.scope.values()))
    label = catalog()[concept].label if concept else f"{words} test"
    outcome = str(told.value)
    return Result(
        concept, label, outcome, "ever" if "HIST" in draft.lead.scope else "latest", window,  # type: ignore[arg-type]
        qualifiers_of(draft, context), concept is not None, draft.mention, draft.span,
    )  # fmt: skip
