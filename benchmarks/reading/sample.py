"""Scores the hand-judged samples: registry criteria drawn at random, each judged before any reader was run on it.

The first: 300 drawn from all criteria, and 150 more from those with a digit, so that the share of wrong numbers has
weight. The second: 220 with a digit from other trials, with rows of its own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.reading.claims import Claim
from benchmarks.reading.claims import Placed
from benchmarks.reading.claims import claims
from benchmarks.reading.claims import placed
from benchmarks.reading.corpora import Trial
from benchmarks.reading.expected import Expected
from benchmarks.reading.expected import Number
from benchmarks.reading.expected import parse_expected
from benchmarks.reading.match import agreeing
from benchmarks.reading.reader import Reader
from benchmarks.reading.sample_match import fits
from benchmarks.reading.sample_match import half
from benchmarks.reading.sample_match import says
from benchmarks.reading.score import Miss
from benchmarks.reading.score import Tally
from benchmarks.reading.split import fingerprint
from screener.core.span import Span
from screener.criteria.nodes import AtLeast
from screener.criteria.nodes import AtMost
from screener.criteria.nodes import Judgement
from screener.criteria.nodes import Member
from screener.criteria.nodes import Unread
from screener.criteria.protocol import Protocol

FOLDER = Path(__file__).resolve().parents[1] / "sample"
FIRST, SECOND = FOLDER / "criteria.jsonl", FOLDER / "second.jsonl"
_SHORT = frozenset({"and", "the", "for", "with", "able", "not", "other"})


@dataclass(frozen=True, slots=True)
class Judged:
    """One criterion of the sample: where it stands, its fingerprint, side, expectation and what makes it hard."""

    nct_id: str
    span: Span
    print: str
    category: str
    rule: str
    tags: frozenset[str]
    draw: str = "all"

    @property
    def expected(self) -> list[Expected]:
        """The statements that the criterion should compile to."""
        return parse_expected(self.rule)


def load_sample(*files: Path) -> list[Judged]:
    """The judged criteria of these files (of both samples when none is named), in the order they were drawn."""
    lines = [line for file in files or (FIRST, SECOND) for line in file.read_text(encoding="utf-8").splitlines()]
    rows = [json.loads(line) for line in lines]
    return [
        Judged(
            row["nct_id"],
            Span(*row["span"]),
            row["print"],
            row["category"],
            row["rule"],
            frozenset(row["tags"]),
            row["draw"],
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class SampleScore:
    """The rows of the sample's report."""

    limits: Tally
    windows: Tally
    members: Tally
    negation: Tally
    heads: Tally
    sides: Tally

    def rows(self) -> list[Tally]:
        """All rows in the order of the report."""
        both = _sum(self.limits.corpus, [self.limits, self.windows])
        return [both, self.limits, self.windows, self.members, self.negation, self.heads, self.sides]


def _sum(corpus: str, tallies: list[Tally]) -> Tally:
    """The judged figure: of all compiled numbers, how many no expectation allows."""
    both = Tally(corpus, "all numbers")
    for tally in tallies:
        both.gold += tally.gold
        both.found += tally.found
        both.claimed += tally.claimed
        both.right += tally.right
    both.extra("wrong of compiled", both.claimed - both.right, both.claimed)
    return both


def new_score(corpus: str = "sample") -> SampleScore:
    """Empty rows."""
    names = ("limits", "windows and durations", "grades and classes", "negation", "named", "side of the protocol")
    return SampleScore(*(Tally(corpus, name) for name in names))


def score_sample(sample: Iterable[Judged], trials: Iterable[Trial], reader: Reader) -> list[Tally]:
    """Compiles the whole text of each sampled trial and scores what stands in the judged sentence; the second sample last."""
    by_trial: dict[str, list[Judged]] = {}
    for judged in sample:
        by_trial.setdefault(judged.nct_id, []).append(judged)
    first = {"all": new_score("sample"), "with a digit": new_score("sample, digits")}
    second = new_score("second sample")
    scores = {**first, "second": second}
    for trial in trials:
        wanted = by_trial.get(trial.nct_id)
        if not wanted:
            continue
        protocol = reader(trial.text, source=trial.nct_id)
        for judged in wanted:
            score_judged(scores[judged.draw], judged, trial.text, protocol)
    whole = _sum("sample, both", [tally for score in first.values() for tally in (score.limits, score.windows)])
    return [*(tally for score in first.values() for tally in score.rows()), whole, *second.rows()]


def score_judged(score: SampleScore, judged: Judged, text: str, protocol: Protocol) -> None:
    """Adds one judged criterion, given its trial's text and protocol."""
    words = " ".join(judged.span.text(text).split())
    if fingerprint(words) != judged.print:
        score.limits.note("sentences that have changed")
        return
    nodes = [found for found in placed(protocol) if found.node.span.overlaps(judged.span) and _inside(found, judged)]
    said = [claim for claim in claims(nodes) if claim.span.overlaps(judged.span)]
    expected = judged.expected
    asked = any(isinstance(found.node, Unread | Judgement) for found in nodes) or _unread(judged, protocol)
    numbers = [number for one in expected for number in one.numbers]
    for number in numbers:
        if not number.optional:
            _required(score, judged, words, number, said, asked)
    for claim in said:
        _judge_claim(score, judged, words, numbers, expected, claim)
    _members(score.members, judged, words, expected, nodes)
    _heads(score, judged, words, expected, nodes, text)
    _side(score.sides, judged, words, nodes)


def _inside(found: Placed, judged: Judged) -> bool:
    """A node that mostly lies in the sentence: its mention, or failing that its middle."""
    mention = getattr(found.node, "mention", found.node.span)
    if isinstance(found.node, AtLeast | AtMost):
        mention = Span(mention.start, mention.start + 1)  # the words that count stand before what they count
    place = mention if mention.end > mention.start else found.node.span
    return bool(place.overlaps(judged.span))


def _unread(judged: Judged, protocol: Protocol) -> bool:
    return any(
        entry.state in ("unread", "judgement") and entry.span.overlaps(judged.span)
        for ledger in protocol.ledger.values()
        for entry in ledger
    )


def _row(score: SampleScore, number: Number) -> Tally:
    timed = number.kind in ("window", "for")
    return score.windows if timed else score.limits


def _required(score: SampleScore, judged: Judged, words: str, number: Number, said: list[Claim], asked: bool) -> None:
    tally = _row(score, number)
    found = any(says(claim, number) for claim in said) or bool(_pair(number, said))
    tally.gold += 1
    tally.found += found
    if not found:
        tally.note("asked" if asked else "missing")
        compiled = " | ".join(map(str, said[:4])) or "nothing"
        tally.misses.append(Miss("asked" if asked else "missed", judged.nct_id, words, judged.rule, compiled))


def _pair(number: Number, said: list[Claim]) -> list[Claim]:
    return agreeing(number.interval, [claim for claim in said if fits(claim, number)]) if number.kind == "limit" else []


def _judge_claim(
    score: SampleScore, judged: Judged, words: str, numbers: list[Number], expected: list[Expected], claim: Claim
) -> None:
    """A compiled number that no expectation allows is wrong, whatever it overlaps."""
    if claim.kind == "member" or (claim.kind == "count" and claim.lower and claim.lower.value == 1):
        return
    tally = score.windows if claim.kind in ("window", "duration") else score.limits
    right = any(says(claim, number) or half(claim, number) for number in numbers)
    right = right or _as_class(claim, expected)
    tally.claimed += 1
    tally.right += right
    if not right:
        tally.misses.append(Miss("wrong", judged.nct_id, words, judged.rule, str(claim)))


def _as_class(claim: Claim, expected: list[Expected]) -> bool:
    """A grade list such as 0, 1 compiled as a limit up to its last grade."""
    tops = {one.members[-1] for one in expected if one.members}
    return claim.upper is not None and str(claim.upper.value) in tops


def _members(tally: Tally, judged: Judged, words: str, expected: list[Expected], nodes: list[Placed]) -> None:
    lists = [one for one in expected if one.members and not one.optional]
    compiled = [found.node for found in nodes if isinstance(found.node, Member)]
    limits = [claim for claim in claims(nodes) if claim.kind in ("limit", "member")]
    golds = [{value.casefold() for value in one.members} for one in lists]
    for gold in golds:
        found = any(_whole(node.values) == gold for node in compiled)
        found = found or any(_spans(claim, gold) for claim in limits)
        tally.gold += 1
        tally.found += found
        if not found:
            shown = " | ".join(f"{node.label} {node.values}" for node in compiled) or "nothing"
            tally.misses.append(Miss("missed", judged.nct_id, words, judged.rule, shown))
    for node in compiled:
        if not golds:
            continue
        right = _whole(node.values) in golds
        tally.claimed += 1
        tally.right += right
        if not right:
            tally.misses.append(Miss("wrong", judged.nct_id, words, judged.rule, f"{node.label} {node.values}"))


def _whole(values: tuple[str, ...]) -> set[str]:
    """The grades with substages left to the stage that covers them: I and IA, IB, IC are I."""
    plain = {value.casefold() for value in values}
    return {one for one in plain if not any(one[:-1] == other and one[-1] in "abcd" for other in plain)}


_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5}


def _spans(claim: Claim, grades: set[str]) -> bool:
    """Whether a numeric range covers just these grades."""
    numbers = [_ROMAN.get(grade, int(grade) if grade.isdigit() else None) for grade in grades]
    plain = [value for value in numbers if value is not None]
    if len(plain) != len(grades) or claim.upper is None or claim.upper.value != max(plain):
        return False
    return claim.lower is None or claim.lower.value == min(plain)


def _heads(
    score: SampleScore, judged: Judged, words: str, expected: list[Expected], nodes: list[Placed], text: str
) -> None:
    for one in expected:
        if one.asked or one.optional or not one.words:
            continue
        naming = [found for found in nodes if _names(found, one, text)]
        score.heads.gold += 1
        score.heads.found += bool(naming)
        if not naming:
            score.heads.misses.append(Miss("missed", judged.nct_id, words, one.words, _labels(nodes)))
            continue
        said = any(found.absent for found in naming) if one.negated else all(found.absent for found in naming)
        score.negation.gold += one.negated
        score.negation.found += one.negated and said
        score.negation.claimed += said
        score.negation.right += said and one.negated
        score.negation.extra("accuracy", said == one.negated)
        if said != one.negated:
            kind = "missed" if one.negated else "wrong"
            score.negation.misses.append(Miss(kind, judged.nct_id, words, one.words, _labels(naming)))


def _names(found: Placed, one: Expected, text: str) -> bool:
    node = found.node
    label, concept = getattr(node, "label", ""), getattr(node, "concept", "") or ""
    if isinstance(node, Unread | Judgement) or not label:
        return False
    mention = getattr(node, "mention", Span(0, 0)).text(text)
    have = set(_stems(f"{label} {concept} {mention}"))
    return bool(have & set(_stems(one.words)))


def _stems(words: str) -> Iterator[str]:
    for word in re.findall(r"[a-z0-9]{2,}", words.casefold()):
        if word not in _SHORT:
            yield word[:5]


def _labels(nodes: list[Placed]) -> str:
    labels = [str(getattr(found.node, "label", "")) for found in nodes]
    return ", ".join(label for label in labels[:6] if label) or "nothing"


def _side(tally: Tally, judged: Judged, words: str, nodes: list[Placed]) -> None:
    sides = {found.criterion.category for found in nodes}
    if judged.category == "unknown" or not sides or "not-a-criterion" in judged.tags:
        return
    tally.gold += 1
    right = judged.category in sides
    tally.found += right
    if not right:
        tally.misses.append(Miss("missed", judged.nct_id, words, judged.category, ", ".join(sides)))
