"""A thousand made-up candidates at once: each truth is a set of candidates, so that an order is measured in a moment."""

from __future__ import annotations

import random
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from typing import Any
from typing import NamedTuple

from screener.core.truth import Truth
from screener.criteria import nodes as n
from screener.forms.item import Questionnaire
from screener.forms.outcomes import Outcome
from screener.forms.outcomes import outcomes
from screener.forms.places import asks_for_more
from screener.forms.places import roots
from screener.screening.evaluate import key_of
from screener.screening.options import STAGES
from screener.screening.options import Stage


class Sets(NamedTuple):
    """Of which candidates something is true and of which false, each a bit set."""

    true: int
    false: int


class _Step(NamedTuple):
    """One thing learned from a question: which candidates gave that answer, and what it says about which keys."""

    link: str
    who: int
    effects: tuple[tuple[str, Truth], ...]


@dataclass
class Crowd:
    """Made-up candidates: what each would answer, and the rules that their answers meet."""

    form: Questionnaire
    size: int
    stage: Stage
    answers: list[dict[str, Mapping[str, Any]]]
    steps: dict[str, tuple[_Step, ...]]
    rules: list[tuple[bool, tuple[n.Node, ...]]] = field(default_factory=list)
    uses: dict[str, tuple[int, ...]] = field(default_factory=dict)

    @property
    def everybody(self) -> int:
        """All candidates."""
        return (1 << self.size) - 1

    def questions(self, order: Sequence[str]) -> float:
        """How many questions it takes on average until the status is settled, asking in that order with skip logic."""
        told: dict[str, Sets] = {}
        running, asked = self.everybody, 0
        state = [self._judge(rule, told) for rule in self.rules]
        for question in order:
            open_now = {link: self._open(link, told, state) & running for link in self._links(question)}
            whom = 0
            for who in open_now.values():
                whom |= who
            if not whom:
                continue
            asked += whom.bit_count()
            touched: set[int] = set()
            for link, who in open_now.items():
                touched |= self._learn(link, who, told)
            for number in touched:
                state[number] = self._judge(self.rules[number], told)
                running &= ~state[number].false
        return asked / self.size

    def _links(self, question: str) -> tuple[str, ...]:
        members = self.form.members(question)
        items = members or (self.form.by_id[question],)
        return tuple(item.link_id for item in items if STAGES.index(item.stage) <= STAGES.index(self.stage))

    def _learn(self, link: str, who: int, told: dict[str, Sets]) -> set[int]:
        """Take down what those candidates answer; the rules that it bears on."""
        touched: set[int] = set()
        for step in self.steps[link]:
            bits = step.who & who
            if not bits:
                continue
            for key, truth in step.effects:
                sets = told.get(key, Sets(0, 0))
                new = bits & ~(sets.true | sets.false)
                if new:
                    told[key] = Sets(sets.true | new, sets.false) if truth is Truth.TRUE else Sets(sets.true, sets.false | new)  # fmt: skip
                    touched.update(self.uses.get(key, ()))
        return touched

    def _judge(self, rule: tuple[bool, tuple[n.Node, ...]], told: Mapping[str, Sets]) -> Sets:
        """For whom the criterion passes and for whom it fails; readings have to agree."""
        inclusion, trees = rule
        found = [self.sets(tree, told) for tree in trees]
        true = false = self.everybody
        for sets in found:
            true &= sets.true
            false &= sets.false
        return Sets(true, false) if inclusion else Sets(false, true)

    def sets(self, node: n.Node, told: Mapping[str, Sets]) -> Sets:
        """For whom the node is true and for whom false, by Kleene's logic."""
        match node:
            case n.AllOf(parts=parts):
                return self._at_least([self.sets(part, told) for part in parts], len(parts))
            case n.AnyOf():
                return self._any_of(node, told)
            case n.AtLeast(count=count, parts=parts):
                return self._at_least([self.sets(part, told) for part in parts], count)
            case n.AtMost(count=count, parts=parts):
                return _not(self._at_least([self.sets(part, told) for part in parts], count + 1))
            case n.Not(part=part):
                return _not(self.sets(part, told))
            case n.When(condition=condition, then=then):
                given, held = self.sets(condition, told), self.sets(then, told)
                return Sets(given.false | held.true, given.true & held.false)
            case n.Except(base=base, unless=unless):
                return self._at_least([self.sets(base, told), _not(self.sets(unless, told))], 2)
            case _:
                return told.get(key_of(node), Sets(0, 0))

    def _any_of(self, node: n.AnyOf, told: Mapping[str, Sets]) -> Sets:
        found = self._at_least([self.sets(part, told) for part in n.children(node)], 1)
        if not asks_for_more(node):
            return found
        own = told.get(key_of(node), Sets(0, 0))
        return Sets(found.true | own.true, own.false & ~found.true)

    def _at_least(self, parts: Sequence[Sets], count: int) -> Sets:
        true = [self.everybody] + [0] * count
        possible = [self.everybody] + [0] * count
        for part in parts:
            for number in range(count, 0, -1):
                true[number] |= true[number - 1] & part.true
                possible[number] |= possible[number - 1] & ~part.false & self.everybody
        return Sets(true[count], self.everybody & ~possible[count])

    def _open(self, link: str, told: Mapping[str, Sets], state: Sequence[Sets]) -> int:
        """For whom the item could still change something."""
        found = 0
        for number, tree in self._places[link]:
            decided = state[number].true | state[number].false
            found |= self._reaches(link, tree, told) & ~decided
        return found & self.everybody

    def _reaches(self, link: str, node: n.Node, told: Mapping[str, Sets]) -> int:
        """For whom an unknown atom of the item stands under nodes that are all unknown."""
        sets = self.sets(node, told)
        unknown = self.everybody & ~(sets.true | sets.false)
        if not unknown:
            return 0
        own = asks_for_more(node) or not isinstance(node, n.Combination)
        if own and self.form.atoms.get(key_of(node)) == link:
            if not isinstance(node, n.Combination):
                return unknown
            below = [self.sets(part, told) for part in n.children(node)]
            return unknown & self._at_least(below, 1).false
        if not isinstance(node, n.Combination):
            return 0
        found = 0
        for child in n.children(node):
            found |= self._reaches(link, child, told)
        return found & unknown

    def __post_init__(self) -> None:
        self._places: dict[str, list[tuple[int, n.Node]]] = {link: [] for link in self.steps}
        uses: dict[str, set[int]] = {}
        for number, criterion in enumerate(self.form.protocol.criteria):
            trees = roots(criterion)
            self.rules.append((criterion.category == "inclusion", trees))
            for tree in trees:
                for key in _keys(tree):
                    uses.setdefault(key, set()).add(number)
                for link in dict.fromkeys(self.form.atoms.get(key, "") for key in _keys(tree)):
                    if link:
                        self._places[link].append((number, tree))
        self.uses = {key: tuple(sorted(numbers)) for key, numbers in uses.items()}


def _keys(node: n.Node) -> list[str]:
    """The question keys of a rule's atoms and open lists."""
    if not isinstance(node, n.Combination):
        return [key_of(node)]
    own = [key_of(node)] if asks_for_more(node) else []
    return [*(key for child in n.children(node) for key in _keys(child)), *own]


def _not(sets: Sets) -> Sets:
    return Sets(sets.false, sets.true)


def crowd(form: Questionnaire, size: int, seed: int, stage: Stage = "prescreen") -> Crowd:
    """So many candidates, made up by the chances of `rules/form-priors.toml`; the same for the same seed."""
    draw = random.Random(seed)
    possible = outcomes(form)
    who: dict[str, dict[int, int]] = {link: {} for link in possible}
    answers = []
    for number in range(size):
        told: dict[str, Truth] = {}
        given = {}
        for item in form.items:
            if item.link_id in possible:
                choice = _drawn(draw, possible[item.link_id], told)
                outcome = possible[item.link_id][choice]
                told |= {key: truth for key, truth in outcome.effects.items() if key not in told}
                given[item.link_id] = outcome.answer
                who[item.link_id][choice] = who[item.link_id].get(choice, 0) | 1 << number
        answers.append(given)
    steps = {
        link: tuple(_Step(link, bits, tuple(possible[link][choice].effects.items())) for choice, bits in held.items())
        for link, held in who.items()
    }
    return Crowd(form, size, stage, answers, steps)


def _drawn(draw: random.Random, possible: Sequence[Outcome], told: Mapping[str, Truth]) -> int:
    """An answer by its chance, among those that do not contradict what the candidate has said already."""
    fitting = [
        number
        for number, outcome in enumerate(possible)
        if all(told.get(key, truth) is truth for key, truth in outcome.effects.items())
    ]
    weights = [possible[number].chance for number in fitting]
    return draw.choices(fitting, weights)[0]
