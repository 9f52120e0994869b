"""The narrowing words of a head, before and after it, each with its type."""

from __future__ import annotations

import re

from screener.core.span import Span
from screener.criteria.nodes import Qualifier
from screener.reading.meaning.chunks.narrowing import narrowing
from screener.reading.meaning.context import Context
from screener.reading.meaning.draft import Draft
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering
from screener.reading.scanning.tags import take

_QUALIFIER_TYPES = frozenset(
    {"severity", "activity", "course", "type", "significance", "dose", "stage", "criteria-set", "description"}
)


_CRITERIA = re.compile(r" (?:criteria|criterion|classification|guidelines?)\b", re.IGNORECASE)


def qualifiers_of(draft: Draft, context: Context) -> tuple[Qualifier, ...]:
    """The narrowing words of a draft, before and after its head, each with its type."""
    scope = draft.lead.scope
    found = narrowing(draft, context) if scope else []
    if not (draft.lead.qualifiers or draft.qualifiers or draft.after or "HISTOL" in scope):
        return tuple(found)
    for run in _runs([*draft.lead.qualifiers, *draft.qualifiers]):
        value = context.words(run[0].start, run[-1].end)
        if run[0].value == "criteria-set" and (noun := _CRITERIA.match(context.text, run[-1].end)):
            value += noun.group()
        kind = str(run[0].value) if run[0].type == "SEV" and run[0].value in _QUALIFIER_TYPES else "other"
        found.append(Qualifier(kind, value, Span(run[0].start, run[-1].end)))
        take(run)
    proof = scope.get("HISTOL")
    if proof is not None:
        take(proof)
        found.append(Qualifier("criteria-set", context.words(proof.start, proof.end), Span(proof.start, proof.end)))
    for run in _runs([tag for tag in draft.after if tag.end > tag.start]):
        words = run[1:] if run[0].type == "PREP" and len(run) > 1 else run
        span = Span(run[0].start, words[-1].end)
        found.append(Qualifier("other", context.words(*span), span))
        take(run)
    return tuple(found)


def causes_of(draft: Draft) -> list[Tag]:
    """ "Unless due to Gilbert's syndrome", "cough caused by ramipril": that it is the cause is to be confirmed."""
    causes = [word for word in draft.lead.words if word.type == "CAUSE"]
    take(causes)
    return [covering("SEV", (word,), "other") for word in causes]


def beside(draft: Draft, *kinds: str) -> list[Tag]:
    """Words of status that a node has no place for ("high-potency steroids", "indication for dialysis"): to be confirmed."""
    found = [draft.lead.scope[kind] for kind in kinds if kind in draft.lead.scope]
    told = {tag.start for tag in draft.qualifiers}
    return [covering("SEV", (tag,), "other") for tag in found if tag.start not in told]


def _runs(tags: list[Tag]) -> list[list[Tag]]:
    """Neighbouring words together; a severity word stands for itself."""
    runs: list[list[Tag]] = []
    for tag in tags:
        plain = tag.type != "SEV"
        before = runs[-1][-1] if runs and runs[-1][-1].start <= tag.start else None
        near = before is not None and before.type != "SEV" and tag.start - before.end <= 24 and tag.type != "PREP"
        if plain and runs and runs[-1][0].start <= tag.start and tag.end <= runs[-1][-1].end:
            runs[-1].insert(-1, tag)  # it lies within them
        elif plain and runs and (near or (before is not None and before.type == "PREP")):
            runs[-1].append(tag)
        else:
            runs.append([tag])
    return runs
