"""Reads "if on methotrexate the dose must be stable" as with its comma: what is asked is asked of those alone."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag

MODALS = frozenset({"must", "should", "shall", "has", "have", "needs", "need"})
_MUST = frozenset({"must", "should", "shall"})
_OPENS = frozenset({"STOP", "SEMI", "MARK"})
_PARTS = frozenset({"COMMA", "COLON", "STOP", "SEMI", "IF", "EXC", "LP"})
_NAMED = frozenset({"DRUG", "COND", "PROC", "TREATN", "STATE", "VACC", "PROCN"})
_SELF = frozenset({"DOSE", "MEAS", "POP"})
_IT = frozenset({"it", "this", "they", "these", "he", "she"})
_THE = frozenset({"the", "this", "their", "these", "such"})


def conditions_first(tags: list[Tag]) -> list[Tag]:
    """The tags with a comma between a first "if" and the subject of what it asks, where the text has none."""
    for at, tag in enumerate(tags):
        if tag.type != "IF" or (at and tags[at - 1].type not in _OPENS):
            continue
        subject = _subject(tags, at + 1)
        if subject:
            place = tags[subject].start
            comma = Tag("COMMA", place, place, None, ",", state="compiled")
            return [*tags[:subject], comma, *conditions_first(tags[subject:])]
    return tags


def _subject(tags: list[Tag], first: int) -> int:
    """The place where the subject of the statement behind a condition begins; 0 where a comma parts them or none is plain."""
    named = False
    for at in range(first, len(tags) - 1):
        if tags[at].type in _PARTS:
            return 0
        modal = tags[at + 1].text.lower() if tags[at + 1].type == "FILL" else ""
        if named and modal in MODALS and (start := _starts(tags, at, first)):
            return start
        named = named or tags[at].type in _NAMED
        if modal in _MUST and tags[at].type in _NAMED and _taken(tags, first):
            return at + 1  # "if taking statins must be on a stable dose"
    return 0


def _taken(tags: list[Tag], first: int) -> bool:
    """Whether a condition is of what somebody takes."""
    at = first + (tags[first].type == "FILL")
    return tags[at].type == "TREAT" or (tags[at].type == "PREP" and tags[at].text.lower() == "on")


def _starts(tags: list[Tag], at: int, first: int) -> int:
    """Where the subject that ends at a place begins, with its article; 0 where none ends there."""
    if tags[at].text.lower() in _IT and tags[at].type == "FILL":
        return at
    article = at - 1 > first and tags[at - 1].type == "FILL" and tags[at - 1].text.lower() in _THE
    if tags[at].type in _SELF or (article and tags[at].type in {"TREATN", "PROCN", "CONDN"}):
        return at - article
    return 0
