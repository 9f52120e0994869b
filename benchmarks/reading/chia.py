"""Scores reading against Chia (Kury et al. 2020); here numeric limits and multiples of ULN, the rest beside."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field

from benchmarks.reading.chia_logic import score_groups
from benchmarks.reading.chia_logic import score_negation
from benchmarks.reading.chia_mentions import score_mentions
from benchmarks.reading.chia_near import add_miss
from benchmarks.reading.chia_near import hull
from benchmarks.reading.chia_near import near_claims
from benchmarks.reading.chia_times import score_multipliers
from benchmarks.reading.chia_times import score_windows
from benchmarks.reading.claims import Claim
from benchmarks.reading.claims import claims
from benchmarks.reading.claims import placed
from benchmarks.reading.claims import placed_readings
from benchmarks.reading.corpora import ChiaDocument
from benchmarks.reading.corpora import Entity
from benchmarks.reading.match import agreeing
from benchmarks.reading.match import around
from benchmarks.reading.match import contradicts
from benchmarks.reading.match import same_unit
from benchmarks.reading.reader import Reader
from benchmarks.reading.score import Tally
from benchmarks.reading.values import Parsed
from benchmarks.reading.values import parse_value
from screener.criteria.protocol import Protocol

LIMIT_OWNERS = frozenset({"Measurement", "Person", "Observation"})


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
    score_windows(score.windows, document, said)
    score_multipliers(score.multipliers, document, said)
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
    end = hull(value).end
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
    near = near_claims(said, gold.owner, gold.value)
    context = around(document.text, hull(gold.value), reach=80)
    matches = [agreeing(part, near, context) for part in gold.parsed.parts]
    found = all(matches) or _whole_words(document, gold, near)
    tally.gold += 1
    tally.found += found
    far = near_claims(kept, gold.owner, gold.value)
    tally.extra("chosen or kept", found or all(agreeing(part, [*near, *far], context) for part in gold.parsed.parts))
    _score_multiple(score.multiples, document, gold, matches, near)
    if found:
        _score_extras(tally, gold, matches)
    else:
        add_miss(tally, "missed", document, hull(gold.value), "; ".join(map(str, gold.parsed.parts)), near)


def _whole_words(document: ChiaDocument, gold: _Gold, near: list[Claim]) -> bool:
    """Whether a value annotated in pieces is said as the unbroken words between its ends have it."""
    whole = parse_value(hull(gold.value).text(document.text))
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
            add_miss(tally, "missed", document, hull(gold.value), str(part), near)


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
            add_miss(tally, "wrong", document, claim.span, words, [claim])
