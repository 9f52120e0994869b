"""The truth of every node of a rule for one case, each kept under its path."""

from __future__ import annotations

from typing import assert_never

from screener.core.reasons import Reason
from screener.core.truth import Truth
from screener.core.truth import negation
from screener.criteria.nodes import Allergy
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import AtLeast
from screener.criteria.nodes import AtMost
from screener.criteria.nodes import Atom
from screener.criteria.nodes import Combination
from screener.criteria.nodes import Comparison
from screener.criteria.nodes import Condition
from screener.criteria.nodes import Contraindication
from screener.criteria.nodes import Demographic
from screener.criteria.nodes import Except
from screener.criteria.nodes import Immunization
from screener.criteria.nodes import Judgement
from screener.criteria.nodes import Member
from screener.criteria.nodes import Node
from screener.criteria.nodes import Not
from screener.criteria.nodes import Plan
from screener.criteria.nodes import Result
from screener.criteria.nodes import State
from screener.criteria.nodes import Treatment
from screener.criteria.nodes import Unread
from screener.criteria.nodes import When
from screener.criteria.nodes import children
from screener.criteria.notation import question_key
from screener.screening import combine
from screener.screening.besides import held_besides
from screener.screening.besides import open_besides
from screener.screening.case import Case
from screener.screening.comparison import evaluate_comparison
from screener.screening.condition import evaluate_condition
from screener.screening.outcome import Outcome
from screener.screening.outcome import gather
from screener.screening.outcome import inverted
from screener.screening.outcome import unknown
from screener.screening.personal import evaluate_judgement
from screener.screening.personal import evaluate_plan
from screener.screening.result import evaluate_member
from screener.screening.result import evaluate_result
from screener.screening.state import answer_outcome
from screener.screening.state import evaluate_demographic
from screener.screening.state import evaluate_state
from screener.screening.substances import evaluate_allergy
from screener.screening.substances import evaluate_contraindication
from screener.screening.substances import evaluate_immunization
from screener.screening.treatment import evaluate_treatment

Path = tuple[int, ...]
Trace = dict[Path, Outcome]
UNREAD = "A part of the text here was not read, so nothing can be said until a person has."


class Walk:
    """One evaluation of one rule: the case, the places that hold unread text, and what became of every node."""

    def __init__(self, case: Case, unread: frozenset[Path] = frozenset()) -> None:
        self.case = case
        self.unread = unread
        self.trace: Trace = {}

    def evaluate(self, node: Node, vacuous: Truth, path: Path = ()) -> Outcome:
        """The outcome of the node; `vacuous` is its truth where a `when` does not apply."""
        if isinstance(node, Combination):
            outcome = self._combined(node, vacuous, path)
        else:
            outcome = atom_outcome(node, self.case)
            if isinstance(node, Treatment | Plan):
                for number, child in enumerate(children(node)):
                    self.evaluate(child, Truth.FALSE, (*path, number))
        if path in self.unread:
            outcome = unknown(Reason.UNREAD, UNREAD, outcome.evidence)
        self.trace[path] = outcome
        return outcome

    def _combined(self, node: Combination, vacuous: Truth, path: Path) -> Outcome:
        match node:
            case AllOf(parts=parts):
                return _applicable(
                    combine.all_of(self._parts(parts, Truth.TRUE, path)), parts, self.trace, path, vacuous
                )
            case AnyOf():
                return self._any_of(node, vacuous, path)
            case AtLeast(parts=parts, count=count):
                return combine.some_of(self._parts(parts, Truth.FALSE, path), count, most=False)
            case AtMost(parts=parts, count=count):
                return combine.some_of(self._parts(parts, Truth.FALSE, path), count, most=True)
            case Not(part=part):
                return inverted(self.evaluate(part, negation(vacuous), (*path, 0)))
            case When(condition=condition, then=then):
                given = self.evaluate(condition, Truth.FALSE, (*path, 0))
                return combine.when(given, self.evaluate(then, vacuous, (*path, 1)), vacuous)
            case Except(base=base, unless=unless):
                held = self.evaluate(base, vacuous, (*path, 0))
                outcome = combine.exception(held, self.evaluate(unless, Truth.FALSE, (*path, 1)))
                if held.truth is outcome.truth:
                    return outcome
                left = held if held.truth is Truth.UNKNOWN and open_besides(node, self.case) else outcome
                return held_besides(node, self.case) or left
            case _:
                assert_never(node)

    def _parts(self, parts: tuple[Node, ...], vacuous: Truth, path: Path, start: int = 0) -> tuple[Outcome, ...]:
        return tuple([self.evaluate(part, vacuous, (*path, number)) for number, part in enumerate(parts, start)])

    def _any_of(self, node: AnyOf, vacuous: Truth, path: Path) -> Outcome:
        if node.head is None:
            parts = self._parts(node.parts, Truth.FALSE, path)
            outcome = combine.any_of(parts, open_list=node.open)
        else:
            head = self.evaluate(node.head, Truth.FALSE, (*path, 0))
            parts = self._parts(node.parts, Truth.FALSE, path, 1)
            outcome = combine.any_of(parts, open_list=node.open, head=head)
        if node.open and outcome.truth is Truth.UNKNOWN:
            outcome = answered(node, outcome, self.case)
        return _applicable(outcome, children(node), self.trace, path, vacuous)


def _applicable(outcome: Outcome, parts: tuple[Node, ...], trace: Trace, path: Path, vacuous: Truth) -> Outcome:
    """Where no part applies, neither does the combination."""
    if not parts or trace[(*path, 0)].applicable:
        return outcome
    if any(trace[(*path, number)].applicable for number in range(1, len(parts))):
        return outcome
    return Outcome(vacuous, outcome.sentence, (), outcome.evidence, outcome.presumed, outcome.confirm, applicable=False)


def evaluate_alone(node: Node, case: Case) -> Outcome:
    """The outcome of a node by itself, without a trace."""
    return Walk(case).evaluate(node, Truth.FALSE)


def atom_outcome(node: Atom, case: Case) -> Outcome:
    """What the record says about an atom, filled in or put in doubt by a person's answer to it."""
    number = case.same.get(id(node))
    known = None if number is None else case.atoms.get(number)
    if known is not None:
        return known
    outcome = _by_record(node, case)
    if case.chart.patient.answers and not isinstance(node, Unread):
        outcome = answered(node, outcome, case)
    if number is not None:
        case.atoms[number] = outcome
    return outcome


def answered(node: Node, outcome: Outcome, case: Case) -> Outcome:
    """An answer settles what the record leaves open; one that contradicts the record is a conflict."""
    key = key_of(node)
    answer = case.chart.patient.answers.get(key)
    if answer is None or answer.value is None:
        return outcome
    label = str(getattr(node, "label", "") or "This")
    given = answer_outcome(key, label, answer.value, str(answer.date) if answer.date else None, case)
    if given.truth is Truth.UNKNOWN:
        return gather(Truth.UNKNOWN, (given, outcome)) if outcome.truth is Truth.UNKNOWN else outcome
    if outcome.truth is Truth.UNKNOWN:
        return Outcome(
            given.truth, given.sentence, (), (*outcome.evidence, *given.evidence), frozenset(), outcome.confirm
        )
    if outcome.truth is given.truth or outcome.presumed:
        return given if outcome.presumed else outcome
    evidence = (*outcome.evidence, *given.evidence)
    return unknown(Reason.CONFLICT, f"{outcome.sentence} But {given.sentence}", evidence)


_KEYS: dict[int, tuple[Node, str]] = {}
_MOST = 20_000


def key_of(node: Node) -> str:
    """The question key of a node, kept for the next patient."""
    known = _KEYS.get(id(node))
    if known is not None and known[0] is node:
        return known[1]
    if len(_KEYS) > _MOST:
        _KEYS.clear()
    key = question_key(node)
    _KEYS[id(node)] = (node, key)
    return key


def _by_record(node: Atom, case: Case) -> Outcome:
    match node:
        case Comparison():
            return evaluate_comparison(node, case)
        case Condition():
            return evaluate_condition(node, case)
        case Treatment():
            return evaluate_treatment(node, case)
        case State():
            return evaluate_state(node, case)
        case Judgement():
            return evaluate_judgement(node, case)
        case Result():
            return evaluate_result(node, case)
        case Member():
            return evaluate_member(node, case)
        case Demographic():
            return evaluate_demographic(node, case)
        case Immunization():
            return evaluate_immunization(node, case)
        case Allergy():
            return evaluate_allergy(node, case)
        case Contraindication():
            return evaluate_contraindication(node, case)
        case Plan():
            return evaluate_plan(node, case)
        case Unread(label=label, reason=reason):
            return unknown(Reason(reason), f"“{label}” was not read; a person has to.")
        case _:
            assert_never(node)
