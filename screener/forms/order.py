"""In which order to ask: first what most likely ends it for the fewest questions (greedy over the rules' trees)."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from typing import NamedTuple

from screener.catalog.implications import implications
from screener.core.truth import Truth
from screener.criteria import nodes as n
from screener.criteria.protocol import Criterion
from screener.forms.crowd import Crowd
from screener.forms.crowd import Sets
from screener.forms.crowd import crowd
from screener.forms.item import Questionnaire
from screener.forms.outcomes import Outcomes
from screener.forms.outcomes import outcomes
from screener.forms.places import asked_children
from screener.forms.places import asks_for_more
from screener.forms.places import roots
from screener.screening.evaluate import key_of
from screener.screening.options import STAGES


class Plan(NamedTuple):
    """How to find out about a node: the chances of true and of false, the questions to expect, and those to ask."""

    true: float
    false: float
    cost: float
    asks: tuple[str, ...]


NOTHING = Plan(0.0, 0.0, 0.0, ())


SAMPLE = 800
SEED = 20260309


def best_order(form: Questionnaire) -> tuple[str, ...]:
    """Every question of the form, those that count only at a later visit last."""
    possible = outcomes(form)
    people = crowd(form, SAMPLE, SEED, possible=possible)
    told = people.everything()
    planner = _Planner(form, possible)
    left = [(end, _failing(end, people, told)) for criterion in form.protocol.criteria for end in _ends(criterion)]
    order: list[str] = []
    running = people.everybody
    while left:
        plans = [planner.plan(end, frozenset(order)) for end, _ in left]
        fails = [_together(plan, plans, [who for _, who in left]) & running for plan in plans]
        best = max(range(len(plans)), key=lambda number: _worth(plans[number], fails[number].bit_count()))
        order += [link for link in plans[best].asks if link not in order]
        if not any(_stage(form, link) for link in plans[best].asks):
            running &= ~fails[best]
        left = [one for one, plan in zip(left, plans, strict=True) if not set(plan.asks) <= set(order)]
    order += [link for link in form.order if link not in order]
    order = facts_first(form, order)
    stage = {link: _stage(form, link) for link in order}
    return tuple(sorted(order, key=lambda link: stage[link]))


def facts_first(form: Questionnaire, order: list[str]) -> list[str]:
    """The order with the sex before what it settles, so that a man is never asked whether he is pregnant."""
    for link in list(order):
        item = form.by_id[link]
        told = [item, *form.members(link)]
        facts = (rule for one in told for rule in implications().get(one.key, ()) if rule.value is not None)
        for fact in dict.fromkeys(form.link_of.get(rule.concept) for rule in facts):
            if fact in order and order.index(fact) > order.index(link):
                order.remove(fact)
                order.insert(order.index(link), fact)
    return order


def _failing(end: End, people: Crowd, told: Mapping[str, Sets]) -> int:
    """The made-up candidates who fail that way, were all their answers known."""
    found = people.everybody
    for tree in end.trees:
        found &= people.sets(tree, told).true
    return found


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
            return [deep for _, part in asked_children(node) for deep in _parts(part)]
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


def _together(plan: Plan, plans: Sequence[Plan], failing: Sequence[int]) -> int:
    """Who fails by what the plan's questions tell: one question may bear on several ways to fail."""
    asked, found = set(plan.asks), 0
    for other, who in zip(plans, failing, strict=True):
        if asked.issuperset(other.asks):
            found |= who
    return found


def _worth(plan: Plan, fails: int) -> tuple[float, float]:
    """How many fail for each question that it takes to find out."""
    return (fails / plan.cost if plan.cost else 1e9, -plan.cost)


class _Planner:
    def __init__(self, form: Questionnaire, possible: Outcomes) -> None:
        self.form = form
        self.chances: dict[str, tuple[float, float]] = {}
        for found in possible.values():
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
        return Plan(first.true, first.false, cost, asks)

    def node(self, node: n.Node, asked: frozenset[str]) -> Plan:
        """How to find out about one node, given the questions that have been asked before."""
        match node:
            case n.AllOf(parts=parts):
                return _swapped(self._first_true(parts, asked, turned=True))
            case n.AnyOf():
                plan = self._first_true((child for _, child in asked_children(node)), asked, turned=False)
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
        return Plan(true, false, 0.0 if known else 1.0, () if known else (question,))

    def _first_true(self, nodes: Iterable[n.Node], asked: frozenset[str], *, turned: bool) -> Plan:
        """Ask part after part until one is true (until one is false, where `turned`), the likeliest for its cost first."""
        left = list(nodes)
        false, cost = 1.0, 0.0
        open_still = 1.0
        asks: list[str] = []
        while left:
            plans = [(part, self._turned(part, asked | frozenset(asks), turned=turned)) for part in left]
            part, plan = max(plans, key=lambda pair: pair[1].true / pair[1].cost if pair[1].cost else 1e9)
            cost += open_still * plan.cost
            open_still *= 1 - plan.true
            false *= plan.false
            asks += plan.asks
            left = [other for other in left if other is not part]
        return Plan(1 - open_still, false, cost, tuple(asks))

    def _turned(self, node: n.Node, asked: frozenset[str], *, turned: bool) -> Plan:
        plan = self.node(node, asked)
        return _swapped(plan) if turned else plan

    def _with_more(self, node: n.AnyOf, plan: Plan, asked: frozenset[str]) -> Plan:
        """The list, and then whether anything else of the kind applies."""
        more = self._atom(node, asked | frozenset(plan.asks))
        true = plan.true + (1 - plan.true) * more.true
        cost = plan.cost + (1 - plan.true) * more.cost
        return Plan(true, plan.false * more.false, cost, (*plan.asks, *more.asks))

    def _all(self, nodes: Iterable[n.Node], asked: frozenset[str]) -> Plan:
        """All parts, one after the other; the chances are even, for counts are seldom and hard to tell."""
        cost = 0.0
        asks: tuple[str, ...] = ()
        last = NOTHING
        for node in nodes:
            last = self.node(node, asked | frozenset(asks))
            asks, cost = (*asks, *last.asks), cost + last.cost
        return Plan(last.true, last.false, cost, asks)


def _swapped(plan: Plan) -> Plan:
    return plan._replace(true=plan.false, false=plan.true)


def text_order(form: Questionnaire) -> tuple[str, ...]:
    """The questions as the text has them: the order that a form without any thought would take."""
    return tuple(item.link_id for item in form.items if item.parent is None and item.type != "note")
