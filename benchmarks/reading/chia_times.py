"""Scores temporal windows and multipliers (counts, doses, lengths) against Chia."""

from __future__ import annotations

import re
from decimal import Decimal

from benchmarks.reading.chia_near import add_miss
from benchmarks.reading.chia_near import hull
from benchmarks.reading.chia_near import near_claims
from benchmarks.reading.claims import Claim
from benchmarks.reading.corpora import ChiaDocument
from benchmarks.reading.corpora import Entity
from benchmarks.reading.match import agreeing
from benchmarks.reading.match import around
from benchmarks.reading.match import contradicts
from benchmarks.reading.match import numbers
from benchmarks.reading.match import same_time
from benchmarks.reading.score import Tally
from benchmarks.reading.signs import number
from benchmarks.reading.units import time_unit
from benchmarks.reading.values import Interval
from benchmarks.reading.values import parse_value
from screener.core.span import Span

_TIME = re.compile(
    r"(?<![\w.,])(\d+(?:[.,]\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|twelve)\s*-?\s*(?:completed\s+|full\s+)?"
    r"(hours?|hrs?|h|days?|d|weeks?|wks?|w|months?|mos?|years?|yrs?|yr|y)(?![a-z])",
    re.IGNORECASE,
)
_BEYOND = re.compile(
    r"at\s+least|more\s+than|minimum|longer\s+than|greater\s+than|older|over\s+\d|>|≥|or\s+(?:longer|more)",
    re.IGNORECASE,
)
_TRIVIAL = re.compile(
    r"\W*(?:at\s+least\s+|≥\s*|>=\s*)?(?:one|1|a|single|any)(?:\s+(?:or\s+more|of))?\b[^\d]*", re.IGNORECASE
)


def score_windows(tally: Tally, document: ChiaDocument, said: list[Claim]) -> None:
    """Temporal entities with a number and a unit of time; right when a compiled stretch there is as long."""
    timed = [claim for claim in said if time_unit(claim.unit)]
    spans: list[tuple[Entity, list[tuple[Decimal, str]]]] = []
    for owner, value in document.linked("Has_temporal"):
        words = value.words(document.text)
        stretches = _stretches_near(words, Span(0, len(words)))
        if value.type != "Temporal" or not stretches:
            continue
        spans.append((value, stretches))
        near = near_claims(timed, owner, value)
        matches = [claim for claim in near if any(_says(claim, *stretch) for stretch in stretches)]
        tally.gold += 1
        tally.found += bool(matches)
        if matches:
            beyond = bool(_BEYOND.search(words))
            tally.extra("sense", any((claim.sense == "beyond") == beyond for claim in matches if claim.sense))
        else:
            add_miss(tally, "missed", document, hull(value), words, near)
    for claim in timed:
        over = [stretches for value, stretches in spans if value.overlaps(claim.span)]
        if claim.kind not in ("window", "duration") or not over:
            continue
        written = [
            *(stretch for stretches in over for stretch in stretches),
            *_stretches_near(document.text, claim.span),
        ]
        right = any(_says(claim, *stretch) for stretch in written)
        tally.claimed += 1
        tally.right += right
        if not right:
            add_miss(tally, "wrong", document, claim.span, claim.span.text(document.text), [claim])


def _stretches_near(text: str, span: Span) -> list[tuple[Decimal, str]]:
    """The stretches of time written in the words of a span."""
    return [(number(found[1]), time_unit(found[2]) or "") for found in _TIME.finditer(span.text(text))]


def _says(claim: Claim, value: Decimal, unit: str) -> bool:
    return any(same_time(value, unit, said, claim.unit) for said in numbers(claim))


def score_multipliers(tally: Tally, document: ChiaDocument, said: list[Claim]) -> None:
    """Counts, doses and lengths; "at least one" adds nothing to a bare mention and is set apart."""
    for owner, value in document.linked("Has_multiplier"):
        words = value.words(document.text)
        amounts = [number(found[0]) for found in re.finditer(_NUMBER, words, re.IGNORECASE)]
        if value.type != "Multiplier" or not amounts:
            continue
        if _TRIVIAL.fullmatch(words):
            tally.note("one or more")
            continue
        parsed = parse_value(words)
        near = near_claims(said, owner, value)
        if parsed.state == "signed":
            found = all(agreeing(part, near) or _same_count(part, near) for part in parsed.parts)
        else:
            found = any(amounts[0] in numbers(claim) for claim in near)
        tally.gold += 1
        tally.found += found
        if not found:
            add_miss(tally, "missed", document, hull(value), words, near)
    _multiplier_precision(tally, document, said)


_NUMBER = r"(?<![\w.,])(?:\d{1,3}(?:[,.]\d{3})+|\d+(?:[.,]\d+)?|one|two|three|four|five|six|ten|twelve|twice)(?![\w])"


def _same_count(part: Interval, near: list[Claim]) -> bool:
    """ "more than 1" counted as "at least 2"."""
    if part.lower is None or part.lower.inclusive or part.upper:
        return False
    more = part.lower.value + 1
    return any(claim.kind == "count" and claim.lower is not None and claim.lower.value == more for claim in near)


def _multiplier_precision(tally: Tally, document: ChiaDocument, said: list[Claim]) -> None:
    values = [value for _, value in document.linked("Has_multiplier") if value.type == "Multiplier"]
    for claim in said:
        if claim.kind not in ("dose", "count"):
            continue
        over = [value for value in values if value.overlaps(claim.span)]
        words = " ".join(value.words(document.text) for value in over)
        amounts = [number(found[0]) for found in re.finditer(_NUMBER, words, re.IGNORECASE)]
        if not amounts:
            continue
        written = {*amounts, *(amount + 1 for amount in amounts), *(amount - 1 for amount in amounts)}
        right = all(said_number in written for said_number in numbers(claim)) or not contradicts(
            claim, [], around(document.text, claim.span)
        )
        tally.claimed += 1
        tally.right += right
        if not right:
            add_miss(tally, "wrong", document, claim.span, words, [claim])
