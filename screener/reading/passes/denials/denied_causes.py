"""Reads "anemia not caused by iron deficiency" and "renal disease unrelated to lupus": what narrows the finding is a person's.

Who has both may have the one from something else, so the cause is neither asked for nor denied.
"""

from __future__ import annotations

from screener.reading.scanning.tag_looks import names_end
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import behind

_FINDINGS = frozenset({"COND", "CONDN", "MEAS", "RP", "SEV", "TEXT", "NUM", "UNIT", "ULN", "RESULT"})
_NAMED = frozenset({"COND", "CONDN", "DRUG", "PROC", "PROCN", "TREATN", "VACC", "TEXT", "STATE", "MEAS", "ANCHOR", "STUDYREF"})
_NAMES = _NAMED | {"FILL", "DASH", "PREP", "SEV", "HIST", "ACTIVE", "CURRENT", "ROUTE", "TREAT"}
_CLOSES = frozenset({"STOP", "SEMI", "RP"})
_TIMES = frozenset({"WITHIN", "NUM", "TU", "PRIOR", "ANCHOR", "PREP", "FILL"})
UNRELATED = frozenset({"unrelated"})


def denied_causes(tags: list[Tag]) -> list[Tag]:
    """The tags with what a finding or a limit does not come from made a qualifier of it, and without the comma before that.

    What it cannot be helped by keeps its words and loses its comma.
    """
    for at in range(1, len(tags) - 1):
        first = at + (tags[at].type == "COMMA")
        if tags[first - 1 - (first > at)].type not in _FINDINGS:
            continue
        if first > at and _not_amenable(tags, first):
            tags[at].state = "compiled"
            return [*tags[:at], *denied_causes(tags[first:])]
        start = _cause_denied(tags, first)
        end = _end_of_cause(tags, start) if start else 0
        if end:
            if first > at:
                tags[at].state = "compiled"
            return [*tags[:at], behind(tags[first:end]), *denied_causes(tags[end:])]
    return tags


def _not_amenable(tags: list[Tag], at: int) -> bool:
    """Whether a denial stands here of what a finding can be helped by."""
    if not _denies(tags, at):
        return False
    return tags[at + 1].type == "NEED" and tags[at + 1].text.lower().endswith("amenable to")


def _cause_denied(tags: list[Tag], at: int) -> int:
    """The place behind "not due to" or "unrelated to"; 0 where neither stands there."""
    if _denies(tags, at):
        verb = at + 1 + (tags[at + 1].type == "FILL")  # "not directly attributable to"
        return verb + 1 if verb < len(tags) and tags[verb].type == "CAUSE" else 0
    if at + 2 < len(tags) and tags[at].text.lower() in UNRELATED and tags[at + 1].text.lower() in {"to", "to the", "to their"}:
        return at + 2
    return 0


def _denies(tags: list[Tag], at: int) -> bool:
    return at < len(tags) - 2 and tags[at].type == "NEG" and tags[at].text.lower() in {"not", "but not", "is not", "are not"}


def _end_of_cause(tags: list[Tag], first: int) -> int:
    """The place behind the causes that start there, all of them where a list goes on to the end; 0 where none does."""
    end = names_end(tags, first, _NAMES, _NAMED)
    if end == first:
        return 0
    joined, further = False, end
    while joint := _joint(tags, further):
        behind_it = names_end(tags, joint, _NAMES, _NAMED)
        if behind_it == joint:
            return end
        joined = joined or tags[joint - 1].type == "OR"
        further = behind_it
    return further if joined and _ends(tags, further) else end


def _joint(tags: list[Tag], at: int) -> int:
    """The place behind a comma, an "or", or both, that stands there; 0 where none does."""
    end = at + (at < len(tags) and tags[at].type == "COMMA")
    end += end < len(tags) and tags[end].type == "OR"
    return end if end > at else 0


def _ends(tags: list[Tag], at: int) -> bool:
    """Whether the sentence or its bracket ends there, perhaps behind a time that is the finding's as well."""
    if at < len(tags) and tags[at].type == "WITHIN":
        while at < len(tags) and tags[at].type in _TIMES:
            at += 1
    return at == len(tags) or tags[at].type in _CLOSES
