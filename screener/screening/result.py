"""Whether a test came out positive, negative, normal or abnormal, and whether a class is one of those named."""

from __future__ import annotations

from screener.core.quantity import Conversion
from screener.core.reasons import Reason
from screener.core.truth import Truth
from screener.criteria.nodes import Member
from screener.criteria.nodes import Outcome as Asked
from screener.criteria.nodes import Result
from screener.screening.amounts import converted
from screener.screening.amounts import kept_exactly
from screener.screening.amounts import recorded_range
from screener.screening.case import Case
from screener.screening.chart import texts
from screener.screening.classes import class_key
from screener.screening.classes import find_class
from screener.screening.measured import Dated
from screener.screening.measured import choose
from screener.screening.measured import latest
from screener.screening.outcome import Amount
from screener.screening.outcome import Evidence
from screener.screening.outcome import Outcome
from screener.screening.outcome import decided
from screener.screening.outcome import gather
from screener.screening.outcome import unknown
from screener.screening.qualifiers import changes_value
from screener.screening.qualifiers import narrowed

_OPPOSITE: dict[str, str] = {"positive": "negative", "negative": "positive", "normal": "abnormal", "abnormal": "normal"}


def evaluate_result(node: Result, case: Case) -> Outcome:
    """By the latest result that counts; with status `ever` by any, and then never FALSE without a complete record."""
    label = case.label(node.concept, node.label)
    chosen = choose(node.concept, label, node.window, case, history=node.status == "ever")
    if chosen.problem is not None:
        return narrowed(chosen.problem, node.qualifiers, ())
    if node.status == "ever":
        outcomes = [_judge(node, label, item, case) for item in chosen.entries]
        held = [outcome for outcome in outcomes if outcome.truth is Truth.TRUE]
        if held:
            return gather(Truth.TRUE, held[:1])
        evidence = tuple(item for outcome in outcomes for item in outcome.evidence)
        sentence = f"No {node.outcome} {label} is recorded; whether there ever was one has to be asked."
        return unknown(Reason.NOT_RECORDED, sentence, evidence)
    return agreed([_judge(node, label, item, case) for item in latest(chosen.entries)])


def agreed(outcomes: list[Outcome]) -> Outcome:
    """The outcome of values of the same time: theirs if they agree, else unknown."""
    truths = {outcome.truth for outcome in outcomes}
    if len(truths) == 1:
        return outcomes[0]
    if Truth.UNKNOWN in truths:
        return gather(Truth.UNKNOWN, outcomes)
    evidence = tuple(item for outcome in outcomes for item in outcome.evidence)
    return unknown(Reason.CONFLICT, "Results of the same time disagree.", evidence)


def _judge(node: Result, label: str, item: Dated, case: Case) -> Outcome:
    entry = item.entry
    words = (*texts(entry), *((entry.value_text,) if entry.value_text else ()))
    recorded = Amount(_told(item), entry.unit)
    shown = Evidence(entry.id, label, str(item.day), recorded, None, node.outcome, None, item.assumption)
    unconfirmed = changes_value(node.qualifiers, words)
    if unconfirmed is not None:
        sentence = f"The record does not say whether {label} was measured “{unconfirmed.value}”."
        return unknown(Reason.QUALIFIER, sentence, (shown,))
    if not item.certain:
        return unknown(Reason.PARTIAL_DATE, f"The date {item.day} does not tell whether the result counts.", (shown,))
    found = _outcome(node.outcome, item, node.concept, case)
    if found is None:
        sentence = f"The record does not say whether {label} was {node.outcome}."
        reason = Reason.NO_REFERENCE_RANGE if node.outcome in ("normal", "abnormal") else Reason.NEEDS_JUDGEMENT
        return unknown(reason, sentence, (shown,))
    when = f" on {shown.date}"
    base = decided(found, f"{label}{when} was {'' if found else 'not '}{node.outcome}.", (shown,))
    return narrowed(base, node.qualifiers, words)


def _told(item: Dated) -> str:
    entry = item.entry
    if entry.value is not None:
        return f"{entry.comparator or ''}{entry.value}"
    return entry.result or entry.value_text or ""


def _outcome(asked: Asked, item: Dated, concept: str | None, case: Case) -> bool | None:
    """Whether the result is the one asked: as recorded, else for normal by the reference range; None if not known."""
    told = item.entry.result
    if told == asked:
        return True
    if told is not None and told == _OPPOSITE[asked]:
        return False
    if asked in ("normal", "abnormal") and told is None:
        normal = _in_range(item, concept, case)
        return None if normal is None else normal is (asked == "normal")
    return None


def _in_range(item: Dated, concept: str | None, case: Case) -> bool | None:
    from screener.screening.relative import reference_limit

    entry = item.entry
    if entry.value is None:
        return None
    value = recorded_range(entry.value, entry.comparator)
    truths = []
    for which in ("LLN", "ULN"):
        found = reference_limit(item, which, concept, case)
        if found is None:
            continue
        limit = converted(found[0], found[1], entry.unit, concept)
        if isinstance(limit, Conversion) or limit.low is None:
            return None
        side = (limit.low, True)
        truths.append(kept_exactly(value, side if which == "LLN" else None, side if which == "ULN" else None))
    if Truth.FALSE in truths:
        return False
    return True if truths and Truth.UNKNOWN not in truths else None


def evaluate_member(node: Member, case: Case) -> Outcome:
    """Whether the latest class that counts is one of those named."""
    label = case.label(node.concept, node.label)
    chosen = choose(node.concept, label, node.window, case)
    if chosen.problem is not None:
        return narrowed(chosen.problem, node.qualifiers, ())
    return agreed([_belongs(node, label, item, case) for item in latest(chosen.entries)])


def _belongs(node: Member, label: str, item: Dated, case: Case) -> Outcome:
    entry = item.entry
    shown = Evidence(
        entry.id, label, str(item.day), Amount(_told(item), None), None, " or ".join(node.values), None, item.assumption
    )
    if not item.certain:
        return unknown(Reason.PARTIAL_DATE, f"The date {item.day} does not tell whether the value counts.", (shown,))
    measure, concept = case.measure(node.concept), case.catalog.get(node.concept) if node.concept else None
    classes = measure.classes if measure is not None and measure.classes else ()
    told = _told(item) if entry.value is None else _whole(entry.value)
    names = (label, *(concept.synonyms if concept is not None else ()))
    recorded = find_class(told, classes or node.values, names)
    if recorded is None and classes:
        return unknown(Reason.UNCODED, f"The recorded {label} is none of its known classes.", (shown,))
    key = class_key(recorded if recorded is not None else told)
    asked = {class_key(value) for value in node.values}
    sentence = f"{label} {told} on {shown.date} is {'' if key in asked else 'not '}{' or '.join(node.values)}."
    if recorded is None and key not in asked:
        return unknown(
            Reason.UNCODED, f"Whether the recorded {label} is one of the classes asked is not known.", (shown,)
        )
    return narrowed(decided(key in asked, sentence, (shown,)), node.qualifiers, texts(entry))


def _whole(value: object) -> str:
    text = str(value)
    return text.rstrip("0").rstrip(".") if "." in text else text
