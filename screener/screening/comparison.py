"""Whether a measured number keeps its limits."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import assert_never

from screener.core.quantity import Conversion
from screener.core.reasons import Reason
from screener.core.truth import Truth
from screener.criteria.nodes import Comparison
from screener.criteria.nodes import Limit
from screener.records.patient import Observation
from screener.screening.age import evaluate_age
from screener.screening.amounts import Range
from screener.screening.amounts import converted
from screener.screening.amounts import distance
from screener.screening.amounts import kept
from screener.screening.amounts import known_unit
from screener.screening.amounts import plausible
from screener.screening.amounts import recorded_range
from screener.screening.amounts import same_unit
from screener.screening.amounts import shown
from screener.screening.amounts import shown_range
from screener.screening.amounts import with_unit
from screener.screening.amounts import words_for
from screener.screening.case import Case
from screener.screening.chart import texts
from screener.screening.classes import class_number
from screener.screening.measured import Chosen
from screener.screening.measured import Dated
from screener.screening.measured import choose
from screener.screening.measured import latest
from screener.screening.outcome import Amount
from screener.screening.outcome import Evidence
from screener.screening.outcome import Outcome
from screener.screening.outcome import gather
from screener.screening.outcome import unknown
from screener.screening.qualifiers import changes_value
from screener.screening.qualifiers import narrowed

Weigh = Callable[[Dated], Outcome]


def evaluate_comparison(node: Comparison, case: Case) -> Outcome:
    """The truth of a limit by the values that count, under the text's policy."""
    if node.concept == "age":
        return evaluate_age(node, case)
    label = case.label(node.concept, node.label)
    chosen = choose(node.concept, label, node.window, case)
    if node.relative_to == "predicted":
        chosen = _percent_predicted(node, label, chosen, case)
    if node.relative_to == "scale-maximum" and not chosen.entries:
        node, chosen = _other_version(node, label, chosen, case)
    usable = tuple(item for item in chosen.entries if value_of(item, case, node.concept) is not None)
    if not usable:
        base = _derived(node, label, case) or chosen.problem or _no_number(label, chosen.entries)
        return narrowed(base, node.qualifiers, ())
    return decide(node, usable, lambda item: weigh(node, label, item, case), case)


def _no_number(label: str, entries: Sequence[Dated]) -> Outcome:
    evidence = tuple(Evidence(item.entry.id, label, str(item.day)) for item in entries)
    return unknown(Reason.NOT_RECORDED, f"{label} is recorded without a number.", evidence)


def value_of(item: Dated, case: Case, concept: str | None) -> Range | None:
    """The recorded number, or that of a recorded class ("NYHA III" is 3)."""
    entry = item.entry
    if entry.value is not None:
        return recorded_range(entry.value, entry.comparator)
    measure = case.measure(concept)
    if entry.value_text and measure is not None and (measure.classes or measure.scale_max is not None):
        number = class_number(entry.value_text, measure.classes, names_of(concept, case))
        return None if number is None else recorded_range(number, None)
    return None


def names_of(concept: str | None, case: Case) -> tuple[str, ...]:
    """What a concept is called, so that its name in front of a class can be told from the class."""
    entry = case.catalog.get(concept) if concept else None
    return () if entry is None else (entry.label, *entry.synonyms)


def decide(node: Comparison, usable: tuple[Dated, ...], weigh_one: Weigh, case: Case) -> Outcome:
    """Which values decide: the latest, any, the highest or lowest, all for "worst", or two in a row."""
    match node.policy:
        case "latest":
            return _agreed(latest(usable), weigh_one)
        case "any":
            return _any([_certain(item, weigh_one) for item in usable])
        case "highest" | "lowest":
            return _extreme(node, usable, weigh_one, case)
        case "worst":
            return _worst([_certain(item, weigh_one) for item in usable])
        case "consecutive":
            return _consecutive(usable, weigh_one)
        case _:
            assert_never(node.policy)


def _certain(item: Dated, weigh_one: Weigh) -> Outcome:
    outcome = weigh_one(item)
    if item.certain or outcome.truth is Truth.UNKNOWN:
        return outcome
    return unknown(
        Reason.PARTIAL_DATE, f"The date {item.day} does not tell whether the value counts.", outcome.evidence
    )


def _agreed(group: tuple[Dated, ...], weigh_one: Weigh) -> Outcome:
    if len(group) == 1:
        return _certain(group[0], weigh_one)
    outcomes = [_certain(item, weigh_one) for item in group]
    truths = {outcome.truth for outcome in outcomes}
    if len(truths) == 1:
        return outcomes[0] if Truth.UNKNOWN not in truths else gather(Truth.UNKNOWN, outcomes)
    if Truth.UNKNOWN in truths:
        return gather(Truth.UNKNOWN, outcomes)
    evidence = tuple(item for outcome in outcomes for item in outcome.evidence)
    return unknown(Reason.CONFLICT, "Values of the same time disagree about the limit.", evidence)


def _any(outcomes: list[Outcome]) -> Outcome:
    for truth in (Truth.TRUE, Truth.UNKNOWN):
        if any(outcome.truth is truth for outcome in outcomes):
            return gather(truth, [outcome for outcome in outcomes if outcome.truth is truth])
    return gather(Truth.FALSE, outcomes)


def _worst(outcomes: list[Outcome]) -> Outcome:
    truths = {outcome.truth for outcome in outcomes}
    if len(truths) == 1:
        return gather(truths.pop(), outcomes)
    evidence = tuple(item for outcome in outcomes for item in outcome.evidence)
    return unknown(Reason.NEEDS_JUDGEMENT, "Which recorded value is the worst has to be judged.", evidence)


def _extreme(node: Comparison, usable: tuple[Dated, ...], weigh_one: Weigh, case: Case) -> Outcome:
    """The highest or lowest value, in one unit; unknown where values cannot be laid side by side."""
    target = usable[0].entry.unit
    sized = []
    for item in usable:
        value = value_of(item, case, node.concept)
        moved = None if value is None else converted(value, item.entry.unit, target, node.concept)
        if moved is None or isinstance(moved, Conversion) or moved.low is None or moved.low != moved.high:
            return _worst([_certain(other, weigh_one) for other in usable])
        sized.append((moved.low, item))
    extreme = max if node.policy == "highest" else min
    best = extreme(number for number, _ in sized)
    return _agreed(tuple(item for number, item in sized if number == best), weigh_one)


def _consecutive(usable: tuple[Dated, ...], weigh_one: Weigh) -> Outcome:
    """TRUE when two neighbours in time both keep the limit; one value alone cannot tell."""
    days = sorted({item.day for item in usable})
    if len(days) < 2:
        return unknown(Reason.NOT_RECORDED, "Fewer than two values in a row are recorded.", ())
    by_day = [_agreed(tuple(item for item in usable if item.day == day), weigh_one) for day in days]
    pairs = []
    for one, two in pairwise(by_day):
        if Truth.FALSE in (one.truth, two.truth):
            pairs.append(gather(Truth.FALSE, (one, two)))
        elif Truth.UNKNOWN in (one.truth, two.truth):
            pairs.append(gather(Truth.UNKNOWN, (one, two)))
        else:
            pairs.append(gather(Truth.TRUE, (one, two)))
    return _any(pairs)


def weigh(node: Comparison, label: str, item: Dated, case: Case) -> Outcome:
    """One value against the limit."""
    value = value_of(item, case, node.concept)
    assert value is not None  # `usable` holds only such
    entry = item.entry
    recorded = Amount(
        shown_range(value) if entry.value is None else f"{entry.comparator or ''}{entry.value}", entry.unit
    )
    shown_entry = Evidence(entry.id, label, str(item.day), recorded, None, "", None, item.assumption)
    words = (*texts(entry), *((entry.value_text,) if entry.value_text else ())) if node.qualifiers else ()
    unconfirmed = changes_value(node.qualifiers, words) if node.qualifiers else None
    if unconfirmed is not None:
        sentence = f"The record does not say whether {label} was measured “{unconfirmed.value}”."
        return unknown(Reason.QUALIFIER, sentence, (shown_entry,))
    problem = _unusable(label, entry, node, shown_entry)
    if problem is not None:
        return problem
    if node.relative_to != "none":
        from screener.screening.relative import weigh_relative

        base = weigh_relative(node, label, item, value, case, shown_entry)
    else:
        base = against(node, label, value, entry.unit, shown_entry)
    return narrowed(base, node.qualifiers, words)


def _unusable(label: str, entry: Observation, node: Comparison, shown_entry: Evidence) -> Outcome | None:
    """Why a value cannot be used at all: its unit is not known, cannot measure this, or its size is impossible."""
    if entry.value is None or node.concept is None or node.relative_to == "predicted":
        return None
    found = plausible(entry.value, entry.comparator, entry.unit, node.concept)
    if isinstance(found, Conversion):
        return _failed(found, label, shown_entry)
    if not found:
        return unknown(Reason.IMPLAUSIBLE, f"The recorded {label} is outside what is plausible.", (shown_entry,))
    return None


def _failed(conversion: Conversion, label: str, shown_entry: Evidence) -> Outcome:
    if conversion.problem is Reason.DIMENSION_MISMATCH:
        return unknown(Reason.DIMENSION_MISMATCH, f"The recorded unit cannot measure {label}.", (shown_entry,))
    return unknown(Reason.UNIT_UNKNOWN, f"The unit of the recorded {label} is not known.", (shown_entry,))


def against(node: Comparison, label: str, value: Range, unit: str | None, shown_entry: Evidence) -> Outcome:
    """The value against the limit in the record's own unit where the text has one, else against the first that fits."""
    own = Limit(node.lower, node.upper, node.unit)
    limits = (
        sorted((own, *node.also), key=lambda limit: not same_unit(limit.unit, unit, node.concept))
        if node.also
        else (own,)
    )
    failed: Conversion | None = None
    for limit in limits:
        if not _has_unit(limit.unit, node.concept):
            failed = failed or Conversion(None, Reason.UNIT_UNKNOWN)
            continue
        compared = converted(value, unit, limit.unit, node.concept)
        if not isinstance(compared, Conversion):
            return judge(limit, label, compared, unit, shown_entry)
        failed = failed or compared
    assert failed is not None  # there is always the first limit
    return _failed(failed, label, shown_entry)


def _has_unit(unit: str | None, concept: str | None) -> bool:
    """A limit without a unit is one only for a pure number."""
    return bool(unit) or known_unit("", concept)


def judge(
    limit: Limit, label: str, compared: Range, unit: str | None, shown_entry: Evidence, suffix: str = ""
) -> Outcome:
    """The truth of one limit for a value in its unit, with its sentence and how far away the limit is."""
    truth = kept(compared, limit.lower, limit.upper)
    apart = distance(compared, truth, limit.lower, limit.upper)
    told = words_for(limit.lower, limit.upper, limit.unit, suffix)
    now = shown_range(compared)
    recorded = shown_entry.recorded
    was = with_unit(recorded.value, recorded.unit) if recorded is not None else ""
    here = with_unit(now, limit.unit) + suffix
    value = here if was in ("", with_unit(now, limit.unit)) else f"{was} ({here})"
    when = f" on {shown_entry.date}" if shown_entry.date else ""
    resource, concept, day, _, _, _, _, assumption = shown_entry
    away = None if apart is None else shown(apart)
    evidence = Evidence(resource, concept, day, recorded, Amount(now, limit.unit), told, away, assumption)
    match truth:
        case Truth.TRUE:
            return Outcome(truth, f"{label} {value}{when} is {told}.", (), (evidence,))
        case Truth.FALSE:
            return Outcome(truth, f"{label} {value}{when} is not {told}.", (), (evidence,))
        case Truth.UNKNOWN:
            return unknown(
                Reason.NOT_RECORDED, f"{label} {value}{when} does not tell whether it is {told}.", (evidence,)
            )


def _percent_predicted(node: Comparison, label: str, chosen: Chosen, case: Case) -> Chosen:
    """The values in percent of predicted, under the measure itself or under its own percent-predicted entry."""
    percent = tuple(item for item in chosen.entries if same_unit(item.entry.unit, "%", None))
    if percent:
        return Chosen(percent)
    for name in (f"{node.concept}-percent-predicted", f"{node.concept}-predicted"):
        if name in case.catalog:
            return choose(name, label, node.window, case)
    return chosen


def _other_version(node: Comparison, label: str, chosen: Chosen, case: Case) -> tuple[Comparison, Chosen]:
    """A share of the maximum can be told on any version of the scale (MMT-8 for manual muscle testing)."""
    found = []
    for member in sorted(case.catalog.members(node.concept or "") - {node.concept}):
        other = choose(member, label, node.window, case)
        if other.entries:
            found.append((replace(node, concept=member), other))
    return found[0] if len(found) == 1 else (node, chosen)


def _derived(node: Comparison, label: str, case: Case) -> Outcome | None:
    """The limit against a value derived by formula, where nothing usable is recorded and the text sets no window."""
    if node.concept is None or node.relative_to != "none" or node.window is not None:
        return None
    from screener.screening.derive import derive

    made = derive(node.concept, case)
    if made is None:
        return None
    if isinstance(made, Outcome):
        return made
    shown_entry = Evidence(", ".join(made.sources), label, str(made.day), None, None, "", None, made.formula)
    outcome = against(node, label, made.value, made.unit, shown_entry)
    reason = f"{outcome.sentence} It was derived by {made.formula}."
    return Outcome(outcome.truth, reason, outcome.because, outcome.evidence)
