"""Reads "patients with treated, stable metastases are eligible": it asks it of these, or names the trial's own.

"Patients with gout are eligible" in a trial of something else asks nobody for gout.
"""

from __future__ import annotations

from dataclasses import replace

from screener.catalog.load import catalog
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Comparison
from screener.criteria.nodes import Condition
from screener.criteria.nodes import Demographic
from screener.criteria.nodes import Node
from screener.criteria.nodes import Result
from screener.criteria.nodes import State
from screener.criteria.nodes import Treatment
from screener.criteria.nodes import When
from screener.reading.meaning.context import Context

_QUIET = (
    "treated", "previously treated", "adequately treated", "stable", "controlled", "well controlled", "inactive",
    "well-controlled", "asymptomatic",
    "resolved", "quiescent", "in remission", "clinically stable", "medically controlled", "adequately controlled",
)  # fmt: skip
_BEARING = frozenset({"pregnant", "lactating"})


def asked_of_eligible(node: Node | None, context: Context) -> Node | None:
    """What such a sentence of an inclusion asks of those alone whom it names; None where it says nothing of them."""
    if context.category != "inclusion":
        return None
    return _quiet_ones(node, context) or _kept_in_check(node, context)


def lets_in_others(node: Node | None, context: Context) -> bool:
    """Whether a sentence of an inclusion only lets in people with something that the trial is not about."""
    if node is None or context.category != "inclusion" or not context.topic:
        return False
    parts = node.parts if isinstance(node, AllOf | AnyOf) and getattr(node, "head", None) is None else (node,)
    named = [part for part in parts if not isinstance(part, Demographic)]
    return bool(named) and all(_of_others(part, context) for part in named)


def _of_others(node: Node, context: Context) -> bool:
    """Whether a plain disease or state, known by name, or a drug is no kind of what the trial is about, nor that of it."""
    match node:
        case Condition(concept=concept, who="patient") if concept is not None:
            known = catalog()
            return not any(known.is_a(concept, topic) or known.is_a(topic, concept) for topic in context.topic)
        case State(concept=concept):
            return concept in _BEARING and concept not in context.topic
        case Treatment(treatment="drug" | "class", status="current"):
            return True  # what people take besides; whom a trial is for is rather told by what they have
        case _:
            return False


def _kept_in_check(node: Node | None, context: Context) -> Node | None:
    """What "HIV-infected patients with an undetectable viral load are eligible" asks of those who have the disease."""
    if not isinstance(node, AllOf) or len(node.parts) < 2:
        return None
    disease, asked = node.parts[0], node.parts[1:]
    if not isinstance(disease, Condition) or disease.status != "present" or not _of_others(disease, context):
        return None
    measured = any(isinstance(part, Comparison | Result) for part in asked)
    if not measured or not all(isinstance(part, Comparison | Result | Treatment) for part in asked):
        return None
    if not _of_those(disease, context):
        return None
    return When(disease, AllOf(asked, node.span) if len(asked) > 1 else asked[0], node.span)


def _of_those(disease: Condition, context: Context) -> bool:
    """Whether the sentence is taken to ask it of those who have the disease, and not to name whom the trial is for."""
    if context.topic and _of_others(disease, context):
        return True
    why = "“are eligible” may ask for something only of those who have the disease, or name whom the trial is for"
    return context.choose(f"eligible-{disease.span.start}", ("of-those", "both"), why) == "of-those"


def _quiet_ones(node: Node | None, context: Context) -> Node | None:
    """What is asked of those whose disease is said to be kept in check."""
    if not isinstance(node, Condition) or node.status != "present":
        return None
    told = [one for one in node.qualifiers if one.type == "activity" and one.value.lower().startswith(_QUIET)]
    if not told or not _of_those(node, context):
        return None
    kept = tuple(one for one in node.qualifiers if one not in told)
    return When(replace(node, qualifiers=kept, window=None, duration=None), node, node.span)
