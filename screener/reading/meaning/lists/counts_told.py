"""How many of a list are asked for, where the words before it count."""

from __future__ import annotations

from dataclasses import replace

from screener.reading.meaning.chunks.judged import Elements
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import take
from screener.reading.syntax.trees import Clause
from screener.reading.syntax.trees import Listing

_BESIDE_COUNT = frozenset({"PREP", "CURRENT", "ACCORD", "KNOWN", "POP", "WHICH", "WINDOW"})


_COUNTED_NOUNS = frozenset({
    "signs", "symptoms", "findings", "features", "factors", "risk", "presence", "presentation", "meeting", "having", "fulfilling",
    "measurements", "criteria", "elements", "items", "abnormalities", "conditions", "components",
})  # fmt: skip


def count_told(clause: Clause) -> str:
    """How many of what follows define what stands before ("defined as the presence of 3 or more of the following")."""
    tail = clause.tails[-1] if clause.tails else None
    if tail is None or tail.kind != "definition" or len(tail.listing.chunks) != 1:
        return ""
    return _only_count(tail.listing.chunks[0])


def _only_count(chunk: Elements) -> str:
    """The number of a chunk that does nothing but count what follows, its words marked as read; empty for any other."""
    counts = [tag for tag in chunk if isinstance(tag, Tag) and tag.type == "NOF" and str(tag.value).isdigit()]
    if len(counts) != 1 or not all(isinstance(tag, Tag) and (tag is counts[0] or _beside_count(tag)) for tag in chunk):
        return ""
    take([tag for tag in chunk if isinstance(tag, Tag) and tag.type != "WINDOW"])  # a time is of the list, and stays to be read
    return str(counts[0].value)


def _beside_count(tag: Tag) -> bool:
    """Whether a word beside a count says nothing of its own ("the presence of two of the following signs")."""
    return tag.type in _BESIDE_COUNT or tag.text.lower() in _COUNTED_NOUNS


_COUNTING = frozenset({"definition", "if", "must"})


def without_count(clause: Clause) -> tuple[Clause, str]:
    """The clause without a count that its last tail ends in, and the count ("defined as fever and two of the following: …")."""
    tail = clause.tails[-1] if clause.tails else None
    if tail is None or tail.kind not in _COUNTING or len(tail.listing.chunks) < 2 or tail.listing.conns[-1].type != "AND":
        return clause, ""
    *chunks, last = tail.listing.chunks
    *conns, conn = tail.listing.conns
    count = _only_count(last)
    if not count:
        return clause, ""
    take(conn)
    return replace(clause, tails=[*clause.tails[:-1], replace(tail, listing=Listing(chunks, conns))]), count
