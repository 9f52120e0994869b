"""In which order to ask: first what most likely ends it for the fewest questions (greedy over the rules' trees)."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Sequence
from typing import NamedTuple

from screener.core.truth import Truth
from screener.criteria import nodes as n
from screener.criteria.protocol import Criterion
from screener.forms.item import Questionnaire
from screener.forms.outcomes import outcomes
from screener.forms.places import asks_for_more
from screener.forms.places import roots
from screener.screening.evaluate import key_of
from screener.screening.options import STAGES


class Plan(NamedTuple):
    """How to find out about a node: the chances of true and of false, the questions to expect, and those to ask.

    `items` are the items that it rests on, asked already or not.
    """

    true: float
    false: float
    cost: float
    asks: tuple[str, ...]
    items: frozenset[str] = frozenset()


NOTHING = Plan(0.0, 0.0, 0.0, ())


def best_order(form: Questionnaire) -> tuple[str, ...]:
    """Every question of the form, those that count only at a later visit last."""
    planner = _Planner(form)
    left = [end for criterion in form.protocol.criteria for end in _ends(criterion)]
    order: list[str] = []
    while left:
        plans = [planner.plan(end, frozenset(order)) for end in left]
        together = [_together(plan, plans) for plan in plans]
        best = max(range(len(plans)), key=lambda number: _worth(together[number]))
        order += [link for link in plans[best].asks if link not in order]
        left = [end for end, plan in zip(left, plans, strict=True) if not set(plan.asks) <= set(order)]
    order += [link for link in form.order if link not in order]
    stage = {link: _stage(form, link) for link in order}
    return tuple(sorted(order, key=lambda link: stage[link]))


class End(NamedTuple):
    """A way in which a candidate can fail: these trees (all readings of one rule) are all true."""

    trees: tuple[n.Node, ...]


def _ends(criterion: Criterion) -> list[End]:
    """The separate ways to fail a criterion: any one part of a list of exclusions, any one missing requirement."""
    trees = roots(criterion)
    if criterion.category == "inclusion":
        trees = tuple(n.Not(tree) for tree in trees)
    return [End(trees)] if len(trees) > 1 else [End((part,)) for part in _parts(trees[0])]


def _parts(node: n.Node) -> list[n.Node]:
    """The parts of which one alone makes the node true."""
    match node:
        case n.AnyOf() if not asks_for_more(node):
            return [deep for part in n.children(node) for deep in _parts(part)]
        case n.Not(part=n.AllOf(parts=parts)):
            return [deep for part in parts for deep in _parts(n.Not(part))]
        case n.Not(part=n.Not(part=part)):
            return _parts(part)
        case _:
            return [node]


def _stage(form: Questionnaire, link: str) -> int:
    """The earliest stage at which the question, or one member of a group, counts."""
    items = form.members(link) or (form.by_id[link],)
    return min(STAGES.index(item.stage) for item in items)


def _together(plan: Plan, plans: Sequence[Plan]) -> Plan:
    """The plan with the chance of everything that its questions tell: one question may bear on several ways to fail."""
    asked = set(plan.asks)
    told: dict[frozenset[str], float] = {}
    for other in plans:
        if asked.issuperset(other.asks):
            told[other.items] = max(told.get(other.items, 0.0), other.true)
    none = 1.0
    for chance in told.values():
        none *= 1 - chance
    return plan._replace(true=1 - none)


def _worth(plan: Plan) -> tuple[float, float]:
    """The chance of failing for each question that it takes to find out."""
    return (plan.true / plan.cost if plan.cost else 1e9, -plan.cost)


class _Planner:
    def __init__(self, form: Questionnaire) -> None:
        self.form = form
        self.chances: dict[str, tuple[float, float]] = {}
        for found in outcomes(form).values():
            keys = {key for outcome in found for key in outcome.effects}
            for key in keys:
                if key not in self.chances:
                    true = sum(o.chance for o in found if o.effects.get(key) is Truth.TRUE)
                    false = sum(o.chance for o in found if o.effects.get(key) is Truth.FALSE)
                    self.chances[key] = (true, false)

    def plan(self, end: End, asked: frozenset[str]) -> Plan:
        """How to find out about one way to fail; readings that nobody has decided between are all needed."""
        first = self.node(end.trees[0], asked)
        asks, cost = first.asks, first.cost
        for other in end.trees[1:]:
            more = self.node(other, asked | frozenset(asks))
            asks, cost = (*asks, *more.asks), cost + more.cost
        return Plan(first.true, first.false, cost, asks, first.items)

    def node(self, node: n.Node, asked: frozenset[str]) -> Plan:
        """How to find out about one node, given the questions that have been asked before."""
        match node:
            case n.AllOf(parts=parts):
                return _swapped(self._first_true(parts, asked, turned=True))
            case n.AnyOf():
                plan = self._first_true(n.children(node), asked, turned=False)
                return self._with_more(node, plan, asked) if asks_for_more(node) else plan
            case n.AtLeast(parts=parts) | n.AtMost(parts=parts):
                return self._all(parts, asked)
            case n.Not(part=part):
                return _swapped(self.node(part, asked))
            case n.When(condition=condition, then=then):
                return self._all((condition, then), asked)
            case n.Except(base=base, unless=unless):
                return _swapped(self._first_true((base, n.Not(unless)), asked, turned=True))
            case _:
                return self._atom(node, asked)

    def _atom(self, node: n.Node, asked: frozenset[str]) -> Plan:
        key = key_of(node)
        link = self.form.atoms.get(key)
        if link is None:
            return NOTHING
        item = self.form.by_id[link]
        question = item.parent or link
        true, false = self.chances.get(key, (0.5, 0.5))
        known = question in asked
        return Plan(true, false, 0.0 if known else 1.0, () if known else (question,), frozenset({link}))

    def _first_true(self, nodes: Iterable[n.Node], asked: frozenset[str], *, turned: bool) -> Plan:
        """Ask part after part until one is true (until one is false, where `turned`), the likeliest for its cost first."""
        left = list(nodes)
        false, cost = 1.0, 0.0
        open_still = 1.0
        asks: list[str] = []
        items: frozenset[str] = frozenset()
        while left:
            plans = [(part, self._turned(part, asked | frozenset(asks), turned=turned)) for part in left]
            part, plan = max(plans, key=lambda pair: pair[1].true / pair[1].cost if pair[1].cost else 1e9)
            cost += open_still * plan.cost
            open_still *= 1 - plan.true
            false *= plan.false
            asks += plan.asks
            items |= plan.items
            left = [other for other in left if other is not part]
        return Plan(1 - open_still, false, cost, tuple(asks), items)

    def _turned(self, node: n.Node, asked: frozenset[str], *, turned: bool) -> Plan:
        plan = self.node(node, asked)
        return _swapped(plan) if turned else plan

    def _with_more(self, node: n.AnyOf, plan: Plan, asked: frozenset[str]) -> Plan:
        """The list, and then whether anything else of the kind applies."""
        more = self._atom(node, asked | frozenset(plan.asks))
        true = plan.true + (1 - plan.true) * more.true
        cost = plan.cost + (1 - plan.true) * more.cost
        return Plan(true, plan.false * more.false, cost, (*plan.asks, *more.asks), plan.items | more.items)

    def _all(self, nodes: Iterable[n.Node], asked: frozenset[str]) -> Plan:
        """All parts, one after the other; the chances are even, for counts are seldom and hard to tell."""
        cost = 0.0
        asks: tuple[str, ...] = ()
        last = NOTHING
        items: frozenset[str] = frozenset()
        for node in nodes:
            last = self.node(node, asked | frozenset(asks))
            asks, cost, items = (*asks, *last.asks), cost + last.cost, items | last.items
        return Plan(last.true, last.false, cost, asks, items)


def _swapped(plan: Plan) -> Plan:
    return plan._replace(true=plan.false, false=plan.true)


def text_order(form: Questionnaire) -> tuple[str, ...]:
    """The questions as the text has them: the order that a form without any thought would take."""
    return tuple(item.link_id for item in form.items if item.parent is None and item.type != "note")
