"""Whether a record confirms the narrowing words of the text: severity, activity, site and the like."""

from __future__ import annotations

from screener.core.reasons import Reason
from screener.core.truth import Truth
from screener.criteria.nodes import CONFIRMATIONS
from screener.criteria.nodes import Qualifier
from screener.screening.chart import folded
from screener.screening.outcome import Because
from screener.screening.outcome import Outcome
from screener.screening.words import severity_order
from screener.screening.words import single_words


def narrowed(
    base: Outcome, qualifiers: tuple[Qualifier, ...], recorded: tuple[str, ...], severity: str = ""
) -> Outcome:
    """The outcome when the qualifiers are weighed in: they can only narrow what holds, and lacking ones are asked.

    Confirmations ("diagnosed according to …") never change the truth; they are listed for a person to tick.
    """
    if not qualifiers:
        return base
    ticks = tuple(item.value for item in qualifiers if item.type in CONFIRMATIONS)
    asked = [item for item in qualifiers if item.type not in CONFIRMATIONS]
    truth, because, sentence = base.truth, base.because, base.sentence
    if truth is Truth.TRUE:
        for item in asked:
            match confirmed(item, recorded, severity):
                case Truth.FALSE:
                    truth, because = Truth.FALSE, ()
                    sentence = f"{base.sentence} But the record contradicts “{item.value}”."
                    break
                case Truth.UNKNOWN:
                    truth = Truth.UNKNOWN
                    lacking = Because(Reason.QUALIFIER, f"The record does not say whether it is “{item.value}”.")
                    because = (*because, lacking)
                    sentence = f"{sentence} {lacking.sentence}"
                case Truth.TRUE:
                    pass
    return Outcome(truth, sentence, because, base.evidence, base.presumed, (*base.confirm, *ticks), base.applicable)


def changes_value(qualifiers: tuple[Qualifier, ...], recorded: tuple[str, ...]) -> Qualifier | None:
    """A circumstance of measuring that the record does not confirm, so that the value says nothing either way."""
    for item in qualifiers:
        told = item.type in CONFIRMATIONS or single_words("value_changing").isdisjoint(folded(item.value))
        if not told and confirmed(item, recorded, "") is not Truth.TRUE:
            return item
    return None


def confirmed(qualifier: Qualifier, recorded: tuple[str, ...], severity: str) -> Truth:
    """Whether the recorded words confirm or contradict one qualifier."""
    asked = folded(qualifier.value)
    if qualifier.type == "severity" and severity:
        judged = _severity(asked, folded(severity))
        if judged is not None:
            return judged
    known = [folded(text) for text in (*recorded, severity) if text]
    if any(_holds(text, asked) for text in known):
        return Truth.TRUE
    if any(_opposite(text, asked) for text in known):
        return Truth.FALSE
    return Truth.UNKNOWN


def _holds(text: tuple[str, ...], asked: tuple[str, ...]) -> bool:
    size = len(asked)
    for start in range(len(text) - size + 1):
        if size and text[start : start + size] == asked:
            return single_words("caution").isdisjoint(text[:start])
    return False


def _opposite(text: tuple[str, ...], asked: tuple[str, ...]) -> bool:
    if len(asked) != 1:
        return False
    word = asked[0]
    return any(other == prefix + word or word == prefix + other for other in text for prefix in ("un", "non", "in"))


def _severity(asked: tuple[str, ...], recorded: tuple[str, ...]) -> Truth | None:
    wanted, told = _levels(asked), _levels(recorded)
    if not wanted or not told:
        return None
    order = severity_order()
    if order[2] in wanted:
        wanted |= {order[3]}
    if told <= wanted:
        return Truth.TRUE
    return Truth.FALSE if told.isdisjoint(wanted) else Truth.UNKNOWN


_BEYOND: dict[tuple[str, ...], tuple[int, bool]] = {
    ("at", "least"): (0, True), ("more", "than"): (1, True), ("greater", "than"): (1, True), ("worse", "than"): (1, True),
    ("higher", "than"): (1, True), ("less", "than"): (0, False), ("lower", "than"): (0, False), ("milder", "than"): (0, False),
    ("at", "most"): (1, False),
}  # fmt: skip
"""Words before a severity, each with the first level that it reaches and whether it reaches upwards."""


def _levels(text: tuple[str, ...]) -> frozenset[str]:
    order = severity_order()
    named = [order.index(level) for level in order if folded(level)[0] in text]
    if len(named) == 1 and text[:2] in _BEYOND:
        from_here, onwards = _BEYOND[text[:2]]
        return frozenset(order[named[0] + from_here :] if onwards else order[: named[0] + from_here])
    if len(named) > 1 and "to" in text:
        return frozenset(order[min(named) : max(named) + 1])
    return frozenset(order[index] for index in named)
