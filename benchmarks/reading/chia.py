"""Scores numbers against Chia (Kury et al. 2020): limits, multiples of ULN, temporal windows, multipliers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from decimal import Decimal

from benchmarks.reading.chia_logic import score_groups
from benchmarks.reading.chia_logic import score_negation
from benchmarks.reading.chia_mentions import score_mentions
from benchmarks.reading.claims import Claim
from benchmarks.reading.claims import Placed
from benchmarks.reading.claims import claims
from benchmarks.reading.claims import placed
from benchmarks.reading.claims import placed_readings
from benchmarks.reading.corpora import ChiaDocument
from benchmarks.reading.corpora import Entity
from benchmarks.reading.match import agreeing
from benchmarks.reading.match import around
from benchmarks.reading.match import contradicts
from benchmarks.reading.match import numbers
from benchmarks.reading.match import same_time
from benchmarks.reading.match import same_unit
from benchmarks.reading.reader import Reader
from benchmarks.reading.score import Miss
from benchmarks.reading.score import Tally
from benchmarks.reading.score import sentence_at
from benchmarks.reading.signs import number
from benchmarks.reading.units import time_unit
from benchmarks.reading.values import Interval
from benchmarks.reading.values import Parsed
from benchmarks.reading.values import parse_value
from screener.core.span import Span
from screener.criteria.protocol import Protocol

LIMIT_OWNERS = frozenset({"Measurement", "Person", "Observation"})
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


@dataclass(slots=True)
class ChiaScore:
    """The rows of the Chia report, filled document by document."""

    limits: Tally = field(default_factory=lambda: Tally("chia", "limits"))
    split: Tally = field(default_factory=lambda: Tally("chia", "limits, split or inverted"))
    listed: Tally = field(default_factory=lambda: Tally("chia", "limits, lists of grades"))
    multiples: Tally = field(default_factory=lambda: Tally("chia", "multiples of ULN/LLN"))
    windows: Tally = field(default_factory=lambda: Tally("chia", "windows"))
    multipliers: Tally = field(default_factory=lambda: Tally("chia", "multipliers"))
    negation: Tally = field(default_factory=lambda: Tally("chia", "negation"))
    groups: Tally = field(default_factory=lambda: Tally("chia", "OR groups"))
    mentions: dict[str, Tally] = field(default_factory=dict)

    def rows(self) -> list[Tally]:
        """All rows in the order of the report, the five mention types summed."""
        five = [self.mentions[name] for name in FIVE if name in self.mentions]
        micro = Tally("chia", "mentions, five types")
        for tally in five:
            micro.gold += tally.gold
            micro.found += tally.found
            micro.claimed += tally.claimed
            micro.right += tally.right
        rest = [tally for name, tally in sorted(self.mentions.items()) if name not in FIVE]
        numeric = [self.limits, self.split, self.listed, self.multiples]
        return [*numeric, micro, *five, *rest, self.negation, self.windows, self.multipliers, self.groups]


FIVE = ("Condition", "Drug", "Procedure", "Measurement", "Person")


def score_chia(documents: Iterable[ChiaDocument], reader: Reader) -> list[Tally]:
    """Reads each document as criteria of its side and returns the rows."""
    score = ChiaScore()
    for document in documents:
        score_document(score, document, reader(document.text, source=document.name, category=document.kind))
    return score.rows()


def score_document(score: ChiaScore, document: ChiaDocument, protocol: Protocol) -> None:
    """Adds one document, already compiled, to the rows."""
    nodes = placed(protocol)
    said = claims(nodes)
    kept = claims(placed_readings(protocol))
    _score_limits(score, document, said, kept)
    _score_windows(score.windows, document, said)
    _score_multipliers(score.multipliers, document, said)
    score_mentions(score.mentions, document, nodes)
    score_negation(score.negation, document, nodes)
    score_groups(score.groups, document, nodes)


@dataclass(frozen=True, slots=True)
class _Gold:
    owner: Entity
    value: Entity
    parsed: Parsed


def _golds(document: ChiaDocument) -> Iterator[_Gold]:
    for owner, value in document.linked("Has_value"):
        if owner.type in LIMIT_OWNERS and value.type == "Value":
            yield _Gold(owner, value, parse_value(value.words(document.text)))


def _near(said: Sequence[Claim], *entities: Entity) -> list[Claim]:
    return [claim for claim in said if any(_touches(claim, entity) for entity in entities)]


def _touches(claim: Claim, entity: Entity) -> bool:
    return entity.overlaps(claim.span) or entity.overlaps(claim.placed.node.span)


def _score_limits(score: ChiaScore, document: ChiaDocument, said: list[Claim], kept: list[Claim]) -> None:
    golds = list(_golds(document))
    for gold in golds:
        tally = _row_of(score, gold)
        if tally is None:
            score.limits.note(gold.parsed.state)
            continue
        if _cut(document, gold.value):
            score.limits.note("cut inside a number")
            continue
        _score_gold(score, tally, document, gold, said, kept)
    _score_precision(score.limits, document, golds, said)


def _cut(document: ChiaDocument, value: Entity) -> bool:
    """Whether the annotation ends between two digits: "> 3" over "> 30"."""
    end = _hull(value).end
    return document.text[end - 1 : end].isdigit() and document.text[end : end + 1].isdigit()


def _row_of(score: ChiaScore, gold: _Gold) -> Tally | None:
    if gold.parsed.state == "listed":
        return score.listed
    if gold.parsed.state != "signed":
        return None
    return score.split if len(gold.value.spans) > 1 else score.limits


def _score_gold(
    score: ChiaScore, tally: Tally, document: ChiaDocument, gold: _Gold, said: list[Claim], kept: list[Claim]
) -> None:
    near = _near(said, gold.owner, gold.value)
    context = around(document.text, _hull(gold.value), reach=80)
    matches = [agreeing(part, near, context) for part in gold.parsed.parts]
    found = all(matches) or _whole_words(document, gold, near)
    tally.gold += 1
    tally.found += found
    far = _near(kept, gold.owner, gold.value)
    tally.extra("chosen or kept", found or all(agreeing(part, [*near, *far], context) for part in gold.parsed.parts))
    _score_multiple(score.multiples, document, gold, matches, near)
    if found:
        _score_extras(tally, gold, matches)
    else:
        _miss(tally, "missed", document, _hull(gold.value), "; ".join(map(str, gold.parsed.parts)), near)


def _whole_words(document: ChiaDocument, gold: _Gold, near: list[Claim]) -> bool:
    """Whether a value annotated in pieces is said as the unbroken words between its ends have it."""
    whole = parse_value(_hull(gold.value).text(document.text))
    return len(gold.value.spans) > 1 and whole.state == "signed" and all(agreeing(part, near) for part in whole.parts)


def _score_extras(tally: Tally, gold: _Gold, matches: list[list[Claim]]) -> None:
    for part, match in zip(gold.parsed.parts, matches, strict=True):
        if not match:
            continue
        agreed = [same_unit(claim, part.unit) for claim in match]
        if agreed[0] is not None:
            tally.extra("unit", any(agreed))
        tally.extra("owner", any(_owns(claim, gold.owner) for claim in match))


def _owns(claim: Claim, owner: Entity) -> bool:
    node = claim.placed.node
    return owner.overlaps(getattr(node, "mention", node.span)) or owner.overlaps(node.span)


def _score_multiple(
    tally: Tally, document: ChiaDocument, gold: _Gold, matches: list[list[Claim]], near: list[Claim]
) -> None:
    for part, match in zip(gold.parsed.parts, matches, strict=True):
        if part.relative == "none":
            continue
        right = any(claim.relative == part.relative for claim in match)
        tally.gold += 1
        tally.found += right
        if not right:
            _miss(tally, "missed", document, _hull(gold.value), str(part), near)


def _score_precision(tally: Tally, document: ChiaDocument, golds: list[_Gold], said: list[Claim]) -> None:
    """Over compiled limits that overlap an annotated number; one over a damaged sign is set apart."""
    for claim in said:
        over = [gold for gold in golds if gold.value.overlaps(claim.span) and gold.parsed.state != "wordless"]
        if not over or claim.kind in ("also", "count"):
            continue
        context = around(document.text, claim.span)
        parts = [part for gold in over for part in gold.parsed.parts]
        wrong = contradicts(claim, parts, context)
        if wrong and any(gold.parsed.state == "damaged" for gold in over):
            tally.note("said over a damaged sign")
            continue
        if wrong and not parts and not context:
            tally.note("said over an unsigned number")
            continue
        tally.claimed += 1
        tally.right += not wrong
        if wrong:
            words = "; ".join(gold.value.words(document.text) for gold in over)
            _miss(tally, "wrong", document, claim.span, words, [claim])


def _score_windows(tally: Tally, document: ChiaDocument, said: list[Claim]) -> None:
    timed = [claim for claim in said if time_unit(claim.unit)]
    spans: list[tuple[Entity, list[tuple[Decimal, str]]]] = []
    for owner, value in document.linked("Has_temporal"):
        words = value.words(document.text)
        stretches = _stretches_near(words, Span(0, len(words)))
        if value.type != "Temporal" or not stretches:
            continue
        spans.append((value, stretches))
        near = _near(timed, owner, value)
        matches = [claim for claim in near if any(_says(claim, *stretch) for stretch in stretches)]
        tally.gold += 1
        tally.found += bool(matches)
        if matches:
            beyond = bool(_BEYOND.search(words))
            tally.extra("sense", any((claim.sense == "beyond") == beyond for claim in matches if claim.sense))
        else:
            _miss(tally, "missed", document, _hull(value), words, near)
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
            _miss(tally, "wrong", document, claim.span, claim.span.text(document.text), [claim])


def _stretches_near(text: str, span: Span) -> list[tuple[Decimal, str]]:
    """The stretches of time written in the words of a span."""
    return [(number(found[1]), time_unit(found[2]) or "") for found in _TIME.finditer(span.text(text))]


def _says(claim: Claim, value: Decimal, unit: str) -> bool:
    return any(same_time(value, unit, said, claim.unit) for said in numbers(claim))


def _score_multipliers(tally: Tally, document: ChiaDocument, said: list[Claim]) -> None:
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
        near = _near(said, owner, value)
        if parsed.state == "signed":
            found = all(agreeing(part, near) or _same_count(part, near) for part in parsed.parts)
        else:
            found = any(amounts[0] in numbers(claim) for claim in near)
        tally.gold += 1
        tally.found += found
        if not found:
            _miss(tally, "missed", document, _hull(value), words, near)
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
            _miss(tally, "wrong", document, claim.span, words, [claim])


def _hull(entity: Entity) -> Span:
    return Span(min(span.start for span in entity.spans), max(span.end for span in entity.spans))


def _miss(tally: Tally, kind: str, document: ChiaDocument, span: Span, gold: str, near: list[Claim]) -> None:
    compiled = " | ".join(str(claim) for claim in near[:4]) or "nothing"
    tally.misses.append(Miss(kind, document.name, sentence_at(document.text, *span), gold, compiled))


__all__ = ["ChiaScore", "Placed", "score_chia", "score_document"]
