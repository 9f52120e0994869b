"""What holds besides an exception: breast cancer is malignancy "other than skin cancer" whatever the skin has."""

from __future__ import annotations

from screener.core.truth import Truth
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Condition
from screener.criteria.nodes import Except
from screener.criteria.nodes import Immunization
from screener.criteria.nodes import Node
from screener.criteria.nodes import Treatment
from screener.criteria.nodes import walk
from screener.records.patient import Entry
from screener.screening.case import Case
from screener.screening.chart import Chart
from screener.screening.condition import evaluate_condition
from screener.screening.outcome import Outcome
from screener.screening.substances import evaluate_immunization
from screener.screening.treatment import evaluate_treatment

_Named = Condition | Treatment | Immunization


def held_besides(node: Except, case: Case) -> Outcome | None:
    """The base's outcome if entries that are none of the excepted kinds make it TRUE, or one of several, else None."""
    return _held(node.base, node.unless, case)


def open_besides(node: Except, case: Case) -> bool:
    """Whether the record has a treatment besides the excepted ones that the base may mean ("any drug except acetaminophen")."""
    if not isinstance(node.base, Treatment) or node.base.concept is not None:
        return False
    spared = frozenset(part.concept for part in walk(node.unless) if isinstance(part, _Named) and part.concept is not None)
    return any(entry.presence == "present" and not _one_of(entry, spared, case) for entry in case.chart.patient.treatments)


def _held(base: Node, unless: Node, case: Case) -> Outcome | None:
    if isinstance(base, AnyOf):
        named = base.parts if base.head is None else (*base.parts, base.head)
        each = (_held(part, unless, case) for part in named)
        return next((outcome for outcome in each if outcome is not None), None)
    if isinstance(base, Except):
        named_alone = all(isinstance(part, _Named | AnyOf) for part in walk(base.unless))
        return _held(base.base, AnyOf((base.unless, unless)), case) if named_alone else None
    if not isinstance(base, _Named) or base.concept is None:
        return None
    spared = _kinds(unless, base, case)
    if not spared:
        return None
    patient = case.chart.patient
    kept = {
        "conditions": tuple(entry for entry in patient.conditions if not _one_of(entry, spared, case)),
        "treatments": tuple(entry for entry in patient.treatments if not _one_of(entry, spared, case)),
        "immunizations": tuple(entry for entry in patient.immunizations if not _one_of(entry, spared, case)),
    }
    rest = Case(Chart(patient.model_copy(update=kept)), case.options)
    outcome = _alone(base, rest)
    return outcome if outcome.truth is Truth.TRUE else None


def _alone(base: _Named, case: Case) -> Outcome:
    match base:
        case Condition():
            return evaluate_condition(base, case)
        case Treatment():
            return evaluate_treatment(base, case)
        case Immunization():
            return evaluate_immunization(base, case)


def _kinds(unless: Node, base: _Named, case: Case) -> frozenset[str]:
    """The concepts that the exception names, if all of it names other things of the base's own sort.

    Aspirin is no kind of anticoagulant, and warfarin is one "other than aspirin" whoever takes both.
    """
    named = [part for part in walk(unless) if isinstance(part, _Named)]
    concepts = frozenset(part.concept for part in named if part.concept is not None)
    if base.concept in concepts or any(part.concept is None for part in named):
        return frozenset()
    below = all(case.catalog.is_a(concept, str(base.concept)) for concept in concepts)
    alike = any(part.kind == base.kind for part in named)
    return concepts if below or alike else frozenset()


def _one_of(entry: Entry, spared: frozenset[str], case: Case) -> bool:
    """Whether an entry is of an excepted kind, or so broad that it could be."""
    known = case.catalog
    return any(known.is_a(concept, kind) or known.is_a(kind, concept) for concept in entry.concepts for kind in spared)
