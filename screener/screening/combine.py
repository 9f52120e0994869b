"""Combinations of outcomes by Kleene's logic, each keeping the account of the parts that matter."""

from __future__ import annotations

from screener.core.reasons import Reason
from screener.core.truth import Truth
from screener.core.truth import at_least
from screener.core.truth import at_most
from screener.core.truth import conjunction
from screener.core.truth import disjunction
from screener.core.truth import negation
from screener.screening.outcome import Because
from screener.screening.outcome import Outcome
from screener.screening.outcome import gather
from screener.screening.outcome import inverted


def all_of(parts: tuple[Outcome, ...]) -> Outcome:
    """Every part holds."""
    truth = conjunction(part.truth for part in parts)
    return gather(truth, parts)


def any_of(parts: tuple[Outcome, ...], *, open_list: bool = False, head: Outcome | None = None) -> Outcome:
    """One part or the head holds.

    An open list that shows nothing leaves it open, unless its head is FALSE too. A closed list under a head defines the
    head ("myelosuppression (WBC < 3 …)"): where no part holds, neither does what it defines.
    """
    listed = disjunction(part.truth for part in parts)
    if head is None:
        outcome = gather(listed, parts)
        return _left_open(outcome, ()) if open_list and listed is Truth.FALSE else outcome
    if listed is Truth.FALSE and not open_list:
        return _defined(head, parts)
    outcome = gather(disjunction((listed, head.truth)), (head, *parts))
    if open_list and listed is Truth.FALSE and head.truth is Truth.UNKNOWN:
        return _left_open(outcome, outcome.because if head.evidence else _spoken(outcome.because))
    return outcome


SILENT = frozenset({Reason.NOT_RECORDED, Reason.UNCODED, Reason.OPEN_CLASS, Reason.NEEDS_JUDGEMENT})
"""Reasons of a head that the record says nothing about, so that its definition alone decides."""


def _defined(head: Outcome, parts: tuple[Outcome, ...]) -> Outcome:
    """The outcome where no defining part holds: FALSE, unless the record itself speaks of what is defined."""
    if head.truth is Truth.FALSE or (head.truth is Truth.UNKNOWN and head.reasons <= SILENT):
        return gather(Truth.FALSE, parts)
    if head.truth is Truth.UNKNOWN:
        return gather(Truth.UNKNOWN, (head, *parts))
    evidence = (*head.evidence, *(item for part in parts for item in part.evidence))
    doubt = Because(Reason.CONFLICT, f"{head.sentence} But nothing that defines it holds.")
    return Outcome(Truth.UNKNOWN, doubt.sentence, (doubt,), tuple(dict.fromkeys(evidence)), head.presumed, head.confirm)


def _spoken(because: tuple[Because, ...]) -> tuple[Because, ...]:
    """The reasons of a head that nothing is recorded of, without those that say only that it is no single thing.

    That none of its examples applies leaves it to a person whether something else of the kind does.
    """
    return tuple(item for item in because if item.reason not in (Reason.UNCODED, Reason.OPEN_CLASS))


def _left_open(outcome: Outcome, because: tuple[Because, ...]) -> Outcome:
    more = Because(Reason.OPEN_LIST, "None of the examples applies; something else of the kind may.")
    sentence = f"{outcome.sentence} {more.sentence}".strip()
    return Outcome(
        Truth.UNKNOWN,
        sentence,
        (*because, more),
        outcome.evidence,
        outcome.presumed,
        outcome.confirm,
        outcome.applicable,
    )


def some_of(parts: tuple[Outcome, ...], count: int, *, most: bool) -> Outcome:
    """At least or at most so many parts hold."""
    truth = (at_most if most else at_least)((part.truth for part in parts), count)
    if truth is Truth.UNKNOWN:
        return gather(truth, parts)
    telling = tuple(part for part in parts if part.truth is not Truth.UNKNOWN) or parts
    merged = gather(truth, telling)
    held = sum(part.truth is Truth.TRUE for part in parts)
    sentence = f"{held} of {len(parts)} hold. {' '.join(part.sentence for part in telling if part.sentence)}".strip()
    evidence = tuple(dict.fromkeys(item for part in telling for item in part.evidence))
    presumed = frozenset().union(*(part.presumed for part in telling))
    return Outcome(truth, sentence, (), evidence, presumed, merged.confirm)


def when(condition: Outcome, then: Outcome, vacuous: Truth) -> Outcome:
    """`then` where the condition holds; not applicable, with the vacuous truth, where it does not."""
    match condition.truth:
        case Truth.TRUE:
            return then
        case Truth.FALSE:
            sentence = f"Not applicable. {condition.sentence}".strip()
            return Outcome(
                vacuous, sentence, (), condition.evidence, condition.presumed, condition.confirm, applicable=False
            )
        case Truth.UNKNOWN:
            if then.truth is vacuous:
                return then
            return gather(Truth.UNKNOWN, (condition, then))


def exception(base: Outcome, unless: Outcome) -> Outcome:
    """The base holds and the exception does not."""
    truth = conjunction((base.truth, negation(unless.truth)))
    if unless.truth is Truth.TRUE and base.truth is not Truth.FALSE:
        return Outcome(
            truth,
            f"The exception applies. {unless.sentence}",
            (),
            (*base.evidence, *unless.evidence),
            unless.presumed,
            base.confirm,
        )
    if base.truth is Truth.FALSE:
        return base
    return gather(truth, (base, inverted(unless)))
