"""The value of a node for one patient: its truth, why it is unknown, and what was looked at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from screener.core.reasons import Reason
from screener.core.truth import Truth
from screener.core.truth import negation


class Because(NamedTuple):
    """One reason for an UNKNOWN, with the sentence that says what is missing."""

    reason: Reason
    sentence: str


class Amount(NamedTuple):
    """A value with its unit; `value` as text, exactly as it is to be shown."""

    value: str
    unit: str | None


class Evidence(NamedTuple):
    """What a truth rests on: the record's entry, its value as recorded and as compared, the limit and the distance.

    `distance` is how far the value lies from the nearest limit, in the unit of `compared`.
    """

    resource: str = ""
    concept: str = ""
    date: str | None = None
    recorded: Amount | None = None
    compared: Amount | None = None
    limit: str = ""
    distance: str | None = None
    assumption: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The truth of a node with its account.

    `because` is filled only for UNKNOWN. `applicable` is False where a `when` does not apply; the truth is then the one
    that leaves the enclosing combination as it is. `presumed` names the domains whose completeness the caller presumed.
    `confirm` lists what a person still has to tick although it does not change the truth.
    """

    truth: Truth
    sentence: str = ""
    because: tuple[Because, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    presumed: frozenset[str] = frozenset()
    confirm: tuple[str, ...] = ()
    applicable: bool = True

    @property
    def reasons(self) -> frozenset[Reason]:
        """The reasons of an UNKNOWN; none for TRUE and FALSE."""
        return frozenset(item.reason for item in self.because)


def only(outcome: Outcome, reason: Reason) -> bool:
    """Whether an UNKNOWN has that reason and no other."""
    return bool(outcome.because) and all(item.reason is reason for item in outcome.because)


def _opened(sentence: str) -> str:
    """The sentence with a capital at its start."""
    return sentence[:1].upper() + sentence[1:]


def true(sentence: str, evidence: tuple[Evidence, ...] = (), presumed: frozenset[str] = frozenset()) -> Outcome:
    """It holds."""
    return Outcome(Truth.TRUE, _opened(sentence), (), evidence, presumed)


def false(sentence: str, evidence: tuple[Evidence, ...] = (), presumed: frozenset[str] = frozenset()) -> Outcome:
    """It does not hold."""
    return Outcome(Truth.FALSE, _opened(sentence), (), evidence, presumed)


def unknown(reason: Reason, sentence: str, evidence: tuple[Evidence, ...] = ()) -> Outcome:
    """It is not known, for one reason."""
    sentence = _opened(sentence)
    return Outcome(Truth.UNKNOWN, sentence, (Because(reason, sentence),), evidence)


def unspoken(label: str) -> Outcome:
    """It is not known, for the catalogue lacks the term and the record does not use its words."""
    told = f"The record does not use the words “{label}”, and the program knows no others for it; a person has to say."
    return unknown(Reason.UNCODED, told)


def decided(value: bool, sentence: str, evidence: tuple[Evidence, ...] = ()) -> Outcome:
    """TRUE or FALSE."""
    return Outcome(Truth.TRUE if value else Truth.FALSE, _opened(sentence), (), evidence)


def inverted(outcome: Outcome) -> Outcome:
    """TRUE and FALSE change places; everything else stays."""
    return Outcome(
        negation(outcome.truth),
        outcome.sentence,
        outcome.because,
        outcome.evidence,
        outcome.presumed,
        outcome.confirm,
        outcome.applicable,
    )


def gather(truth: Truth, parts: Iterable[Outcome], *, applicable: bool = True) -> Outcome:
    """A combination's outcome: it takes over the account of the parts that have its own truth or decide it.

    An UNKNOWN keeps the reasons of the parts that are UNKNOWN, which are those that still matter.
    """
    parts = tuple(parts)
    if len(parts) == 1 and parts[0].truth is truth and parts[0].applicable is applicable:
        return parts[0]
    telling = [part for part in parts if part.truth is truth] or parts
    shown: Iterable[Outcome] = telling
    because: tuple[Because, ...] = ()
    if truth is Truth.UNKNOWN:
        because = tuple(dict.fromkeys(item for part in telling for item in part.because))
        shown = parts
    return Outcome(
        truth,
        joined([part.sentence for part in telling]),
        because,
        tuple(dict.fromkeys(item for part in shown for item in part.evidence)),
        frozenset().union(*(part.presumed for part in telling)),
        tuple(dict.fromkeys(item for part in parts for item in part.confirm)),
        applicable,
    )


def joined(sentences: Iterable[str]) -> str:
    """The sentences one after the other, each once."""
    return " ".join(dict.fromkeys(sentence for sentence in sentences if sentence))
