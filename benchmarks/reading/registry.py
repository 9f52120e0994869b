"""Measures reading of registry text: exceptions, account of characters, coverage, limits, speed, memory, length."""

from __future__ import annotations

import re
import resource
from collections import Counter
from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import islice
from math import log
from time import perf_counter

from benchmarks.reading.claims import Claim
from benchmarks.reading.claims import claims
from benchmarks.reading.claims import placed
from benchmarks.reading.claims import spoken_claims
from benchmarks.reading.corpora import Trial
from benchmarks.reading.match import same
from benchmarks.reading.match import same_grades
from benchmarks.reading.match import same_time
from benchmarks.reading.reader import Reader
from benchmarks.reading.said import unsaid
from benchmarks.reading.score import Miss
from benchmarks.reading.score import Tally
from benchmarks.reading.score import sentence_at
from benchmarks.reading.units import time_unit
from benchmarks.reading.units import unit_key
from benchmarks.reading.values import Interval
from benchmarks.reading.values import find_limits
from screener.core.span import Span
from screener.criteria.nodes import Bound
from screener.criteria.notation import print_rule
from screener.criteria.protocol import Criterion
from screener.criteria.protocol import LedgerEntry
from screener.criteria.protocol import Protocol
from screener.criteria.serial import protocol_to_line

LINE = 100_000
STATES = ("compiled", "judgement", "unread", "filler")


def score_registry(trials: Iterable[Trial], reader: Reader) -> list[Tally]:
    """Three rows: all texts with speed and memory, the numeric limits written in them, and the words that their rules say."""
    account, limits = Tally("registry", "texts"), Tally("registry", "limits written in text")
    meaning = Tally("registry", "criteria whose compiled words are all said")
    shares: Counter[str] = Counter()
    characters: Counter[str] = Counter()
    seconds, criteria = 0.0, 0
    for trial in trials:
        account.gold += 1
        start = perf_counter()
        try:
            protocol = reader(trial.text, source=trial.nct_id)
            protocol_to_line(protocol)
        except Exception as error:  # noqa: BLE001 - counting whatever escapes is the measure
            account.note("exceptions")
            _miss(account, "exception", trial, Span(0, 0), type(error).__name__, str(error)[:200])
            continue
        seconds += perf_counter() - start
        criteria += len(protocol.criteria)
        for failed in (found for criterion in protocol.criteria for found in criterion.issues if found.code == "reading-failed"):
            account.note("exceptions")
            _miss(account, "exception", trial, failed.span, failed.code, failed.message)
        _account(account, trial, protocol)
        shares.update(coverage(criterion, protocol) for criterion in protocol.criteria)
        characters.update(protocol.coverage())
        score_limits(limits, trial, protocol)
        score_said(meaning, trial, protocol)
    _summarise(account, shares, characters, criteria, seconds)
    return [account, limits, meaning]


def unaccounted(text: str, entries: Sequence[LedgerEntry]) -> int:
    """Characters of the text that the ledger leaves out or counts twice."""
    at = wrong = 0
    for entry in sorted(entries, key=lambda entry: entry.span):
        wrong += abs(entry.span.start - at)
        at = entry.span.end
    return wrong + abs(len(text) - at)


def coverage(criterion: Criterion, protocol: Protocol) -> str:
    """`whole`, `partly`, `judgement` (all read, a person decides some of it) or `unread`."""
    entries = criterion.ledger or [
        entry for entry in protocol.ledger.get(criterion.field, ()) if entry.span.overlaps(criterion.span)
    ]
    states = {entry.state for entry in entries if entry.span.end > entry.span.start}
    if "unread" in states:
        return "partly" if "compiled" in states else "unread"
    return "judgement" if "judgement" in states else "whole"


def score_limits(tally: Tally, trial: Trial, protocol: Protocol) -> None:
    """Every signed number that the independent finder sees, once, and whether a compiled number says it there."""
    nodes = placed(protocol)
    said, spoken = claims(nodes), spoken_claims(nodes)
    asked = [
        (entry.span, entry.state)
        for ledger in protocol.ledger.values()
        for entry in ledger
        if entry.state in ("unread", "judgement")
    ]
    confirmed = [one.span for found in nodes for one in getattr(found.node, "qualifiers", ())]
    at = 0
    for line in trial.text.splitlines(keepends=True):
        for interval in find_limits(line, joined=False):
            span = Span(at + interval.start, at + interval.end)
            if _no_limit(line, interval):
                tally.note("ends of a scale and references, set apart")
                continue
            near = [claim for claim in said if _close(claim, span)]
            behind = line[interval.end : interval.end + 24]
            found = any(_says(claim, interval, behind) for claim in near)
            if not found and _one_or_more(interval):
                tally.note("one or more, set apart")
                continue
            tally.gold += 1
            tally.found += found
            if found:
                continue
            if any(_says(claim, interval, behind) for claim in spoken if _close(claim, span)):
                tally.note("of these, read beside a judgement or confirmation")
            state = next((state for place, state in asked if span.overlaps(place)), "")
            state = state or ("qualifier" if any(span.overlaps(place) for place in confirmed) else "")
            tally.note(f"put to a person as {state}" if state else "neither compiled nor put to a person")
            compiled = " | ".join(str(claim) for claim in near[:3]) or "nothing"
            _miss(tally, state or "missed", trial, span, str(interval), compiled)
        at += len(line)


def _one_or_more(interval: Interval) -> bool:
    """ "At least one lesion" adds nothing to a plain mention; "at least 1 week" or "at least 1 mg" is a limit."""
    least = interval.lower
    single = least is not None and least.inclusive and least.value == 1 and interval.upper is None
    return single and unit_key(interval.unit) is None


def _no_limit(line: str, interval: Interval) -> bool:
    """Whether a range only tells how far a scale goes ("on a 0-10 scale"), or points at parts of the text ("criteria 1-5")."""
    if interval.lower is None or interval.upper is None:
        return False
    before, behind = line[: interval.start], line[interval.end :]
    if interval.lower.value in (0, 1) and (_SCALE.search(before) or _SCALED.match(behind)):
        return True
    return _ITEMS.search(before) is not None and time_unit(interval.unit) is None


_SCALE = re.compile(
    r"\bscale\s*\(?(?:of|rang\w+(?:\s+from)?)\s*$|\bscores\s+(?:run|range)\s+from\s*$|-point\s*\($", re.IGNORECASE
)
_SCALED = re.compile(
    r"\W*(?:-?points?\s+)?(?:(?:numerical?|visual|pain|likert|rating)\s+)*(?:scale|NRS|VAS|analog\w*|rating)\b", re.IGNORECASE
)
_ITEMS = re.compile(r"\b(?:criteria|criterion|visits?|cohorts?|tables?|items?)\s*\(?$", re.IGNORECASE)


def _close(claim: Claim, span: Span) -> bool:
    return claim.span.overlaps(span) or claim.placed.node.span.overlaps(span)


def _says(claim: Claim, interval: Interval, behind: str) -> bool:
    """The written bounds are among the claim's; a window or duration may count its number from either side.

    A denied claim says the rest ("not exceeding 5" is not above 5), "50 % above normal" is 1.5 times normal, and one length of
    time may be counted in a smaller unit ("72 hours to 10 days" in hours).
    """
    if claim.kind in ("window", "duration"):
        written = {bound.value for bound in (interval.lower, interval.upper) if bound}
        said = {bound.value for bound in (claim.lower, claim.upper) if bound}
        return written <= said or _converted(claim, interval) or _restated(claim, behind) in said
    if same_grades(claim, interval):
        return True
    if _MYOPIA.match(behind) and any(_agrees(claim, one, behind) for one in _below_zero(interval)):
        return True
    return _agrees(claim, interval, behind)


def _agrees(claim: Claim, interval: Interval, behind: str) -> bool:
    """Whether a claim has the bounds of an interval, as they are or said otherwise."""
    lower = interval.lower is None or same(interval.lower, claim.lower)
    upper = interval.upper is None or same(interval.upper, claim.upper)
    return (lower and upper) or _denied(claim, interval) or _above(claim, interval, behind) or _converted(claim, interval)


_MYOPIA = re.compile(r"\s*(?:D|diopters?|dioptres?)\s+(?:of\s+myop|or\s+more\)?\s+negative|more\s+negative|myop)", re.IGNORECASE)


def _below_zero(interval: Interval) -> list[Interval]:
    """A limit on how short-sighted somebody is ("more than 6 diopters of myopia") as one of the refraction, below -6."""
    low, high = interval.lower, interval.upper
    if (low is None) == (high is None):
        return []
    bound = low or high
    assert bound is not None  # one of the two is there
    mirrored = Bound(-abs(bound.value), bound.inclusive)
    return [replace(interval, lower=None, upper=mirrored) if low is not None else replace(interval, lower=mirrored, upper=None)]


def score_said(tally: Tally, trial: Trial, protocol: Protocol) -> None:
    """Every criterion, and whether each content word and number that is painted as compiled is said by its rule."""
    for criterion in protocol.criteria:
        words, numbers = unsaid(criterion, protocol)
        tally.gold += 1
        tally.found += not words and not numbers
        for kind, lost in (("word", words), ("number", numbers)):
            tally.note(f"content {kind}s compiled that no node, qualifier, span or reading says", len(lost))
            for span in lost:
                text = protocol.texts[criterion.field]
                _miss(tally, f"unsaid {kind}", trial, span, text[span.start : span.end], print_rule(criterion.node))


_AGAIN = re.compile(r"\s*[a-z]+\s*\(\s*(\d+)\s*([a-z]+)", re.IGNORECASE)


def _restated(claim: Claim, behind: str) -> Decimal | None:
    """The number of the bracket that gives a length of time again in the unit of the claim: "3 months (90 days)"."""
    found = _AGAIN.match(behind)
    return Decimal(found[1]) if found and time_unit(found[2]) == time_unit(claim.unit) else None


def _denied(claim: Claim, interval: Interval) -> bool:
    """Whether a denied one-sided claim leaves what is written: not (above 5) is at most 5."""
    if not claim.placed.negated or (claim.lower is None) == (claim.upper is None):
        return False
    if claim.lower is not None:
        return interval.lower is None and same(interval.upper, Bound(claim.lower.value, not claim.lower.inclusive))
    assert claim.upper is not None  # one of the two is there
    return interval.upper is None and same(interval.lower, Bound(claim.upper.value, not claim.upper.inclusive))


_OF = re.compile(r"\s*%\s*(?:of\s+(?:the\s+)?)?(?:ULN|upper\s+limit)", re.IGNORECASE)
_OVER = re.compile(r"\s*%\s*(?:above|over|higher|greater|more)\b", re.IGNORECASE)


def _above(claim: Claim, interval: Interval, behind: str) -> bool:
    """Whether a multiple of the upper limit of normal says what is written as percent above it, or of it."""
    if claim.relative != "ULN" or not (_OVER.match(behind) or _OF.match(behind)):
        return False
    more = 1 if _OVER.match(behind) else 0
    sides = zip((interval.lower, interval.upper), (claim.lower, claim.upper), strict=True)
    return all(bound is None or same(Bound(more + bound.value / 100, bound.inclusive), has) for bound, has in sides)


def _converted(claim: Claim, interval: Interval) -> bool:
    """Whether the claim counts the written time in another unit of time."""
    name, written = time_unit(claim.unit), time_unit(interval.unit.split(" ")[0]) if interval.unit else None
    if name is None or written is None or name == written:
        return False
    sides = zip((interval.lower, interval.upper), (claim.lower, claim.upper), strict=True)
    return all(
        bound is None or (has and has.inclusive == bound.inclusive and same_time(has.value, name, bound.value, written))
        for bound, has in sides
    )


def _account(tally: Tally, trial: Trial, protocol: Protocol) -> None:
    lost = sum(unaccounted(text, protocol.ledger.get(field, ())) for field, text in protocol.texts.items())
    if trial.text not in protocol.texts.values():
        lost += len(trial.text)
    outside = any(
        not 0 <= found.node.span.start <= found.node.span.end <= len(trial.text) for found in placed(protocol)
    )
    tally.claimed += 1
    tally.right += lost == 0 and not outside
    tally.found += lost == 0
    if lost:
        tally.note("characters unaccounted", lost)
        _miss(tally, "ledger", trial, Span(0, 0), f"{lost} characters", "")
    if outside:
        tally.note("texts with spans outside")


def _summarise(tally: Tally, shares: Counter[str], characters: Counter[str], criteria: int, seconds: float) -> None:
    for name in ("exceptions", "characters unaccounted", "texts with spans outside"):
        tally.notes.setdefault(name, 0)
    tally.note("criteria", criteria)
    for name in ("whole", "partly", "judgement", "unread"):
        tally.extra(f"criteria {name}", shares[name], max(criteria, 1))
    for name in STATES:
        tally.extra(f"characters {name}", characters[name], max(characters.total(), 1))
    tally.notes["criteria per second, JSON included"] = round(criteria / seconds) if seconds else 0
    tally.notes["peak memory MB"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def score_length(trials: Iterable[Trial], reader: Reader) -> list[Tally]:
    """How time grows with length: one text repeated, and one line of 100,000 characters."""
    tally = Tally("registry", "length")
    base = "\n".join(trial.text for trial in islice(trials, 40))[:20_000]
    reader(base)  # warm: caches and grammars
    times = {factor: _seconds(reader, "\n\n".join([base] * factor)) for factor in (1, 2, 4, 8)}
    growth = log(times[8] / times[1]) / log(8)
    tally.notes["time grows as length to the power"] = f"{growth:.2f}"
    tally.notes["seconds for 20, 40, 80, 160 thousand characters"] = ", ".join(f"{t:.2f}" for t in times.values())
    line = " ".join(base.split())
    line = (line * (LINE // len(line) + 1))[:LINE]
    start = perf_counter()
    protocol = reader(line, source="one line")
    tally.notes["seconds for one line of 100,000 characters"] = f"{perf_counter() - start:.2f}"
    codes = {issue.code for issue in (*protocol.issues, *(i for c in protocol.criteria for i in c.issues))}
    tally.notes["its issues"] = ", ".join(sorted(codes)[:6]) or "none"
    return [tally]


def _seconds(reader: Reader, text: str) -> float:
    start = perf_counter()
    reader(text)
    return perf_counter() - start


def _miss(tally: Tally, kind: str, trial: Trial, span: Span, gold: str, compiled: str) -> None:
    where = sentence_at(trial.text, span.start, span.end)
    tally.misses.append(Miss(kind, trial.nct_id, where, gold, compiled))
