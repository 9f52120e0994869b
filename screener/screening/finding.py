"""From the truth of a rule to the finding for the candidate."""

from __future__ import annotations

import re

from screener.core.reasons import Reason
from screener.core.truth import Truth
from screener.screening.case import Case
from screener.screening.evaluate import Walk
from screener.screening.outcome import Because
from screener.screening.outcome import Outcome
from screener.screening.prepared import Rule
from screener.screening.report import Finding
from screener.screening.report import FindingKind

DEPENDS = "The sentence can be read in more than one way, and the readings differ for this candidate."
LONGEST = 600
SILENT = " is not recorded"
_SENTENCE = re.compile(r".+?[.?!…](?= [A-Z“0-9]|$)|.+$", re.DOTALL)


def find(rule: Rule, case: Case) -> Finding:
    """The finding of one criterion: its truth by the chosen reading, checked against the other readings."""
    criterion = rule.criterion
    vacuous = Truth.TRUE if criterion.category == "inclusion" else Truth.FALSE
    walk = Walk(case, rule.unread)
    outcome = walk.evaluate(criterion.node, vacuous)
    differs = any(Walk(case, unread).evaluate(node, vacuous).truth is not outcome.truth for node, unread in rule.others)
    if differs and criterion.settled == "open":
        outcome = _ambiguous(outcome)
    finding = finding_of(outcome, criterion.category)
    return Finding(
        criterion.id, criterion.category, outcome.truth, finding, outcome, _sentence(outcome), differs, walk.trace
    )


def _ambiguous(outcome: Outcome) -> Outcome:
    because = (*outcome.because, Because(Reason.AMBIGUOUS, DEPENDS))
    sentence = f"{DEPENDS} {outcome.sentence}".strip()
    return Outcome(Truth.UNKNOWN, sentence, because, outcome.evidence, outcome.presumed, outcome.confirm)


def finding_of(outcome: Outcome, category: str) -> FindingKind:
    """What the truth means for the candidate; an exclusion that is met fails."""
    if not outcome.applicable:
        return "not-applicable"
    if outcome.truth is Truth.UNKNOWN:
        return "deferred" if outcome.reasons == frozenset({Reason.DEFERRED}) else "unknown"
    return "pass" if (outcome.truth is Truth.TRUE) is (category == "inclusion") else "fail"


def _grouped(text: str) -> str:
    """The text with the sentences that say the same of several things made one: "A, B and C are not recorded …"."""
    if text.count(SILENT) < 2:
        return text
    found: dict[str, list[str]] = {}
    for sentence in map(str.strip, _SENTENCE.findall(text)):
        name, silent, rest = sentence.partition(SILENT)
        found.setdefault(silent + rest if silent else sentence, []).append(name if silent else "")
    told = []
    for rest, names in found.items():
        several = list(dict.fromkeys(names))
        if len(several) < 2:
            told.append(f"{several[0]}{rest}")
            continue
        rest = rest.replace(SILENT, " are not recorded", 1).replace("the term is", "the terms are")
        told.append(f"{', '.join(_inside(several))}{rest}")
    return " ".join(told)


def _inside(names: list[str]) -> list[str]:
    """The names as they stand within a sentence: only the first keeps a capital that is not the name's own."""
    lowered = [name[:1].lower() + name[1:] if name[1:2].islower() else name for name in names[1:-1]]
    last = names[-1][:1].lower() + names[-1][1:] if names[-1][1:2].islower() else names[-1]
    return [names[0], *lowered[:-1], f"{lowered[-1]} and {last}"] if lowered else [f"{names[0]} and {last}"]


def _sentence(outcome: Outcome) -> str:
    """The reason in plain words, not longer than a paragraph."""
    text = _grouped(outcome.sentence or " ".join(item.sentence for item in outcome.because))
    if len(text) <= LONGEST:
        return text
    end = text.rfind(". ", 0, LONGEST)
    return f"{text[: end + 1] if end > 0 else text[:LONGEST]} …"
