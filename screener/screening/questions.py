"""The questions that could still change a status, in the order that decides fastest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import field
from typing import NamedTuple

from screener.core.reasons import Reason
from screener.core.truth import Truth
from screener.core.truth import at_least
from screener.core.truth import at_most
from screener.core.truth import conjunction
from screener.core.truth import disjunction
from screener.core.truth import negation
from screener.criteria.asked import asked
from screener.criteria.nodes import CONFIRMATIONS
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import AtLeast
from screener.criteria.nodes import AtMost
from screener.criteria.nodes import Combination
from screener.criteria.nodes import Comparison
from screener.criteria.nodes import Except
from screener.criteria.nodes import Judgement
from screener.criteria.nodes import Member
from screener.criteria.nodes import Node
from screener.criteria.nodes import Not
from screener.criteria.nodes import State
from screener.criteria.nodes import Unread
from screener.criteria.nodes import When
from screener.criteria.nodes import children
from screener.criteria.prose import prose
from screener.screening.case import Case
from screener.screening.evaluate import Path
from screener.screening.evaluate import Trace
from screener.screening.evaluate import key_of
from screener.screening.outcome import Outcome
from screener.screening.outcome import only
from screener.screening.prepared import Rule
from screener.screening.report import Finding
from screener.screening.report import Question
from screener.screening.report import QuestionKind

MEASURABLE = frozenset(
    {
        Reason.NOT_RECORDED,
        Reason.STALE,
        Reason.UNIT_UNKNOWN,
        Reason.DIMENSION_MISMATCH,
        Reason.IMPLAUSIBLE,
        Reason.CONFLICT,
    }
)
"""Reasons that a new value of the measure settles; others are put as a yes or no about the whole sentence."""

_COST: dict[QuestionKind, int] = {"date": 0, "choice": 1, "yes-no": 1, "number": 2, "judgement": 3}


@dataclass(slots=True)
class _Open:
    """One question with the places that it would settle."""

    question: Question
    places: dict[int, list[Path]] = field(default_factory=dict)


def questions(rules: tuple[Rule, ...], findings: tuple[Finding, ...], case: Case) -> tuple[Question, ...]:
    """What to ask next. None for a candidate who has failed: no answer can change that."""
    if any(finding.finding == "fail" for finding in findings):
        return ()
    found: dict[tuple[str, QuestionKind], _Open] = {}
    for number, (rule, finding) in enumerate(zip(rules, findings, strict=True)):
        if finding.finding != "unknown":
            continue
        for path, node, outcome in open_places(rule.criterion.node, finding.trace):
            _add(found, number, path, node, outcome, case)
        if Reason.AMBIGUOUS.value in finding.reasons:
            ruling = _ruling(rule)
            found[ruling.question.key, "choice"] = ruling
            ruling.places[number] = []
    return _ordered(tuple(found.values()), rules, findings)


def open_places(node: Node, trace: Trace, path: Path = ()) -> list[tuple[Path, Node, Outcome]]:
    """The atoms, and open lists, whose UNKNOWN still matters, with their places."""
    outcome = trace[path]
    if outcome.truth is not Truth.UNKNOWN or isinstance(node, Unread):
        return []
    if only(outcome, Reason.UNREAD):
        return []
    if not isinstance(node, Combination):
        return [(path, node, outcome)] if not only(outcome, Reason.DEFERRED) else []
    found = []
    for number, child in enumerate(children(node)):
        found += open_places(child, trace, (*path, number))
    if (
        isinstance(node, AnyOf)
        and node.open
        and node.head is None
        and Reason.OPEN_LIST in outcome.reasons
        and not found
    ):
        return [(path, node, outcome)]
    return found


def _add(
    found: dict[tuple[str, QuestionKind], _Open], number: int, path: Path, node: Node, outcome: Outcome, case: Case
) -> None:
    key, kind = _key_and_kind(node, outcome, case)
    entry = found.get((key, kind))
    if entry is None:
        entry = found[key, kind] = _Open(_question(key, kind, node, outcome, case))
    entry.places.setdefault(number, []).append(path)


def _key_and_kind(node: Node, outcome: Outcome, case: Case) -> tuple[str, QuestionKind]:
    """Where the answer goes: a value under its concept, everything else under the sentence's own key."""
    measurable = outcome.reasons <= MEASURABLE
    match node:
        case Comparison(concept="age"):
            return "age", "date"
        case Comparison(concept=str(concept)) if (
            measurable and case.measure(concept) is not None and node.relative_to != "baseline"
        ):
            return concept, "number"
        case Member(concept=str(concept)) if measurable and concept in case.catalog:
            return concept, "choice"
        case State(concept=str(concept)) if _plain(node) and concept in case.catalog:
            return concept, "judgement" if Reason.NEEDS_JUDGEMENT in outcome.reasons else "yes-no"
        case Judgement():
            return key_of(node), "judgement"
        case _:
            return key_of(node), "judgement" if only(outcome, Reason.NEEDS_JUDGEMENT) else "yes-no"


def _plain(node: State) -> bool:
    narrowing = [item for item in node.qualifiers if item.type not in CONFIRMATIONS]
    return node.who == "patient" and node.window is None and not narrowing


def _question(key: str, kind: QuestionKind, node: Node, outcome: Outcome, case: Case) -> Question:
    ident = getattr(node, "concept", None)
    concept = case.catalog.get(ident) if ident else None
    measure = concept.measure if concept is not None else None
    own = concept.question if concept is not None and key == ident else ""
    text = own or _kept(_ASKED, node, lambda: asked(node))
    answer = case.chart.patient.answers.get(key)
    return Question(
        key,
        text,
        kind,
        (),
        outcome.because[0].sentence if outcome.because else "",
        ident,
        measure.units if measure is not None and kind == "number" else (),
        _options(node, measure.classes if measure is not None else ()) if kind == "choice" else (),
        asked_before=answer is not None and answer.value is None,
    )


def _options(node: Node, classes: tuple[str, ...]) -> tuple[str, ...]:
    return classes or getattr(node, "values", ())


_SAID: dict[int, tuple[Node, str]] = {}
_ASKED: dict[int, tuple[Node, str]] = {}
_MOST = 20_000


def said(node: Node) -> str:
    """The node in plain words, without a full stop."""
    return _kept(_SAID, node, lambda: prose(node).rstrip("."))


def _kept(texts: dict[int, tuple[Node, str]], node: Node, make: Callable[[], str]) -> str:
    """The text about a node, kept for the next patient."""
    known = texts.get(id(node))
    if known is not None and known[0] is node:
        return known[1]
    if len(texts) > _MOST:
        texts.clear()
    text = make()
    texts[id(node)] = (node, text)
    return text


def _ruling(rule: Rule) -> _Open:
    nodes = (rule.criterion.node, *(node for node, _ in rule.others))
    text = f"Which reading of {rule.criterion.id} is meant? An investigator has to rule."
    return _Open(
        Question(
            f"reading:{rule.criterion.id}",
            text,
            "choice",
            (),
            "The readings differ for this candidate.",
            None,
            (),
            tuple(said(node) for node in nodes),
        )
    )


def _ordered(found: tuple[_Open, ...], rules: tuple[Rule, ...], findings: tuple[Finding, ...]) -> tuple[Question, ...]:
    """First what alone can end it, then what closes most criteria with fewest other questions, cheap before dear."""
    open_in: dict[int, int] = {}
    for entry in found:
        for number in entry.places:
            open_in[number] = open_in.get(number, 0) + 1
    ranked = []
    for order, entry in enumerate(found):
        decisive = any(_can_fail(rules[number], findings[number], paths) for number, paths in entry.places.items())
        closes = sum(open_in[number] == 1 for number in entry.places)
        fewest = min(open_in[number] for number in entry.places)
        asked = entry.question.asked_before
        rank = (asked, not decisive, -closes, fewest, -len(entry.places), _COST[entry.question.kind], order)
        ranked.append((rank, _finished(entry, rules, decisive=decisive)))
    return tuple(question for _, question in sorted(ranked, key=lambda pair: pair[0]))


def _finished(entry: _Open, rules: tuple[Rule, ...], *, decisive: bool) -> Question:
    base = entry.question
    ids = tuple(rules[number].criterion.id for number in entry.places)
    return Question(
        base.key,
        base.text,
        base.kind,
        ids,
        base.reason,
        base.concept,
        base.units,
        base.options,
        decisive,
        base.asked_before,
    )


def _can_fail(rule: Rule, finding: Finding, paths: list[Path]) -> bool:
    """Whether one answer, with everything else left open, makes the criterion fail."""
    if not paths or finding.depends_on_reading:
        return False
    inclusion = rule.criterion.category == "inclusion"
    failing = Truth.FALSE if inclusion else Truth.TRUE
    vacuous = negation(failing)
    touched = frozenset(path[:length] for path in paths for length in range(len(path) + 1))
    return any(
        _again(rule.criterion.node, _Supposed(finding.trace, touched, frozenset(paths), answer), vacuous) is failing
        for answer in (Truth.TRUE, Truth.FALSE)
    )


class _Supposed(NamedTuple):
    """A trace in which some places have a supposed truth; `touched` are these places and everything above them."""

    trace: Trace
    touched: frozenset[Path]
    places: frozenset[Path]
    truth: Truth


def _again(node: Node, supposed: _Supposed, vacuous: Truth, path: Path = ()) -> Truth:
    """The truth of the rule under the supposition."""
    if path in supposed.places:
        return supposed.truth
    known = supposed.trace[path]
    if path not in supposed.touched or not isinstance(node, Combination) or only(known, Reason.UNREAD):
        return known.truth
    neutral = Truth.TRUE if isinstance(node, AllOf) else Truth.FALSE
    if isinstance(node, (When, Except, Not)):
        neutral = negation(vacuous) if isinstance(node, Not) else vacuous
    truths = []
    for number, child in enumerate(children(node)):
        place = (*path, number)
        near = place in supposed.touched
        truths.append(_again(child, supposed, neutral, place) if near else supposed.trace[place].truth)
    match node:
        case AllOf():
            return conjunction(truths)
        case AnyOf():
            if node.head is not None and not node.open and disjunction(truths[1:]) is Truth.FALSE:
                return Truth.FALSE if truths[0] is not Truth.TRUE else Truth.UNKNOWN
            whole = disjunction(truths)
            return Truth.UNKNOWN if node.open and node.head is None and whole is Truth.FALSE else whole
        case AtLeast(count=count):
            return at_least(truths, count)
        case AtMost(count=count):
            return at_most(truths, count)
        case Not():
            return negation(truths[0])
        case When():
            if truths[0] is Truth.UNKNOWN:
                return truths[1] if truths[1] is vacuous else Truth.UNKNOWN
            return truths[1] if truths[0] is Truth.TRUE else vacuous
        case Except():
            return conjunction((truths[0], negation(truths[1])))
