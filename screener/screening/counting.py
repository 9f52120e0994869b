"""How often something happened."""

from __future__ import annotations

from fractions import Fraction

from screener.core.reasons import Reason
from screener.core.truth import Truth
from screener.criteria.nodes import Count
from screener.screening.outcome import Outcome
from screener.screening.outcome import false
from screener.screening.outcome import gather
from screener.screening.outcome import true
from screener.screening.outcome import unknown


def counted(count: Count, judged: list[Outcome], label: str, whole: tuple[bool, frozenset[str]]) -> Outcome:
    """Whether the number of recorded events keeps the bounds; more may have happened unless the record is whole."""
    least = sum(outcome.truth is Truth.TRUE for outcome in judged)
    most = sum(outcome.truth is not Truth.FALSE for outcome in judged)
    complete, presumed = whole
    enough = count.lower is None or _over(least, count.lower.value, inclusive=count.lower.inclusive)
    too_many = count.upper is not None and _over(least, count.upper.value, inclusive=not count.upper.inclusive)
    evidence = tuple(item for outcome in judged for item in outcome.evidence)
    if too_many:
        return false(f"{label} is recorded {least} times, more often than the limit.", evidence)
    if enough and count.upper is None:
        return true(f"{label} is recorded {least} times.", evidence)
    if not complete:
        return unknown(Reason.NOT_RECORDED, f"How often there was {label} is not fully recorded.", evidence)
    if least != most:
        return gather(Truth.UNKNOWN, judged)
    sentence = f"{label} is recorded {least} times, and the record is taken as complete."
    return true(sentence, evidence, presumed) if enough else false(sentence, evidence, presumed)


def _over(number: int, limit: object, *, inclusive: bool) -> bool:
    bound = Fraction(str(limit))
    return number >= bound if inclusive else number > bound
