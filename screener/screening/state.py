"""States of the person (pregnant, smoker, informed consent …), demographics, and what follows from what."""

from __future__ import annotations

from datetime import timedelta

from screener.catalog.implications import Implication
from screener.catalog.implications import implications
from screener.core.reasons import Reason
from screener.core.truth import Truth
from screener.criteria.nodes import Condition
from screener.criteria.nodes import Demographic
from screener.criteria.nodes import State
from screener.criteria.nodes import Treatment
from screener.screening.absence import not_there
from screener.screening.case import Case
from screener.screening.chart import folded
from screener.screening.condition import ONGOING
from screener.screening.condition import evaluate_condition
from screener.screening.measured import Dated
from screener.screening.measured import choose
from screener.screening.measured import latest
from screener.screening.options import STAGES
from screener.screening.outcome import Amount
from screener.screening.outcome import Evidence
from screener.screening.outcome import Outcome
from screener.screening.outcome import decided
from screener.screening.outcome import false
from screener.screening.outcome import true
from screener.screening.outcome import unknown
from screener.screening.outcome import unspoken
from screener.screening.qualifiers import narrowed
from screener.screening.result import agreed
from screener.screening.treatment import evaluate_treatment
from screener.screening.words import listed

_PROCEDURES = frozenset({"procedure", "device", "therapy", "drug", "drug-class"})


def evaluate_state(node: State, case: Case) -> Outcome:
    """By an answer, a recorded observation or condition, else by what follows from other facts."""
    label = case.label(node.concept, node.label)
    if node.who != "patient":
        if (later := _later(node.concept, label, case)) is not None:
            return later
        return unknown(Reason.NEEDS_JUDGEMENT, f"{label} of the {node.who} is not part of the record.")
    if node.window is not None and node.concept is not None:
        from screener.screening.timeline import lay

        stretch = lay(node.window, case)
        if stretch.problem is not None:
            return unknown(*stretch.problem)
    if node.concept is None:
        return narrowed(_in_words(node, label, case), node.qualifiers, ())
    past = node.window is not None and node.window.value is not None and node.window.direction not in ("at", "during")
    outcome = _over_time(node, label, case) if past else state_now(node.concept, label, case, frozenset())
    return narrowed(outcome, node.qualifiers, ())


def _in_words(node: State, label: str, case: Case) -> Outcome:
    found = case.chart.conditions.by_words(node.label)
    if found.present:
        entry = found.present[0]
        if entry.status in ONGOING and entry.verification == "confirmed":
            return true(f"{label} is recorded.", (Evidence(entry.id, label, str(entry.recorded or entry.onset or "")),))
    return not_there(case, label, None, case.chart.conditions, found, ("conditions",), case.index)


def _over_time(node: State, label: str, case: Case) -> Outcome:
    """A state within a period: TRUE by a condition in it; what holds today says nothing about the whole period."""
    was = evaluate_condition(Condition(node.concept, node.label, status="ever", window=node.window), case)
    if was.truth is Truth.TRUE:
        return was
    now = state_now(node.concept or "", label, case, frozenset())
    if now.truth is Truth.FALSE and _for_life(node.concept or "", case):
        return now
    if (later := _later(node.concept, label, case)) is not None:
        return later
    return unknown(Reason.NOT_RECORDED, f"{label} in the period asked about is not recorded.", was.evidence)


def _for_life(concept: str, case: Case) -> bool:
    """Whether the state is ruled out for good by the candidate's sex."""
    return any(
        rule.concept == "sex" and rule.value == case.chart.patient.sex for rule in implications().get(concept, ())
    )


def state_now(concept: str, label: str, case: Case, seen: frozenset[str]) -> Outcome:
    """The state at the index date; a fact and an implication that disagree are a conflict."""
    own = _recorded(concept, label, case)
    implied = _implied(concept, label, case, seen | {concept})
    if own.truth is Truth.UNKNOWN:
        if implied is not None and own.reasons != frozenset({Reason.CONFLICT}):
            return implied
        return own
    if implied is not None and implied.truth not in (own.truth, Truth.UNKNOWN):
        evidence = (*own.evidence, *implied.evidence)
        return unknown(Reason.CONFLICT, f"{own.sentence} {implied.sentence} Both cannot be.", evidence)
    return own


def _recorded(concept: str, label: str, case: Case) -> Outcome:
    told = [outcome for outcome in (_observed(concept, label, case), _as_condition(concept, label, case)) if outcome]
    answered = _answered(concept, label, case)
    if answered is not None:
        told.append(answered)
    known = [outcome for outcome in told if outcome.truth is not Truth.UNKNOWN]
    if len({outcome.truth for outcome in known}) > 1:
        evidence = tuple(item for outcome in known for item in outcome.evidence)
        return unknown(Reason.CONFLICT, f"The record disagrees with itself about {label}.", evidence)
    if known:
        return known[0]
    if told:
        return told[0]
    if (later := _later(concept, label, case)) is not None:
        return later
    entry = case.catalog.get(concept)
    if entry is not None and entry.stage != "prescreen":
        return unknown(Reason.NEEDS_JUDGEMENT, f"{label} has to be confirmed.")
    if entry is None:
        return unspoken(label)
    return unknown(Reason.NOT_RECORDED, f"{label} is not recorded.")


def _later(concept: str | None, label: str, case: Case) -> Outcome | None:
    """Deferred where the catalogue says that the state is settled at a later visit than the one being screened."""
    entry = case.catalog.get(concept) if concept else None
    if entry is None or STAGES.index(entry.stage) <= STAGES.index(case.options.stage):
        return None
    return unknown(Reason.DEFERRED, f"{label} is settled at a later visit ({entry.stage}).")


def _answered(concept: str, label: str, case: Case) -> Outcome | None:
    answer = case.chart.patient.answers.get(concept)
    if answer is None or answer.value is None:
        return None
    return answer_outcome(concept, label, answer.value, str(answer.date) if answer.date else None, case)


def answer_outcome(key: str, label: str, value: bool, day: str | None, case: Case) -> Outcome:
    """The outcome of a person's answer; one that is dated too long ago no longer counts."""
    shown = Evidence(f"answer {key}", label, day, Amount("yes" if value else "no", None), None, "", None, "as answered")
    given = case.chart.patient.answers[key].date
    days = case.site.answer_days
    if given is not None and given.last < case.index - timedelta(days=days):
        return unknown(
            Reason.STALE, f"The answer about {label} is of {given} and counts for {days} days only.", (shown,)
        )
    return decided(value, f"{label}: answered {'yes' if value else 'no'}.", (shown,))


def _observed(concept: str, label: str, case: Case) -> Outcome | None:
    chosen = choose(concept, label, None, case)
    if not chosen.entries:
        problem = chosen.problem
        return problem if problem is not None and Reason.STALE in problem.reasons else None
    return agreed([_told(item, label) for item in latest(chosen.entries)])


def _told(item: Dated, label: str) -> Outcome:
    entry = item.entry
    said = entry.result or entry.value_text or (None if entry.value is None else str(entry.value))
    shown = Evidence(entry.id, label, str(item.day), Amount(said or "", None), None, "", None, item.assumption)
    if not item.certain:
        return unknown(Reason.PARTIAL_DATE, f"The date {item.day} does not tell whether the value counts.", (shown,))
    key = folded(said or "")
    if key in listed("state_words", "yes") or entry.value == 1:
        return true(f"{label} is recorded on {item.day}.", (shown,))
    if key in listed("state_words", "no") or (entry.value == 0 and entry.value is not None):
        return false(f"{label} is recorded as not so on {item.day}.", (shown,))
    return unknown(Reason.NEEDS_JUDGEMENT, f"What is recorded about {label} is neither yes nor no.", (shown,))


def _as_condition(concept: str, label: str, case: Case) -> Outcome | None:
    """By a condition of that concept; one that is over says nothing about now, and only a recent denial counts."""
    found = case.chart.conditions.find(concept)
    if not found.present and not found.absent:
        return None
    outcome = evaluate_condition(Condition(concept, label, status="active"), case)
    if outcome.truth is Truth.FALSE:
        oldest = case.index - timedelta(days=case.site.state_days)
        denied = [entry.recorded for entry in found.absent if entry.recorded is not None]
        return outcome if any(day.first >= oldest for day in denied) else None
    if outcome.truth is Truth.UNKNOWN and outcome.reasons <= {Reason.NOT_RECORDED}:
        return None
    return outcome


def _implied(concept: str, label: str, case: Case, seen: frozenset[str]) -> Outcome | None:
    """What other facts settle about the concept; contradicting ones leave it open."""
    outcomes = []
    for rule in implications().get(concept, ()):
        evidence = _fact(rule, case, seen)
        if evidence is not None:
            so = "so" if rule.implied_truth else "not so"
            sentence = f"{label}: {so}, by what is recorded about {rule.concept}."
            outcomes.append(decided(rule.implied_truth, sentence, evidence))
    if not outcomes:
        return None
    if len({outcome.truth for outcome in outcomes}) > 1:
        return unknown(Reason.CONFLICT, f"What is recorded implies both yes and no about {label}.")
    return outcomes[0]


def _fact(rule: Implication, case: Case, seen: frozenset[str]) -> tuple[Evidence, ...] | None:
    """The evidence that the condition of an implication holds, None where it does not or is not known."""
    if rule.value is not None:
        told = case.chart.patient.sex if rule.concept == "sex" else case.chart.patient.demographics.get(rule.concept)
        if told is None or folded(told) != folded(rule.value):
            return None
        return (
            Evidence("patient", rule.concept, None, Amount(told, None), None, "", None, f"implied ({rule.source})"),
        )
    if rule.concept in seen:
        return None
    entry = case.catalog.get(rule.concept)
    if entry is None:
        return None
    if entry.kind == "state":
        outcome = state_now(rule.concept, entry.label, case, seen)
    elif entry.kind in _PROCEDURES:
        outcome = evaluate_treatment(Treatment(rule.concept, entry.label, status="ever"), case)
    else:
        outcome = evaluate_condition(Condition(rule.concept, entry.label, status="present"), case)
    if outcome.presumed or outcome.truth is not (Truth.TRUE if rule.truth else Truth.FALSE):
        return None
    return tuple(item._replace(assumption=f"implied ({rule.source})") for item in outcome.evidence)


def evaluate_demographic(node: Demographic, case: Case) -> Outcome:
    """Whether the recorded sex, race or the like is one of the values."""
    label = case.label(node.concept, node.label)
    patient = case.chart.patient
    told = patient.sex if node.concept == "sex" else patient.demographics.get(node.concept or words_key(node.label))
    asked = " or ".join(node.values)
    if told is None:
        return unknown(Reason.NOT_RECORDED, f"The {label} is not recorded.")
    shown = Evidence("patient", label, None, Amount(told, None), None, asked)
    keys = [_spelt(node.concept, value, case) for value in node.values]
    recorded = _spelt(node.concept, told, case)
    if recorded in keys:
        return true(f"The recorded {label} is {told}.", (shown,))
    measure = case.measure(node.concept)
    if node.concept != "sex" and (measure is None or recorded not in {folded(name) for name in measure.classes}):
        return unknown(Reason.UNCODED, f"Whether the recorded {label} is {asked} is not known.", (shown,))
    if node.concept == "sex" and told == "other":
        return unknown(
            Reason.NEEDS_JUDGEMENT, f"Whether the recorded {label} counts as {asked} has to be judged.", (shown,)
        )
    return false(f"The recorded {label} is {told}, not {asked}.", (shown,))


def words_key(label: str) -> str:
    """How a demographic that the catalogue does not know is keyed in a record."""
    return "-".join(folded(label))


def _spelt(concept: str | None, value: str, case: Case) -> tuple[str, ...]:
    """The value under its own name, however it was spelt."""
    key = folded(value)
    for name, others in case.catalog.value_spellings(concept or "").items():
        if key in {folded(other) for other in (name, *others)}:
            return folded(name)
    return key
