"""Recompiling a protocol whose rules a person has reviewed: what is reviewed stays, every difference is told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from screener.core.issues import Issue
from screener.core.issues import issue
from screener.criteria.notation import print_rule
from screener.criteria.protocol import Criterion
from screener.criteria.protocol import Protocol


def is_reviewed(criterion: Criterion) -> bool:
    """Whether a person has put name and date under the criterion's rule."""
    return bool(criterion.reviewer and criterion.reviewed)


def merge_reviewed(kept: Protocol, fresh: Protocol) -> tuple[Protocol, tuple[Issue, ...]]:
    """The fresh protocol with the kept one's reviewed rules, and what is different, new or gone.

    A criterion is the same if its words are the same, else if its id is. A reviewed criterion that no text states (it
    was inferred, or a person added it) stays although compiling does not find it.
    """
    issues: list[Issue] = []
    found: list[Criterion] = []
    pairs = _pairs(kept.criteria, fresh.criteria)
    for new in fresh.criteria:
        old = pairs.get(new.id)
        if old is None:
            issues.append(_told("criterion-new", new, "was not in the protocol file", "review it"))
            found.append(new)
        elif is_reviewed(old):
            issues += _differences(old, new)
            found.append(_keep(old, new))
        else:
            found.append(new)
    taken = {old.id for old in pairs.values()}
    for old in kept.criteria:
        if old.id in taken:
            continue
        if is_reviewed(old) and old.inferred and old.id not in {new.id for new in found}:
            found.append(old)
        else:
            hint = "look it up in the old file"
            issues.append(_told("criterion-vanished", old, "is not found in the text any more", hint))
    return replace(fresh, criteria=tuple(found)), tuple(issues)


def _pairs(kept: Iterable[Criterion], fresh: Iterable[Criterion]) -> dict[str, Criterion]:
    """For the id of each fresh criterion, the kept one that it is."""
    left = list(kept)
    pairs: dict[str, Criterion] = {}

    def pair(new: Criterion, candidates: list[Criterion]) -> None:
        if candidates:
            pairs[new.id] = candidates[0]
            left.remove(candidates[0])

    fresh = tuple(fresh)
    for new in fresh:
        same = [old for old in left if (old.category, old.field, old.text) == (new.category, new.field, new.text)]
        pair(new, sorted(same, key=lambda old: old.id != new.id))
    for new in fresh:
        if new.id not in pairs:
            pair(new, [old for old in left if old.id == new.id])
    return pairs


def _keep(old: Criterion, new: Criterion) -> Criterion:
    """The fresh criterion's place and words with the reviewed rule."""
    return replace(
        new,
        category=old.category,
        node=old.node,
        readings=old.readings,
        settled=old.settled,
        inferred=old.inferred,
        reviewer=old.reviewer,
        reviewed=old.reviewed,
    )


def _differences(old: Criterion, new: Criterion) -> list[Issue]:
    issues = []
    if (old.text, old.field) != (new.text, new.field):
        hint = "review its rule again"
        issues.append(_told("reviewed-text-differs", new, "has other words than those reviewed", hint))
    fair = (new.node, *(reading.node for reading in new.readings))  # ruling for a kept reading is no difference
    if old.node not in fair or old.category != new.category:
        what = f"compiles to another {new.category} rule than the {old.category} rule that {old.reviewer} reviewed"
        hint = f"kept: {print_rule(old.node)}; compiled: {print_rule(new.node)}"
        issues.append(_told("reviewed-rule-differs", new, what, hint))
    return issues


def _told(code: str, criterion: Criterion, what: str, hint: str) -> Issue:
    return issue(code, f"{criterion.id} {what}", criterion.span, field=criterion.field, hint=hint)
