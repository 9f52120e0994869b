"""Scores what the rules decide: each patient of the third sample against what a pre-screener would say.

A sentence may become several criteria: on the inclusion side all of them have to be met, on the exclusion side any is
enough. Of a criterion that also holds other sentences, only the parts that lie in this one count.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from benchmarks.reading.corpora import Trial
from benchmarks.reading.reader import Reader
from benchmarks.reading.score import Miss
from benchmarks.reading.score import Tally
from benchmarks.reading.split import fingerprint
from benchmarks.reading.vignettes import INDEX_DATE
from benchmarks.reading.vignettes import Sentence
from benchmarks.reading.vignettes import Verdict
from benchmarks.reading.vignettes import Vignette
from screener.core.span import Span
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import AtLeast
from screener.criteria.nodes import AtMost
from screener.criteria.nodes import Node
from screener.criteria.notation import print_rule
from screener.criteria.protocol import Criterion
from screener.criteria.protocol import LedgerEntry
from screener.criteria.protocol import Protocol
from screener.criteria.protocol import Reading
from screener.screening.report import report_to_json
from screener.screening.screen import Options
from screener.screening.screen import screen

CORPUS = "third sample"
_TRUTHS: dict[str, bool | None] = {"true": True, "false": False, "unknown": None}
_VERDICTS: dict[bool | None, Verdict] = {True: "met", False: "not met", None: "unknown"}


def score_decisions(sample: Iterable[Sentence], trials: Iterable[Trial], reader: Reader) -> list[Tally]:
    """Compiles the whole text of each trial and decides the patients of its sentences: a row of patients, one of criteria."""
    by_trial: dict[str, list[Sentence]] = {}
    for sentence in sample:
        by_trial.setdefault(sentence.nct_id, []).append(sentence)
    patients, criteria = Tally(CORPUS, "patients decided"), Tally(CORPUS, "criteria decided")
    for trial in trials:
        wanted = by_trial.get(trial.nct_id)
        if not wanted:
            continue
        protocol = reader(trial.text, source=trial.nct_id)
        for sentence in wanted:
            _score_sentence(patients, criteria, sentence, trial.text, protocol)
    return [patients, criteria]


def _score_sentence(patients: Tally, criteria: Tally, sentence: Sentence, text: str, protocol: Protocol) -> None:
    words = " ".join(sentence.span.text(text).split())
    if fingerprint(words) != sentence.print:
        criteria.note("sentences that have changed")
        return
    found = within(protocol, sentence.span)
    rule = " | ".join(print_rule(criterion.node) for criterion in found) or "nothing"
    grades: list[str] = []
    for vignette in sentence.vignettes:
        got = decide(protocol, found, sentence, vignette)
        grade = _grade(vignette.expected, got)
        grades.append(grade)
        _count(patients, vignette.expected, got, grade)
        if grade != "right":
            expected, compiled = f"{vignette}: {vignette.expected}", f"{got}: {rule}"
            patients.misses.append(Miss(grade, sentence.nct_id, words, expected, compiled))
    criteria.gold += 1
    criteria.found += all(grade == "right" for grade in grades)
    criteria.extra("somebody wrongly", "wrong" in grades)
    criteria.extra("somebody asked", "asked" in grades)


def _grade(expected: Verdict, got: Verdict) -> str:
    if got == expected:
        return "right"
    return "asked" if got == "unknown" else "wrong"


def _count(tally: Tally, expected: Verdict, got: Verdict, grade: str) -> None:
    """Recall and precision are over what is decided; the further shares over all patients."""
    tally.gold += expected != "unknown"
    tally.found += expected != "unknown" and got == expected
    tally.claimed += got != "unknown"
    tally.right += got != "unknown" and got == expected
    for name in ("right", "asked", "wrong"):
        tally.extra(name, grade == name)
    tally.note("patients")


def decide(protocol: Protocol, found: tuple[Criterion, ...], sentence: Sentence, vignette: Vignette) -> Verdict:
    """The verdict of these criteria on the sentence's side; a sentence that asks for nothing keeps nobody out."""
    if not found:
        return "unknown" if _left(protocol, sentence.span) else _VERDICTS[sentence.category == "inclusion"]
    patient, presume = vignette.patient()
    options = Options(index_date=INDEX_DATE, stage="baseline", presume=presume)
    report = report_to_json(screen(replace(protocol, criteria=found), patient, options))
    same = [finding["category"] == sentence.category for finding in report["findings"]]
    truths = [_TRUTHS[finding["met"]] for finding in report["findings"]]
    sided = [truth if alike or truth is None else not truth for truth, alike in zip(truths, same, strict=True)]
    settling = sentence.category == "exclusion"
    if settling in sided:
        return _VERDICTS[settling]
    return _VERDICTS[None if None in sided else not settling]


def within(protocol: Protocol, span: Span) -> tuple[Criterion, ...]:
    """The criteria compiled from these characters, without their parts that lie elsewhere."""
    return tuple(
        replace(criterion, node=node, readings=_readings(criterion, span), ledger=_account(criterion, span))
        for criterion in protocol.criteria
        if criterion.span.overlaps(span) and (node := cut(criterion.node, span)) is not None
    )


def _account(criterion: Criterion, span: Span) -> tuple[LedgerEntry, ...]:
    return tuple(entry for entry in criterion.ledger if entry.span.overlaps(span))


def _readings(criterion: Criterion, span: Span) -> tuple[Reading, ...]:
    cuts = [(reading, cut(reading.node, span)) for reading in criterion.readings]
    return tuple(replace(reading, node=node) for reading, node in cuts if node is not None)


def cut(node: Node, span: Span) -> Node | None:
    """The node without the members of its conjunctions and lists that share no character with the span.

    What a heading asks before a list stays with each member of the list.
    """
    if not isinstance(node, AllOf | AnyOf) or (isinstance(node, AnyOf) and (node.open or node.head)):
        return node if node.span.overlaps(span) else None
    parts = tuple(part for each in node.parts if (part := cut(each, span)) is not None)
    if parts and _headed(node, span):
        return replace(node, parts=(node.parts[0], *parts))
    if len(parts) < 2:
        return parts[0] if parts else None
    return replace(node, parts=parts)


def _headed(node: AllOf | AnyOf, span: Span) -> bool:
    """Whether the node is what a heading asks before the span, and the list below it."""
    head, last = node.parts[0], node.parts[-1]
    lists = isinstance(last, AllOf | AnyOf | AtLeast | AtMost)
    return isinstance(node, AllOf) and len(node.parts) == 2 and lists and head.span.end <= span.start


def _left(protocol: Protocol, span: Span) -> bool:
    return any(
        entry.state in ("unread", "judgement") and entry.span.overlaps(span)
        for ledger in protocol.ledger.values()
        for entry in ledger
    )
