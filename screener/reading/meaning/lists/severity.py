"""Gives a class or limit beside a finding to the finding whose severity it tells, behind a comma and under one denial too."""

from __future__ import annotations

from dataclasses import replace

from screener.catalog.load import catalog
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Comparison
from screener.criteria.nodes import Condition
from screener.criteria.nodes import Member
from screener.criteria.nodes import Node
from screener.criteria.nodes import Not
from screener.reading.meaning.context import Context
from screener.reading.meaning.lists.member import Item
from screener.reading.meaning.lists.member import regrouped

_ANY = "*"


def with_severity(items: list[Item], conns: list[str], context: Context) -> tuple[list[Item], list[str]]:
    """ "Heart failure, NYHA class III or IV" is one thing, as it is with a bracket; a list goes on behind it.

    Where no data says that the limit belongs to the finding ("asthma, BMI > 40"), two members keep both readings.
    """

    def group(at: int) -> tuple[Item, int]:
        first, second = items[at], items[at + 1] if at + 1 < len(items) else None
        if second is None or conns[at] != "comma":
            return first, at
        if isinstance(first.node, Not) and isinstance(second.node, Not):
            made = graded_together(first.node.part, second.node.part)
            if made is None:
                return first, at
            return replace(first, node=Not(made, made.span), heads=(), last_slot=second.slot), at + 1
        if not isinstance(first.node, Condition) or not first.node.coded or context.category != "exclusion":
            return first, at
        made = _one(first.node, second.node, context, alone=len(items) == 2)
        if made is None:
            return first, at
        end = at + 1
        while end + 1 < len(items) and isinstance(made, AnyOf) and _limits_too(first.node, items[end + 1].node):
            end += 1
            made = AnyOf((*made.parts, items[end].node), False, made.head, made.span.join(items[end].node.span))
        return replace(first, node=made, last_slot=items[end].slot), end

    return regrouped(items, conns, group)


def denied_grade(nodes: list[Node]) -> Node | None:
    """ "No NYHA class III or IV heart failure", "no cirrhosis Child-Pugh C": both are denied together; None for other heads."""
    first, *rest = nodes
    if not isinstance(first, Not) or len(rest) != 1 or isinstance(rest[0], Not):
        return None
    made = graded_together(first.part, rest[0])
    return None if made is None else Not(made, made.span)


def graded_together(first: Node, second: Node) -> Node | None:
    """A finding and the class or grade beside it that tells how severe it is, in either order; None where they are two things."""
    finding, told = (first, second) if isinstance(first, Condition) else (second, first)
    if not isinstance(finding, Condition) or not isinstance(told, Member | Comparison):
        return None
    graded = isinstance(told, Comparison) and told.concept is None and told.label in {"grade", "stage"}
    return AllOf((first, second), first.span.join(second.span)) if graded or _tells(told.concept, finding, wide=True) else None


def _limits_too(finding: Condition, told: Node) -> bool:
    """Whether a further limit tells of the same finding ("hypertension, SBP > 160 or DBP > 100")."""
    return isinstance(told, Comparison) and _tells(told.concept, finding, wide=False)


def _one(finding: Condition, told: Node, context: Context, *, alone: bool) -> Node | None:
    """The finding with its class or limit; None where they are two things."""
    span = finding.span.join(told.span)
    match told:
        case Member() if _tells(told.concept, finding, wide=True):
            return AllOf((finding, told), span)
        case Comparison(concept=None, label="grade" | "stage"):
            return AllOf((finding, told), span)
        case Comparison(relative_to="none" | "ULN" | "LLN") if _tells(told.concept, finding, wide=False):
            return AnyOf((told,), False, finding, span)
        case Comparison() if alone and told.concept != "age" and _as_definition(told, context):
            return AnyOf((told,), False, finding, span)
        case _:
            return None


def _tells(measure: str | None, finding: Condition, *, wide: bool) -> bool:
    """Whether a measure tells the severity of a finding; a scale (`wide`) also that of narrower and wider findings."""
    found = catalog().get(measure) if measure else None
    grades = found.measure.grades if found is not None and found.measure is not None else ()
    if not grades or finding.concept is None:
        return False
    if _ANY in grades or finding.concept in grades:
        return True
    return wide and any(catalog().is_a(finding.concept, one) or catalog().is_a(one, finding.concept) for one in grades)


def _as_definition(told: Comparison, context: Context) -> bool:
    """Whether this reading takes a limit behind a comma as what the finding before it means."""
    why = "a limit behind a comma may be another reason, or say how bad the finding before it has to be"
    return context.choose(f"severity-{told.span.start}", ("apart", "meant"), why, "open") == "meant"
