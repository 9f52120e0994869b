"""A thousand made-up candidates at once: each truth is a set of candidates, so that an order is measured in a moment."""

from __future__ import annotations

import random
from bisect import bisect
from collections import Counter
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from itertools import accumulate
from typing import Any
from typing import NamedTuple
from typing import assert_never

from screener.core.truth import Truth
from screener.criteria import nodes as n
from screener.forms.item import Questionnaire
from screener.forms.outcomes import Outcome
from screener.forms.outcomes import Outcomes
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


NOBODY = Sets(0, 0)


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
    bears_on: dict[str, tuple[int, ...]] = field(default_factory=dict)

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
            links = self._links(question)
            found = self._open((*links, *self._needing(question)), told, state)
            found = {link: found[link] | self._for_others(link, found) for link in links}
            open_now = {link: who & running for link, who in found.items()}
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

    def everything(self) -> dict[str, Sets]:
        """What is known when every question has been asked of everybody."""
        told: dict[str, Sets] = {}
        for link in self.steps:
            self._learn(link, self.everybody, told)
        return told

    def _needing(self, question: str) -> tuple[str, ...]:
        """The items before which this one has to be asked."""
        return tuple(item.link_id for item in self.form.items if question in item.needs)

    def _for_others(self, link: str, found: Mapping[str, int]) -> int:
        who = 0
        for other in self._needing(link):
            who |= found.get(other, 0)
        return who

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
                true, false = told.get(key, NOBODY)
                new = bits & ~(true | false)
                if new:
                    told[key] = Sets(true | new, false) if truth is Truth.TRUE else Sets(true, false | new)
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
        if not isinstance(node, n.Combination):
            return told.get(key_of(node), NOBODY)
        return self._combined(node, [self.sets(child, told) for child in n.children(node)], told)

    def _combined(self, node: n.Combination, parts: Sequence[Sets], told: Mapping[str, Sets]) -> Sets:
        match node:
            case n.AllOf():
                return self._at_least(parts, len(parts))
            case n.AnyOf(head=head, open=False) if head is not None:
                listed = self._at_least(parts[1:], 1)
                return Sets(listed.true | (parts[0].true & ~listed.false), listed.false & ~parts[0].true)
            case n.AnyOf():
                found = self._at_least(parts, 1)
                if not asks_for_more(node):
                    return found
                own = told.get(key_of(node), NOBODY)
                return Sets(found.true | own.true, own.false & ~found.true)
            case n.AtLeast(count=count):
                return self._at_least(parts, count)
            case n.AtMost(count=count):
                return _not(self._at_least(parts, count + 1))
            case n.Not():
                return _not(parts[0])
            case n.When():
                given, held = parts
                return Sets(given.false | held.true, given.true & held.false)
            case n.Except():
                return self._at_least([parts[0], _not(parts[1])], 2)
            case _:
                assert_never(node)

    def _at_least(self, parts: Sequence[Sets], count: int) -> Sets:
        if count == len(parts):
            true, false = self.everybody, 0
            for part in parts:
                true &= part.true
                false |= part.false
            return Sets(true, false)
        if count == 1:
            true, false = 0, self.everybody
            for part in parts:
                true |= part.true
                false &= part.false
            return Sets(true, false)
        sure = [self.everybody] + [0] * count
        possible = [self.everybody] + [0] * count
        for part in parts:
            for number in range(count, 0, -1):
                sure[number] |= sure[number - 1] & part.true
                possible[number] |= possible[number - 1] & ~part.false & self.everybody
        return Sets(sure[count], self.everybody & ~possible[count])

    def _open(self, links: Sequence[str], told: Mapping[str, Sets], state: Sequence[Sets]) -> dict[str, int]:
        """For whom each item could still change something."""
        found = dict.fromkeys(links, 0)
        for number in dict.fromkeys(number for link in links for number in self.bears_on[link]):
            undecided = self.everybody & ~(state[number].true | state[number].false)
            if undecided:
                for tree in self.rules[number][1]:
                    reached: dict[str, int] = {}
                    self._reach(tree, told, reached)
                    for link in links:
                        found[link] |= reached.get(link, 0) & undecided
        return found

    def _reach(self, node: n.Node, told: Mapping[str, Sets], reached: dict[str, int]) -> Sets:
        """The truth of the node; adds for whom each item's atom is unknown under nodes that are all unknown."""
        if not isinstance(node, n.Combination):
            sets = told.get(key_of(node), NOBODY)
            link = self.form.atoms.get(key_of(node))
            if link is not None:
                reached[link] = reached.get(link, 0) | (self.everybody & ~(sets.true | sets.false))
            return sets
        below: dict[str, int] = {}
        parts = [self._reach(child, told, below) for child in n.children(node)]
        sets = self._combined(node, parts, told)
        unknown = self.everybody & ~(sets.true | sets.false)
        if unknown:
            if asks_for_more(node) and (link := self.form.atoms.get(key_of(node))) is not None:
                below[link] = below.get(link, 0) | self._at_least(parts, 1).false
            for link, who in below.items():
                reached[link] = reached.get(link, 0) | (who & unknown)
        return sets

    def __post_init__(self) -> None:
        uses: dict[str, set[int]] = {}
        for number, criterion in enumerate(self.form.protocol.criteria):
            trees = roots(criterion)
            self.rules.append((criterion.category == "inclusion", trees))
            for tree in trees:
                for key in _keys(tree):
                    uses.setdefault(key, set()).add(number)
        self.uses = {key: tuple(sorted(numbers)) for key, numbers in uses.items()}
        self.bears_on = dict.fromkeys(self.steps, ())
        for key, link in self.form.atoms.items():
            self.bears_on[link] = tuple(sorted({*self.bears_on[link], *self.uses[key]}))


def _keys(node: n.Node) -> list[str]:
    """The question keys of a rule's atoms and open lists."""
    if not isinstance(node, n.Combination):
        return [key_of(node)]
    own = [key_of(node)] if asks_for_more(node) else []
    return [*(key for child in n.children(node) for key in _keys(child)), *own]


def _not(sets: Sets) -> Sets:
    return Sets(sets.false, sets.true)


def crowd(form: Questionnaire, size: int, seed: int, stage: Stage = "prescreen", possible: Outcomes | None = None) -> Crowd:
    """So many candidates, made up by the chances of `rules/form-priors.toml`; the same for the same seed."""
    draw = random.Random(seed)
    possible = outcomes(form) if possible is None else possible
    asked = [item.link_id for item in form.items if item.link_id in possible]
    ways = _ways(possible)
    chosen: dict[str, list[int]] = {link: [] for link in asked}
    for _ in range(size):
        told: dict[str, Truth] = {}
        for link in asked:
            way = ways[link]
            choice = way.drawn(draw, told)
            chosen[link].append(choice)
            if way.linked:
                for key, truth in possible[link][choice].effects.items():
                    told.setdefault(key, truth)
    answers = [{link: possible[link][chosen[link][number]].answer for link in asked} for number in range(size)]
    return Crowd(form, size, stage, answers, {link: _steps(link, possible[link], chosen[link]) for link in asked})


def _steps(link: str, found: Sequence[Outcome], chosen: Sequence[int]) -> tuple[_Step, ...]:
    """What is learned by each answer that somebody gives."""
    steps = []
    for choice in dict.fromkeys(chosen):
        bits = "".join("1" if other == choice else "0" for other in reversed(chosen))
        steps.append(_Step(link, int(bits, 2), tuple(found[choice].effects.items())))
    return tuple(steps)


def _ways(possible: Outcomes) -> dict[str, _Ways]:
    """How to draw an answer to each item."""
    uses = Counter(key for found in possible.values() for key in {key for outcome in found for key in outcome.effects})
    return {link: _Ways(found, uses) for link, found in possible.items()}


class _Ways:
    """Draws one of the answers to an item; `linked` is whether another item says anything about the same keys."""

    def __init__(self, possible: Sequence[Outcome], uses: Mapping[str, int]) -> None:
        self.possible = possible
        self.keys = frozenset(key for outcome in possible for key in outcome.effects)
        self.linked = any(uses[key] > 1 for key in self.keys)
        self.chances = [outcome.chance for outcome in possible]
        self.sums = list(accumulate(self.chances))

    def drawn(self, draw: random.Random, told: Mapping[str, Truth]) -> int:
        """An answer by its chance, among those that do not contradict what the candidate has said already."""
        if not self.linked or self.keys.isdisjoint(told):
            return min(bisect(self.sums, draw.random() * self.sums[-1]), len(self.sums) - 1)
        fitting = [number for number, outcome in enumerate(self.possible) if _agrees(outcome, told)]
        return draw.choices(fitting, [self.chances[number] for number in fitting])[0]


def _agrees(outcome: Outcome, told: Mapping[str, Truth]) -> bool:
    return all(told.get(key, truth) is truth for key, truth in outcome.effects.items())
