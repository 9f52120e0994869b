"""Puts a length of time between two events to a person: "less than 9 days between screening and surgery" is of neither alone.

That between a treatment and a visit is one before the visit.
"""

from __future__ import annotations

from screener.reading.passes.times.before_visits import SPANS
from screener.reading.passes.times.before_visits import before_visit
from screener.reading.scanning.tag_looks import plays
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

_STOPS = frozenset({
    "COMMA", "SEMI", "STOP", "COLON", "LP", "RP", "OR", "AND", "IF", "EXC", "EG", "IE", "MUST", "WHICH", "BETW", "MARK",
})  # fmt: skip
_NUMBERS = frozenset({"NUM", "CMP", "TU", "UNIT", "AGEW", "AGESUF"})
_MOST = 9


def between_events(tags: list[Tag]) -> list[Tag]:
    """The tags with each such length of time and its two events made one question."""
    for at in range(1, len(tags) - 2):
        if not plays(tags[at], "BETW") or not tags[at].text.lower().endswith("between"):
            continue
        before = before_visit(tags, at)
        if before is not None:
            return between_events(before)
        joint = _names(tags, at + 1)
        if joint == at + 1 or joint >= len(tags) or tags[joint].type != "AND":
            continue
        end = _names(tags, joint + 1)
        if end == joint + 1:
            continue
        start = _length_before(tags, at)
        if start is None and tags[at - 1].text.lower() in SPANS:
            behind = _length_behind(tags, end)
            start, end = (at - 1, behind) if behind else (None, end)
        if start is not None:
            whole = covering("JUDGED", tags[start:end], "judgement")
            return [*tags[:start], whole, *between_events(tags[end:])]
    return tags


def _names(tags: list[Tag], first: int) -> int:
    """The place behind words that name an event, with no number among them; the first place where a number begins them."""
    end = first
    while end < len(tags) and end - first < _MOST and tags[end].type not in _STOPS | _NUMBERS:
        end += 1
    while end > first and tags[end - 1].type in {"PREP", "FILL"}:
        end -= 1
    return end


def _length_before(tags: list[Tag], at: int) -> int | None:
    """Where a length of time begins that ends right before "between", perhaps with a noun for it."""
    last = at - 1
    while last > 1 and tags[last].text.lower() in SPANS:
        last -= 1
    if last < 1 or tags[last].type != "TU" or tags[last - 1].type != "NUM":
        return None
    first = last - 1
    return first - 1 if first and plays(tags[first - 1], "CMP") else first


def _length_behind(tags: list[Tag], at: int) -> int:
    """The place behind a length of time that says how long it is ("of less than 6 hours"); 0 where none stands there."""
    while at < len(tags) and tags[at].type in {"PREP", "FILL", "MUST"}:
        at += 1
    at += at < len(tags) and plays(tags[at], "CMP")
    return at + 2 if at + 1 < len(tags) and tags[at].type == "NUM" and tags[at + 1].type == "TU" else 0
