"""Reads "before the initiation of any study-specific procedures" as the place of a time: when the study itself begins."""

from __future__ import annotations

from screener.reading.passes.times.events import anchor_of
from screener.reading.scanning.tag_looks import plays
from screener.reading.scanning.tags import Tag

PROCEDURES = frozenset({
    "procedures", "procedure", "activities", "activity", "assessments", "evaluations", "interventions", "examinations",
    "study procedures", "any study procedures", "any study related procedures",
})  # fmt: skip
_OURS = frozenset({"study", "trial", "protocol", "research"})
_NOUNS = frozenset(one.split()[-1] for one in PROCEDURES)
_BEGINNING = frozenset({
    "initiation", "start", "starting", "beginning", "commencement", "commencing", "initiating", "performance", "performing",
    "conduct", "conducting", "undergoing", "undertaking",
})  # fmt: skip
_SMALL = frozenset({
    "the", "any", "all", "of", "-", "/", "or", "and", "specific", "related", "mandated", "specified", "required", "screening",
})  # fmt: skip
_MOST = 12


def study_procedures(tags: list[Tag]) -> list[Tag]:
    """The tags with such words behind a "before" made one anchor."""
    for at in range(len(tags) - 1):
        end = _end(tags, at + 1) if plays(tags[at], "PRIOR") else 0
        if end:
            if tags[at].type != "PRIOR":
                tags[at].become("PRIOR")
            whole = anchor_of(tags[at + 1 : end])
            whole.value = "first-dose"
            return [*tags[: at + 1], whole, *study_procedures(tags[end:])]
    return tags


def _end(tags: list[Tag], first: int) -> int:
    """The place behind words that name the study's own procedures; 0 where others stand there."""
    ours = False
    for at in range(first, min(first + _MOST, len(tags))):
        said = tags[at].text.lower().split()
        ours = ours or not _OURS.isdisjoint(said)
        if ours and said and said[-1] in _NOUNS:
            more = [tag.text.lower() for tag in tags[at + 1 : at + 3]]
            return at + 3 if len(more) == 2 and more[0] in {"/", "or", "and"} and more[1] in _NOUNS else at + 1
        if not said or not set(said) <= _SMALL | _BEGINNING | _OURS:
            return 0
    return 0
