"""Takes tags with their times, gives "within 4 weeks before or during the study" as one time with two stretches."""

from __future__ import annotations

from dataclasses import replace

from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering
from screener.reading.scanning.tags import parts_of
from screener.reading.syntax.trees import AnchorPhrase
from screener.reading.syntax.trees import WindowPhrase

_JOINS = frozenset({"OR", "AND", "SLASH"})
_AHEAD = frozenset({"DURING", "AFTER"})
_BEFORE = frozenset({"before", "prior to", "previous to"})


def both_times(tags: list[Tag]) -> list[Tag]:
    """The tags with a time that looks back and one that looks ahead of the same place joined to one WINDOW."""
    at = 2
    while at < len(tags):
        tag = tags[at]
        joined = _joined(tags[at - 2], tags[at - 1], tag) if tag.type == "WINDOW" and tags[at - 1].type in _JOINS else None
        if joined is not None:
            tags = [*tags[: at - 2], joined, *tags[at + 1 :]]
        at += 1
    return tags


def _joined(first: Tag, conn: Tag, second: Tag) -> Tag | None:
    """Both times as one; None where the first does not look back or the second has a length of its own."""
    later = second.value
    if not isinstance(later, WindowPhrase) or not _only_visit(later) or later.anchor is None:
        return None
    phrase = first.value if first.type == "WINDOW" else _any_time_before(first, later.anchor)
    if not isinstance(phrase, WindowPhrase) or not _looks_back(phrase):
        return None
    if phrase.anchor is None or phrase.anchor.anchor is None:
        before = Tag("PRIOR", first.end, first.end, "before", "before", state="filler")
        phrase = replace(phrase, anchor=AnchorPhrase(before, later.anchor.anchor))
    parts = [*parts_of(first), conn, *parts_of(second)]
    both = replace(phrase, also=later, join="through" if conn.type == "AND" else "or")
    return covering("WINDOW", parts, both, f"{first.text} {conn.text} {second.text}")


def _only_visit(phrase: WindowPhrase) -> bool:
    """Whether a time is only "during the study" or "after randomization"."""
    bare = phrase.head is None and phrase.limit is None and phrase.anchor is not None
    return bare and phrase.anchor is not None and phrase.anchor.anchor is not None and phrase.anchor.preposition.type in _AHEAD


def _looks_back(phrase: WindowPhrase) -> bool:
    """Whether a time lies before its place: "within 4 weeks before", "4 weeks prior to"."""
    if phrase.other is not None or (phrase.anchor is not None and phrase.anchor.more):
        return False
    if phrase.anchor is not None:
        return phrase.anchor.preposition.type in {"PRIOR", "AGO"}
    return phrase.head is not None and phrase.head.type == "WITHIN" and phrase.head.value != "next"


def _any_time_before(tag: Tag, place: AnchorPhrase) -> WindowPhrase | None:
    """ "Prior to or during the study": any time before it."""
    if tag.type not in {"PREP", "PRIOR", "AGO"} or tag.text.lower() not in _BEFORE:
        return None
    before = Tag("PRIOR", tag.start, tag.end, "before", tag.text)
    return WindowPhrase(None, None, None, AnchorPhrase(before, place.anchor))
