"""Scores logic against Chia: which mentions are negated, and which stand in an any-of."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from benchmarks.reading.chia_mentions import SCORED
from benchmarks.reading.chia_mentions import mentions
from benchmarks.reading.claims import Placed
from benchmarks.reading.claims import turns_of
from benchmarks.reading.corpora import ChiaDocument
from benchmarks.reading.corpora import Entity
from benchmarks.reading.score import Miss
from benchmarks.reading.score import Tally
from benchmarks.reading.score import sentence_at
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import AtLeast
from screener.criteria.nodes import Demographic
from screener.criteria.nodes import Member

TYPES = frozenset({*SCORED, "Device"})


def _naming(entity: Entity, nodes: Sequence[Placed]) -> list[Placed]:
    """The nodes whose mention overlaps the entity; of several, those of the right kind."""
    over = [found for found in nodes if any(entity.overlaps(mention.span) for mention in mentions(found))]
    right = [found for found in over if any(entity.type in mention.types for mention in mentions(found))]
    return right or over


def score_negation(tally: Tally, document: ChiaDocument, nodes: Sequence[Placed]) -> None:
    """Recall over gold negated mentions, precision over compiled negated ones; accuracy and balance beside."""
    negated = {owner.id for owner, mark in document.linked("Has_negation") if mark.type == "Negation"}
    for entity in document.entities.values():
        if entity.type not in TYPES:
            continue
        gold = entity.id in negated
        naming = _naming(entity, nodes)
        if not naming:
            if gold:
                tally.gold += 1
                tally.note("negated and not compiled")
                _miss(tally, document, entity, "negated", "nothing")
            continue
        said = any(found.absent for found in naming) if gold else all(found.negated for found in naming)
        _count(tally, gold, said)
        if gold != said:
            labels = ", ".join(str(getattr(found.node, "label", found.node.kind)) for found in naming[:3])
            _miss(tally, document, entity, "negated" if gold else "not negated", labels)


def _count(tally: Tally, gold: bool, said: bool) -> None:
    tally.gold += gold
    tally.found += gold and said
    tally.claimed += said
    tally.right += said and gold
    tally.extra("accuracy", gold == said)
    tally.extra("negated, of compiled" if gold else "plain, of compiled", gold == said)


def balanced(tally: Tally) -> float | None:
    """The mean of the shares right among compiled negated and compiled plain mentions."""
    shares = [tally.extras.get(name) for name in ("negated, of compiled", "plain, of compiled")]
    known = [good / total for share in shares if share for good, total in (share,) if total]
    return sum(known) / 2 if len(known) == 2 else None


def score_groups(tally: Tally, document: ChiaDocument, nodes: Sequence[Placed]) -> None:
    """A group's share is that of its pairs whose lowest common ancestor means any-of.

    Recall takes a pair that was not compiled as not found; precision is over compiled pairs, AND pairs that were read
    as any-of counted as wrong.
    """
    for kind, *ids in document.groups:
        members = [document.entities[one] for one in ids if one in document.entities]
        members = [entity for entity in members if entity.type in TYPES]
        if kind != "OR" or len(members) < 2:
            continue
        verdicts = [_alternatives(document, one, two, nodes) for one, two in combinations(members, 2)]
        share = sum(verdict is True for verdict in verdicts) / len(verdicts)
        compiled = sum(verdict is not None for verdict in verdicts) / len(verdicts)
        tally.gold += 1
        tally.found += share
        tally.claimed += compiled
        tally.right += share
        tally.extra("whole group", share == 1)
        if share < 1:
            words = " / ".join(entity.words(document.text) for entity in members)
            where = sentence_at(document.text, members[0].spans[0].start, members[-1].spans[-1].end)
            state = f"{share:.0%} of pairs any-of, {compiled:.0%} compiled"
            tally.misses.append(Miss("missed", document.name, where, words, state))
    for one, two in document.linked("AND"):
        if one.type in TYPES and two.type in TYPES and _alternatives(document, one, two, nodes):
            tally.note("AND pairs read as any-of")


def _alternatives(document: ChiaDocument, one: Entity, two: Entity, nodes: Sequence[Placed]) -> bool | None:
    """Whether some nodes that name the two stand as alternatives; None where one of them was not compiled."""
    first, second = _naming(one, nodes), _naming(two, nodes)
    if not first or not second:
        return None
    verdicts = {_any_of(document, a, b) for a in first for b in second}
    return True if True in verdicts else False if False in verdicts else None


def _any_of(document: ChiaDocument, one: Placed, two: Placed) -> bool | None:
    if one.criterion is not two.criterion:
        return document.kind == "exclusion"
    if one.node is two.node:
        return True if isinstance(one.node, Member | Demographic) else None  # one blob is no reading of "or"
    path, other = (*one.above, one.node), (*two.above, two.node)
    shared = 0
    while shared < min(len(path), len(other)) and path[shared] is other[shared]:
        shared += 1
    if not shared:
        return None  # one of them is only named
    joint = path[shared - 1]
    turned = turns_of(path[shared:]) % 2 == 1 and turns_of(other[shared:]) % 2 == 1
    match joint:
        case AnyOf():
            return not turned
        case AtLeast(count=1):
            return True
        case AllOf():
            return turned
        case _:
            return False


def _miss(tally: Tally, document: ChiaDocument, entity: Entity, gold: str, compiled: str) -> None:
    where = sentence_at(document.text, entity.spans[0].start, entity.spans[-1].end)
    words = f"{entity.words(document.text)}: {gold}"
    tally.misses.append(Miss("missed" if gold == "negated" else "wrong", document.name, where, words, compiled))
