"""Takes a draft of a drug, class, procedure or device, gives its treatment node."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from screener.catalog.load import catalog
from screener.core.span import Span
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Comparison
from screener.criteria.nodes import Duration
from screener.criteria.nodes import Node
from screener.criteria.nodes import Not
from screener.criteria.nodes import Treatment
from screener.criteria.nodes import TreatmentKind
from screener.criteria.nodes import Window
from screener.reading.meaning.chunks.names import name_of
from screener.reading.meaning.chunks.qualifiers import beside
from screener.reading.meaning.chunks.qualifiers import causes_of
from screener.reading.meaning.chunks.qualifiers import qualifiers_of
from screener.reading.meaning.chunks.stretches import stable_over
from screener.reading.meaning.chunks.stretches import stays_stable
from screener.reading.meaning.context import Context
from screener.reading.meaning.draft import Draft
from screener.reading.meaning.nodes.doses import amounts_of
from screener.reading.meaning.nodes.doses import how_often
from screener.reading.meaning.nodes.events_ago import told_length
from screener.reading.meaning.phrases.limits import Limits
from screener.reading.scanning.kinds import treatment_kind
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import take

Finish = Callable[[Draft, Context], Node]
KIND_OF_TREATMENT: dict[str, TreatmentKind] = {
    "drug": "drug",
    "drug-class": "class",
    "procedure": "procedure",
    "device": "device",
    "therapy": "therapy",
    "vaccine": "drug",
}


def kind_of(concept: str | None) -> TreatmentKind | None:
    """The kind of a treatment of the catalogue."""
    found = catalog().get(concept) if concept else None
    return KIND_OF_TREATMENT.get(found.kind) if found is not None else None


_PAST = frozenset({"before", "until"})
_LASTING = frozenset({"chronic", "long-term", "long term", "continuous"})
"""What a length of time says by itself ("chronic use for at least 3 months")."""


def treatment_node(draft: Draft, window: Window | None, duration: Duration | None, context: Context, other: Finish) -> Node:
    """The treatment with its status, dose, response and times; `other` makes the nodes of its company and its indication."""


    scope = draft.lead.scope
    name = name_of(draft, context)
    kind = kind_of(name.concept) or draft.kind or treatment_kind(draft.heads)
    for tag in scope.values():
        take(tag)
    take(draft.lead.responses)
    draft.qualifiers += [*causes_of(draft), *beside(draft, "RESULT", "SUSP", "KNOWNSUSP", "FAMILY")]
    amounts = amounts_of(draft, kind, context)
    dose, length = amounts.doses[0] if amounts.doses else None, amounts.length
    draft.qualifiers += [Tag("SEV", tag.start, tag.end, "dose", tag.text) for tag in how_often(draft, dose)]
    take(draft.lead.doses)
    take(draft.doses)
    take([word for word in draft.lead.words if word.type != "NUM" or context.text[word.end : word.end + 1] in {")", ".", ":"}])
    over = kind == "procedure" or (context.category == "exclusion" and _given_at_times(draft, name.concept))
    bare = over and duration is None and window is None
    if bare and length is not None and length.lower is None and length.upper is not None and not told_length(length, context):
        recent = length.upper  # "cardiac surgery < 3 months": how long ago, not how long it took
        window, length = Window(recent.value, length.unit, recent.inclusive, "index", "before", span=length.span), None
    stable = draft.stable_for is None and _is_stable(draft)
    length = duration or length
    if stable and length is None:
        window, length = stable_over(window)
    if stable and length is None:
        steady = [tag for tag in (scope.get("STABLE"), *draft.doses) if tag is not None and tag.type == "STABLE"]
        draft.qualifiers += [Tag("SEV", tag.start, tag.end, "activity", tag.text) for tag in steady]
    route = next((str(tag.value) for tag in (*draft.doses, scope.get("ROUTE")) if tag is not None and tag.type == "ROUTE"), None)
    responses = tuple(dict.fromkeys(str(tag.value) for tag in draft.lead.responses))
    status = _status(draft, window, kind, responses)
    indication = other(draft.indication[0], context) if draft.indication else None
    company = tuple(other(one, context) for one in draft.company)
    told = qualifiers_of(draft, context)
    use = scope.get("TREAT")
    if length is not None and use is not None:
        told = tuple(one for one in told if not (use.start <= one.span.start < use.end and one.value.lower() in _LASTING))
    stable_for = draft.stable_for or (length if stable else None)
    node = Treatment(
        name.concept, name.label, kind, status, told, window, dose, route,  # type: ignore[arg-type]
        None if stable else length, stable_for, responses, company, indication, amounts.count,  # type: ignore[arg-type]
        name.coded, Span(draft.heads[0].start, draft.heads[-1].end), draft.span,
    )  # fmt: skip
    if len(amounts.doses) > 1:
        return AnyOf(tuple(replace(node, dose=one) for one in amounts.doses), span=node.span)
    if amounts.share is not None:
        return _showing(node, *amounts.share)
    clear = _clear_for(node, scope.get("TREAT"), context)
    if clear is not None:
        return Not(replace(node, status="ever", window=clear, duration=None), node.span)
    return node


_AT_TIMES = ("chemotherapy", "radiotherapy", "immunotherapy")


def _given_at_times(draft: Draft, concept: str | None) -> bool:
    """Whether a treatment is given at times, so that "radiotherapy < 4 weeks" tells how long ago it was."""
    behind = any(tag.start > draft.heads[-1].start for tag in draft.limits) and "TREAT" not in draft.lead.scope
    return behind and concept is not None and any(catalog().is_a(concept, one) for one in _AT_TIMES)


def _is_stable(draft: Draft) -> bool:
    """Whether words say that a dose is stable."""
    told = "STABLE" in draft.lead.scope or any(tag.type == "STABLE" for tag in draft.doses)
    return told or any(map(stays_stable, draft.windows))


def _showing(node: Treatment, tag: Tag, one: Limits) -> Node:
    """A procedure and the part in percent that it shows."""
    shown = Comparison(
        None, node.label, one.lower, one.upper, one.unit, window=node.window, coded=False, mention=node.mention,
        span=Span(node.mention.start, tag.end),
    )  # fmt: skip
    return AllOf((node, shown), node.span)


def _clear_for(node: Treatment, verb: Tag | None, context: Context) -> Window | None:
    """The time without a treatment whose last dose, washout or end ("steroids stopped for ≥ 7 days") has to be so long ago."""
    ended = verb is not None and verb.value == "stopped" and verb.start > node.mention.start and context.category == "inclusion"
    if verb is None or not (ended or verb.text.lower().startswith(("last", "washout", "washed"))):
        return None
    window, length = node.window, node.duration
    if window is not None and window.direction == "until" and window.value is not None:
        return replace(window, direction="before", inclusive=not window.inclusive)
    if length is not None and length.lower is not None:
        anchor = window.anchor if window is not None else "index"
        return Window(length.lower.value, length.unit, not length.lower.inclusive, anchor, "before", span=length.span)
    return None


def _from_now(window: Window) -> bool:
    """Whether a window begins now, or with the study where it tells for how long."""
    begins = window.anchor == "index" or (window.anchor == "study" and window.value is not None)
    return window.direction == "after" and begins


def _elective_before(plan: Tag, window: Window | None) -> bool:
    """Whether "elective" tells of what was done before something ("elective angioplasty within 30 days prior to entry")."""
    past = window is not None and window.direction in {"before", "until"} and window.anchor != "index"
    return past and plan.text.lower() == "elective"


def _status(draft: Draft, window: Window | None, kind: str, responses: tuple[str, ...]) -> str:
    scope = draft.lead.scope
    if "NAIVE" in scope:
        return "naive"
    if "PLAN" in scope and not _elective_before(scope["PLAN"], window):
        return "planned"
    if "NEED" in scope:
        return "needed"
    if window is not None and (window.direction == "during" or _from_now(window)):
        return "planned"
    if draft.heads[0].text.lower().startswith("planned") and (window is None or window.direction not in _PAST):
        return "planned"
    verb = scope.get("TREAT")
    looks_back = window is not None and window.direction in {"before", "until", "after", "from", "around"}
    if verb is not None and verb.text.lower().startswith("last") and window is not None and window.direction == "before":
        return "ever"
    if verb is not None and verb.value != "current":
        return str(verb.value)
    if "HIST" in scope or responses or looks_back:
        return "ever"
    if draft.limits and any(tag.could_be("PORTION") for tag in draft.lead.qualifiers) and "CURRENT" not in scope and verb is None:
        return "ever"  # "at least 4 cycles of cisplatin"
    if kind == "procedure" and "CURRENT" not in scope and verb is None:
        return "ever"
    return "ever" if "PLAN" in scope else "current"
